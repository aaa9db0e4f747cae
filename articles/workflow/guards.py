"""The reasons against a step: each guard looks at an attempt and gives its objections, if any."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checks, publishing
from articles.models import Chain, Photo, Revision, Status, Story, StoryEvent, account_name, own_changes
from vietnamese import long_date, long_time

# The right to approve one's own text in an emergency.
OVERRIDE_REVIEW = "articles.override_review"
# The right that the longest chain asks for.
APPROVE_SENSITIVE = "articles.approve_sensitive"


class Refused(Exception):
    """A step that may not be taken, and in `messages` why; nothing has changed.

    `overridable` says whether this account may take it nevertheless, in an emergency and with a reason.
    """

    def __init__(self, *messages: str, overridable: bool = False) -> None:
        super().__init__(*messages)
        self.messages = list(messages)
        self.overridable = overridable


class Objection(NamedTuple):
    """A reason against a step, and the right that sets it aside in an emergency ("" when nothing does)."""

    message: str
    overridable: str = ""


@dataclass(frozen=True)
class Attempt:
    """Somebody taking a step: what guards and effects look at. `story` is locked, `revision` its newest."""

    story: Story
    revision: Revision
    by: Any
    leads_to: Status
    note: str = ""
    notice: str = ""
    decision: str = ""
    at: dt.datetime | None = None
    until: dt.datetime | None = None
    day: dt.date | None = None
    to: Any = None
    due: dt.datetime | None = None
    change: str | None = None


# The text.


def has_text(attempt: Attempt) -> list[Objection]:
    """There is something to read."""
    found = checks.missing(attempt.story)
    return [Objection(problem.message) for problem in found if problem.code in checks.TEXT]


def complete(attempt: Attempt) -> list[Objection]:
    """No check found an error, at the time at which readers will see the story."""
    # Whoever denies one of the photos at this moment waits, and then finds the copy that shows it.
    used = attempt.story.story_photos.values("photo")
    list(Photo.objects.filter(pk__in=used).order_by("pk").select_for_update(no_key=True))
    found = checks.errors(attempt.story, attempt.at)
    return [Objection(problem.message, problem.overridable) for problem in found]


# Who approves.


def four_eyes(attempt: Attempt) -> list[Objection]:
    """Nobody approves what they changed themselves since somebody else approved it."""
    if not own_changes(attempt.by).filter(story=attempt.story).exists():
        return []
    message = _("You changed this text yourself; someone else must approve it.")
    return [Objection(message, OVERRIDE_REVIEW)]


def approval_stands(attempt: Attempt) -> list[Objection]:
    """What is published is, word for word, what was approved."""
    approved = attempt.story.approved_revision
    if approved and approved.content_hash == attempt.revision.content_hash:
        return []
    return [Objection(_("The text was changed after it was approved; it must be approved again."))]


def may_approve_in_its_chain(attempt: Attempt) -> list[Objection]:
    """The longest chain ends with the editor-in-chief."""
    return _by_the_chief(attempt.story, attempt.by)


def approved_in_its_chain(attempt: Attempt) -> list[Objection]:
    """The same at publishing: the section's chain may have grown since the approval."""
    approval = attempt.story.events.filter(step="approve").select_related("by").first()
    return _by_the_chief(attempt.story, approval.by) if approval else []


def _by_the_chief(story: Story, approver: Any) -> list[Objection]:
    if story.chain != Chain.CHIEF or approver.has_perm(APPROVE_SENSITIVE):
        return []
    if story.sensitive:
        return [Objection(_("The story is marked sensitive: the editor-in-chief must approve it."))]
    message = _("The editor-in-chief must approve stories of the section “%(section)s”.")
    return [Objection(message % {"section": story.section})]


def override_to_look_at(attempt: Attempt) -> list[Objection]:
    """There is an emergency approval, by somebody else."""
    overrides = StoryEvent.objects.unseen_overrides().filter(story=attempt.story)
    if not overrides:
        return [Objection(_("No emergency approval of this story waits to be looked at."))]
    if any(event.by_id == attempt.by.pk for event in overrides):
        return [Objection(_("You gave this emergency approval yourself; someone else must look at it."))]
    return []


# Whose turn it is.


def recipients(story: Story, status: Status) -> QuerySet:
    """The accounts to whom `story` could be given in that status, to write, edit, approve or publish."""
    needed = {
        Status.DRAFT: "articles.submit_story",
        Status.REVIEW: APPROVE_SENSITIVE if story.chain == Chain.CHIEF else "articles.approve_story",
        Status.APPROVED: "articles.publish_story",
    }.get(status, "articles.edit_any_story")
    model = get_user_model()
    found = model.objects.with_perm(needed, backend="django.contrib.auth.backends.ModelBackend")
    return found.filter(is_staff=True).order_by("first_name", "last_name", "username")


