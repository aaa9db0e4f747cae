"""The table of steps, and what may be read from it without taking one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Chain, Status, Story, StoryEvent

from . import guards
from .guards import Attempt, Objection


def is_scheduled(story: Story) -> bool:
    """Whether a copy of `story` waits for its time."""
    return publishing.scheduled_for(story) is not None


def _remember_approval(attempt: Attempt) -> None:
    attempt.story.approved_revision = attempt.revision


def _publish(attempt: Attempt) -> None:
    at = attempt.at or timezone.now()
    publishing.publish(attempt.story, attempt.revision, at, attempt.until, attempt.change)


def _reschedule(attempt: Attempt) -> None:
    waiting = publishing.last_copy(attempt.story)
    announced = waiting is not None and waiting.updated_at == waiting.live_from
    # What readers are to be told moves with the copy.
    change = waiting.update_note if waiting and announced else None
    publishing.publish(attempt.story, attempt.revision, attempt.at or timezone.now(), attempt.until, change)


def _set(name: str, value: Callable[[Attempt], Any]) -> Callable[[Attempt], None]:
    return lambda attempt: setattr(attempt.story, name, value(attempt))


def _has_override_to_look_at(story: Story, user) -> bool:
    overrides = StoryEvent.objects.unseen_overrides().filter(story=story.pk)
    gave = set(overrides.values_list("by", flat=True))
    return bool(gave) and user.pk not in gave


def _stay(*statuses: Status) -> dict[Status, Status]:
    return {status: status for status in statuses}


IN_HAND = (Status.DRAFT, Status.EDITING, Status.REVIEW, Status.APPROVED)
HANDED_ON = ("to", "due")
RETURN: dict[Status, Status] = {
    Status.EDITING: Status.DRAFT,
    Status.REVIEW: Status.EDITING,
    Status.APPROVED: Status.EDITING,
}


@dataclass(frozen=True)
class Step:
    """One row of the table: from which status to which, who may, on what conditions, and what it does."""

    name: str
    label: str | Promise
    moves: dict[Status, Status]
    permission: str
    # Each gives the reasons against; the step is taken when there are none.
    guards: tuple[Callable[[Attempt], list[Objection]], ...] = ()
    effect: Callable[[Attempt], object] | None = None
    note_required: bool = False
    # What is asked beside a note, by the names of `take`'s arguments.
    wants: tuple[str, ...] = ()
    # Where it leads instead in the short chain.
    short: dict[Status, Status] = field(default_factory=dict)
    # Whether the steps on offer include it, where that depends on more than status and permission.
    offered: Callable[[Story, Any], bool] = lambda story, user: True
    # Beside the road: arranges something about the story, and does not move it on.
    aside: bool = False


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        # The road from the reporter to the reader.
        Step(
            "submit",
            _("Submit for editing"),
            {Status.DRAFT: Status.EDITING},
            "articles.submit_story",
            guards=(guards.has_text, guards.can_receive),
            wants=HANDED_ON,
            short={Status.DRAFT: Status.REVIEW},
        ),
        Step(
            "forward",
            _("Send for approval"),
            {Status.EDITING: Status.REVIEW},
            "articles.edit_any_story",
            guards=(guards.has_text, guards.can_receive),
            wants=HANDED_ON,
        ),
        Step(
            "approve",
            _("Approve"),
            {Status.REVIEW: Status.APPROVED},
            "articles.approve_story",
            guards=(guards.may_approve_in_its_chain, guards.four_eyes, guards.complete),
            effect=_remember_approval,
        ),
        Step(
            "publish",
            _("Publish"),
            {Status.APPROVED: Status.PUBLISHED},
            "articles.publish_story",
            guards=(
                guards.approval_stands,
                guards.approved_in_its_chain,
                guards.complete,
                guards.time_is_ahead,
                guards.after_embargo,
                guards.end_is_after,
            ),
            effect=_publish,
            wants=("at", "until", "change"),
        ),
        Step(
            "reschedule",
            _("Reschedule"),
            _stay(Status.PUBLISHED),
            "articles.publish_story",
            guards=(
                guards.scheduled,
                guards.approval_stands,
                guards.approved_in_its_chain,
                guards.complete,
                guards.time_is_given,
                guards.time_is_ahead,
                guards.after_embargo,
                guards.end_is_after,
            ),
            effect=_reschedule,
            wants=("at", "until"),
            offered=lambda story, user: is_scheduled(story),
        ),
        Step(
            "unschedule",
            _("Take off the schedule"),
            {Status.PUBLISHED: Status.APPROVED},
            "articles.publish_story",
            guards=(guards.scheduled,),
            effect=lambda attempt: publishing.unschedule(attempt.story),
            offered=lambda story, user: is_scheduled(story),
        ),
        Step(
            "revise",
            _("Revise"),
            {Status.PUBLISHED: Status.EDITING},
            "articles.edit_any_story",
            guards=(guards.not_scheduled,),
            offered=lambda story, user: not is_scheduled(story),
        ),
        Step(
            "return",
            _("Return"),
            RETURN,
            "articles.edit_any_story",
            guards=(guards.can_receive,),
            note_required=True,
            wants=HANDED_ON,
            short={**RETURN, Status.REVIEW: Status.DRAFT},
        ),
        Step(
            "look",
            _("Seen: emergency approval"),
            _stay(*Status),
            "articles.approve_story",
            guards=(guards.override_to_look_at,),
            offered=_has_override_to_look_at,
        ),
        Step(
            "withdraw",
            _("Withdraw"),
            {status: Status.WITHDRAWN for status in Status if status != Status.WITHDRAWN},
            "articles.withdraw_story",
            guards=(guards.seen_by_readers,),
            effect=lambda attempt: publishing.withdraw(attempt.story, attempt.notice, by=attempt.by),
            note_required=True,
            wants=("decision", "notice"),
            offered=lambda story, user: publishing.was_seen(story),
        ),
        Step(
            "reinstate",
            _("Reinstate"),
            {Status.WITHDRAWN: Status.EDITING},
            "articles.withdraw_story",
            note_required=True,
        ),
        # Beside the road.
        Step(
            "assign",
            _("Give to someone"),
            _stay(*IN_HAND),
            "articles.edit_any_story",
            guards=(guards.someone_is_named, guards.can_receive),
            wants=HANDED_ON,
            aside=True,
        ),
        Step(
            "plan",
            _("Plan the day"),
            _stay(*IN_HAND),
            "articles.change_story",
            guards=(guards.day_is_ahead,),
            effect=_set("planned_on", lambda attempt: attempt.day),
            wants=("day",),
            aside=True,
        ),
        Step(
            "embargo",
            _("Embargo"),
            _stay(*IN_HAND, Status.PUBLISHED),
            "articles.change_story",
            guards=(guards.embargo_is_possible,),
            effect=_set("embargo_until", lambda attempt: attempt.at),
            wants=("at",),
            offered=lambda story, user: story.status != Status.PUBLISHED or is_scheduled(story),
            aside=True,
        ),
        Step(
            "expire",
            _("Set when it goes"),
            _stay(Status.EDITING, Status.REVIEW, Status.APPROVED, Status.PUBLISHED),
            "articles.publish_story",
            guards=(guards.live_or_scheduled, guards.end_is_after),
            effect=lambda attempt: publishing.expire(attempt.story, attempt.until),
            wants=("until",),
            offered=lambda story, user: publishing.last_copy(story) is not None,
            aside=True,
        ),
        Step(
            "mark",
            _("Mark as sensitive"),
            # An approval by anyone but the editor-in-chief would not do any more.
            {**_stay(*IN_HAND), Status.APPROVED: Status.REVIEW},
            "articles.change_story",
            effect=_set("sensitive", lambda attempt: True),
            offered=lambda story, user: not story.sensitive,
            aside=True,
        ),
        Step(
            "unmark",
            _("No longer sensitive"),
            _stay(*IN_HAND),
            "articles.approve_sensitive",
            effect=_set("sensitive", lambda attempt: False),
            note_required=True,
            offered=lambda story, user: story.sensitive,
            aside=True,
        ),
    )
}


# What happens to a public correction of the story (`correcting.py`).
CORRECTING: dict[str, str | Promise] = {
    "correction-write": _("Wrote a correction"),
    "correction-submit": _("Submitted a correction for approval"),
    "correction-return": _("Returned a correction"),
    "correction-drop": _("Dropped a correction"),
    "correction-publish": _("Approved and published a correction"),
    "correction-withdraw": _("Withdrew a correction"),
}
# Steps after which a story is where it was; what it waits for was said by the one before them.
BESIDE_THE_ROAD = (
    "look",
    "restore",
    "inspect",
    *CORRECTING,
    *(step.name for step in STEPS.values() if step.aside),
)


_NOT_IN_THE_TABLE = {
    "lapse": _("Approval lapsed"),
    "restore": _("Restored a revision"),
    "inspect": _("Looked at the withdrawn story"),
    **CORRECTING,
}


def step_label(name: str) -> str | Promise:
    """What the newsroom calls the step `name`, what is on record beside the table included."""
    return STEPS[name].label if name in STEPS else _NOT_IN_THE_TABLE[name]


def destination(step: Step, story: Story, to: Any = None) -> Status:
    """Where `step` takes `story`, in its chain; a return leads to whoever it is returned to.

    Raises KeyError when the step is not possible in the story's status.
    """
    status = Status(story.status)
    usual = step.moves[status]
    if step.name == "return" and to is not None:
        return Status.DRAFT if to.pk == story.author_id else Status.EDITING
    return step.short.get(status, usual) if story.chain == Chain.SHORT else usual


def may_take(step: Step, story: Story, user) -> bool:
    """Whether `user` has the right to `step`, whatever the story's status."""
    return user.has_perm(step.permission) and (
        story.author_id == user.pk or user.has_perm("articles.edit_any_story")
    )


def available_steps(story: Story, user) -> list[Step]:
    """The steps that `user` is offered for `story` as it stands, in the order of the table."""
    return [
        step
        for step in STEPS.values()
        if Status(story.status) in step.moves and may_take(step, story, user) and step.offered(story, user)
    ]
