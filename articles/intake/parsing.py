"""A text taken apart into the parts of a story. No database, and nothing decided that needs one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vietnamese import FoundDate, one_line

from . import credits, facts
from .credits import Mention, Signature

LONGEST_HEADLINE = 250  # characters


@dataclass(frozen=True)
class Slot:
    """A place for a photo, `g` in the text, counted from 1; caption and credit are "" when not given."""

    number: int
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Parsed:
    """The parts of a text. Every line of it is in one of them, in the order of the text."""

    headline: str = ""
    lead: str = ""
    # The body: a paragraph is its text, a photo slot its number.
    blocks: tuple[str | int, ...] = ()
    slots: tuple[Slot, ...] = ()
    sources: tuple[Mention, ...] = ()
    # A last line that looks like a signature. Whether it is one depends on whose names they are.
    signature: Signature | None = None
    # Those in the lead, the event's first; whatever year they have is what the text says.
    dates: tuple[FoundDate, ...] = ()
    place: str = ""
    # The first line was too long for a headline: it stands whole in the lead.
    headline_cut: bool = False

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the body."""
        return [block for block in self.blocks if isinstance(block, str)]


def parse(text: str) -> Parsed:
    """Take a text apart. It must have been through `vietnamese.clean`; line by line:

    the first is the headline; the next the lead, when more follows; `g` alone is a photo slot, and the line
    right below it the caption; "Nguồn tin: …" is the source; a signature may stand last. All others are
    paragraphs.
    """
    lines = [one_line(line) for line in text.split("\n")]
    blocks: list[str | int] = []
    slots: list[Slot] = []
    sources: list[Mention] = []
    rest = iter(range(len(lines)))
    for at in rest:
        line = lines[at]
        if not line:
            continue
        if is_slot(line):
            slot, taken = _slot(lines, at, len(slots) + 1)
            slots.append(slot)
            blocks.append(slot.number)
            for _line in range(taken):
                next(rest)
        elif line.lower().startswith(("nguồn", "(nguồn", "[nguồn")) and (named := credits.source_line(line)):
            sources += named
        else:
            blocks.append(line)
    signature = None
    for line in _last_lines(blocks):
        if named := credits.source_line(line):
            sources += named
        elif address := credits.bare_address(line):
            sources.append(address)
        elif signature is None and (signature := credits.signature(line)):
            sources += signature.sources
        else:
            break
        blocks.pop()
    return _story(blocks, slots, _merged(sources), signature)


def is_slot(line: str) -> bool:
    """Whether a line stands for a photo: a `g` alone, in either case."""
    return line in ("g", "G")


def _slot(lines: list[str], at: int, number: int) -> tuple[Slot, int]:
    """The slot at a line, and how many lines below belong to it."""
    below = _directly_below(lines, at)
    if not below or is_slot(below) or credits.source_line(below):
        return Slot(number), 0
    caption, credit = credits.photo_credit(below)
    if not credit:
        further = _directly_below(lines, at + 1)
        rest, credit = credits.photo_credit(further)
        if credit and not rest:
            return Slot(number, caption, credit), 2
        credit = ""
    return Slot(number, caption, credit), 1


def _directly_below(lines: list[str], at: int) -> str:
    return lines[at + 1] if at + 1 < len(lines) else ""


def _last_lines(blocks: list[str | int]) -> Iterator[str]:
    """The last paragraphs, from the end, as long as each is taken away; never the first two of the text."""
    for _ in range(3):
        if len(blocks) < 3 or not isinstance(blocks[-1], str):
            return
        yield blocks[-1]


def _merged(sources: list[Mention]) -> tuple[Mention, ...]:
    """Each source once; an address on a line of its own completes the one of that site, or the only one."""
    found: dict[str, Mention] = {}
    for one in sources:
        name = one.domain or one.name.casefold()
        if one.url and not one.name and name not in found and len(found) == 1:
            [(name, only)] = found.items()
            found[name] = Mention(only.name, only.domain or one.domain, only.url or one.url)
            continue
        before = found.get(name, Mention())
        found[name] = Mention(before.name or one.name, one.domain, before.url or one.url)
    return tuple(found.values())


def _story(
    blocks: list[str | int], slots: list[Slot], sources: tuple[Mention, ...], signature: Signature | None
) -> Parsed:
    places = [place for place, block in enumerate(blocks) if isinstance(block, str)]
    texts = [blocks[place] for place in places]
    whole = str(texts[0]) if texts else ""
    headline = _cut(whole)
    cut = headline != whole
    # With one paragraph under it a headline has no lead: that paragraph is the text.
    with_lead = len(texts) > 2 and not cut
    lead = whole if cut else str(texts[1]) if with_lead else ""
    taken = set(places[: 2 if with_lead else 1])
    body = tuple(block for place, block in enumerate(blocks) if place not in taken)
    telling = str(texts[1]) if len(texts) > 1 else whole
    return Parsed(
        headline=headline,
        lead=lead,
        blocks=body,
        slots=tuple(slots),
        sources=sources,
        signature=signature,
        dates=facts.dates(telling),
        place=facts.place(telling),
        headline_cut=cut,
    )


def _cut(line: str) -> str:
    """As much of a line as a headline can hold, cut between words."""
    if len(line) <= LONGEST_HEADLINE:
        return line
    upto = line.rfind(" ", 0, LONGEST_HEADLINE)
    return line[: upto if upto > 0 else LONGEST_HEADLINE - 1].rstrip(" ,;:–-") + "…"
