"""What the form of a story shows: its fields, and what stands around them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin import helpers
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import richtext, workflow
from articles.checks import Problem, Rows, doubts, needs, problems
from articles.models import Byline, PublishedStory, Status, Story, StoryPerson, StoryPhoto, StorySource
from articles.publishing import is_revised

from . import commenting, steps, unsaved
from .checklist import Places, checklist
from .inlines import thumbnail
from .standing import standing
from .trail import trail
from .widgets import DayField

# Steps and revisions shown beside the form; all of them are on the page of the story's history.
RECENT = 12
_LOOKED_AT = (StoryPhoto, StoryPerson, Byline, StorySource)


class StoryLayout(admin.ModelAdmin):
    """The form, and what is shown around it."""

    # The form.

    def get_fieldsets(self, request: HttpRequest, obj: Story | None = None) -> list:
        open_ = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [
            (None, {"fields": ["headline", "lead", "body" if open_ else "text"]}),
            (None, {"fields": [("section", "kind"), ("event_date", "place"), "roles_since"]}),
        ]

    def get_form(self, request: HttpRequest, obj: Story | None = None, change: bool = False, **kwargs: Any):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.refusal = getattr(request, "refusal", [])
        return form

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "section":
            return db_field.formfield(**kwargs)
        if db_field.name == "event_date":
            return DayField(
                label=capfirst(db_field.verbose_name), required=False, help_text=db_field.help_text
            )
        if db_field.name == "body":
            return richtext.BodyField(label=capfirst(db_field.verbose_name), required=False)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Story, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if prefix in getattr(request, "rows_taken_over", ()):
            for sent in ("data", "files", "save_as_new"):
                kwargs.pop(sent, None)
        return kwargs

    def get_inline_formsets(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list:
        found = super().get_inline_formsets(request, *args, **kwargs)
        for rows in found:
            # Django pairs forms and records by position, which shows the wrong picture beside a caption
            # when somebody else has added or deleted one meanwhile.
            rows.formset._queryset = [form.instance for form in rows.formset.initial_forms]
        return found

    @admin.display(description=gettext_lazy("body"))
    def text(self, story: Story) -> SafeString:
        """The body as it reads, its photos small, where the form is not open for changes."""
        photos = story.story_photos.select_related("photo").exclude(photo=None)
        return richtext.render(story.body, {row.number: thumbnail(row.photo) for row in photos})

    # What is shown around the form.

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        story: Story | None = context["original"]
        # Open for changes or, where that is no longer allowed, with what had been typed.
        open_ = self.has_change_permission(request, story) if story else True
        offered = workflow.available_steps(story or Story(author=request.user), request.user)
        context |= {"title": str(story) if story else _("New story"), "subtitle": None}
        context["limits"] = [settings.HEADLINE_LIMIT, settings.LEAD_LIMIT, settings.READING_SPEED]
        context["open_form"] = {
            "key": request.POST.get("form_key") or unsaved.new_key(),
            "restored": request.POST.get("restored", ""),
            "unsaved": request.method == "POST",
            "others": unsaved.others(story, request.user) if story else [],
        }
        if getattr(request, "refusal", None) == context["adminform"].form.non_field_errors() and context.get(
            "restored"
        ):
            # The panel above the form says so; anything else that is wrong is said beside its field.
            context["adminform"].form.errors.pop("__all__")
            context["errors"] = helpers.AdminErrorList(
                context["adminform"].form, [rows.formset for rows in context["inline_admin_formsets"]]
            )
        rows = _rows(context)
        places = Places(rows.photos, rows.people, open_=open_)
        listed = open_ and any(step.name in steps.HANDS_IN for step in offered)
        lines = checklist(needs(story or Story(), rows), places) if listed else []
        context |= {"checklist": lines, "lacks": sum(not line.met for line in lines)}
        context["step_buttons"] = [(step, steps.asks(step)) for step in offered if not step.aside]
        if story:
            context |= {
                "revision_number": request.POST.get("revision", getattr(request, "revision_shown", 0)),
                "why_not_editable": workflow.why_not_editable(story, request.user),
                "problems": [(one, places.of(one)) for one in self._problems(story, listed=listed)],
                "steps_aside": [step for step in offered if step.aside],
                "may_correct": workflow.may_correct(story, request.user),
                "standing": standing(story),
                "revised": story.status != Status.DRAFT and is_revised(story),
                "last_move": story.events.exclude(step__in=workflow.BESIDE_THE_ROAD)
                .select_related("by")
                .first(),
                "trail": trail(story, RECENT),
                "intake": getattr(story, "intake", None),
                **commenting.shown(story, "change"),
            }
        response = super().render_change_form(request, context, *args, **kwargs)
        if open_:
            response._csp_replace = richtext.EDITOR_CSP
        return response

    def _problems(self, story: Story, *, listed: bool) -> list[Problem]:
        """What a reviewer should know, as long as there is something to review; what is missing only where
        the checklist does not say so."""
        if story.status in (Status.PUBLISHED, Status.WITHDRAWN):
            return []
        return doubts(story) if listed else problems(story)

    def view_on_site(self, story: Story) -> str | None:
        """Where readers find the story now; None when they do not."""
        copy = PublishedStory.objects.live().filter(story=story).select_related("section").first()
        return copy.get_absolute_url() if copy else None


def _rows(context: dict) -> Rows:
    """The rows of the form as it is shown, whatever became of them in the database."""
    forms = [form for shown in context["inline_admin_formsets"] for form in shown.formset.initial_forms]
    found = {
        model: [form.instance for form in forms if isinstance(form.instance, model)] for model in _LOOKED_AT
    }
    credited = bool(found[Byline] or found[StorySource]) if context["original"] else None
    return Rows(found[StoryPhoto], found[StoryPerson], credited)
