"""Rows that two people changed at once: merged row by row and cell by cell, in the form as it was sent.

A row is known again by what it is (a photo by its number in the story, a person by their id), not by where it
stands in the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.core import signing
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from articles.models import Story
from articles.photos.forms import SALT
from people.numbers import whole_number

Row = dict[str, Any]
# The whole row, and the place of the rows among each other, where a cell would be named.
ROW, ORDER = "", "order"


def _number(values: list[str]) -> int | None:
    return whole_number(values[0]) if values else None


class Kind(NamedTuple):
    """One kind of row: how it stands in the form that is sent, and how it is known again."""

    # The prefix of its formset, which is what a story calls its records, too.
    prefix: str
    # What a row is, from a snapshot, from its fields as sent, and from its record.
    in_snapshot: Callable[[Row], Any]
    sent: Callable[[Callable[[str], list[str]]], Any]
    of_record: Callable[[Any], Any]
    # The cells that can be changed in it: their names in a snapshot → in the form.
    cells: dict[str, str]
    # All its fields in the form, as the record has them.
    fields: Callable[[Any], dict[str, list[str]]]


def _text(value: Any) -> list[str]:
    return ["" if value is None else str(value)]


def _photo(row: Any) -> dict[str, list[str]]:
    kept = signing.dumps(row.photo_id, salt=SALT) if row.photo_id else ""
    return {
        "number": _text(row.number),
        "photo-kept": [kept],
        "caption": [row.caption],
        "credit": [row.credit],
        "alt": [row.alt],
        "rights": [row.photo.rights if row.photo else ""],
        "in_picture": [str(one.person_id) for one in row.photo_people.all()],
    }


def _source(row: Any) -> dict[str, list[str]]:
    at = timezone.localtime(row.published_at).strftime("%Y-%m-%dT%H:%M") if row.published_at else ""
    return {"source": _text(row.source_id), "url": [row.url], "published_at": [at]}


KINDS = {
    "photos": Kind(
        "story_photos",
        lambda row: row["number"],
        lambda sent: _number(sent("number")),
        lambda record: record.number,
        {
            "photo": "photo-kept",
            "caption": "caption",
            "credit": "credit",
            "alt": "alt",
            "people": "in_picture",
        },
        _photo,
    ),
    "sources": Kind(
        "story_sources",
        lambda row: row["source"],
        lambda sent: _number(sent("source")),
        lambda record: record.source_id,
        {"url": "url", "published_at": "published_at"},
        _source,
    ),
    "bylines": Kind(
        "bylines",
        lambda row: (row["role"], row["pen_name"], row["person"]),
        lambda sent: (*sent("role"), _number(sent("pen_name")), _number(sent("person"))),
        lambda record: (record.role, record.pen_name_id, record.person_id),
        {},
        lambda record: {
            "role": [record.role],
            "pen_name": _text(record.pen_name_id),
            "person": _text(record.person_id),
        },
    ),
    "people": Kind(
        "story_people",
        lambda row: row["person"],
        lambda sent: _number(sent("person")),
        lambda record: record.person_id,
        {"printed_role": "printed_role"},
        lambda record: {"person": _text(record.person_id), "printed_role": [record.printed_role]},
    ),
}


class Change(NamedTuple):
    """One thing in which rows differ: a cell of a row, a row that one of the two has not, or their order."""

    key: str
    row: Any
    cell: str
    # What the other one has and what was typed, as rows of a snapshot; each beside what both began with.
    before: list[Row]
    theirs: list[Row]
    yours: list[Row]


def changes(
    key: str, before: list[Row], theirs: list[Row], yours: list[Row]
) -> Iterator[tuple[Change, bool]]:
    """What the other one changed in rows of one kind, and whether you changed the same thing otherwise."""
    kind = KINDS[key]
    old, new, mine = ({kind.in_snapshot(row): row for row in rows} for rows in (before, theirs, yours))
    for one in dict.fromkeys([*old, *new, *mine]):
        was, their, your = old.get(one), new.get(one), mine.get(one)
        if was and their and your:
            for cell in kind.cells:
                if their[cell] not in (was[cell], your[cell]):
                    shown = [{**was, cell: row[cell]} for row in (their, your)]
                    yield Change(key, one, cell, [was], shown[:1], shown[1:]), your[cell] != was[cell]
        elif their != was and their != your:
            change = Change(key, one, ROW, *([row] if row else [] for row in (was, their, your)))
            yield change, your != was
    shared = old.keys() & new.keys() & mine.keys()
    orders = [[one for one in rows if one in shared] for rows in (old, new, mine)]
    if orders[1] not in (orders[0], orders[2]):
        shown = [[old[one] for one in order] for order in orders]
        yield Change(key, None, ORDER, *shown), orders[2] != orders[0]


class Sent:
    """The rows of one kind in a form that was sent, and the records they are about."""

    def __init__(self, request: HttpRequest, kind: Kind, story: Story) -> None:
        self.request, self.kind, self.story = request, kind, story
        self.field = re.compile(rf"(initial-)?{kind.prefix}-(\d+)-(.+)", re.ASCII)
        self.rows: list[dict[str, Any]] = [{} for _row in range(self._count("TOTAL"))]
        for values in (request.POST, request.FILES):
            for name in values:
                found = self.field.fullmatch(name)
                if found and int(found[2]) < len(self.rows):
                    self.rows[int(found[2])][(found[1] or "") + found[3]] = values.getlist(name)
        self.initial = self.rows[: self._count("INITIAL")]
        self.added = self.rows[len(self.initial) :]
        self.records = {record.pk: record for record in getattr(story, kind.prefix).all()}

    def _count(self, which: str) -> int:
        # As many as Django's formsets take.
        return min(_number([self.request.POST.get(f"{self.kind.prefix}-{which}_FORMS", "")]) or 0, 2000)

    def what(self, row: dict[str, Any]) -> Any:
        """What a row is, by its own fields."""
        return self.kind.sent(lambda name: row.get(name, [""]))

    def find(self, one: Any, record: Model | None) -> dict[str, Any] | None:
        """The row that is about `record`, else the one that is `one`."""
        for row in self.initial if record else []:
            if _number(row.get("id", [])) == record.pk:
                return row
        return next((row for row in self.rows if self.what(row) == one), None)

    def fill(self, row: dict[str, Any], record: Any) -> None:
        """Make a row say what its record says."""
        row.clear()
        row |= {**self.kind.fields(record), "id": [str(record.pk)], "story": [str(self.story.pk)]}
        row["order"] = [str(record.order)]
        if "rights" in row:
            row["initial-rights"] = row["rights"]

    def drop(self, row: dict[str, Any]) -> None:
        """Leave a row out."""
        self.initial = [one for one in self.initial if one is not row]
        self.added = [one for one in self.added if one is not row]

    def write(self) -> None:
        """Put the rows into the request."""
        data, files, prefix = self.request.POST.copy(), MultiValueDict(self.request.FILES), self.kind.prefix
        for values in (data, files):
            for name in [name for name in values if self.field.fullmatch(name)]:
                del values[name]
        for at, row in enumerate([*self.initial, *self.added]):
            for name, values in row.items():
                first, field = ("initial-", name[8:]) if name.startswith("initial-") else ("", name)
                target = data if all(isinstance(value, str) for value in values) else files
                target.setlist(f"{first}{prefix}-{at}-{field}", values)
        data[f"{prefix}-TOTAL_FORMS"] = str(len(self.initial) + len(self.added))
        data[f"{prefix}-INITIAL_FORMS"] = str(len(self.initial))
        self.request.POST, self.request._files = data, files


def find_again(request: HttpRequest, story: Story) -> None:
    """Let rows whose record was deleted, or made anew, since the form was loaded stand for what they are.

    Sent as they are they would only be told that they are gone. What the other one did not put back under
    another id becomes a new row: comparing with what both began with then tells who changed what.
    """
    for kind in KINDS.values():
        sent = Sent(request, kind, story)
        gone = [row for row in sent.initial if _number(row.get("id", [])) not in sent.records]
        anew = {kind.of_record(record): pk for pk, record in sent.records.items()}
        for row in gone:
            if pk := anew.get(sent.what(row)):
                row["id"] = [str(pk)]
                continue
            sent.drop(row)
            if "DELETE" not in row:
                sent.added.append({**row, "id": [""]})
        if gone:
            sent.write()


def take(request: HttpRequest, story: Story, key: str, one: Any, cell: str) -> None:
    """Make the form that `request` sent say of the row `one` what the story says by now."""
    kind = KINDS[key]
    sent = Sent(request, kind, story)
    if cell == ORDER:
        for row in sent.initial:
            if record := sent.records.get(_number(row.get("id", []))):
                row["order"] = [str(record.order)]
        sent.write()
        return
    record = next((record for record in sent.records.values() if kind.of_record(record) == one), None)
    row = sent.find(one, record)
    if record is None:
        if row is not None:
            sent.drop(row)
    elif row is None:
        sent.initial.append(new := {})
        sent.fill(new, record)
    elif cell == ROW:
        sent.fill(row, record)
    else:
        row[kind.cells[cell]] = kind.fields(record)[kind.cells[cell]]
        if cell == "photo":
            row.pop("photo", None)
    sent.write()