def can_receive(attempt: Attempt) -> list[Objection]:
    """Whoever it is given to can do what is to be done, by a time that is still to come."""
    against = []
    to, name = attempt.to, account_name(attempt.to) if attempt.to else ""
    if to and not recipients(attempt.story, attempt.leads_to).filter(pk=to.pk).exists():
        message = (
            _("%(name)s does not have the right to what comes next. Choose someone else.")
            if to.is_active
            else _("The account of %(name)s is switched off. Choose someone else.")
        )
        against.append(Objection(message % {"name": name}))
    elif to and attempt.leads_to == Status.REVIEW and own_changes(to).filter(story=attempt.story).exists():
        message = _("%(name)s changed this text and cannot approve it. Choose someone else.")
        against.append(Objection(message % {"name": name}))
    if attempt.due and attempt.due <= timezone.now():
        message = _("The deadline %(time)s has passed. Choose a later time.")
        against.append(Objection(message % {"time": long_time(attempt.due)}))
    return against


def someone_is_named(attempt: Attempt) -> list[Objection]:
    """It is said to whom."""
    return [] if attempt.to else [Objection(_("Choose whom to give it to."))]


# Time.


def time_is_given(attempt: Attempt) -> list[Objection]:
    """It is said when."""
    return [] if attempt.at else [Objection(_("Say at what time."))]


def time_is_ahead(attempt: Attempt) -> list[Objection]:
    """Nothing is scheduled for the past."""
    if attempt.at is None or attempt.at > timezone.now():
        return []
    message = _("%(time)s has passed. Choose a later time, or publish now.")
    return [Objection(message % {"time": long_time(attempt.at)})]


def end_is_after(attempt: Attempt) -> list[Objection]:
    """What goes has been seen before: the end is ahead, and after the beginning."""
    if attempt.until is None:
        return []
    begins = attempt.at or publishing.scheduled_for(attempt.story) or timezone.now()
    if attempt.until > begins:
        return []
    message = _("It cannot go at %(end)s: that is not after %(begin)s, when readers first see it.")
    return [Objection(message % {"end": long_time(attempt.until), "begin": long_time(begins)})]


def after_embargo(attempt: Attempt) -> list[Objection]:
    """Nothing appears before its embargo ends; not even in an emergency."""
    embargo = attempt.story.embargo_until
    if embargo is None or (attempt.at or timezone.now()) >= embargo:
        return []
    message = _("The story is under embargo until %(time)s. Schedule it for that time or later.")
    return [Objection(message % {"time": long_time(embargo)})]


def embargo_is_possible(attempt: Attempt) -> list[Objection]:
    """An embargo is ahead, does not cross the schedule, and is not softened by whoever likes."""
    story, at = attempt.story, attempt.at
    if at and at <= timezone.now():
        message = _("%(time)s has passed. An embargo ends at a time to come.")
        return [Objection(message % {"time": long_time(at)})]
    against = []
    scheduled = publishing.scheduled_for(story)
    if at and scheduled and scheduled < at:
        message = _("The story is scheduled for %(time)s, before the embargo would end. Reschedule it first.")
        against.append(Objection(message % {"time": long_time(scheduled)}))
    elif at and not scheduled and story.status == Status.PUBLISHED:
        against.append(Objection(_("Readers see this story already: an embargo would come too late.")))
    now_until = story.embargo_until if story.embargoed else None
    softer = now_until is not None and (at is None or at < now_until)
    if softer and not attempt.by.has_perm("articles.publish_story"):
        against.append(Objection(_("Only those who publish may lift an embargo or have it end earlier.")))
    return against


def day_is_ahead(attempt: Attempt) -> list[Objection]:
    """Nothing is planned for the past."""
    if attempt.day is None or attempt.day >= timezone.localdate():
        return []
    message = _("%(day)s has passed. Choose a later day.")
    return [Objection(message % {"day": long_date(attempt.day)})]


# Readers.


def seen_by_readers(attempt: Attempt) -> list[Objection]:
    """Readers see it, or have seen it; what has expired can be withdrawn too."""
    if publishing.was_seen(attempt.story):
        return []
    message = _(
        "There is nothing to withdraw: readers have not seen this story, or it was withdrawn already."
    )
    return [Objection(message)]


def scheduled(attempt: Attempt) -> list[Objection]:
    """It waits for its time."""
    if publishing.scheduled_for(attempt.story):
        return []
    return [Objection(_("The story is not scheduled, or has appeared already."))]


def not_scheduled(attempt: Attempt) -> list[Objection]:
    """It does not wait for its time."""
    if not publishing.scheduled_for(attempt.story):
        return []
    return [Objection(_("The story is scheduled. Take it off the schedule first."))]


def live_or_scheduled(attempt: Attempt) -> list[Objection]:
    """There is a copy that readers see or will see."""
    if publishing.last_copy(attempt.story):
        return []
    return [Objection(_("Readers do not see this story, and it is not scheduled."))]
