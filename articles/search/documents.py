"""A text as what an index keeps of it: for each word its key and its key without marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vietnamese import find_words, fold_key, word_key

from .query import LONGEST_TOKEN

# Of the longest texts; what stands after is not found. PostgreSQL keeps no position beyond 16,383.
MOST_WORDS = 16_000
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
        for word in find_words(passage):
            key = word_key(word.text)
            exact, folded = key.split(), fold_key(key).split()
            for index in range(max(len(exact), len(folded))):
                place += 1
                if place > MOST_WORDS:
                    return found
                one = exact[index] if index < len(exact) else ""
                bare = folded[index] if index < len(folded) else ""
                found.append(Token(one[:LONGEST_TOKEN], bare[:LONGEST_TOKEN], place))
        place += 1
    return found
