"""The pages of a list that may hold a hundred thousand rows."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

# So many are counted and have pages; what lies beyond is found by filter, search, or from the other end.
MOST_COUNTED = 2_000


def grouped(number: int) -> str:
    """ "99.800" """
    return f"{number:,}".replace(",", ".")


class MoreThan(int):
    """A number of which only the least is known; printed, it says so."""

    def __str__(self) -> str:
        return _("more than %s") % grouped(int(self))


class LongListPaginator(Paginator):
    """Counts no further than `MOST_COUNTED`, and reads the rows of the page it shows alone.

    The keys come from an index that holds the order; what a row takes besides, such as joins and subqueries,
    is asked for the keys of one page, however many come before it.
    """

    object_list: QuerySet

    @cached_property
    def keys(self) -> list[int]:
        """Those of all pages in their order, and one more where there are more."""
        return list(self.object_list.values_list("pk", flat=True)[: MOST_COUNTED + 1])

    @cached_property
    def count(self) -> int:
        """How many there are; `MoreThan` where they are too many to count."""
        return MoreThan(MOST_COUNTED) if len(self.keys) > MOST_COUNTED else len(self.keys)

    def page(self, number: Any) -> Page:
        """The page of that number, from 1."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self.keys[start : min(start + self.per_page, self.count)]
        return Page(self.object_list.filter(pk__in=keys), number, self)
