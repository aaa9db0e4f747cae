"""What someone looks for, taken apart: words, "phrases", -exclusions and begi* (a prefix).

A word typed with marks means itself: đường is not Dương. One typed without means any: `nam` finds Nam, năm
and nạm, those spelled so exactly first. A phrase in which one word has marks is meant as typed throughout.
What `vietnamese.words` splits is a phrase, whatever stood between: 10/8, 2016-2020, TP.HCM.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from vietnamese import clean, fold_key, word_key, words

LONGEST = 300  # characters of a query that are looked at
MOST_TERMS = 16
LONGEST_TOKEN = 60
MOST_VARIANTS = 4

_TERM = re.compile(
    r"""(?:(?<!\S)(?P<minus>-)(?=\S))?(?:["“”«»](?P<quoted>[^"“”«»]*)["“”«»]?|(?P<bare>[^\s"“”«»]+))"""
)


class Phrase(NamedTuple):
    """Words that stand side by side, as exact keys and as keys without marks."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    prefix: bool = False  # the last word is a beginning

    @property
    def marked(self) -> bool:
        """Whether nothing else can be meant than what was typed: a word with its marks, or numbers alone."""
        return self.exact != self.folded or (self.numbers and not self.prefix)

    @property
    def numbers(self) -> bool:
        """Whether there is no letter in it that could bear a mark: 10/8, 2016-2020."""
        return all(word.isascii() and word.isdigit() for word in self.exact)


# Any one of several sets of phrases, all of which must be found.
Group = tuple[tuple[Phrase, ...], ...]
# Two ways of writing the same: (("ubnd",), ("uỷ", "ban", "nhân", "dân")).
Abbreviation = tuple[tuple[str, ...], tuple[str, ...]]


class Query(NamedTuple):
    """All groups must be found, and none of those excluded."""

    groups: tuple[Group, ...] = ()
    excluded: tuple[Group, ...] = ()
    shortened: bool = False  # more was typed than is looked at

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def has_unmarked(self) -> bool:
        """Whether looking without marks can find more than looking exactly."""
        return any(not one.marked for one in self.phrases())

    @property
    def has_marks(self) -> bool:
        """Whether a word was typed with its marks, and so means itself alone."""
        return any(one.exact != one.folded for one in self.phrases())

    def phrases(self) -> Iterator[Phrase]:
        """Every phrase that is looked for, those of other spellings of abbreviations too."""
        return (one for group in self.groups for phrases in group for one in phrases)


def parse(text: str, abbreviations: Iterable[Abbreviation] = (), *, typing: bool = False) -> Query:
    """The query that `text` says; never raises, whatever is in it.

    Args:
        abbreviations: pairs as `abbreviation` makes them; each side is found by the other.
        typing: the last word may not be finished yet, and is taken as a beginning.
    """
    text = clean(text)
    found = [
        (bool(match["minus"]), "bare" if match["quoted"] is None else "quoted", phrase)
        for match in _TERM.finditer(text[:LONGEST])
        if (phrase := _phrase(match["quoted"] or match["bare"] or ""))
    ]
    shortened = len(text.strip()) > LONGEST or len(found) > MOST_TERMS
    found = found[:MOST_TERMS]
    if typing and found and not found[-1][0] and found[-1][1] == "bare" and not text[-1:].isspace():
        found[-1] = (False, "bare", found[-1][2]._replace(prefix=True))
    pairs = list(abbreviations)
    wanted = [phrase for minus, _kind, phrase in found if not minus]
    excluded = [phrase for minus, _kind, phrase in found if minus]
    return Query(
        tuple(_groups(wanted, pairs)), tuple(_group([phrase], pairs) for phrase in excluded), shortened
    )


def abbreviation(short: str, long: str) -> Abbreviation:
    """The keys of an abbreviation and of what it stands for."""
    return _keys(short), _keys(long)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key[:LONGEST_TOKEN] for word in words(text) for key in word_key(word).split())


def _phrase(text: str) -> Phrase | None:
    exact = _keys(text)
    if not exact:
        return None
    folded = tuple(token[:LONGEST_TOKEN] for token in fold_key(" ".join(exact)).split())
    return Phrase(exact, folded, prefix=text.endswith("*"))


def _groups(phrases: list[Phrase], pairs: Sequence[Abbreviation]) -> Iterator[Group]:
    """A group for each phrase; loose words that together spell out an abbreviation make one group."""
    start = 0
    while start < len(phrases):
        length = next(
            (n for n in range(len(phrases) - start, 1, -1) if _spelled(phrases[start : start + n], pairs)), 1
        )
        yield _group(phrases[start : start + length], pairs)
        start += length


def _spelled(phrases: Sequence[Phrase], pairs: Sequence[Abbreviation]) -> bool:
    if any(len(one.exact) > 1 or one.prefix for one in phrases):
        return False
    run = Phrase(
        tuple(token for one in phrases for token in one.exact),
        tuple(token for one in phrases for token in one.folded),
    )
    return any(_says(run, 0, form) and len(form) == len(phrases) for pair in pairs for form in pair)


def _group(phrases: Sequence[Phrase], pairs: Sequence[Abbreviation]) -> Group:
    """The phrases as typed, or with abbreviations spelled out and what has an abbreviation shortened."""
    if any(one.prefix for one in phrases):
        return (tuple(phrases),)
    whole = Phrase(
        tuple(token for one in phrases for token in one.exact),
        tuple(token for one in phrases for token in one.folded),
    )
    others = [variant for variant in _variants(whole, pairs) if variant != whole]
    return (tuple(phrases), *((one,) for one in others[:MOST_VARIANTS]))


def _variants(phrase: Phrase, pairs: Sequence[Abbreviation]) -> Iterator[Phrase]:
    """The phrase with each abbreviation in it written the one way or the other."""
    choices: list[list[tuple[tuple[str, ...], tuple[str, ...]]]] = []
    place = 0
    while place < len(phrase.exact):
        for form, other in sorted(_both_ways(pairs), key=lambda way: -len(way[0])):
            if _says(phrase, place, form):
                end = place + len(form)
                choices.append([(phrase.exact[place:end], phrase.folded[place:end]), (other, _folded(other))])
                place = end
                break
        else:
            choices.append([(phrase.exact[place : place + 1], phrase.folded[place : place + 1])])
            place += 1
    for parts in product(*choices):
        yield Phrase(
            tuple(token for exact, _folded in parts for token in exact),
            tuple(token for _exact, folded in parts for token in folded),
        )


def _both_ways(pairs: Sequence[Abbreviation]) -> Iterator[Abbreviation]:
    for short, long in pairs:
        yield short, long
        yield long, short


def _says(phrase: Phrase, place: int, form: tuple[str, ...]) -> bool:
    """Whether `form` stands at `place`: as typed, or without the marks that were not typed."""
    end = place + len(form)
    exact, folded = phrase.exact[place:end], phrase.folded[place:end]
    return bool(form) and (exact == form or (exact == folded == _folded(form)))


def _folded(form: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold_key(" ".join(form)).split())
