"""Who may move a story from where to where: one table, one function that moves it (room 4).

The admin, commands and tests all call `take`; nothing else writes `Story.status`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vietnamese import clean, long_time

from . import checks, publishing, richtext
from .models import PublishedStory, Revision, Status, Story, StoryEvent, account_name, own_changes


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
    note: str
    notice: str
    at: dt.datetime | None


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
    # Whether the steps on offer include it, where that depends on more than status and permission.
    offered: Callable[[Story, Any], bool] = lambda story, user: True


# The right to approve one's own text in an emergency.
OVERRIDE_REVIEW = "articles.override_review"


def _has_text(attempt: Attempt) -> list[Objection]:
    story = attempt.story
    if story.headline and richtext.plain_text(story.body).strip():
        return []
    return [Objection(_("Write a headline and the text first."))]


def _complete(attempt: Attempt) -> list[Objection]:
    return [Objection(problem.message, problem.overridable) for problem in checks.errors(attempt.story)]


def _four_eyes(attempt: Attempt) -> list[Objection]:
    """Nobody approves what they changed themselves since somebody else approved it."""
    if not own_changes(attempt.by).filter(story=attempt.story).exists():
        return []
    return [Objection(_("You changed this text yourself; someone else must approve it."), OVERRIDE_REVIEW)]


def _approval_stands(attempt: Attempt) -> list[Objection]:
    approved = attempt.story.approved_revision
    if approved and approved.content_hash == attempt.revision.content_hash:
        return []
    return [Objection(_("The text was changed after it was approved; it must be approved again."))]


def _time_is_ahead(attempt: Attempt) -> list[Objection]:
    if attempt.at is None or attempt.at > timezone.now():
        return []
    message = _("%(time)s has passed. Choose a later time, or publish now.")
    return [Objection(message % {"time": long_time(attempt.at)})]


def is_live(story: Story) -> bool:
    """Whether readers see a copy of `story` now."""
    return PublishedStory.objects.live().filter(story=story).exists()


def is_scheduled(story: Story) -> bool:
    """Whether a copy of `story` waits for its time."""
    return PublishedStory.objects.filter(story=story, live_from__gt=timezone.now()).exists()


def _has_override_to_look_at(story: Story, user) -> bool:
    overrides = StoryEvent.objects.unseen_overrides().filter(story=story.pk)
    gave = set(overrides.values_list("by", flat=True))
    return bool(gave) and user.pk not in gave


def _live(attempt: Attempt) -> list[Objection]:
    return [] if is_live(attempt.story) else [Objection(_("Readers do not see this story now."))]


def _scheduled(attempt: Attempt) -> list[Objection]:
    if is_scheduled(attempt.story):
        return []
    return [Objection(_("The story is not scheduled, or has appeared already."))]


def _seen_by_readers(attempt: Attempt) -> list[Objection]:
    if is_scheduled(attempt.story):
        return [Objection(_("The story is scheduled. Take it off the schedule first."))]
    return []


def _unseen_override(attempt: Attempt) -> list[Objection]:
    overrides = StoryEvent.objects.unseen_overrides().filter(story=attempt.story)
    if not overrides:
        return [Objection(_("No emergency approval of this story waits to be looked at."))]
    if any(event.by_id == attempt.by.pk for event in overrides):
        return [Objection(_("You gave this emergency approval yourself; someone else must look at it."))]
    return []


def _remember_approval(attempt: Attempt) -> None:
    attempt.story.approved_revision = attempt.revision


def _publish(attempt: Attempt) -> None:
    publishing.publish(attempt.story, attempt.revision, attempt.at or timezone.now())


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "submit",
            gettext_lazy("Submit for editing"),
            {Status.DRAFT: Status.EDITING},
            "articles.submit_story",
            guards=(_has_text,),
        ),
        Step(
            "forward",
            gettext_lazy("Send for approval"),
            {Status.EDITING: Status.REVIEW},
            "articles.edit_any_story",
            guards=(_has_text,),
        ),
        Step(
            "approve",
            gettext_lazy("Approve"),
            {Status.REVIEW: Status.APPROVED},
            "articles.approve_story",
            guards=(_four_eyes, _complete),
            effect=_remember_approval,
        ),
        Step(
            "publish",
            gettext_lazy("Publish"),
            {Status.APPROVED: Status.PUBLISHED},
            "articles.publish_story",
            guards=(_approval_stands, _complete, _time_is_ahead),
            effect=_publish,
        ),
        Step(
            "unschedule",
            gettext_lazy("Take off the schedule"),
            {Status.PUBLISHED: Status.APPROVED},
            "articles.publish_story",
            guards=(_scheduled,),
            effect=lambda attempt: publishing.unschedule(attempt.story),
            offered=lambda story, user: is_scheduled(story),
        ),
        Step(
            "revise",
            gettext_lazy("Revise"),
            {Status.PUBLISHED: Status.EDITING},
            "articles.edit_any_story",
            guards=(_seen_by_readers,),
            offered=lambda story, user: not is_scheduled(story),
        ),
        Step(
            "return",
            gettext_lazy("Return"),
            {
                Status.EDITING: Status.DRAFT,
                Status.REVIEW: Status.EDITING,
                Status.APPROVED: Status.EDITING,
            },
            "articles.edit_any_story",
            note_required=True,
        ),
        Step(
            "look",
            gettext_lazy("Seen: emergency approval"),
            {status: status for status in Status},
            "articles.approve_story",
            guards=(_unseen_override,),
            offered=_has_override_to_look_at,
        ),
        Step(
            "withdraw",
            gettext_lazy("Withdraw"),
            {status: Status.WITHDRAWN for status in Status if status != Status.WITHDRAWN},
            "articles.withdraw_story",
            guards=(_live,),
            effect=lambda attempt: publishing.withdraw(attempt.story, attempt.notice),
            note_required=True,
            offered=lambda story, user: is_live(story),
        ),
        Step(
            "reinstate",
            gettext_lazy("Reinstate"),
            {Status.WITHDRAWN: Status.EDITING},
            "articles.withdraw_story",
            note_required=True,
        ),
    )
}


def step_label(name: str) -> str | Promise:
    """What the newsroom calls the step `name`, the automatic "lapse" of an approval included."""
    return STEPS[name].label if name in STEPS else gettext_lazy("Approval lapsed")


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


def why_not_editable(story: Story, user) -> str:
    """Why `user` may not change the content of `story` now; empty when they may."""
    desk = user.has_perm("articles.edit_any_story")
    if not (desk or (story.author_id == user.pk and user.has_perm("articles.change_story"))):
        return _("This is someone else's story.")
    if story.status == Status.PUBLISHED:
        return _(
            "The story is published. To change it, take the step “Revise”; readers keep the present text."
        )
    if story.status == Status.WITHDRAWN:
        return _("The story was withdrawn. It can be changed after it has been reinstated.")
    if story.status != Status.DRAFT and not desk:
        return _("The story is with the editors. To change it, ask them to return it.")
    return ""


def may_edit(story: Story, user) -> bool:
    """Whether `user` may change the content of `story` now."""
    return not why_not_editable(story, user)


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
    revision = Revision.objects.record(story, by)
    if revision and story.status == Status.APPROVED:
        _move(story, "lapse", Status.REVIEW, revision=revision, by=by, note="")
    return revision


def take(
    name: str,
    story: Story,
    *,
    by,
    note: str = "",
    at: dt.datetime | None = None,
    seen: int | None = None,
    notice: str = "",
    override: str = "",
) -> Story:
    """Take the step `name` of `STEPS` with `story`, for the account `by`: all of it or nothing.

    Args:
        note: why; some steps require it.
        at: for "publish", an aware time at which readers shall see the story; now when None.
        seen: number of the revision that `by` had on screen; refused when there is a newer one.
        notice: for "withdraw", what the story's address tells readers.
        override: the reason of an emergency, for which objections that `by` has the right to are set aside.
            The event keeps both, and the desk lists it until another account has taken "look".

    Returns:
        The story, read afresh.

    Raises:
        Refused: permission, state or a guard stands against it.
    """
    step = STEPS[name]
    note, notice, override = clean(note).strip(), clean(notice).strip(), clean(override).strip()
    with transaction.atomic():
        story = lock(story.pk)
        if not may_take(step, story, by):
            raise Refused(_("You do not have the right to do this: “%(step)s”.") % {"step": step.label})
        if Status(story.status) not in step.moves:
            raise Refused(
                _("“%(step)s” is not possible: the story is now “%(status)s”. Someone may have been first.")
                % {"step": step.label, "status": story.get_status_display()}
            )
        # A change that was saved past `record_edit` counts as this person's own.
        Revision.objects.record(story, by)
        revision = story.revisions.select_related("author").latest("number")
        if seen is not None and seen != revision.number:
            raise Refused(
                _("%(who)s changed the story at %(time)s, after you opened it. Read it again first.")
                % {"who": account_name(revision.author), "time": long_time(revision.created_at)}
            )
        if step.note_required and not note:
            raise Refused(_("Say why: “%(step)s” needs a reason.") % {"step": step.label})
        attempt = Attempt(story=story, revision=revision, by=by, note=note, notice=notice, at=at)
        against = [objection for guard in step.guards for objection in guard(attempt)]
        aside = _set_aside(attempt, against, override)
        if standing := [objection for objection in against if objection not in aside]:
            raise Refused(
                *(objection.message for objection in standing),
                overridable=all(one.overridable and by.has_perm(one.overridable) for one in standing),
            )
        if step.effect:
            step.effect(attempt)
        _move(
            story,
            name,
            step.moves[Status(story.status)],
            revision=revision,
            by=by,
            note=note,
            override=override if aside else "",
            set_aside=[objection.message for objection in aside],
        )
    return story


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


def _move(story: Story, step: str, to: Status, *, revision: Revision, by, note: str, **details: Any) -> None:
    StoryEvent.objects.create(
        story=story,
        step=step,
        from_status=story.status,
        to_status=to,
        revision=revision,
        by=by,
        note=note,
        **details,
    )
    story.status = to
    story.save(update_fields=["status", "approved_revision", "changed_at"])
