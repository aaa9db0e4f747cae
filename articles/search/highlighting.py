"""What was found, shown in the text as it is spelled."""

from __future__ import annotations

import re
from typing import NamedTuple

from vietnamese import FoundWord, find_words, fold_key, word_key

from .query import Phrase, Query

LENGTH = 42  # words of an excerpt
LEAD_IN = 8  # words before the first hit
_STOPS = re.compile(r"[,;:!?…\n]")


class Piece(NamedTuple):
    """A run of text, and whether it is what was looked for."""

    text: str
    hit: bool


def mark(text: str, query: Query) -> list[Piece]:
    """The whole text in pieces, each occurrence of what was looked for a piece of its own."""
    found = list(find_words(text))
    return _pieces(text, found, _hits(found, query), 0, len(text))


def excerpt(text: str, query: Query) -> list[Piece]:
    """Some forty words of the text around the place that says most of what was looked for, in pieces.

    The beginning when nothing is in it (what was found stands elsewhere in the story).
    """
    found = list(find_words(text))
    hits = _hits(found, query)
    first = max(0, _densest(hits) - LEAD_IN)
    last = min(len(found), first + LENGTH)
    if not found:
        return []
    start = found[first].start if first else 0
    end = found[last - 1].end if last < len(found) else len(text)
    pieces = _pieces(text, found, hits, start, end)
    if first:
        pieces.insert(0, Piece("… ", False))
    if last < len(found):
        pieces.append(Piece(" …", False))
    return pieces


def _hits(found: list[FoundWord], query: Query) -> dict[int, int]:
    """The words that are hits: {index: which phrase}."""
    exact = [word_key(word.text) for word in found]
    folded = [fold_key(key) for key in exact]
    hits: dict[int, int] = {}
    for number, phrase in enumerate(dict.fromkeys(query.phrases())):
        keys, wanted = (exact, phrase.exact) if phrase.marked else (folded, phrase.folded)
        for place in range(len(keys) - len(wanted) + 1):
            if _stands(keys, place, wanted, phrase):
                hits |= dict.fromkeys(range(place, place + len(wanted)), number)
    return hits


def _stands(keys: list[str], place: int, wanted: tuple[str, ...], phrase: Phrase) -> bool:
    last = len(wanted) - 1
    for index, key in enumerate(wanted):
        there = keys[place + index]
        if there != key and not (phrase.prefix and index == last and there.startswith(key)):
            return False
    return True


def _densest(hits: dict[int, int]) -> int:
    """The hit from which an excerpt holds the most different phrases, and then the most hits."""
    places = sorted(hits)
    best, most = 0, (0, 0)
    for place in places[:500]:
        within = [hits[one] for one in places if place <= one < place + LENGTH - LEAD_IN]
        score = (len(set(within)), len(within))
        if score > most:
            best, most = place, score
    return best


def _pieces(text: str, found: list[FoundWord], hits: dict[int, int], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for index in sorted(hits):
        word = found[index]
        if word.start < start or word.end > end:
            continue
        if pieces and pieces[-1].hit and index - 1 in hits and not _STOPS.search(text[at : word.start]):
            # Neighbours are one hit, with what stands between them.
            pieces[-1] = Piece(pieces[-1].text + text[at : word.end], True)
        else:
            if word.start > at:
                pieces.append(Piece(text[at : word.start], False))
            pieces.append(Piece(text[word.start : word.end], True))
        at = word.end
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return pieces
