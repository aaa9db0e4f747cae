"""The index on PostgreSQL: a `tsvector` that Python made, under a GIN index (migration `search_tables`).

PostgreSQL's own parser never sees the text: it would break 2016-2020, và/hoặc and TP.HCM. A word stands in
the vector twice at one place: without marks, and exactly with "=" before it. Two words side by side are there
as a pair too, without marks and with "+" before it: a GIN index, which knows no places, finds phrases so.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.db import connection

from .documents import Document, Facets, Token, tokens
from .query import Group, Phrase, Query

LARGEST = 900_000  # bytes; PostgreSQL takes a vector of 1 MB
LAST_PLACE = 16_383
FIRST, LAST = -1, 2**63 - 1  # bounds that leave no id out
# A bound the planner cannot see: knowing that few ids are beyond it, it would read all those texts rather
# than ask the index, and the last pages of a list would cost more than the first.
HIDDEN = "(SELECT %s::bigint)"


def put(table: str, entries: list[tuple[int, Document]]) -> None:
    """Add entries, or replace those that have the same ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (id, document)"
            " SELECT id, words::tsvector FROM unnest(%s::bigint[], %s::text[]) AS new (id, words)"
            " ON CONFLICT (id) DO UPDATE SET document = excluded.document",
            [[pk for pk, _document in entries], [vector(document) for _pk, document in entries]],
        )


def remove(table: str, pks: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [pks])


def newest(
    table: str, query: Query, *, exact: bool, facets: Facets, before: int | None, limit: int
) -> list[int]:
    """Ids of entries found, highest first."""
    return [pk for (pk,) in _found(table, "id", [], query, exact, facets, before, limit)]


def listed(table: str, facets: Facets, *, above: int, below: int, limit: int, upwards: bool) -> list[int]:
    """Ids between two others, by their facets alone."""
    order = "ASC" if upwards else "DESC"
    bounds = {}
    if below < LAST:
        bounds["<"] = below
    if above > FIRST:
        bounds[">"] = above
    place = HIDDEN if len(bounds) == 1 else "%s"
    conditions = ["document @@ %s::tsquery"] * bool(facets) + [f"id {sign} {place}" for sign in bounds]
    sql = _in_order(table, " AND ".join(conditions) or "TRUE", order) + "SELECT id FROM found LIMIT %s"
    wanted = [" & ".join(_narrowed(facets))] if facets else []
    with connection.cursor() as cursor:
        cursor.execute(sql, [*wanted, *bounds.values(), limit])
        return [pk for (pk,) in cursor.fetchall()]


def ranked(table: str, query: Query, *, exact: bool, facets: Facets, limit: int) -> list[tuple[int, float]]:
    """(id, rank) of the `limit` highest ids found; the better the higher the rank."""
    rank = (
        f"(SELECT ts_rank('{{0.1, 0.1, 0.4, 1.0}}', document, %s::tsquery) FROM {table} WHERE id = found.id)"
    )
    wanted = _whole(query, exact, facets)
    return _found(table, f"id, {rank}", [wanted], query, exact, facets, None, limit)


def _found(
    table: str,
    columns: str,
    parameters: list[str],
    query: Query,
    exact: bool,
    facets: Facets,
    before: int | None,
    limit: int,
) -> list[Any]:
    wanted, apart = _whole(query, exact, facets), _whole(query, exact, facets, apart=True)
    bound = "" if before is None else f" AND id < {HIDDEN}"
    sql = _in_order(table, f"document @@ %s::tsquery{bound}", "DESC") + f"SELECT {columns} FROM found"
    asked: list[int | str] = [apart, *([] if before is None else [before]), *parameters]
    if wanted != apart:
        # All words and pairs of a phrase are not quite the phrase: each text is read for it, the newest
        # first, until there are enough.
        sql += f" WHERE (SELECT document @@ %s::tsquery FROM {table} WHERE id = found.id)"
        asked.append(wanted)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT %s", [*asked, limit])
        return cursor.fetchall()


