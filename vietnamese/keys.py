"""Keys: what is compared when two spellings are asked to be one word. Stored in indexes, never shown.

text        Tỉnh ủy, quý I: 3 tỷ     TP. Hoà Bình
key         tỉnh uỷ quí i 3 tỉ       tp hoà bình      one spelling, marks kept
fold_key    tinh uy qui i 3 ti       tp hoa binh      the same without marks
fold        tinh uy quy i 3 ty       tp hoa binh      as one would type it without marks
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .cleaning import APOSTROPHES, IGNORABLE, barred_d, nfc, normalized
from .syllables import parse
from .words import MARKS, WORD

KEY_VERSION = 3
"""Raised whenever `key`, `fold` or `words` gives something else for the same text, or an index keeps more of
a story: then reindex."""

_CACHED_WORDS = 1 << 16
_LONGEST_CACHED = 40

_IGNORED = re.compile(f"[{IGNORABLE}]+")
_DROPPED = re.compile(f"[{IGNORABLE}{APOSTROPHES}]+")
_ONE_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*+")
_DIACRITICS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_I_AFTER = frozenset(("h", "k", "l", "m", "s", "t", "v"))
_OTHER_LETTERS = {
    "ð": "d",
    "ɖ": "d",
    "þ": "th",
    "ø": "o",
    "ł": "l",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
}
LETTERS_SPELLED_OUT = str.maketrans(_OTHER_LETTERS)
_UNMARKED = str.maketrans(_OTHER_LETTERS | {"đ": "d"})


def key(text: str) -> str:
    """The canonical key of a text: the keys of its words (see `words`), with one space between.

    Two spellings of one Vietnamese word have one key, whatever their case and Unicode form: the tone is
    where modern spelling puts it (uỷ = ủy, hoà = hòa, quý = qúy), and i stands for y where both are written
    (tỷ = tỉ, Mỹ = Mĩ, quý = quí: as the sole vowel after h, k, l, m, s, t, v, and after qu). Only words
    that are Vietnamese syllables are touched: José stays, thúy and thuỷ differ. 1.200 is 1200; apostrophes
    go (H'Mông = HMông). Idempotent.
    """
    return " ".join(filter(None, map(word_key, WORD.findall(text))))


def fold(text: str) -> str:
    """Text without marks, đ as d, in lower case, its words with one space between and no punctuation.

    Other alphabets keep their letters; apostrophes inside a word go without leaving a space. Idempotent.
    """
    return " ".join(filter(None, map(_fold_word, WORD.findall(text))))


def fold_key(text: str) -> str:
    """The key without its marks: what a word typed without marks is looked up by (3 ti and 3 ty find 3 tỷ).

    A query word was typed without marks when its `key` equals its `fold_key`. Idempotent.
    """
    bare = map(_fold_word, map(word_key, WORD.findall(text)))
    return " ".join(filter(None, map(word_key, bare)))  # again: the foreign sÿ is sy by now, so si


def word_key(word: str) -> str:
    """The key of one word of `words`; a few compatibility characters (½) make it several, with spaces."""
    return _cached_key(word) if len(word) <= _LONGEST_CACHED else _word_key(word)


def _word_key(word: str) -> str:
    if word[0] in "0123456789" and "." in word:
        return word.replace(".", "")
    flat = flatten(word)
    if _ONE_WORD.fullmatch(flat):
        return _canonical(flat)
    return " ".join(_canonical(flatten(part).replace(".", "")) for part in WORD.findall(flat))


_cached_key = lru_cache(_CACHED_WORDS)(_word_key)


def flatten(word: str) -> str:
    """One word made comparable, spelling kept: NFKC, casefolded, no apostrophe, nothing invisible, Đ for Ð.

    By repetition, since each step can make work for the one before it.
    """
    if word.isascii():
        return word.lower() if word.isalnum() else _DROPPED.sub("", word).lower()
    before = None
    while word != before:
        before = word
        visible = _IGNORED.sub("", normalized("NFKC", word).casefold())
        word = nfc(_DROPPED.sub("", barred_d(visible, any_case=True)))
    return word


def _canonical(word: str) -> str:
    """A flattened word in modern spelling, when it is a Vietnamese syllable; else as it is."""
    syllable = parse(word) if len(word) <= 10 else None
    if syllable is None:
        return word
    onset, nucleus, coda = syllable[:3]
    if nucleus == "y" and (onset == "qu" or (onset in _I_AFTER and not coda)):
        syllable = syllable._replace(nucleus="i")
    return syllable.spelled()


def _fold_word(word: str) -> str:
    return _cached_fold(word) if len(word) <= _LONGEST_CACHED else _unmark(word)


def _unmark(word: str) -> str:
    if word.isascii():
        flat = flatten(word)
        return flat if flat.isalnum() else " ".join(WORD.findall(flat.replace(".", " ")))
    parts = unicodedata.normalize("NFKD", flatten(word)).translate(_UNMARKED)
    bare = unicodedata.normalize("NFC", _DIACRITICS.sub("", parts))
    return bare if _ONE_WORD.fullmatch(bare) else " ".join(WORD.findall(bare.replace(".", " ")))


_cached_fold = lru_cache(_CACHED_WORDS)(_unmark)
