"""Lists in pages that cost the same wherever they stand: each begins where the one before ended.

`?sau=` is the place after which a page begins, `?truoc=` the one before which it ends. A place is the time of
first publication in microseconds and the copy's key: 1565422200000000-123.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from articles.models import PublishedStory
from articles.models.published import PublishedStoryQuerySet

_NUMBER = re.compile("[1-9][0-9]{0,5}")
_PLACE = re.compile("([0-9]{1,18})-([1-9][0-9]{0,17})")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# Of the pages that were once told by number; further back the archive leads.
LAST_NUMBERED = 100


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of people; `previous` and `next` are the numbers of its neighbours, or 0."""

    items: list[Any]
    number: int
    next: int

    @property
    def previous(self) -> int:
        return self.number - 1


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One page of stories, newest first; `newer` and `older` are the queries of its neighbours, or ""."""

    items: list[PublishedStory]
    newer: str = ""
    older: str = ""

    @property
    def first(self) -> bool:
        """Whether it begins with the newest story."""
        return not self.newer


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


def stories_of(copies: PublishedStoryQuerySet, after: str, before: str, size: int) -> StoryPage:
    """The page of `copies`, newest first, after or before a place; the first when it says none. One query."""
    if place := _place(after):
        found = list(copies.filter(_beyond("lt", *place))[: size + 1])
        if found:
            return _story_page(found[:size], newer=True, older=len(found) > size)
    elif place := _place(before):
        upwards = copies.filter(_beyond("gt", *place)).order_by("first_published_at", "id")
        found = list(upwards[: size + 1])[::-1]
        if len(found) > size:
            return _story_page(found[1:], newer=True, older=True)
    found = list(copies[: size + 1])
    return _story_page(found[:size], newer=False, older=len(found) > size)


def numbered(copies: PublishedStoryQuerySet, asked: str, size: int) -> str | None:
    """The query that `?page=` of former times leads to, "" for the first; None when there is no such page."""
    if not _NUMBER.fullmatch(asked) or int(asked) > LAST_NUMBERED:
        return None
    if int(asked) == 1:
        return ""
    end = (int(asked) - 1) * size
    # The last story of the page before, and whether one follows.
    rows = list(copies[end - 1 : end + 1])
    return f"sau={_cursor(rows[0])}" if len(rows) == 2 else None


def _story_page(copies: list[PublishedStory], *, newer: bool, older: bool) -> StoryPage:
    return StoryPage(
        copies,
        f"truoc={_cursor(copies[0])}" if newer else "",
        f"sau={_cursor(copies[-1])}" if older else "",
    )


def _cursor(copy: PublishedStory) -> str:
    return f"{(copy.first_published_at - _EPOCH) // dt.timedelta(microseconds=1)}-{copy.pk}"


def _place(text: str) -> tuple[dt.datetime, int] | None:
    match = _PLACE.fullmatch(text)
    try:
        return (_EPOCH + dt.timedelta(microseconds=int(match[1])), int(match[2])) if match else None
    except OverflowError:
        return None


def _beyond(side: str, moment: dt.datetime, pk: int) -> Q:
    # The first condition alone bounds what the index is read for.
    return Q(**{f"first_published_at__{side}e": moment}) & (
        Q(**{f"first_published_at__{side}": moment}) | Q(**{f"id__{side}": pk})
    )