def _in_order(table: str, condition: str, order: str) -> str:
    """All ids that meet a condition, as `found`; read only as far as is asked for.

    Were the LIMIT in it, PostgreSQL would read one text after the other, the newest first, until it had as
    many, and for a rare word that is all of them: it takes any word beyond the thousand most frequent for one
    in 200 texts. With the LIMIT outside it asks the index, unless a word is nearly everywhere.
    """
    return f"WITH found AS MATERIALIZED (SELECT id FROM {table} WHERE {condition} ORDER BY id {order}) "


def vector(document: Document) -> str:
    """A `tsvector` as PostgreSQL writes one: '=hạ':1A 'ha':1A 'long':2A '+ha long'."""
    places: dict[str, list[str]] = {}
    offset, size = 0, 0
    fields = (((document.headline,), "A"), ((document.lead,), "B"), (document.text, "C"))
    for passages, weight in fields:
        last = Token("", "", 0)
        found = tokens(passages)
        for token in found:
            place = offset + token.place
            if place > LAST_PLACE or size > LARGEST:
                break
            here = [f"={token.exact}"] if token.exact else []
            if token.folded:
                here.append(token.folded)
                if last.folded and last.place + 1 == token.place:
                    here.append(f"+{last.folded} {token.folded}")
            for lexeme in here:
                if lexeme not in places:
                    places[lexeme] = []
                    size += len(lexeme.encode()) + 6
                if lexeme[0] != "+":
                    places[lexeme].append(f"{place}{weight}")
                    size += 2
            last = token
        # A gap, so that no phrase spans two fields.
        offset += (found[-1].place if found else 0) + 2
    lexemes = [
        f"{_quoted(lexeme)}:{','.join(where[:255])}" if where else _quoted(lexeme)
        for lexeme, where in places.items()
    ]
    lexemes += [_quoted(f"#{name}{value}") for name, values in document.facets.items() for value in values]
    return " ".join(lexemes)


def _whole(query: Query, exact: bool, facets: Facets, *, apart: bool = False) -> str:
    return " & ".join([f"({_expression(query, exact=exact, apart=apart)})", *_narrowed(facets)])


def _narrowed(facets: Facets) -> list[str]:
    return [
        f"({' | '.join(_quoted(f'#{name}{value}') for value in values)})" for name, values in facets.items()
    ]


def _expression(query: Query, *, exact: bool, apart: bool = False) -> str:
    """What to look for; with `apart` what an index can tell of it, which may be more than is meant."""
    wanted = " & ".join(f"({_group(group, exact, apart)})" for group in query.groups)
    for group in query.excluded:
        if not (apart and _has_phrase(group)):
            wanted += f" & !({_group(group, exact=False)})"
    if exact or (apart and any(map(_has_phrase, (*query.groups, *query.excluded)))):
        return wanted
    return f"{wanted} & !({_expression(query, exact=True)})"


def _has_phrase(group: Group) -> bool:
    return any(len(one.exact) > 1 for phrases in group for one in phrases)


def _group(group: Group, exact: bool, apart: bool = False) -> str:
    ways = (" & ".join(_phrase(one, exact, apart) for one in phrases) for phrases in group)
    return " | ".join(f"({way})" for way in ways)


def _phrase(phrase: Phrase, exact: bool, apart: bool) -> str:
    words = [f"={word}" for word in phrase.exact] if exact or phrase.marked else list(phrase.folded)
    lexemes = [_quoted(word) for word in words]
    if phrase.prefix:
        lexemes[-1] += ":*"
    if not apart:
        return f"({' <-> '.join(lexemes)})"
    if len(phrase.folded) == len(phrase.exact):
        lexemes += [_quoted(f"+{one} {other}") for one, other in pairwise(phrase.folded)]
        lexemes[-1] += ":*" if phrase.prefix and len(words) > 1 else ""
    return f"({' & '.join(lexemes)})"


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
