"""A text as what an index keeps of it: for each word its key and its key without marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from vietnamese import fold_key, word_key, words

from .query import LONGEST_TOKEN

# Of the longest texts; what stands after is not found. PostgreSQL keeps no position beyond 16,383.
MOST_WORDS = 16_000
_LONGEST_CACHED = 40
# For each facet values of which a story has one at least, as it is narrowed down to.
Facets = Mapping[str, Sequence[int | str]]


class Document(NamedTuple):
    """What is found of one story. A text is given in passages, such as captions, which no phrase spans."""

    headline: str
    lead: str = ""
    text: tuple[str, ...] = ()
    # What it can be narrowed down by: {"section": [3], "person": [7, 9], "kind": ["news"]}.
    facets: Facets = {}


class Token(NamedTuple):
    """One word: its keys, and which word it is, counted from 1 with a gap between passages."""

    exact: str
    folded: str
    place: int


def tokens(passages: tuple[str, ...]) -> list[Token]:
    """The words of the passages. A word whose two keys differ in length (½) leaves the shorter one blank."""
    found: list[Token] = []
    place = 0
    for passage in passages:
        for word in words(passage):
            for exact, folded in _keys(word) if len(word) <= _LONGEST_CACHED else _keys.__wrapped__(word):
                place += 1
                if place > MOST_WORDS:
                    return found
                found.append(Token(exact, folded, place))
        place += 1
    return found


# An archive's texts use a few thousand words over and over: most of the time it takes to index them is here.
@lru_cache(1 << 15)
def _keys(word: str) -> tuple[tuple[str, str], ...]:
    """The exact and the folded key of each part of a word, which is one but for ½ and its like."""
    key = word_key(word)
    pairs = zip_longest(key.split(), fold_key(key).split(), fillvalue="")
    return tuple((exact[:LONGEST_TOKEN], folded[:LONGEST_TOKEN]) for exact, folded in pairs)
