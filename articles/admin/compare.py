"""Revisions made readable: each field as text, and word by word what differs between two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple
from unicodedata import normalize

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import richtext
from articles.models import Byline, Kind, PenName, Section, Source
from people.models import Person
from vietnamese import long_date, long_time

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
# Above this many pairs of words a changed passage is shown whole, not word by word.
MOST_PAIRS = 4_000_000
_WORD = re.compile(r"\w+\s*|[^\w\s]+\s*|\s+")
_FIGURE = re.compile(r'<figure data-photo="(\d+)"></figure>')


class Part(NamedTuple):
    """A run of text: "same" in both, "gone" from the older or "new" in the newer."""

    kind: str
    text: str


class Field(NamedTuple):
    """One field of a story in two snapshots: its text in the newer, with what differs marked."""

    key: str
    label: str
    parts: list[Part]
    changed: bool


def fields(new: dict[str, Any], old: dict[str, Any] | None = None) -> list[Field]:
    """Every field of the snapshot `new`, compared with the snapshot `old` where there is one.

    Four queries, whatever the snapshots hold.
    """
    names = _names(new, old or {})
    result = []
    for key, label in LABELS.items():
        lines = _lines(key, new.get(key), names)
        before = _lines(key, old.get(key), names) if old is not None else lines
        parts = list(differences(before, lines))
        changed = old is not None and old.get(key) != new.get(key)
        if changed and before == lines:
            parts.append(Part("new", _("(only formatting, links or files differ)")))
        result.append(Field(key, str(label), parts, changed))
    return result


def changed_fields(new: dict[str, Any], old: dict[str, Any]) -> list[Field]:
    """The fields in which two snapshots differ."""
    return [field for field in fields(new, old) if field.changed]


def differences(old: list[str], new: list[str]) -> Iterator[Part]:
    """What differs between two texts given as lines: equal lines set aside, the others compared by word."""
    old, new = [normalize("NFC", line) for line in old], [normalize("NFC", line) for line in new]
    for kind, start, end, new_start, new_end in _matcher(old, new).get_opcodes():
        before, after = "\n".join(old[start:end]), "\n".join(new[new_start:new_end])
        if kind == "equal":
            yield Part("same", after)
        else:
            yield from _by_word(_WORD.findall(before), _WORD.findall(after))
        yield Part("same", "\n")


def _by_word(old: list[str], new: list[str]) -> Iterator[Part]:
    if len(old) * len(new) > MOST_PAIRS:
        opcodes = [("replace", 0, len(old), 0, len(new))]
    else:
        opcodes = _matcher(old, new).get_opcodes()
    for kind, start, end, new_start, new_end in opcodes:
        if kind == "equal":
            yield Part("same", "".join(new[new_start:new_end]))
            continue
        if end > start:
            yield Part("gone", "".join(old[start:end]))
        if new_end > new_start:
            yield Part("new", "".join(new[new_start:new_end]))


def _matcher(old: list[str], new: list[str]) -> SequenceMatcher:
    return SequenceMatcher(None, old, new, autojunk=False)


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


def _lines(key: str, value: Any, names: dict[type, dict[int, str]]) -> list[str]:
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if not value:
        return []
    if key == "body":
        # A photo's place is a line of its own.
        numbered = _FIGURE.sub(lambda found: f"<p>[{_('Photo %s') % found[1]}]</p>", value)
        return richtext.plain_text(numbered).splitlines()
    if key == "section":
        return [_name(names, Section, value)]
    if key == "kind":
        return [str(Kind(value).label)]
    if key == "event_date":
        return [long_date(parse_date(value))]
    if key in _ROWS:
        return [" · ".join(filter(None, _ROWS[key](row, names))) for row in value]
    return str(value).splitlines()


def _name(names: dict[type, dict[int, str]], model: type, pk: int | None) -> str:
    return names[model].get(pk) or _("(deleted: %s)") % pk


def _photo(row: dict[str, Any], names: dict) -> list[str]:
    return [
        _("Photo %s") % row["number"] if row["photo"] else _("Photo %s (no file yet)") % row["number"],
        row["caption"],
        row["credit"] and _("Credit: %s") % row["credit"],
        row["alt"] and _("Alternative text: %s") % row["alt"],
        ", ".join(_name(names, Person, pk) for pk in row["people"]),
    ]


def _source(row: dict[str, Any], names: dict) -> list[str]:
    published = row["published_at"] and long_time(parse_datetime(row["published_at"]))
    return [_name(names, Source, row["source"]), row["url"], published]


def _byline(row: dict[str, Any], names: dict) -> list[str]:
    who = (PenName, row["pen_name"]) if row["pen_name"] else (Person, row["person"])
    return [str(Byline.Role(row["role"]).label), _name(names, *who)]


def _person(row: dict[str, Any], names: dict) -> list[str]:
    return [_name(names, Person, row["person"]), row["printed_role"]]


_ROWS = {"photos": _photo, "sources": _source, "bylines": _byline, "people": _person}
