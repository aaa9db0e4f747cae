"""Lists in pages: `?page=2`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

_NUMBER = re.compile("[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `previous` and `next` are the numbers of its neighbours, 0 where there is none."""

    items: list[Any]
    number: int
    next: int

    @property
    def previous(self) -> int:
        return self.number - 1


def page_of(rows: QuerySet, asked: str, size: int) -> Page | None:
    """The page of `rows` that `?page=` asks for ("" for the first); None when there is no such page.

    One query: instead of counting everything it looks whether one more row follows.
    """
    if asked and not _NUMBER.fullmatch(asked):
        return None
    number = int(asked or 1)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    if not found and number > 1:
        return None
    return Page(found[:size], number, number + 1 if len(found) > size else 0)
