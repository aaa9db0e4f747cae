"""What a parsed text names, looked up in the newsroom's records. Nothing is written."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from django.contrib.auth.models import User

from articles.models import Byline, PenName, Source
from people.matching import find_people
from people.models import Person
from people.titles import title_lines
from vietnamese import key

from .credits import Mention, Signature
from .names import Official, officials
from .parsing import Parsed


class Mentioned(NamedTuple):
    """A person in the text; `registered` is the title on the event date, "" when there is none or no date."""

    person: Person
    printed_role: str
    registered: str


class Ambiguous(NamedTuple):
    """A name that several people have, with the title of each on the event date."""

    name: str
    printed_role: str
    candidates: tuple[tuple[Person, str], ...]


@dataclass
class Recognised:
    """The records a text names. A source or pen name that is not saved yet has no pk."""

    # Each with the address of the original, "" for none.
    sources: list[tuple[Source, str]] = field(default_factory=list)
    bylines: list[tuple[str, PenName]] = field(default_factory=list)  # (role, pen name)
    # The signature was understood and is no paragraph.
    signed: bool = False
    people: list[Mentioned] = field(default_factory=list)
    # By slot number, in the order of the caption.
    slot_people: dict[int, list[Person]] = field(default_factory=dict)
    ambiguous: list[Ambiguous] = field(default_factory=list)
    unregistered: list[Official] = field(default_factory=list)


def recognise(parsed: Parsed, *, by: User, day: dt.date | None) -> Recognised:
    """Look up what `parsed` names, with the titles held on `day`; in eight queries at most."""
    found = Recognised()
    sources = Sources()
    found.sources = sources.look_up(parsed.sources)
    if parsed.signature:
        _sign(found, parsed.signature, sources, by)
    _people(found, parsed, day)
    return found


class Sources:
    """The newsroom's sources, to be found by domain or name."""

    def __init__(self) -> None:
        self.by_domain: dict[str, Source] = {}
        self.by_name: dict[str, Source] = {}
        for source in Source.objects.order_by("-pk"):
            if source.domain:
                self.by_domain[source.domain.lower().removeprefix("www.")] = source
            for name in filter(None, (source.credit_line, source.name)):
                self.by_name[key(name)] = source

    def find(self, mention: Mention) -> Source | None:
        """The source meant; None when it is not known."""
        return self.by_domain.get(mention.domain) or self.by_name.get(key(mention.label))

    def look_up(self, mentions: tuple[Mention, ...]) -> list[tuple[Source, str]]:
        """The sources meant, each once; new ones, not saved, for those not known."""
        found: dict[str, tuple[Source, str]] = {}
        for one in mentions:
            source = self.find(one) or Source(name=one.label, domain=one.domain or None)
            url = one.url if len(one.url) <= 500 else ""
            before = found.get(source.name, (source, ""))
            found[source.name] = (before[0], before[1] or url)
        return list(found.values())


def _sign(found: Recognised, signature: Signature, sources: Sources, by: User) -> None:
    """Take the signature for a byline when every name in it is a pen name, or that of the account.

    Where a source is given the text is a reprint, signed by whoever wrote it there; only one who signs
    "Minh Hà (theo TTXVN)" is ours.
    """
    if not found.sources and len(signature.credits) == 1:
        source = sources.find(Mention(name=signature.credits[0][1]))
        if source:
            found.sources, found.signed = [(source, "")], True
            return
    if found.sources and not signature.sources:
        return
    pen_names = {key(one.name): one for one in PenName.objects.all()}
    for own in (by.get_full_name(), f"{by.last_name} {by.first_name}"):
        if own.strip():
            pen_names.setdefault(key(own), PenName(name=own.strip(), user=by))
    if all(key(name) in pen_names for _role, name in signature.credits):
        found.bylines = [(role, pen_names[key(name)]) for role, name in signature.credits]
        found.signed = True


def photo_credit(found: Recognised) -> str:
    """Whose the photos are when nothing else says so: the source's of a reprint, or the photographer's."""
    if found.sources:
        return found.sources[0][0].credit[:160]
    names = [pen_name.name for role, pen_name in found.bylines if role == Byline.Role.PHOTO]
    return ", ".join(names)[:160]


def _people(found: Recognised, parsed: Parsed, day: dt.date | None) -> None:
    parts = list(_parts(parsed))
    text = "\n".join(part for _slot, part in parts)
    ends = list(accumulate(len(part) + 1 for _slot, part in parts))
    places = find_people(text, day)
    spans = [(place.start, place.end) for place in places]
    ids = {person.pk for place in places for person in place.candidates}
    titles = title_lines(ids, day) if day and ids else {}
    people: dict[int, Mentioned] = {}
    ambiguous: dict[str, Ambiguous] = {}
    for place in places:
        slot = parts[bisect_right(ends, place.start)][0]
        person = place.person
        if person is None:
            name = text[place.start : place.end]
            candidates = tuple((one, titles.get(one.pk, "")) for one in place.candidates)
            said = ambiguous.setdefault(key(name), Ambiguous(name, "", candidates))
            ambiguous[key(name)] = said._replace(printed_role=said.printed_role or place.role_printed)
            continue
        if slot and person not in found.slot_people.setdefault(slot, []):
            found.slot_people[slot].append(person)
        before = people.get(person.pk, Mentioned(person, "", titles.get(person.pk, "")))
        people[person.pk] = before._replace(printed_role=before.printed_role or place.role_printed)
    found.people = list(people.values())
    found.ambiguous = list(ambiguous.values())
    found.unregistered = officials(text, spans)


def _parts(parsed: Parsed) -> Iterator[tuple[int, str]]:
    """The text in reading order, captions in their places, each with its slot; 0 for the rest."""
    slots = {slot.number: slot for slot in parsed.slots}
    yield 0, parsed.headline
    yield 0, parsed.lead
    for block in parsed.blocks:
        yield (block, slots[block].caption) if isinstance(block, int) else (0, block)
