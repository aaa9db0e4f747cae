"""A handover in a body: some leave, some are elected again, some come, all on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledger.models import save_recorded

from .models import Person, Post, Tenure, Term
from .titles import title_lines


@dataclass
class Handover:
    """What is to happen. The tenures that end and those that go on in the new term are open ones."""

    day: dt.date
    ends: dict[Tenure, str] = field(default_factory=dict)
    """Tenures that end on the day, and how (a value of `Tenure.Ended`)."""
    again: list[Tenure] = field(default_factory=list)
    """Tenures whose holders are elected again: they end, and new ones begin on the same day."""
    begins: list[tuple[Post, Person, str]] = field(default_factory=list)
    """Who begins: post, person and capacity."""
    term: Term | None = None
    began: str = Tenure.Began.ELECTED
    decision: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Line:
    """A person's printed title on the day before a handover and on the day after."""

    person: Person
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """What a handover does, or would do."""

    ended: list[Tenure]
    begun: list[Tenure]
    lines: list[Line]
    problems: list[str]


def preview(handover: Handover, by: Any) -> Outcome:
    """What `carry_out` would do; nothing is changed."""
    with transaction.atomic():
        outcome = _carry_out(handover, by)
        transaction.set_rollback(True)
    return outcome


def carry_out(handover: Handover, by: Any) -> Outcome:
    """Write all tenures of a handover, or none: raises ValidationError with every problem there is."""
    with transaction.atomic():
        outcome = _carry_out(handover, by)
        if outcome.problems:
            raise ValidationError(outcome.problems)
    return outcome


def _carry_out(handover: Handover, by: Any) -> Outcome:
    ended, begun, problems = [], [], []
    noted = {"verified_on": handover.day, "verified_by": by}
    ends = handover.ends | dict.fromkeys(handover.again, Tenure.Ended.TERM)
    eve = title_lines({one.person_id for one in ends} | _coming(handover), _day_before(handover.day))
    for tenure, how in ends.items():
        ended.append(_changed(tenure, end=handover.day.isoformat(), ended=how, **noted))
    shared = {
        "start": handover.day.isoformat(),
        "term": handover.term,
        "decision": handover.decision,
        "source_url": handover.source_url,
        **noted,
    }
    for tenure in handover.again:
        again = Tenure(person=tenure.person, post=tenure.post, capacity=tenure.capacity, **shared)
        begun.append(_changed(again, began=Tenure.Began.RE_ELECTED))
    for post, person, capacity in handover.begins:
        begun.append(Tenure(person=person, post=post, capacity=capacity, began=handover.began, **shared))
    for tenure in (*ended, *begun):
        problems.extend(_saved(tenure, by))
    people = Person.objects.in_bulk(eve)
    after = title_lines(eve, handover.day + dt.timedelta(1))
    lines = [
        Line(people[person], eve[person], after[person])
        for person in sorted(eve, key=lambda one: people[one].sort_key)
    ]
    return Outcome(ended, begun, lines, problems)


def _coming(handover: Handover) -> set[int]:
    return {person.pk for _post, person, _capacity in handover.begins}


def _day_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(1)


def _changed(tenure: Tenure, **values: Any) -> Tenure:
    for name, value in values.items():
        setattr(tenure, name, value)
    return tenure


def _saved(tenure: Tenure, by: Any) -> Iterable[str]:
    """Save a tenure if it is sound; else say what is wrong with it."""
    try:
        tenure.full_clean()
    except ValidationError as problem:
        return [f"{tenure.person}, {tenure.post}: {message}" for message in problem.messages]
    save_recorded(tenure, _("Handover"), by=by)
    return []
