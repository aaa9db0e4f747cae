"""Vietnamese dictionary order, as strings a database can sort whatever its collation."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from .keys import LETTERS_SPELLED_OUT, flatten
from .syllables import TONES
from .words import words

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The 29 Vietnamese letters in order, with f, j, w and z where Latin has them."""

_CODE = {letter: str(30 + place) for place, letter in enumerate(ALPHABET)}
_HATS = "\u0302\u0306\u031b"
_END = "0"


def sort_key(text: str) -> str:
    """Digits only: compared as strings, in bytes or by any locale's collation, they give dictionary order.

    Syllable by syllable: its letters first (a ă â b c d đ e ê …), then its tone (ngang huyền hỏi ngã sắc
    nặng), only then the next syllable: "ba láp" before "bà con". Numbers come before letters, by value (Khu
    2 before Khu 10); other alphabets after. Case, punctuation and the place of the tone mark do not count.
    A letter takes two digits, a syllable's end two. A key may be cut to fit a column: cut keys sort alike,
    never wrongly.
    """
    return "".join(map(_word_sort_key, words(text)))


def name_sort_key(name: str) -> str:
    """`sort_key` of a person's name by given name (the last word), then the others as written."""
    parts = words(name)
    return "".join(map(_word_sort_key, parts[-1:] + parts[:-1]))


def initial(text: str) -> str:
    """The capital under which an index lists a text: "Đ" for "đại", "U" for "Uỷ"; "#" if no such letter."""
    first = next(iter(words(text)), "")
    for letter, _ in _letters(flatten(first)) if first else ():
        return letter.upper() if letter in _CODE else "#"
    return "#"


def _word_sort_key(word: str) -> str:
    parts: list[str] = []
    tone = 0
    for is_number, run in groupby(_letters(flatten(word)), lambda found: found[0].isdecimal()):
        if is_number:
            digits = "".join(str(int(digit)) for digit, _ in run).lstrip("0") or "0"
            parts += (str(10 + min(len(digits), 19)), digits)
            continue
        for letter, its_tone in run:
            parts.append(_CODE.get(letter) or f"9{ord(letter):07}")
            tone = tone or its_tone
    return "".join(parts) + _END + str(tone)


def _letters(word: str) -> list[tuple[str, int]]:
    """The letters and digits of a flattened word, hats on, each with its tone, 0 to 5; no other marks."""
    found: list[tuple[str, int]] = []
    for char in unicodedata.normalize("NFD", word.translate(LETTERS_SPELLED_OUT)):
        if char.isalnum():
            found.append((char, 0))
        elif char in _HATS and found:
            hatted = unicodedata.normalize("NFC", found[-1][0] + char)
            found[-1] = (hatted if hatted in _CODE else found[-1][0], found[-1][1])
        elif char in TONES and found:
            found[-1] = (found[-1][0], TONES.index(char) + 1)
    return found
