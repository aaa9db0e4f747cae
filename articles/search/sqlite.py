"""The index on SQLite: an ordinary FTS5 table of keys that Python made (migration `search_tables`).

`remove_diacritics 0`, since keys are normalised already and FTS5's own way misses Vietnamese letters. Exact
and folded keys stand in columns of their own; phrases never span columns, nor passages, which a mark divides.
"""

from __future__ import annotations

from django.db import connection

from .documents import Document, Facets, Token, tokens
from .query import Group, Phrase, Query

# A private-use letter, which FTS5 takes as a word and no text holds.
DIVIDER = "\ue000"
EXACT, FOLDED = "{eh el et}", "{fh fl ft}"
WEIGHTS = "8.0, 4.0, 1.0, 8.0, 4.0, 1.0, 0.0"  # headline above lead above text


def put(table: str, entries: list[tuple[int, Document]]) -> None:
    """Add entries, or replace those that have the same ids."""
    remove(table, [pk for pk, _document in entries])
    rows: list[list[int | str]] = []
    for pk, document in entries:
        fields = [tokens((document.headline,)), tokens((document.lead,)), tokens(document.text)]
        facets = " ".join(f"{name}{value}" for name, values in document.facets.items() for value in values)
        rows.append(
            [
                pk,
                *(_column(one, "exact") for one in fields),
                *(_column(one, "folded") for one in fields),
                facets,
            ]
        )
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table}(rowid, eh, el, et, fh, fl, ft, facets)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )


def remove(table: str, pks: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", [[pk] for pk in pks])


def newest(
    table: str, query: Query, *, exact: bool, facets: Facets, before: int | None, limit: int
) -> list[int]:
    """Ids of entries found, highest first."""
    return [pk for pk, _rank in _found(table, "0", query, exact, facets, before, limit)]


def ranked(table: str, query: Query, *, exact: bool, facets: Facets, limit: int) -> list[tuple[int, float]]:
    """(id, rank) of the `limit` highest ids found; the better the higher the rank."""
    return _found(table, f"-bm25({table}, {WEIGHTS})", query, exact, facets, None, limit)


def listed(table: str, facets: Facets, *, above: int, below: int, limit: int, upwards: bool) -> list[int]:
    """Ids between two others, by their facets alone."""
    match = f"{table} MATCH %s AND" if facets else ""
    order = "ASC" if upwards else "DESC"
    sql = f"SELECT rowid FROM {table} WHERE {match} rowid > %s AND rowid < %s ORDER BY rowid {order} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*([" AND ".join(_narrowed(facets))] if facets else []), above, below, limit])
        return [pk for (pk,) in cursor.fetchall()]


def _narrowed(facets: Facets) -> list[str]:
    return [
        "{facets} : (" + (" OR ".join(_quoted(f"{name}{value}") for value in values)) + ")"
        for name, values in facets.items()
    ]


def _found(
    table: str, rank: str, query: Query, exact: bool, facets: Facets, before: int | None, limit: int
) -> list[tuple[int, float]]:
    bound = "" if before is None else "AND rowid < %s"
    sql = f"SELECT rowid, {rank} FROM {table} WHERE {table} MATCH %s {bound} ORDER BY rowid DESC LIMIT %s"
    expression = _expression(query, exact=exact)
    expression = " AND ".join([f"({expression})", *_narrowed(facets)])
    parameters: list[int | str] = [expression, *([] if before is None else [before]), limit]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _column(found: list[Token], kind: str) -> str:
    parts: list[str] = []
    last = 0
    for token in found:
        if token.place > last + 1:
            parts.append(DIVIDER)
        last = token.place
        parts.append(getattr(token, kind))
    return " ".join(filter(None, parts))


def _expression(query: Query, *, exact: bool) -> str:
    wanted = " AND ".join(f"({_group(group, exact)})" for group in query.groups)
    if query.excluded:
        unwanted = " OR ".join(f"({_group(group, exact=False)})" for group in query.excluded)
        wanted = f"({wanted}) NOT ({unwanted})"
    return wanted if exact else f"({wanted}) NOT ({_expression(query, exact=True)})"


def _group(group: Group, exact: bool) -> str:
    return " OR ".join("(" + " AND ".join(_phrase(one, exact) for one in phrases) + ")" for phrases in group)


def _phrase(phrase: Phrase, exact: bool) -> str:
    columns, words = (EXACT, phrase.exact) if exact or phrase.marked else (FOLDED, phrase.folded)
    return f"{columns} : {_quoted(' '.join(words))}{' *' if phrase.prefix else ''}"


def _quoted(text: str) -> str:
    escaped = text.replace('"', '""')
    return f'"{escaped}"'
