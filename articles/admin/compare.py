"""Revisions made readable: each field as text, and word by word what differs between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import richtext
from articles.models import Byline, Kind, PenName, Rights, Section, Source
from articles.richtext import Passage
from people.models import Person
from vietnamese import long_date, long_time

from .differences import Part, by_word, differences, folded, matcher

LABELS = {
    "headline": gettext_lazy("headline"),
    "lead": gettext_lazy("lead"),
    "body": gettext_lazy("body"),
    "section": gettext_lazy("section"),
    "kind": gettext_lazy("kind"),
    "event_date": gettext_lazy("event date"),
    "place": gettext_lazy("place"),
    "roles_since": gettext_lazy("say which posts have changed since"),
    "photos": gettext_lazy("photos"),
    "sources": gettext_lazy("sources"),
    "bylines": gettext_lazy("bylines"),
    "people": gettext_lazy("people mentioned"),
}


class Field(NamedTuple):
    """One field of a story in two snapshots: its text in the newer, with what differs marked."""

    key: str
    label: str
    parts: list[Part]
    changed: bool

    @property
    def folded(self) -> list[Part]:
        """The parts with what did not change folded away where it is long."""
        return list(folded(self.parts))

    @property
    def words(self) -> tuple[int, int]:
        """How many words came and went; a comma is none."""
        texts = (
            "".join(part.text + " " for part in self.parts if part.kind == kind) for kind in ("new", "gone")
        )
        return tuple(sum(any(map(str.isalnum, word)) for word in text.split()) for text in texts)


def fields(new: dict[str, Any], old: dict[str, Any] | None = None) -> list[Field]:
    """Every field of the snapshot `new`, compared with the snapshot `old` where there is one.

    Four queries, whatever the snapshots hold.
    """
    names = _names(new, old or {})
    result = []
    for key, label in LABELS.items():
        value, before = new.get(key), (new if old is None else old).get(key)
        if key in _ROWS:
            parts = list(_rows(key, before or [], value or [], names))
        else:
            parts = list(differences(_lines(key, before, names), _lines(key, value, names)))
        changed = old is not None and before != value
        if changed and all(part.kind == "same" for part in parts):
            parts.append(Part("note", "", _("(only what is not printed differs)")))
        result.append(Field(key, str(label), parts, changed))
    return result


def changed_fields(new: dict[str, Any], old: dict[str, Any]) -> list[Field]:
    """The fields in which two snapshots differ."""
    return [field for field in fields(new, old) if field.changed]


def _rows(key: str, old: list[dict], new: list[dict], names: dict) -> Iterator[Part]:
    """Rows compared with what they were, wherever they stand now."""
    describe, identity = _ROWS[key]
    before, after = {identity(row): row for row in old}, {identity(row): row for row in new}
    was, now = list(before), list(after)
    between = "\n" if key == "photos" else " · "
    for kind, start, end, new_start, new_end in matcher(was, now).get_opcodes():
        for one in was[start:end]:
            if one not in after:
                yield Part("gone", between.join(filter(None, describe(before[one], names))))
                yield Part("same", "\n")
        for one in now[new_start:new_end]:
            if one not in before:
                yield Part("new", between.join(filter(None, describe(after[one], names))))
            else:
                yield from _cells(describe(before[one], names), describe(after[one], names), between)
                if kind != "equal":
                    places = {"old": was.index(one) + 1, "new": now.index(one) + 1}
                    yield Part("note", "", _("moved: place %(old)s → %(new)s") % places)
                if before[one].get("photo") != after[one].get("photo"):
                    yield Part("note", "", _("another file"))
            yield Part("same", "\n")


def _cells(old: list[str], new: list[str], between: str) -> Iterator[Part]:
    shown = False
    for one, other in zip(old, new, strict=True):
        if not (one or other):
            continue
        if shown:
            yield Part("same", between)
        yield from by_word(one or "", other or "")
        shown = True


def _names(*contents: dict[str, Any]) -> dict[type, dict[int, str]]:
    """The names of all records that the snapshots mention, by model and id."""
    wanted: dict[type, set[int]] = {Section: set(), Source: set(), PenName: set(), Person: set()}
    for content in contents:
        wanted[Section].add(content.get("section"))
        wanted[Source].update(row["source"] for row in content.get("sources", ()))
        wanted[PenName].update(row["pen_name"] for row in content.get("bylines", ()))
        wanted[Person].update(row["person"] for row in content.get("bylines", ()))
        wanted[Person].update(row["person"] for row in content.get("people", ()))
        for row in content.get("photos", ()):
            wanted[Person].update(row["people"])
    return {
        model: {pk: str(record) for pk, record in model.objects.in_bulk(ids - {None}).items()}
        for model, ids in wanted.items()
    }


def _lines(key: str, value: Any, names: dict[type, dict[int, str]]) -> Sequence[Passage | str]:
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if not value:
        return []
    if key == "body":
        return list(richtext.passages(value))
    if key == "section":
        return [_name(names, Section, value)]
    if key == "kind":
        return [str(Kind(value).label)]
    if key == "event_date":
        return [long_date(parse_date(value))]
    return str(value).splitlines()


def _name(names: dict[type, dict[int, str]], model: type, pk: int | None) -> str:
    return names[model].get(pk) or _("(deleted: %s)") % pk


def _photo(row: dict[str, Any], names: dict) -> list[str]:
    return [
        _("Photo %s") % row["number"] if row["photo"] else _("Photo %s (no file yet)") % row["number"],
        row["caption"] and _("Caption: %s") % row["caption"],
        row["credit"] and _("Credit: %s") % row["credit"],
        row["alt"] and _("Alternative text: %s") % row["alt"],
        row["people"]
        and _("In the picture: %s") % ", ".join(_name(names, Person, pk) for pk in row["people"]),
        str(dict(Rights.choices).get(row.get("label", ""), "")),
    ]


def _source(row: dict[str, Any], names: dict) -> list[str]:
    published = row["published_at"] and long_time(parse_datetime(row["published_at"]))
    return [_name(names, Source, row["source"]), row["url"], published]


def _byline(row: dict[str, Any], names: dict) -> list[str]:
    who = (PenName, row["pen_name"]) if row["pen_name"] else (Person, row["person"])
    return [str(Byline.Role(row["role"]).label), _name(names, *who)]


def _person(row: dict[str, Any], names: dict) -> list[str]:
    return [_name(names, Person, row["person"]), row["printed_role"]]


# How each kind of row is put in words, and by what it is known again.
_ROWS: dict[str, tuple[Callable[[dict, dict], list[str]], Callable[[dict], Any]]] = {
    "photos": (_photo, lambda row: row["number"]),
    "sources": (_source, lambda row: row["source"]),
    "bylines": (_byline, lambda row: (row["role"], row["pen_name"], row["person"])),
    "people": (_person, lambda row: row["person"]),
}
