"""The posts of a person as bars over the years, their imprecision shown."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from people.dates import LONG_AGO, NEVER
from people.models import Person
from people.titles import Role, history


class Bar(NamedTuple):
    """One tenure, drawn from 0 to 100: where it may have been so, and where it certainly was (width 0)."""

    role: Role
    when: str
    left: float
    width: float
    certain_left: float
    certain_width: float


def bars(person: Person, today: dt.date) -> list[Bar]:
    """The person's tenures, newest first; the axis runs from the earliest day known to today or later."""
    roles = history(person, today)
    known = [day for role in roles for day in role[-4:] if day not in (LONG_AGO, NEVER)]
    first, last = min(known, default=today), max([*known, today])
    span = max((last - first).days, 1)

    def at(day: dt.date) -> float:
        return round(min(max((day - first).days / span, 0), 1) * 100, 2)

    return [_bar(role, at, today) for role in roles]


def _bar(role: Role, at, today: dt.date) -> Bar:
    left, right = at(role.start_earliest), at(role.end_latest)
    certain_left, certain_right = at(role.start_latest), at(role.end_earliest)
    when = [role.span or _("dates not known")]
    if caveat := role.caveat(today):
        when.append(caveat)
    return Bar(
        role,
        ", ".join(when),
        left,
        max(right - left, 1),
        certain_left,
        max(certain_right - certain_left, 0) if role.start_latest <= role.end_earliest else 0,
    )
