"""A public correction on its way to readers: written, submitted, then approved, which publishes it.

Approval and publication are one step, and it is taken on the text that was on the screen: change a word
and what was read is no longer what would be approved. Every step leaves an event on the story's trail.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.models import (
    Correction,
    CorrectionStatus,
    CorrectionWording,
    Status,
    Story,
    account_name,
)
from vietnamese import clean, one_line

from .events import last_told, record_event
from .guards import Attempt, Refused, may_approve_in_its_chain
from .notices import tell
from .taking import lock

WRITE = "articles.edit_any_story"
IN_HAND = (CorrectionStatus.DRAFT, CorrectionStatus.REVIEW)


@dataclass(frozen=True)
class CorrectionStep:
    """One row of the table: from which status to which, and who may."""

    name: str
    label: str | Promise
    moves: dict[CorrectionStatus, CorrectionStatus]
    permissions: tuple[str, ...]
    note_required: bool = False


_S = CorrectionStatus
CORRECTION_STEPS: dict[str, CorrectionStep] = {
    step.name: step
    for step in (
        CorrectionStep("submit", gettext_lazy("Submit for approval"), {_S.DRAFT: _S.REVIEW}, (WRITE,)),
        CorrectionStep(
            "publish",
            gettext_lazy("Approve and publish"),
            {_S.REVIEW: _S.PUBLISHED},
            ("articles.approve_story", "articles.publish_story"),
        ),
        CorrectionStep("return", gettext_lazy("Return"), {_S.REVIEW: _S.DRAFT}, (WRITE,), note_required=True),
        CorrectionStep("drop", gettext_lazy("Drop"), {_S.DRAFT: _S.DROPPED}, (WRITE,), note_required=True),
        CorrectionStep(
            "withdraw",
            gettext_lazy("Withdraw the correction"),
            {_S.PUBLISHED: _S.WITHDRAWN},
            ("articles.withdraw_story",),
            note_required=True,
        ),
    )
}


def may_correct(story: Story, user: Any) -> bool:
    """Whether `user` may begin a correction of `story`: readers have seen it."""
    return user.has_perm(WRITE) and publishing.last_seen(story) is not None


def may_write_correction(correction: Correction, user: Any) -> bool:
    """Whether `user` may change the words of `correction` now."""
    return user.has_perm(WRITE) and correction.status in IN_HAND


def available_correction_steps(correction: Correction, user: Any) -> list[CorrectionStep]:
    """The steps that `user` is offered for `correction` as it stands, in the order of the table."""
    return [
        step
        for step in CORRECTION_STEPS.values()
        if _S(correction.status) in step.moves and user.has_perms(step.permissions)
    ]


@transaction.atomic
def write_correction(
    story: Story,
    text: Mapping[str, str],
    *,
    by: Any,
    correction: Correction | None = None,
    seen: str = "",
) -> Correction:
    """Begin a correction of `story` with this `text` (by the names of `Correction.TEXT`), or change one.

    `seen` is the `text_hash` of what `by` had on the screen, for a correction that is there already. Whoever
    writes a word of it cannot approve it. Saving without a change leaves no event.

    Raises:
        Refused: permission or state stands against it, or somebody changed the text meanwhile.
    """
    story = lock(story.pk)
    text = {name: _cleaned(name, text[name]) for name in Correction.TEXT}
    if correction is None:
        if not may_correct(story, by):
            raise Refused(_("Only a story that readers have seen can be corrected, by an editor."))
        # A second press of the button finds what the first one made.
        twin = story.corrections.filter(status=_S.DRAFT, made_by=by, **text).first()
        if twin:
            return twin
        correction = Correction(story=story, piece=publishing.last_seen(story), made_by=by)
    else:
        correction = _fresh(correction)
        if not may_write_correction(correction, by):
            raise Refused(_not_now(_("Save"), correction))
        _unchanged(correction, seen)
        if correction.text == text:
            return correction
    for name, value in text.items():
        setattr(correction, name, value)
    if correction.status == _S.REVIEW:
        _complete(correction)
    correction.save()
    correction.writers.add(by)
    _record(correction, "write", by, "")
    return correction


@transaction.atomic
def take_correction(
    name: str, correction: Correction, *, by: Any, seen: str = "", note: str = ""
) -> Correction:
    """Take the step `name` of `CORRECTION_STEPS` with `correction`: all of it or nothing.

    Args:
        seen: the `text_hash` of the notice (`publishing.notice_of`) that `by` had on the screen, for "submit"
            and "publish": that notice is approved and no other, were it but the house's wording that changed.
        note: why; some steps require it.

    Returns:
        The correction, read afresh.

    Raises:
        Refused: permission, state, the text or four eyes stand against it.
    """
    step, note = CORRECTION_STEPS[name], clean(note).strip()
    story = lock(correction.story_id)
    correction = _fresh(correction)
    if not by.has_perms(step.permissions):
        raise Refused(_("You do not have the right to do this: “%(step)s”.") % {"step": step.label})
    if _S(correction.status) not in step.moves:
        raise Refused(_not_now(step.label, correction))
    if step.note_required and not note:
        raise Refused(_("Say why: “%(step)s” needs a reason.") % {"step": step.label})
    if name in ("submit", "publish"):
        _as_read(correction, seen)
        _complete(correction)
    if name == "publish":
        if correction.writers.filter(pk=by.pk).exists():
            raise Refused(_("You wrote words of this correction yourself; someone else must approve it."))
        attempt = Attempt(story, correction.piece.revision, by, Status(story.status))
        if against := may_approve_in_its_chain(attempt):
            raise Refused(*(objection.message for objection in against))
        correction.approved_by = by
        publishing.publish_correction(correction)
    elif name == "withdraw":
        publishing.withdraw_correction(correction)
    correction.status = step.moves[_S(correction.status)]
    correction.save(update_fields=["status", "approved_by", "changed_at"])
    _record(correction, name, by, note)
    return correction


def corrections_in_hand(user: Any) -> list[Correction]:
    """Those that `user` has begun or may approve, who waits longest first, 20 at most. One query, or none.

    `mine` says that `user` wrote words of it, and so cannot approve it.
    """
    if not user.has_perm(WRITE):
        return []
    mine = Q(pk__in=Correction.writers.through.objects.filter(user=user).values("correction"))
    approves = user.has_perms(CORRECTION_STEPS["publish"].permissions)
    wanted = Q(status=_S.REVIEW) if approves else Q(status=_S.REVIEW) & mine
    rows = Correction.objects.filter(wanted | Q(status=_S.DRAFT) & mine).annotate(mine=mine)
    return list(rows.select_related("piece__section", "made_by").order_by("changed_at")[:20])


def _cleaned(name: str, value: str) -> str:
    return one_line(value) if name in ("requester", "document") else clean(value).strip()


def _fresh(correction: Correction) -> Correction:
    rows = Correction.objects.select_related("piece__section", "piece__revision")
    return rows.select_for_update(of=("self",)).get(pk=correction.pk)


def _not_now(label: str | Promise, correction: Correction) -> str:
    now = _("“%(step)s” is not possible: the correction is now “%(status)s”.")
    told = now % {"step": label, "status": correction.get_status_display()}
    return f"{told} {last_told(correction.story.events.filter(facts__correction=correction.pk))}".strip()


def _unchanged(correction: Correction, seen: str) -> None:
    if seen != correction.text_hash:
        told = _("%s changed this correction after you opened it. Read it again first.")
        raise Refused(told % _last_writer(correction))


def _as_read(correction: Correction, seen: str) -> None:
    if seen != publishing.notice_of(correction).text_hash:
        told = _("The notice is not the one you read; %s changed it last. Read it again first.")
        raise Refused(told % _last_writer(correction))


def _last_writer(correction: Correction) -> str:
    event = (
        correction.story.events.filter(step="correction-write", facts__correction=correction.pk)
        .select_related("by")
        .first()
    )
    return account_name(event.by if event else correction.made_by)


def _complete(correction: Correction) -> None:
    missing = [name for name in CorrectionWording.objects.current().required if not correction.text[name]]
    if missing:
        names = ", ".join(str(Correction._meta.get_field(name).verbose_name) for name in missing)  # type: ignore[union-attr]
        raise Refused(_("The correction still lacks: %s.") % names)


def _record(correction: Correction, step: str, by: Any, note: str) -> None:
    """The event; with the hash of the notice, so that the trail vouches for what was written and approved."""
    story = correction.story
    notice = getattr(correction, "published", None) or publishing.notice_of(correction)
    event = record_event(
        story,
        f"correction-{step}",
        revision=correction.piece.revision,
        by=by,
        note=note,
        facts={"correction": correction.pk, "text": notice.text_hash},
    )
    if step == "return":
        tell(correction.made_by, event, correction)
