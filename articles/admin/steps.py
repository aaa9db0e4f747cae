"""Taking a story's steps at the desk: the page that asks for a reason or a time, and the buttons.

Everything is decided by `articles.workflow.take`; here is only asked, shown and said.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.checks import problems
from articles.models import Status, Story
from articles.publishing import is_revised, last_copy, last_seen
from vietnamese import long_time

from . import trail
from .checklist import lacking
from .reviewing import since_review
from .standing import standing
from .widgets import AccountField, DayField, MomentField
from .withdrawing import left_by

# Of what these approve or publish not a word may differ from what was on the screen.
AS_IT_STANDS = ("approve", "publish")
# Before these the checklist is gone through.
HANDS_IN = ("submit", "forward")


class StepForm(forms.Form):
    """What a step asks for. `seen` is the number of the revision that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    at = MomentField(required=False)
    until = MomentField(
        label=gettext_lazy("Goes at"),
        required=False,
        help_text=gettext_lazy("Vietnam time. Leave it empty to let the story stay."),
    )
    day = DayField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("The day it is meant to appear, for the calendar. Leave it empty for none."),
    )
    to = AccountField(
        get_user_model().objects.none(),
        label=gettext_lazy("To"),
        required=False,
        empty_label=gettext_lazy("whoever is free"),
    )
    due = MomentField(
        label=gettext_lazy("Deadline"), required=False, help_text=gettext_lazy("Vietnam time. May be empty.")
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
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Required. The reporter and the editors read it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
    decision = forms.CharField(
        label=gettext_lazy("Decision number"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("When a decision orders it: number, date, by whom. Readers do not see it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    notice = forms.CharField(
        label=gettext_lazy("Notice to readers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "Shown at the story's address instead of the story. Left empty, readers are told only that it "
            "was withdrawn, and when; never the reason above."
        ),
    )
    announced = forms.BooleanField(
        label=gettext_lazy("Tell readers of the change, at the foot of the story"),
        required=False,
        help_text=gettext_lazy("“Updated at …”. Leave it for a typo, which is not announced."),
    )
    change = forms.CharField(
        label=gettext_lazy("What changed"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("A sentence for readers, if needed; with it the change is announced."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )
    # The times that were shown back, weekday and all, when they were confirmed.
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, step: workflow.Step, story: Story, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"at", "until", "day", "to", "due", "decision", "notice"} - set(step.wants):
            del self.fields[name]
        if "change" not in step.wants or last_seen(story) is None:
            del self.fields["announced"], self.fields["change"]
        if not step.note_required:
            self.fields["note"].label = _("Note")
            self.fields["note"].help_text = ""
        if "at" in self.fields:
            self.fields["at"].label, self.fields["at"].help_text = AT[step.name]
        if "to" in self.fields:
            self.fields["to"].queryset = _who(step, story)
            if step.name == "assign":
                self.fields["to"].empty_label = "–"

    def clean(self) -> dict[str, Any]:
        """A change that is not announced is None, one without a sentence is empty."""
        given = super().clean() or {}
        if not (given.get("announced") or given.get("change")):
            given["change"] = None
        return given

    @property
    def moments(self) -> list[tuple[str, dt.datetime]]:
        """The times given that readers are concerned by, with what each is called."""
        given = getattr(self, "cleaned_data", {})
        return [(str(self.fields[name].label), given[name]) for name in ("at", "until") if given.get(name)]

    def offer_override(self, offered: bool) -> None:
        """Ask for the reason of an emergency only from whom it would help."""
        if not offered and not self["override"].value():
            del self.fields["override"]

    def confirmed_or_shown(self) -> bool:
        """Whether every time given has been shown back; if not, the form is made to do so.

        A time that has passed is not asked about, but refused.
        """
        moments = [at for _label, at in self.moments]
        shown = " ".join(at.isoformat() for at in moments)
        if self.cleaned_data["confirmed"] == shown or min(moments, default=timezone.now()) <= timezone.now():
            return True
        self.data = self.data.copy()
        self.data[self.add_prefix("confirmed")] = shown
        return False


AT = {
    "publish": (gettext_lazy("Publish at"), gettext_lazy("Vietnam time. Leave it empty to publish now.")),
    "reschedule": (gettext_lazy("Publish at"), gettext_lazy("Vietnam time.")),
    "embargo": (
        gettext_lazy("Not before"),
        gettext_lazy("Vietnam time. Nobody outside the newsroom sees the story earlier. Empty lifts it."),
    ),
}


def _who(step: workflow.Step, story: Story) -> QuerySet:
    """The accounts that `story` could be given to by `step`."""
    if step.name == "return":
        return workflow.recipients(story, Status.EDITING) | get_user_model().objects.filter(
            pk=story.author_id, is_active=True
        )
    if Status(story.status) not in step.moves:
        # Somebody was first; `take` will say so.
        return get_user_model().objects.none()
    return workflow.recipients(story, workflow.destination(step, story))


def _initial(step: workflow.Step, story: Story, by: Any) -> dict[str, Any]:
    """What stands now, where a step changes it; and whom it is usually given to."""
    if step.name == "return":
        return {"to": _returned_to(step, story, by)}
    if step.name == "embargo":
        return {"at": story.embargo_until}
    if step.name == "assign":
        return {"to": story.assigned_to, "due": story.due}
    if step.name == "plan":
        return {"day": story.planned_on}
    if "until" in step.wants:
        copy = last_copy(story)
        return {"at": workflow.scheduled_for(story), "until": copy.expires_at if copy else None}
    return {}


def _returned_to(step: workflow.Step, story: Story, by: Any) -> Any:
    """Whoever handed `story` on for approval, else its author; None where neither can take it but `by`."""
    if Status(story.status) not in step.moves:
        return None
    handed_on = story.events.filter(step__in=HANDS_IN).select_related("by").first()
    giver = handed_on.by if handed_on and story.status != Status.EDITING else story.author
    for one in dict.fromkeys((giver, story.author)):
        able = workflow.recipients(story, workflow.destination(step, story, one))
        if one != by and able.filter(pk=one.pk).exists():
            return one
    return None


def asks(step: workflow.Step) -> bool:
    """Whether a step has its own page, rather than being taken at once."""
    return step.note_required or step.aside or bool(set(step.wants) - {"to", "due"})


def address(story: Story, name: str) -> str:
    """Where the step `name` is asked about and taken."""
    return reverse("admin:articles_story_step", args=[story.pk, name])


def took(request: HttpRequest, story: Story, name: str, was: dt.datetime | None = None) -> str:
    """What to tell whoever took the step `name`; `story` as it stands now, `was` its schedule before."""
    step, event = workflow.STEPS[name], story.events.first()
    at = workflow.scheduled_for(story) if name in ("publish", "reschedule") else None
    if at:
        said = _("“%(story)s” will appear at %(time)s.") % {"story": story, "time": long_time(at)}
    elif event and event.from_status == event.to_status:
        said = _("%(step)s: “%(story)s”.") % {"step": step.label, "story": story}
    else:
        said = _("%(step)s: “%(story)s” is now “%(status)s”.") % {
            "step": step.label,
            "story": story,
            "status": story.get_status_display(),
        }
    shown = [line for key, line in trail.particulars(event) if not (at and key == "at")] if event else []
    if event and event.override:
        shown.append(_("As an emergency: it is listed until someone else has looked at it."))
    if was and name == "unschedule":
        shown.append(_("It was to appear at %(time)s.") % {"time": long_time(was)})
    return " ".join([said, *shown])


def _just_taken(story: Story, name: str, by: Any, seen: int | None) -> bool:
    """Whether the same account took this very step a moment ago: a second press of the button."""
    event = story.events.select_related("revision").first()
    if event is None or (event.step, event.by_id) != (name, by.pk) or event.revision is None:
        return False
    step = workflow.STEPS[name]
    if step.wants and event.to_status in step.moves:
        # It can be taken again, with another day or time: what stands against that is to be told.
        return False
    return event.revision.number == seen and event.at > timezone.now() - dt.timedelta(seconds=30)


def step_view(story_admin, request: HttpRequest, story: Story, name: str) -> HttpResponse:
    """Ask for what the step `name` needs (GET), take it (POST). Answers 403 without the right to it, and 409
    with the reasons, and everything typed, when it is refused."""
    step = workflow.STEPS.get(name)
    if step is None:
        raise Http404
    if not workflow.may_take(step, story, request.user):
        raise PermissionDenied
    if request.method != "POST" and Status(story.status) not in step.moves:
        messages.warning(request, workflow.not_now(step, story))
        return redirect("admin:articles_story_change", story.pk)
    newest = story.revisions.first()
    number = newest.number if newest else 0
    refused: list[str] = []
    emergency = "override" in request.GET
    if request.method == "POST":
        form = StepForm(step, story, request.POST)
        if form.is_valid() and form.confirmed_or_shown():
            given, was = form.cleaned_data, workflow.scheduled_for(story)
            try:
                story = workflow.take(
                    name,
                    story,
                    by=request.user,
                    note=given["note"],
                    seen=given["seen"] or None,
                    override=given["override"],
                    **{name: given[name] for name in step.wants},
                )
            except workflow.Refused as refusal:
                if _just_taken(story, name, request.user, given["seen"]):
                    return redirect("admin:articles_story_change", story.pk)
                refused, emergency = refusal.messages, refusal.overridable
                if emergency and "override" in form.data:
                    form.add_error("override", _("Write why it cannot wait for someone else."))
            else:
                story_admin.log_change(request, story, str(step.label))
                messages.success(request, took(request, story, name, was))
                return redirect("admin:articles_story_change", story.pk)
    else:
        initial = {"seen": request.GET.get("seen", number), **_initial(step, story, request.user)}
        form = StepForm(step, story, initial=initial)
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
        "left": left_by(story) if name == "withdraw" else [],
        "lacking": lacking(story) if name in HANDS_IN else [],
        "since": since_review(story) if name == "approve" else None,
        "live": workflow.is_live(story),
        "seen": last_seen(story) is not None,
        "revised": is_revised(story),
        "standing": standing(story),
        "shown_back": [(label, long_time(at)) for label, at in form.moments],
    }
    return TemplateResponse(
        request, "admin/articles/story/step.html", context, status=409 if refused else 200
    )
