"""Cleaning text as it comes in: what is stored, and what readers see, has been through `clean`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

APOSTROPHES = "'’‘‛`´ʹʻʼʽˈ′＇"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")

# Characters that show nothing: controls but tab and newline, soft hyphen, grapheme joiner, zero-width and
# bidirectional controls, tags, the object placeholder word processors leave, noncharacters; and surrogates,
# which no encoding can store.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_DROPPED = re.compile(f"[{_INVISIBLE}]+")
# What keys drop besides: variation selectors, which clean() keeps because emoji need them.
IGNORABLE = _INVISIBLE + "\ufe00-\ufe0f\U000e0100-\U000e01ef"

# Typed tone first and hat second, the two marks never compose: é + circumflex is meant as ế.
_TONE_BEFORE_HAT = re.compile("([AEOaeo]\u0323?)([\u0300\u0301\u0303\u0309])(\u0323?[\u0302\u0306])")

# Putting a stack of marks in order takes the square of its height; the Stream-Safe Text Format (UAX #15) ends
# one at 30, more than any language has. Where a taller one may be: nothing below U+0300 is a mark, no mark is
# a letter, but a few characters become marks when they are decomposed.
_HIGHEST_STACK = 30
_BECOMES_MARKS = "\u0f73\u0f75\u0f81\uff9e\uff9f"
_MAY_BE_A_STACK = re.compile(rf"(?:[^\w\s\x00-\u02ff]|[{_BECOMES_MARKS}]){{{_HIGHEST_STACK + 1},}}")

_ETH = re.compile("[ÐƉðɖ]")
_WORD_WITH_ETH = re.compile(r"(?<![^\W_])[^\W_ÐƉðɖ]*+[ÐƉðɖ](?:[^\W_]|[\u0300-\u036f])*")
_BARRED = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_PLAIN_VOWELS = frozenset("aeiouyAEIOUY")


def base(char: str) -> str:
    """The letter under the marks of one character: ế → e, Ư → U; đ stays đ."""
    return unicodedata.normalize("NFD", char)[0]


def barred_d(text: str, *, any_case: bool = False) -> str:
    """Text with the look-alikes of Đ (eth Ð ð, African Ɖ ɖ) replaced by it, where Đ is meant.

    Đ begins a Vietnamese syllable, while eth begins no word in Icelandic or Faroese. So it is Đ at the start
    of a word before a vowel ("Ðảng") or, a capital, before another capital ("ÐBQH"), and in capitals without
    a vowel ("HÐND"). "Guðmundur", "EIÐUR" and the sound [ðə] stay. With `any_case`, as keys need it, a
    capital is not asked for.
    """
    if not _ETH.search(text):
        return text
    return _WORD_WITH_ETH.sub(lambda found: _barred_word(found[0], any_case), text)


def _barred_word(word: str, any_case: bool) -> str:
    if (any_case or word.isupper()) and not _PLAIN_VOWELS.intersection(map(base, word)):
        return word.translate(_BARRED)
    if word[0] in "ÐƉðɖ" and len(word) > 1:
        follows = normalized("NFC", word[1:])[0]
        if any_case or (word[0] in "ÐƉ" and follows.isupper()) or base(follows) in _PLAIN_VOWELS:
            return word[0].translate(_BARRED) + word[1:]
    return word


def has_high_stack(text: str) -> bool:
    """Whether more marks may stand on one letter than `normalized` leaves there."""
    return not text.isascii() and _MAY_BE_A_STACK.search(text) is not None


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """A normal form of a text, in time that grows as the text does: of the marks on one letter, those from
    the 31st on are left out."""
    if has_high_stack(text):
        text = _MAY_BE_A_STACK.sub(lambda found: "".join(_lowered(found[0])), text)
    return unicodedata.normalize(form, text)


def _lowered(run: str) -> Iterator[str]:
    height = 0
    for char in run:
        height = height + 1 if unicodedata.combining(char) or char in _BECOMES_MARKS else 0
        if height <= _HIGHEST_STACK:
            yield char


def nfc(text: str) -> str:
    """NFC, with a tone mark typed before the hat of its letter put after it; of the marks on one letter, no
    more than 30."""
    text = normalized("NFC", text)
    if "\u0302" in text or "\u0306" in text:
        swapped = _TONE_BEFORE_HAT.sub(r"\1\3\2", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", swapped)
    return text


def clean(text: str) -> str:
    """Text fit to be stored: NFC, only visible characters, newline and tab, and Đ where Đ is meant.

    Every kind of line end (CRLF, CR, form feed, vertical tab, U+0085, U+2028, U+2029) becomes a newline.
    No-break and other typographic spaces, dashes and quotation marks stay as typed. Zero-width joiners go
    too: a family emoji falls apart, which a newspaper can bear. So do marks beyond 30 on one letter. For Ð
    see `barred_d`. Idempotent; never raises.
    """
    text = _DROPPED.sub("", _LINE_ENDS.sub("\n", text))
    return barred_d(nfc(text))


def one_line(text: str) -> str:
    """Cleaned text on one line: every run of white space, no-break and ideographic too, is one space; none
    at the ends. For headlines, names and other single-line fields."""
    return " ".join(clean(text).split())
