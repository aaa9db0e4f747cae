"""The index on PostgreSQL: a `tsvector` that Python made, under a GIN index (migration `search_tables`).

PostgreSQL's own parser never sees the text: it would break 2016-2020, và/hoặc and TP.HCM. A word stands in
the vector twice at one place: without marks, and exactly with "=" before it.
"""

from __future__ import annotations

from django.db import connection

from .documents import Document, Facets, tokens
from .query import Group, Phrase, Query

LARGEST = 900_000  # bytes; PostgreSQL takes a vector of 1 MB
LAST_PLACE = 16_383


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
    bound = "" if before is None else "AND id < %s"
    sql = f"SELECT id FROM {table} WHERE document @@ %s::tsquery {bound} ORDER BY id DESC LIMIT %s"
    parameters: list[int | str] = [_whole(query, exact, facets), *([] if before is None else [before]), limit]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [pk for (pk,) in cursor.fetchall()]


def listed(table: str, facets: Facets, *, above: int, below: int, limit: int, upwards: bool) -> list[int]:
    """Ids between two others, by their facets alone."""
    match = "document @@ %s::tsquery AND" if facets else ""
    order = "ASC" if upwards else "DESC"
    sql = f"SELECT id FROM {table} WHERE {match} id > %s AND id < %s ORDER BY id {order} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*([" & ".join(_narrowed(facets))] if facets else []), above, below, limit])
        return [pk for (pk,) in cursor.fetchall()]


def ranked(table: str, query: Query, *, exact: bool, facets: Facets, limit: int) -> list[tuple[int, float]]:
    """(id, rank) of the `limit` highest ids found; the better the higher the rank."""
    sql = (
        "SELECT id, ts_rank('{0.1, 0.1, 0.4, 1.0}', document, %s::tsquery) FROM ("
        f"SELECT id, document FROM {table} WHERE document @@ %s::tsquery ORDER BY id DESC LIMIT %s) AS found"
    )
    wanted = _whole(query, exact, facets)
    with connection.cursor() as cursor:
        cursor.execute(sql, [wanted, wanted, limit])
        return cursor.fetchall()


def vector(document: Document) -> str:
    """A `tsvector` as PostgreSQL writes one: 'hạ':1A 'long':2A."""
    places: dict[str, list[str]] = {}
    offset, size = 0, 0
    fields = (((document.headline,), "A"), ((document.lead,), "B"), (document.text, "C"))
    for passages, weight in fields:
        found = tokens(passages)
        for token in found:
            place = offset + token.place
            if place > LAST_PLACE or size > LARGEST:
                break
            for lexeme in filter(None, (f"={token.exact}" if token.exact else "", token.folded)):
                size += len(lexeme.encode()) + 12
                places.setdefault(lexeme, []).append(f"{place}{weight}")
        # A gap, so that no phrase spans two fields.
        offset += (found[-1].place if found else 0) + 2
    lexemes = [f"{_quoted(lexeme)}:{','.join(where[:255])}" for lexeme, where in places.items()]
    lexemes += [_quoted(f"#{name}{value}") for name, values in document.facets.items() for value in values]
    return " ".join(lexemes)


def _whole(query: Query, exact: bool, facets: Facets) -> str:
    return " & ".join([f"({_expression(query, exact=exact)})", *_narrowed(facets)])


def _narrowed(facets: Facets) -> list[str]:
    return [
        f"({' | '.join(_quoted(f'#{name}{value}') for value in values)})" for name, values in facets.items()
    ]


def _expression(query: Query, *, exact: bool) -> str:
    wanted = " & ".join(f"({_group(group, exact)})" for group in query.groups)
    for group in query.excluded:
        wanted += f" & !({_group(group, exact=False)})"
    return wanted if exact else f"{wanted} & !({_expression(query, exact=True)})"


def _group(group: Group, exact: bool) -> str:
    return " | ".join("(" + " & ".join(_phrase(one, exact) for one in phrases) + ")" for phrases in group)


def _phrase(phrase: Phrase, exact: bool) -> str:
    words = [f"={word}" for word in phrase.exact] if exact or phrase.marked else list(phrase.folded)
    lexemes = [_quoted(word) for word in words]
    return "(" + " <-> ".join(lexemes) + (":*" if phrase.prefix else "") + ")"


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
