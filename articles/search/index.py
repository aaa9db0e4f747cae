"""The indexes: what is put in, and asked, whichever database there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NamedTuple

from django.db import OperationalError, connection, transaction

from . import postgres, sqlite
from .documents import Document, Facets
from .query import Query

LONGEST_SECONDS = 2  # a search on PostgreSQL may take; SQLite answers from the process itself
BEST_OF = 500  # newest entries found, of which the best are told


class TookTooLong(Exception):
    """The database was stopped before it had the answer: ask for something rarer."""


class Found(NamedTuple):
    """An entry that was found; `exact` when it is spelled as typed, marks and all."""

    pk: int
    exact: bool


class Index:
    """One index by name; entries have ids of 63 bits, and lists go from the highest down."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.table = f"search_{name}"

    @property
    def backend(self) -> ModuleType:
        """The module that speaks to the database in use."""
        return {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]

    def put(self, entries: Iterable[tuple[int, Document]]) -> None:
        """Add entries, or replace those with the same ids; inside the caller's transaction."""
        self.backend.put(self.table, list(entries))

    def remove(self, pks: Iterable[int]) -> None:
        """Take entries out; ids that are not there are nothing."""
        self.backend.remove(self.table, list(pks))

    def clear(self) -> None:
        """Take everything out."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table}")

    def newest(
        self, query: Query, *, limit: int, facets: Facets | None = None, after: Found | None = None
    ) -> list[Found]:
        """At most `limit` entries: all that are spelled as typed, newest first, then all the others so.

        Args:
            after: the last entry of the page before.

        Raises:
            TookTooLong: see there.
        """
        found: list[Found] = []
        with _in_time():
            for exact in (True, False) if query.has_unmarked else (True,):
                if not query or (after and after.exact < exact):
                    continue
                before = after.pk if after and after.exact == exact else None
                pks = self.backend.newest(
                    self.table,
                    query,
                    exact=exact,
                    facets=facets or {},
                    before=before,
                    limit=limit - len(found),
                )
                found += [Found(pk, exact) for pk in pks]
                if len(found) >= limit:
                    break
        return found

    def listed(
        self, facets: Facets, *, above: int, below: int, limit: int, upwards: bool = False
    ) -> list[int]:
        """At most `limit` entries between two ids, without a word to look for, newest first.

        Those are the newest below `below`; with `upwards` the oldest above `above`. It costs the same
        wherever in the index they stand.

        Raises:
            TookTooLong: see there.
        """
        if not all(facets.values()):
            return []
        with _in_time():
            pks = self.backend.listed(
                self.table, facets, above=above, below=below, limit=limit, upwards=upwards
            )
        return pks[::-1] if upwards else pks

    def best(self, query: Query, *, facets: Facets | None = None) -> list[Found]:
        """Of the newest `BEST_OF` entries found the best first, those spelled as typed before the others.

        Raises:
            TookTooLong: see there.
        """
        found: list[Found] = []
        with _in_time():
            for exact in (True, False) if query.has_unmarked else (True,):
                if not query or len(found) >= BEST_OF:
                    continue
                rows = self.backend.ranked(
                    self.table, query, exact=exact, facets=facets or {}, limit=BEST_OF - len(found)
                )
                rows.sort(key=lambda row: (-row[1], -row[0]))
                found += [Found(pk, exact) for pk, _rank in rows]
        return found


READERS = Index("readers")
DESK = Index("desk")
INDEXES = {index.name: index for index in (READERS, DESK)}


@contextmanager
def _in_time() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{LONGEST_SECONDS}s'")
            yield
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError as error:
        if "statement timeout" in str(error):
            raise TookTooLong from error
        raise
