"""A story at the desk: who may open it, its form, and how it is saved."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import richtext, workflow
from articles.checks import Problem, problems
from articles.models import (
    Byline,
    OpenForm,
    PenName,
    PublishedStory,
    Revision,
    Status,
    Story,
    StoryPerson,
    StoryPhoto,
    account_name,
)
from articles.models.revision import snapshot
from articles.photos import BadPhoto, attach, ingest
from vietnamese import long_time

from . import commenting, compare, differing, intake, merging, reviewing, sending, steps, unsaved
from .calendar import calendar_view
from .captions import caption_view
from .forms import StoryForm
from .inlines import BylineRows, PersonRows, PhotoRows, SourceRows, thumbnail
from .standing import standing
from .story_list import StoryList
from .trail import revision_view, trail
from .widgets import DayField

# Steps and revisions shown beside the form; all of them are on the page of the story's history.
RECENT = 12


@admin.register(Story)
class StoryAdmin(StoryList):
    form = StoryForm
    inlines = (PhotoRows, SourceRows, BylineRows, PersonRows)
    readonly_fields = ("text",)

    # Who may. What the queryset (`StoryList`) does not hold cannot be opened at all.

    def has_change_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        # What is sent for a story that has moved on meanwhile is refused by the form, which keeps it on the
        # screen; a page saying "forbidden" would throw it away.
        return obj is None or request.method == "POST" or workflow.may_edit(obj, request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Story | None:
        story = super().get_object(request, object_id, from_field)
        if story and request.method == "POST" and transaction.get_connection().in_atomic_block:
            story = workflow.lock(story.pk)
        return story

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

    # Opening and saving.

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            self._take_in_photos(request)
        elif found := self._unsaved(request, object_id):
            if request.GET.get("restore") in [row.key for row, _content in found]:
                return self._restored(request, object_id, *found[0], extra_context)
            return super().changeform_view(
                request, object_id, form_url, {**(extra_context or {}), "offers": self._offers(found)}
            )
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except unsaved.AlreadySaved as twice:
            messages.success(request, _("The story was saved already."))
            return redirect("admin:articles_story_change", twice.story.pk)
        except merging.NotSaved as refusal:
            # The transaction is undone. Once more, now to be told why, with everything still in the form.
            request.refusal = refusal.messages
            if refusal.conflict:
                merging.merge(request, refusal.conflict)
            shown = {**(extra_context or {}), "conflict": refusal.conflict}
            return super().changeform_view(request, object_id, form_url, shown)

    # What was typed and not saved (`unsaved`).

    def _unsaved(
        self, request: HttpRequest, object_id: str | None
    ) -> list[tuple[OpenForm, dict[str, Any] | None]]:
        """The copies to be offered, the one asked for alone, each with the content that saving it would make
        (None where it cannot be saved as it is). What would change nothing is forgotten."""
        if object_id and not object_id.isdigit():
            return []
        rows = unsaved.copies(request.user, object_id)
        if asked := [row for row in rows if row.key == request.GET.get("restore")]:
            rows = asked
        found = []
        for row in rows:
            content = self._tried(request, object_id, row)
            newest = Revision.objects.filter(story=object_id).first() if object_id else None
            if newest and content == newest.content:
                row.delete()
            else:
                found.append((row, content))
        return found

    def _tried(self, request: HttpRequest, object_id: str | None, row: OpenForm) -> dict[str, Any] | None:
        trial = unsaved.as_sent(request, row)
        trial.trial = True
        try:
            super().changeform_view(trial, object_id)
        except unsaved.Tried as tried:
            return tried.content
        except PermissionDenied:
            pass
        return None

    def _offers(self, found: list[tuple[OpenForm, dict[str, Any] | None]]) -> list[unsaved.Offer]:
        offers = []
        for row, content in found:
            base = unsaved.base(row) if content else None
            changes = compare.changed_fields(content, base.content if base else {}) if content else []
            offers.append(unsaved.Offer(row, changes))
        return offers

    def _restored(
        self,
        request: HttpRequest,
        object_id: str | None,
        row: OpenForm,
        content: dict[str, Any] | None,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        """The form with a copy in it, ready to be saved; where somebody saved since, merged with that."""
        sent = unsaved.as_sent(request, row)
        shown = {**(extra_context or {}), "restored": row}
        newest = (
            Revision.objects.filter(story=object_id).select_related("author").first() if object_id else None
        )
        if newest and content and sent.POST.get("revision") != str(newest.number):
            found = merging.conflict(newest.story, newest, sent.POST.get("revision", ""), content)
            merging.merge(sent, found)
            shown["conflict"] = found
        sent.refusal = [_("Restored, not saved: look at it, then save.")]
        return super().changeform_view(sent, object_id, extra_context=shown)

    def _take_in_photos(self, request: HttpRequest) -> None:
        """Decode what was uploaded before the story is locked, so that nobody waits for it. The form finds
        the photos there, or says what is wrong with a file."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            return
        for _field, uploads in request.FILES.lists():
            for upload in uploads:
                with suppress(BadPhoto, OSError):
                    ingest(upload, by=request.user)

    def save_model(self, request: HttpRequest, obj: Story, form: StoryForm, change: bool) -> None:
        if not change:
            obj.author = request.user
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: StoryForm, formsets: list, change: bool) -> None:
        """Save the rows, then settle what the save was worth: a revision, nothing, or a refusal."""
        super().save_related(request, form, formsets, change)
        story = form.instance
        if getattr(request, "trial", False):
            raise unsaved.Tried(snapshot(story))
        newest = story.revisions.select_related("author").first()
        if newest and request.POST.get("revision") != str(newest.number):
            typed = snapshot(story)
            if typed != newest.content:
                found = merging.conflict(story, newest, request.POST.get("revision", ""), typed)
                raise merging.NotSaved(merging.message(found), conflict=found)
            if request.POST.get("_step") in steps.AS_IT_STANDS:
                # Rows that somebody added meanwhile were never on this screen.
                raise merging.NotSaved(
                    _("%(who)s changed the story at %(time)s, after you opened it. Read it again first.")
                    % {"who": account_name(newest.author), "time": long_time(newest.created_at)}
                )
        for photo in form.cleaned_data.get("new_photos") or []:
            attach(story, photo)
            photo.settle_rights(form.cleaned_data.get("new_rights") or "", request.user)
        if not change:
            self._credit_author(story)
        was_approved = story.status == Status.APPROVED
        story.saved_revision = workflow.record_edit(story, by=request.user)
        if story.saved_revision:
            if request.POST.get("_step") in steps.AS_IT_STANDS:
                raise merging.NotSaved(
                    _(
                        "You changed the text, so it is not what was to be approved. Save it, and let someone"
                        " else approve it; or open the story again without your changes."
                    )
                )
            story.save(update_fields=["changed_at"])
            if was_approved:
                messages.warning(
                    request, _("The approval lapsed with your change: it must be approved again.")
                )
        unsaved.finish(request, story)

    def _credit_author(self, story: Story) -> None:
        pen_name = PenName.objects.filter(user=story.author).order_by("pk").first()
        if pen_name and not story.bylines.exists():
            Byline.objects.create(story=story, pen_name=pen_name, order=1)

    def response_add(
        self, request: HttpRequest, obj: Story, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Story) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, story: Story) -> HttpResponse:
        """Say what was saved, and take the step whose button was pressed, if any.

        A step that is refused leaves the save as it is: nothing typed is lost.
        """
        revision = story.saved_revision
        said = _("Saved as revision %s.") % revision.number if revision else _("Nothing had changed.")
        newest = story.revisions.values_list("number", flat=True).first()
        step = workflow.STEPS.get(request.POST.get("_step") or request.POST.get("_ask", ""))
        if step and (steps.asks(step) or "_ask" in request.POST):
            if revision:
                messages.success(request, said)
            return redirect(f"{steps.address(story, step.name)}?seen={newest}")
        if step is None:
            messages.success(request, said)
        else:
            try:
                story = workflow.take(step.name, story, by=request.user, seen=newest)
            except workflow.Refused as refusal:
                messages.warning(
                    request, " ".join([said, _("But not: “%s”.") % step.label, *refusal.messages])
                )
                if refusal.overridable:
                    return redirect(f"{steps.address(story, step.name)}?seen={newest}&override=1")
            else:
                messages.success(request, steps.took(request, story, step.name))
        if "_save" in request.POST:
            return self._response_post_save(request, story)
        return redirect("admin:articles_story_change", story.pk)

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
        context["step_buttons"] = [(step, steps.asks(step)) for step in offered if not step.aside]
        if story:
            newest = story.revisions.values_list("number", flat=True).first() or 0
            anchors = _anchors(context, open_)
            context |= {
                "revision_number": request.POST.get("revision", newest),
                "why_not_editable": workflow.why_not_editable(story, request.user),
                "problems": [(one, anchors.get(one.anchor, "")) for one in self._problems(story)],
                "steps_aside": [step for step in offered if step.aside],
                "standing": standing(story),
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

    def _problems(self, story: Story) -> list[Problem]:
        """What a reviewer should know, as long as there is something to review."""
        return [] if story.status in (Status.PUBLISHED, Status.WITHDRAWN) else problems(story)

    def view_on_site(self, story: Story) -> str | None:
        """Where readers find the story now; None when they do not."""
        copy = PublishedStory.objects.live().filter(story=story).select_related("section").first()
        return copy.get_absolute_url() if copy else None

    # Pages of its own.

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("caption/", view(caption_view), name="articles_story_caption"),
            # Not through `view`: an expired login is to be told, not sent to the login page.
            path("open/", partial(unsaved.keep, story_admin=self), name="articles_story_open"),
            path("logged-in/", view(unsaved.logged_in), name="articles_story_logged_in"),
            path("unsaved/<str:key>/discard/", view(unsaved.discard), name="articles_story_discard"),
            path("<int:pk>/photos/", view(self.send_view), name="articles_story_send"),
            path("<int:pk>/photos/order/", view(self.send_order), name="articles_story_send_order"),
            path("<int:pk>/photos/<int:number>/", view(self.send_words), name="articles_story_send_words"),
            path("<int:pk>/step/<slug:name>/", view(self.step_view), name="articles_story_step"),
            path("<int:pk>/revision/<int:number>/", view(self.revision_view), name="articles_story_revision"),
            path("calendar/", view(self.calendar_view), name="articles_story_calendar"),
            *intake.urls(self),
            *differing.urls(self),
            *reviewing.urls(self),
            *commenting.urls(self),
            *super().get_urls(),
        ]

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """What is planned, scheduled and published, by day."""
        return calendar_view(self, request)

    def step_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Ask about a step, or take it."""
        return steps.step_view(self, request, self._visible(request, pk), name)

    def send_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send photos, from a phone for one."""
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return sending.page(request, self._visible(request, pk), context)

    def send_order(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put photos in order."""
        return sending.order(request, self._visible(request, pk))

    def send_words(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What one photo's fields say."""
        return sending.words(request, self._visible(request, pk), number)

    def revision_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """One revision to read."""
        return revision_view(self, request, self._visible(request, pk), number)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        story = self.get_object(request, object_id)
        shown = {"trail": trail(story) if story else []}
        return super().history_view(request, object_id, {**shown, **(extra_context or {})})

    def _visible(self, request: HttpRequest, pk: int) -> Story:
        story = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, story):
            raise PermissionDenied
        return story


def _anchors(context: dict, open_: bool) -> dict[str, str]:
    """Where on the page each thing is that a `Problem` may be about: its anchor → an element's id."""
    found = {name: f"id_{name}" for name in context["adminform"].form.fields} if open_ else {}
    found["comments"] = "comments"
    for key, prefix in merging.ROWS.items():
        found[key] = f"{prefix}-group"
    for rows in context["inline_admin_formsets"]:
        for index, form in enumerate(rows.formset.initial_forms):
            if isinstance(form.instance, StoryPhoto):
                found[f"photo-{form.instance.number}"] = f"{rows.formset.prefix}-{index}"
            elif isinstance(form.instance, StoryPerson):
                found[f"person-{form.instance.person_id}"] = f"{rows.formset.prefix}-{index}"
    return found
