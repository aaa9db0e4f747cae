"""Taking a step, and what else changes a story: one function for each, under its lock."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

import ledger.models as ledger
from articles import indexing
from articles.models import PublishedStory, Revision, Status, Story, account_name
from articles.publishing import is_live
from ledger.differences import Change
from vietnamese import clean, long_time, one_line

from .events import last_told, record_event
from .guards import Attempt, Objection, Refused
from .notices import tell
from .steps import STEPS, Step, destination, is_scheduled, may_take

SET_BY_STEPS = (
    "approved_revision",
    "assigned_to",
    "author",
    "due",
    "embargo_until",
    "planned_on",
    "sensitive",
)


def why_not_editable(story: Story, user) -> str:
    """Why `user` may not change the content of `story` now; empty when they may."""
    desk = user.has_perm("articles.edit_any_story")
    if not (desk or (story.author_id == user.pk and user.has_perm("articles.change_story"))):
        return _("This is someone else's story.")
    if story.status == Status.PUBLISHED and is_scheduled(story):
        return _("The story is scheduled. To change it, take it off the schedule first, then return it.")
    if story.status == Status.PUBLISHED:
        told = _("The story is published. To change it, take the step “%s”; readers keep the present text.")
        if not is_live(story):
            told = _("Readers do not see the story any more. To change it, take the step “%s”.")
        return told % STEPS["revise"].label
    if story.status == Status.WITHDRAWN:
        return _("The story was withdrawn. It can be changed after it has been reinstated.")
    if story.status != Status.DRAFT and not desk:
        return _("The story is with the editors. To change it, ask them to return it.")
    return ""


def may_edit(story: Story, user) -> bool:
    """Whether `user` may change the content of `story` now."""
    return not why_not_editable(story, user)


def not_now(step: Step, story: Story) -> str:
    """Why `step` cannot be taken: the status `story` is in, and who brought it there when."""
    now = _("“%(step)s” is not possible: the story is now “%(status)s”.")
    told = now % {"step": step.label, "status": story.get_status_display()}
    return f"{told} {last_told(story.events.exclude(from_status=F('to_status')))}".strip()


def lock(pk: int) -> Story:
    """The story with its row locked until the transaction ends.

    Raises:
        Story.DoesNotExist: there is no such story.
        TransactionManagementError: called outside a transaction.
    """
    return Story.objects.select_for_update().get(pk=pk)


def record_edit(story: Story, *, by) -> Revision | None:
    """Keep the content just saved as a revision; an approval given to the content before it lapses.

    Call it inside the transaction that saved, with the story locked. Returns None when nothing differs.
    """
    revision = _record_revision(story, by)
    if revision and story.status == Status.APPROVED:
        _hand_on(story, Status.REVIEW, None, None)
        _move(story, "lapse", Status.REVIEW, revision=revision, by=by, note="")
    return revision


def record_inspection(copy: PublishedStory, *, by) -> None:
    """Keep that `by` looked at a withdrawn copy. Nothing else of the story changes."""
    record_event(copy.story, "inspect", revision=copy.revision, by=by)


def take(
    name: str,
    story: Story,
    *,
    by,
    note: str = "",
    at: dt.datetime | None = None,
    seen: int | None = None,
    notice: str = "",
    decision: str = "",
    override: str = "",
    to: Any = None,
    due: dt.datetime | None = None,
    until: dt.datetime | None = None,
    day: dt.date | None = None,
    change: str | None = None,
) -> Story:
    """Take the step `name` of `STEPS` with `story`, for the account `by`: all of it or nothing.

    Args:
        note: why; some steps require it.
        at: for "publish" an aware time at which readers shall see the story, now when None; for "reschedule"
            the same; for "embargo" the time at which it ends, None to lift it.
        seen: number of the revision that `by` had on screen; refused when there is a newer one.
        notice: for "withdraw", what the story's address tells readers.
        decision: for "withdraw", the number of the decision that orders it; "" for none.
        override: the reason of an emergency, for which objections that `by` has the right to are set aside.
            The event keeps both, and the desk lists it until another account has taken "look".
        to, due: for steps that hand the story on, the account whose turn it is, and by when.
        until: for "publish" and "expire", when readers shall see it no more; None for never.
        day: for "plan", the day it is meant for; None for no day.
        change: for "publish" of a story that readers have seen, what its foot tells them of the change; ""
            for its time alone; None for a change that is not announced, as a typo.

    Returns:
        The story, read afresh.

    Raises:
        Refused: permission, state or a guard stands against it.
    """
    step = STEPS[name]
    note, notice, override = clean(note).strip(), clean(notice).strip(), clean(override).strip()
    decision, change = one_line(decision), None if change is None else one_line(change)
    with transaction.atomic():
        story = lock(story.pk)
        if not may_take(step, story, by):
            raise Refused(_("You do not have the right to do this: “%(step)s”.") % {"step": step.label})
        if Status(story.status) not in step.moves:
            raise Refused(not_now(step, story))
        # A change that was saved past `record_edit` counts as this person's own.
        _record_revision(story, by)
        revision = story.revisions.select_related("author").latest("number")
        if seen is not None and seen != revision.number:
            raise Refused(
                _("%(who)s changed the story at %(time)s, after you opened it. Read it again first.")
                % {"who": account_name(revision.author), "time": long_time(revision.created_at)}
            )
        if step.note_required and not note:
            raise Refused(_("Say why: “%(step)s” needs a reason.") % {"step": step.label})
        leads_to = destination(step, story, to)
        attempt = Attempt(
            story, revision, by, leads_to, note, notice, decision, at, until, day, to, due, change
        )
        against = [objection for guard in step.guards for objection in guard(attempt)]
        aside = _set_aside(attempt, against, override)
        if standing := [objection for objection in against if objection not in aside]:
            raise Refused(
                *(objection.message for objection in standing),
                overridable=all(one.overridable and by.has_perm(one.overridable) for one in standing),
            )
        if step.effect:
            step.effect(attempt)
        if leads_to != story.status or "to" in step.wants:
            _hand_on(story, leads_to, to, due)
        _move(
            story,
            name,
            leads_to,
            revision=revision,
            facts=_facts(step, attempt),
            by=by,
            note=note,
            override=override if aside else "",
            set_aside=[objection.message for objection in aside],
        )
    return story


def _record_revision(story: Story, by: Any) -> Revision | None:
    revision = Revision.objects.record(story, by)
    if revision:
        indexing.index_story(story)
        text = Change("", ledger.TEXT, "", revision.content_hash)
        done = _("Saved revision %s") % revision.number
        ledger.record(ledger.Entry.Kind.REVISION, story, done, by=by, changes=[text])
    return revision


def _set_aside(attempt: Attempt, against: list[Objection], override: str) -> list[Objection]:
    """The objections that do not count: those the override covers, or covered when this text was approved."""
    covered: list[str] = []
    approval = attempt.story.events.filter(step="approve").first()
    if approval and approval.revision == attempt.revision and attempt.story.status != Status.REVIEW:
        covered = approval.set_aside
    return [
        one
        for one in against
        if one.overridable and (one.message in covered or (override and attempt.by.has_perm(one.overridable)))
    ]


def _hand_on(story: Story, status: Status, to: Any, due: dt.datetime | None) -> None:
    """Whose turn it is now. A draft belongs to whoever writes it: given to another, it is theirs."""
    story.due = due
    story.assigned_to = to
    if to and status == Status.DRAFT:
        story.author, story.assigned_to = to, None


def _facts(step: Step, attempt: Attempt) -> dict[str, str | None]:
    """What the step was given, for the record: what it asks for and got, and what it took away."""
    facts: dict[str, str | None] = {}
    for want in step.wants:
        value = getattr(attempt, want)
        if want == "to":
            if value:
                facts[want] = account_name(value)
        elif want == "change":
            if value is not None:
                facts[want] = value
        elif want != "notice" and (value or (step.aside and want != "due")):
            facts[want] = (value if want == "decision" else value.isoformat()) if value else None
    return facts


def _move(story: Story, step: str, to: Status, *, revision: Revision, by, note: str, **details: Any) -> None:
    event = record_event(story, step, to, revision=revision, by=by, note=note, **details)
    story.status = to
    story.save(update_fields=["status", "changed_at", *SET_BY_STEPS])
    if step in STEPS and "to" in STEPS[step].wants:
        tell(story.author if to == Status.DRAFT else story.assigned_to, event, story, story.due)
