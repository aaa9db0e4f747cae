"""The shape of a Vietnamese syllable: which letters can make one, and which of them carries the tone."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from .cleaning import normalized

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng, in dictionary order after ngang
_TONE = re.compile(f"[{TONES}]")

_VOWELS = "aăâeêioôơuưy"
_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]|"
_SHAPE = re.compile(f"({_ONSETS})([{_VOWELS}]+)(ch|ng|nh|[cmnpt]|)")
# gi before a consonant or nothing is g + i: gì, gìn.
_G_AND_I = re.compile(f"(g)(i[{_VOWELS}]*)(ch|ng|nh|[cmnpt]|)")


def _bearers(*by_place: str) -> dict[str, int]:
    """Nuclei with the index of the vowel that bears the tone: listed first those with the first."""
    return {nucleus: place for place, listed in enumerate(by_place) for nucleus in listed.split()}


_OPEN = _bearers(
    "ai ao au ay âu ây eo êu ia iu oi ôi ơi ui ua ưa ưi ưu",
    "iêu yêu oai oay oao oeo uao uây uêu uôi uơ uya uyu ươi ươu",
)
_EITHER = _bearers("a e ê i o ô ơ u ư y", "oa oe uê uy")
_CLOSED = _bearers("ă â", "iê yê oă oo ôô uâ uô ươ", "uyê")
_WITHOUT_CODA = {**_OPEN, **_EITHER}
_WITH_CODA = {**_CLOSED, **_EITHER}
_STOPS = frozenset(("c", "ch", "p", "t"))


class Syllable(NamedTuple):
    """A syllable in lower case, taken apart; the nucleus without its tone, which is 0 (ngang) to 5 (nặng)."""

    onset: str
    nucleus: str
    coda: str
    tone: int
    bearer: int  # index in nucleus of the vowel that bears the tone

    def spelled(self) -> str:
        """The syllable as modern spelling has it: uỷ, hoà, quý, giếng."""
        upto = self.bearer + 1
        mark = TONES[self.tone - 1] if self.tone else ""
        return (
            self.onset
            + unicodedata.normalize("NFC", self.nucleus[:upto] + mark)
            + self.nucleus[upto:]
            + self.coda
        )


def split_tone(word: str) -> tuple[str, int] | None:
    """A word without its tone mark, in NFC, and the tone, 0 to 5; None when it has more than one."""
    parts = normalized("NFD", word)
    marks = _TONE.findall(parts)
    if not marks:
        return word, 0
    if len(marks) > 1:
        return None
    return unicodedata.normalize("NFC", parts.replace(marks[0], "")), TONES.index(marks[0]) + 1


def parse(word: str) -> Syllable | None:
    """A lower-case word as a Vietnamese syllable, whichever vowel its tone was typed on; None if it is none.

    Generous with rare rimes (xoong, ngoao): it only has to tell Vietnamese from foreign words (José).
    """
    toned = split_tone(word)
    if toned is None:
        return None
    letters, tone = toned
    for shape in (_SHAPE, _G_AND_I):
        if match := shape.fullmatch(letters):
            onset, nucleus, coda = match.groups()
            bearer = (_WITH_CODA if coda else _WITHOUT_CODA).get(nucleus)
            if bearer is not None:
                return Syllable(onset, nucleus, coda, tone, bearer)
    return None


def is_syllable(word: str) -> bool:
    """Whether a word, in any case, is a possible Vietnamese syllable by its letters and tone.

    A final c, ch, p or t takes sắc or nặng only; so "các" is one, "cac" typed without its mark is not.
    """
    syllable = parse(normalized("NFC", word).lower())
    return syllable is not None and (syllable.coda not in _STOPS or syllable.tone >= 4)
