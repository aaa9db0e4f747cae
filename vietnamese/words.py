"""Splitting text into words, as search, name matching and highlighting need them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from .cleaning import APOSTROPHES, IGNORABLE


def _ranges(characters: Iterator[int]) -> str:
    """Code points as the inside of a regular expression's character class."""
    pairs: list[list[int]] = []
    for code in characters:
        if pairs and code == pairs[-1][1] + 1:
            pairs[-1][1] = code
        else:
            pairs.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in pairs)


# The basic plane is enough: marks beyond it belong to scripts no living newspaper is set in.
MARKS = _ranges(code for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M")

_LETTER = r"[^\W_ʹʻʼʽˈ]"
_SQUARED = "\u3371-\u33df"  # ㎡ and its like, one character for a unit
_HIDDEN = f"[{IGNORABLE}]"
_APOSTROPHE = f"[{APOSTROPHES}](?={_HIDDEN}*{_LETTER})"
_REST = f"{_LETTER}|[{MARKS}{_SQUARED}]|{_HIDDEN}++(?={_LETTER}|[{MARKS}]|{_APOSTROPHE})|{_APOSTROPHE}"
_THOUSANDS = "(?<![0-9][.])[0-9]{1,3}(?:[.][0-9]{3})+(?![0-9])"
WORD = re.compile(f"{_THOUSANDS}|(?:{_LETTER}|[{_SQUARED}])(?:{_REST})*")
_IGNORED = re.compile(f"[{IGNORABLE}]+")


class FoundWord(NamedTuple):
    """A word and where it stands: `source[start:end]`, in characters."""

    text: str
    start: int
    end: int


def find_words(text: str) -> Iterator[FoundWord]:
    """The words of a text, each with its place in it, as `words` splits them; for highlighting."""
    for match in WORD.finditer(text):
        yield FoundWord(_visible(match[0]), match.start(), match.end())


def words(text: str) -> list[str]:
    """The words of a text as they are spelled in it.

    A word is a run of letters and digits with the combining marks on them, so NFD text gives the same words
    as NFC. An apostrophe inside joins (H'Mông, K’Brơi), a group of thousands is one number (1.200), and
    invisible characters inside a word are left out of it. All else separates: "10/8" is two words, as are
    "2016-2020", "TP.HCM", "T.Ư", "và/hoặc" and "Bà Rịa-Vũng Tàu". So a search takes such a query as a
    phrase of adjacent words, and then 10/8 is found in 10/8/2017 but not in 8/10/2017, "2016-2020" in "2016
    – 2020", and "TP.HCM" in "TP. HCM"; and a name is found however its parts are joined.
    """
    return [_visible(word) for word in WORD.findall(text)]


def _visible(word: str) -> str:
    return word if word.isalnum() else _IGNORED.sub("", word)
