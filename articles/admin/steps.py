"""Taking a story's steps at the desk: the page that asks for a reason or a time, and the buttons.

Everything is decided by `articles.workflow.take`; here is only asked, shown and said.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.checks import problems
from articles.models import Status, Story
from vietnamese import long_time

from .widgets import MomentField

# Of what these approve or publish not a word may differ from what was on the screen.
AS_IT_STANDS = ("approve", "publish")


class StepForm(forms.Form):
    """What a step asks for. `seen` is the number of the revision that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Required. The reporter and the editors read it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
    notice = forms.CharField(
        label=gettext_lazy("Notice to readers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Shown at the story's address instead of the story"),
    )
    at = MomentField(
        label=gettext_lazy("Publish at"),
        required=False,
        help_text=gettext_lazy("Vietnam time. Leave it empty to publish now."),
    )
    override = forms.CharField(
        label=gettext_lazy("Reason of the emergency"),
        help_text=gettext_lazy(
            "Only in an emergency. It is kept with your name, and someone else looks at it afterwards."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    # The time that was shown back, weekday and all, when it was confirmed.
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, step: workflow.Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not step.note_required:
            self.fields["note"].label = _("Note")
            self.fields["note"].help_text = ""
        if step.name != "withdraw":
            del self.fields["notice"]
        self.order_fields(["at", "override", "note", "notice"])
        if step.name != "publish":
            del self.fields["at"], self.fields["confirmed"]

    def offer_override(self, offered: bool) -> None:
        """Ask for the reason of an emergency only from whom it would help."""
        if not offered and not self["override"].value():
            del self.fields["override"]

    def confirm(self, at: dt.datetime) -> None:
        """Show the form again with `at` as the time to be confirmed."""
        self.data = self.data.copy()
        self.data[self.add_prefix("confirmed")] = at.isoformat()


def asks(step: workflow.Step) -> bool:
    """Whether a step has its own page, rather than being taken at once."""
    return step.note_required or step.name == "publish"


def address(story: Story, name: str) -> str:
    """Where the step `name` is asked about and taken."""
    return reverse("admin:articles_story_step", args=[story.pk, name])


def took(request: HttpRequest, story: Story, name: str) -> str:
    """What to tell whoever took the step `name`; `story` as it stands now."""
    copy = story.published.order_by("-live_from").first() if name == "publish" else None
    if copy and workflow.is_scheduled(story):
        return _("“%(story)s” will appear at %(time)s.") % {"story": story, "time": long_time(copy.live_from)}
    return _("%(step)s: “%(story)s” is now “%(status)s”.") % {
        "step": workflow.step_label(name),
        "story": story,
        "status": story.get_status_display(),
    }


def step_view(story_admin, request: HttpRequest, story: Story, name: str) -> HttpResponse:
    """Ask for what the step `name` needs (GET), take it (POST). Answers 403 without the right to it, and 409
    with the reasons, and everything typed, when it is refused."""
    step = workflow.STEPS.get(name)
    if step is None:
        raise Http404
    if not workflow.may_take(step, story, request.user):
        raise PermissionDenied
    if request.method != "POST" and Status(story.status) not in step.moves:
        reason = _("“%(step)s” is not possible: the story is now “%(status)s”. Someone may have been first.")
        messages.warning(request, reason % {"step": step.label, "status": story.get_status_display()})
        return redirect("admin:articles_story_change", story.pk)
    newest = story.revisions.first()
    number = newest.number if newest else 0
    refused: list[str] = []
    emergency = "override" in request.GET
    if request.method == "POST":
        form = StepForm(step, request.POST)
        if form.is_valid() and not _to_be_confirmed(form):
            given = form.cleaned_data
            try:
                story = workflow.take(
                    name,
                    story,
                    by=request.user,
                    note=given["note"],
                    notice=given.get("notice", ""),
                    at=given.get("at"),
                    seen=given["seen"] or None,
                    override=given["override"],
                )
            except workflow.Refused as refusal:
                refused, emergency = refusal.messages, refusal.overridable
            else:
                story_admin.log_change(request, story, str(step.label))
                messages.success(request, took(request, story, name))
                return redirect("admin:articles_story_change", story.pk)
    else:
        form = StepForm(step, initial={"seen": request.GET.get("seen", number)})
    form.offer_override(emergency)
    context = {
        **story_admin.admin_site.each_context(request),
        "title": step.label,
        "subtitle": str(story),
        "opts": story_admin.opts,
        "original": story,
        "step": step,
        "form": form,
        "refused": refused,
        "emergency": "override" in form.fields,
        "problems": problems(story) if name in AS_IT_STANDS else [],
        "live": workflow.is_live(story),
        "shown_back": _shown_back(form),
    }
    return TemplateResponse(
        request, "admin/articles/story/step.html", context, status=409 if refused else 200
    )


def _to_be_confirmed(form: StepForm) -> bool:
    """Whether a time was given that has not yet been shown back; the form then shows it."""
    at = form.cleaned_data.get("at")
    if at is None or form.cleaned_data["confirmed"] == at.isoformat():
        return False
    form.confirm(at)
    return True


def _shown_back(form: StepForm) -> str:
    at = getattr(form, "cleaned_data", {}).get("at")
    return long_time(at) if at else ""
