"""Several stories given to one person at once, from the list: after an account was switched off, for one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import workflow
from articles.models import Chain, Status, Story

from .pages import grouped
from .trail import name
from .widgets import AccountField, MomentField

STEP = "assign"
# As many are asked about at once, and what is left out is said; a page of the list has 50.
MOST = 200


class GivingForm(forms.Form):
    """To whom, by when, and why."""

    to = AccountField(get_user_model().objects.none(), label=gettext_lazy("To"), empty_label="–")
    due = MomentField(
        label=gettext_lazy("Deadline"), required=False, help_text=gettext_lazy("Vietnam time. May be empty.")
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    def __init__(self, stories: list[Story], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Those who can do what is next with one of them at least.
        kinds = {(story.status, story.chain == Chain.CHIEF): story for story in stories}
        able = set()
        for story in kinds.values():
            if Status(story.status) in workflow.STEPS[STEP].moves:
                able |= {user.pk for user in workflow.recipients(story, Status(story.status))}
        users = get_user_model().objects.filter(pk__in=able)
        self.fields["to"].queryset = users.order_by("first_name", "last_name", "username")


@admin.action(description=gettext_lazy("Give to someone …"), permissions=["give"])
def give(story_admin: Any, request: HttpRequest, queryset: QuerySet[Story]) -> HttpResponse | None:
    """Ask to whom (first), then give every story by its own step: what is refused stays, and is said."""
    stories = list(queryset[:MOST])
    left = queryset.count() - len(stories)
    form = GivingForm(stories, request.POST if "apply" in request.POST else None)
    if not form.is_valid():
        context = {
            **story_admin.admin_site.each_context(request),
            "title": _("Give to someone"),
            "opts": story_admin.opts,
            "stories": stories,
            "left": _left(left) if left else "",
            "form": form,
            "checkbox": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/articles/story/give.html", context)
    to, given, refused = form.cleaned_data["to"], 0, []
    for story in stories:
        try:
            workflow.take(STEP, story, by=request.user, **form.cleaned_data)
        except workflow.Refused as refusal:
            refused.append(f"“{story}”: {' '.join(refusal.messages)}")
        else:
            given += 1
            story_admin.log_change(request, story, str(workflow.STEPS[STEP].label))
    if given:
        said = ngettext("%(count)s story given to %(name)s.", "%(count)s stories given to %(name)s.", given)
        messages.success(request, said % {"count": given, "name": name(to)})
    for one in refused:
        messages.warning(request, _("Not given: %s") % one)
    if left:
        messages.warning(request, _left(left))
    return None


def _left(many: int) -> str:
    """That `many` of those chosen are not among those asked about."""
    said = ngettext(
        "At most %(most)s stories are given at once: %(left)s that you chose is not among them, and stays as"
        " it is. Give these first, then choose it again.",
        "At most %(most)s stories are given at once: %(left)s that you chose are not among them, and stay as"
        " they are. Give these first, then choose the others again.",
        many,
    )
    return said % {"most": MOST, "left": grouped(many)}
