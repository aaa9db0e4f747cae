"""Finding what is known by name (people, bodies, places) in running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from .cleaning import IGNORABLE
from .keys import word_key
from .words import WORD

T = TypeVar("T")


class FoundPhrase(NamedTuple, Generic[T]):
    """A phrase found: `text[start:end]`, in characters, and the value it was given with."""

    start: int
    end: int
    value: T


@dataclass
class _Spelling(Generic[T]):
    """How a phrase is written: which of its words have a capital, the signs between them; and its value."""

    capitals: list[bool]
    signs: list[str]
    value: T

    def allows(self, capitals: list[bool], signs: list[str]) -> bool:
        return all(has or not wants for has, wants in zip(capitals, self.capitals, strict=True)) and all(
            sign in ("", own) for sign, own in zip(signs, self.signs, strict=True)
        )


@dataclass
class _Node(Generic[T]):
    """A place in the tree of phrases, one word deeper than the last; and the phrases that end there.

    `small` tells whether a phrase has the last word in small letters.
    """

    after: dict[str, _Node[T]] = field(default_factory=dict)
    ends: list[_Spelling[T]] = field(default_factory=list)
    small: bool = False


_IGNORED = re.compile(f"[{IGNORABLE}]+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LINE_END = re.compile("[\n\r\v\f\u0085\u2028\u2029]")


def find_phrases(text: str, phrases: Mapping[str, T]) -> list[FoundPhrase[T]]:
    """Every place where one of the phrases stands in the text, from left to right, as (start, end, value).

    Words are compared by `word_key`: each spelling finds the other, NFD finds NFC, but nothing is found
    without its marks. At each place the longest phrase wins, and places do not overlap. Phrases that share
    a key (two people of one name) are all reported, at the same place; equal values once.

    A word capitalised in the phrase must be so in the text: "bình minh" and "Bình minh" are not Bình Minh,
    BÌNH MINH is. Between two words only spaces may stand, or the sign the phrase itself has there (any dash
    for a dash), or the full stop of an abbreviation (TP.HCM): never a line break or the end of a sentence.

    A name inside a longer unknown one is found (Hoàng Trung Hải in "Hoàng Trung Hải Yến"): see
    `name_goes_on`. One pass: the time is that of the text plus that of the phrases, not their product.
    """
    tree: _Node[T] = _Node()
    for phrase, value in phrases.items():
        _plant(tree, phrase, value)
    beginning: dict[str, _Node[T] | None] = {}  # by the word as it is spelled
    found: list[FoundPhrase[T]] = []
    free = 0
    for first in WORD.finditer(text):
        word = first[0]
        if word not in beginning:
            node = tree.after.get(word_key(word))
            beginning[word] = node if node and (node.small or word[0].isupper()) else None
        node = beginning[word]
        if node and first.start() >= free:
            end, values = _longest(node, text, first)
            free = max(free, end)
            found.extend(FoundPhrase(first.start(), end, value) for value in values)
    return found


def name_goes_on(text: str, end: int) -> bool:
    """Whether a capitalised word follows, one space after `end`: the name may be part of a longer one.

    In a line all in capitals this is nearly always so and says nothing.
    """
    following = WORD.match(text, end + 1)
    return bool(following and text[end : end + 1] in (" ", "\u00a0") and following[0][0].isupper())


def _plant(tree: _Node[T], phrase: str, value: T) -> None:
    """Put a phrase into the tree; one without words is left out."""
    found = list(WORD.finditer(phrase))
    node = tree
    for word in found:
        node = node.after.setdefault(word_key(word[0]), _Node())
        node.small = node.small or not word[0][0].isupper()
    if found:
        signs = [_sign(phrase, left, right) or "" for left, right in pairwise(found)]
        node.ends.append(_Spelling([word[0][0].isupper() for word in found], signs, value))


def _longest(node: _Node[T], text: str, word: re.Match[str]) -> tuple[int, list[T]]:
    """The end and the values of the longest phrase that begins with a word; (0, []) when none does."""
    best: tuple[int, list[T]] = (0, [])
    capitals: list[bool] = [word[0][0].isupper()]
    signs: list[str] = []
    while True:
        values: list[T] = []
        for spelling in node.ends:
            if spelling.allows(capitals, signs) and spelling.value not in values:
                values.append(spelling.value)
        if values:
            best = (word.end(), values)
        following = WORD.search(text, word.end()) if node.after else None
        deeper = node.after.get(word_key(following[0])) if following else None
        sign = _sign(text, word, following) if following and deeper else None
        if following is None or deeper is None or sign is None:
            return best
        node, word = deeper, following
        capitals.append(word[0][0].isupper())
        signs.append(sign)


def _sign(text: str, left: re.Match[str], right: re.Match[str]) -> str | None:
    """What stands between two words, less the spaces; None where a line ends.

    Any dash is "-". A full stop right between an abbreviation and a word (TP.HCM) is as good as a space.
    """
    between = text[left.end() : right.start()]
    if between == " " or (between == "." and len(left[0]) <= 4 and left[0].isupper()):
        return ""
    if _LINE_END.search(between):
        return None
    return _DASHES.sub("-", "".join(_IGNORED.sub("", between).split()))
