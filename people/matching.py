"""Finding registered people in a text, and the role it prints beside each."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from django.utils import timezone

from vietnamese import find_phrases, fold, key, strip_title, word_key
from vietnamese.names import SURNAMES

from .models import Person, PersonName
from .roles import begins_role, role_after, role_before, same_role
from .titles import title_lines


class Found(NamedTuple):
    """A name found at `text[start:end]` (in characters), and the role printed beside it, "" for none."""

    person: Person | None
    """None when more than one person has the name: which is meant is for people to say."""
    start: int
    end: int
    role_printed: str
    candidates: tuple[Person, ...]
    """All who have the name; first those whose registered title is the one printed."""


def find_people(text: str, day: dt.date | None = None) -> list[Found]:
    """Every place where a text names a registered person, from left to right; in four queries.

    Other names marked matchable count too. `day`, the day the text tells of (today when not known), is that
    on which registered titles are compared with the printed ones.
    """
    named = _names_in(text)
    if not named:
        return []
    places = [
        place
        for place in find_phrases(text, {name: tuple(sorted(ids)) for name, ids in named.items()})
        if not _is_part_of_a_longer_name(text, place.start, place.end)
    ]
    people = Person.objects.in_bulk({person for place in places for person in place.value})
    lines = title_lines(people, day or timezone.localdate())
    found = []
    for start, end, ids in places:
        registered = [lines[person] for person in ids if lines[person]]
        role = role_after(text, end, registered) or role_before(text, start, registered)
        candidates = sorted(
            (people[person] for person in ids),
            key=lambda person: (not (role and same_role(role, lines[person.pk])), person.sort_key, person.pk),
        )
        person = candidates[0] if len(candidates) == 1 else None
        found.append(Found(person, start, end, role, tuple(candidates)))
    return found


def _names_in(text: str) -> dict[str, set[int]]:
    """The names whose every word stands somewhere in the text, each with the people who have it."""
    present = set(fold(text).split())
    named = Person.objects.filter(merged_into=None).values_list("name", "name_key", "pk")
    others = PersonName.objects.filter(matchable=True, person__merged_into=None)
    by_key: dict[str, tuple[str, set[int]]] = {}
    for name, name_key, person in [*named, *others.values_list("name", "name_key", "person_id")]:
        if present.issuperset(name_key.split()):
            by_key.setdefault(key(name), (name, set()))[1].add(person)
    return dict(by_key.values())


_WORD_BEFORE = re.compile(r"(?:(\w+)[ \u00a0])?(\w+)[ \u00a0]$")
_WORD_AFTER = re.compile(r"(?:[ \u00a0]|[-–](?=\w))(\w+)")


def _is_part_of_a_longer_name(text: str, start: int, end: int) -> bool:
    """Whether the words found are only some of a name: "Hoàng Trung" in "Hoàng Trung Hải"."""
    name = text[start:end]
    if name.isupper():
        return False
    after = _WORD_AFTER.match(text, end)
    if after and after[1][0].isupper() and not begins_role(text[after.start(1) : end + 60]):
        return True
    size = len(name.split())
    before = _WORD_BEFORE.search(text, max(0, start - 40), start)
    if size > 2 or not before or not before[2][0].isupper():
        return False
    whole = f"{before[2]} {name}"
    if strip_title(whole) != whole:
        return False
    # "tỉnh Quảng Ninh Trần Hải": Ninh is a surname too, but here the end of a place.
    in_a_place = bool(before[1]) and before[1][0].isupper()
    return size == 1 or (word_key(before[2]) in SURNAMES and not in_a_place)
