"""A step on record: with the story, and in the ledger."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import ledger.models as ledger
from articles.models import Revision, Status, Story, StoryEvent, account_name
from ledger.differences import Change
from vietnamese import long_time

from .steps import step_label

FACTS = {
    "to": gettext_lazy("handed to"),
    "due": gettext_lazy("deadline"),
    "at": gettext_lazy("time"),
    "until": gettext_lazy("until"),
    "day": gettext_lazy("day"),
    "restored": gettext_lazy("restored from revision"),
    "decision": gettext_lazy("number of the decision"),
    "correction": gettext_lazy("correction number"),
    "change": gettext_lazy("announced change"),
    "text": ledger.TEXT,
}
# What these steps change, before and after; of others the facts tell.
MARKS = {
    "mark": (gettext_lazy("No"), gettext_lazy("Yes")),
    "unmark": (gettext_lazy("Yes"), gettext_lazy("No")),
}


def record_event(
    story: Story, step: str, to: str | None = None, *, revision: Revision | None, by: Any, **details: Any
) -> StoryEvent:
    """Write down that `by` took `step` with `story`, which leads `to` a status; None when it stays.

    `details` are other fields of `StoryEvent`: note, facts, override, set_aside. Call it before the status
    changes, in the transaction that changes it.
    """
    to = to or story.status
    event = StoryEvent.objects.create(
        story=story, step=step, from_status=story.status, to_status=to, revision=revision, by=by, **details
    )
    moves = [Change("", str(Story._meta.get_field("status").verbose_name), *map(_label, (story.status, to)))]
    facts = [Change("", str(FACTS.get(name, name)), "", str(value)) for name, value in event.facts.items()]
    marks = [Change("", str(gettext_lazy("sensitive")), *map(str, MARKS[step]))] if step in MARKS else []
    text = [Change("", ledger.TEXT, "", revision.content_hash)] if revision else []
    said = [event.note, event.override, *event.set_aside]
    ledger.record(
        ledger.Entry.Kind.STEP,
        story,
        step_label(step),
        by=by,
        changes=[*(moves if to != story.status else []), *marks, *facts, *text],
        note="\n".join(filter(None, said)),
    )
    return event


def last_told(events: QuerySet[StoryEvent]) -> str:
    """Which of these steps was the last, who took it and when, in a sentence; empty when there is none."""
    last = events.select_related("by").first()
    if last is None:
        return ""
    told = {"step": step_label(last.step), "who": account_name(last.by), "time": long_time(last.at)}
    return _("The last step was “%(step)s”: %(who)s, %(time)s.") % told


def _label(status: str) -> str:
    return str(Status(status).label)
