"""`title_lines` for many people on many days at once: as many queries for ten thousand lines as for one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from .models import BodyName, PostName, ProtocolOrder, ProtocolPlace
from .titles import _role, _rows, printed

Line = tuple[int, dt.date]
"""A person's id and the day their line is asked for."""


def lines_on(asked: Iterable[Line]) -> dict[Line, str]:
    """What `titles.title_lines` gives for each person and day, in four queries whatever is asked.

    The names and ranks that it has the database look up for one day are looked up here, for every day.
    """
    asked = set(asked)
    if not asked:
        return {}
    # Of any day: only what does not depend on it is taken from these rows.
    tenures: dict[int, list[Any]] = defaultdict(list)
    some_day = next(iter(asked))[1]
    for row in _rows(some_day).filter(person__in={person for person, _day in asked}):
        tenures[row.person_id].append(row)
    titles = _former(
        PostName.objects.order_by("end_earliest"), "post_id", lambda one: f"{one.title}\n{one.printed_as}"
    )
    bodies = _former(
        BodyName.objects.filter(kind=BodyName.Kind.FORMER).order_by("end_earliest"),
        "body_id",
        lambda one: one.short_name or one.name,
    )
    orders = list(ProtocolOrder.objects.order_by(F("since").desc()).values_list("since", "pk"))
    places: dict[int, dict[int, int]] = defaultdict(dict)
    for order, post, position in ProtocolPlace.objects.values_list("order_id", "post_id", "position"):
        places[order][post] = position

    def on(row: Any, day: dt.date) -> Any:
        """The row as `_rows(day)` would have it."""
        named_on = min(day, row.end_latest)
        order = next((pk for since, pk in orders if since <= day), None)
        return row._replace(
            position=places[order].get(row.post_id) if order else None,
            title_then=_name_on(titles[row.post_id], named_on),
            body_then=_name_on(bodies[row.post__body_id], named_on),
        )

    return {
        (person, day): ", ".join(
            role.text
            for role in printed(
                [_role(on(row, day), day) for row in tenures[person] if row.start_earliest <= day]
            )
        )
        for person, day in asked
    }


def _former(names: Iterable[Any], owner: str, said: Any) -> dict[int, list[tuple[dt.date, str]]]:
    """The former names of each owner with the day until which they were in use at least, the oldest first."""
    found: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    for one in names:
        found[getattr(one, owner)].append((one.end_earliest, said(one)))
    return found


def _name_on(names: Sequence[tuple[dt.date, str]], day: dt.date) -> str | None:
    return next((name for end, name in names if end > day), None)
