"""Bytes to text: Unicode, and what Vietnamese newsrooms used before it and still have in archives."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from .cleaning import normalized
from .syllables import is_syllable


class Decoded(NamedTuple):
    """A decoded text; the encoding by its usual name; whether that is beyond reasonable doubt."""

    text: str
    encoding: str
    sure: bool


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Windows-1252 for all 256 bytes: the five it leaves undefined as Latin-1 has them.
_CP1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))

# TCVN 5712:1993 (VN3, fonts .VnTime), bytes A1 to FE. Capitals with tones have no bytes of their own: the
# fonts .VnTimeH draw small letters as capitals, so such headlines come out in lower case.
_TCVN3_FROM_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323"
    "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ"
)
_TCVN3 = dict(enumerate(_TCVN3_FROM_A1, 0xA1))

# VNI for Windows, seen as Windows-1252: these letters have characters of their own; the rest are a letter
# and a sign for its marks.
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {
    "â": "\u0302",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "á": "\u0302\u0301",
    "ä": "\u0302\u0323",
}
_VNI_BREVE = {
    "ê": "\u0306",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "é": "\u0306\u0301",
    "ë": "\u0306\u0323",
}


def _vni_table() -> dict[str, str]:
    """Each VNI code, one or two characters, in small letters, capitals and a capital with a small sign."""
    table = dict(_VNI_LETTERS)
    for signs, letters in ((_VNI_TONES, "aeouyôö"), (_VNI_CIRCUMFLEX, "aeo"), (_VNI_BREVE, "a")):
        for letter in letters:
            for sign, marks in signs.items():
                table[letter + sign] = unicodedata.normalize("NFC", _VNI_LETTERS.get(letter, letter) + marks)
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in table.items()}
    return table | mixed | {code.upper(): letter.upper() for code, letter in table.items()}


_VNI = _vni_table()
_VNI_CODES = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def _from_tcvn3(text: str) -> str:
    return normalized("NFC", text.translate(_TCVN3))


def _from_vni(text: str) -> str:
    return _VNI_CODES.sub(lambda found: _VNI[found[0]], text)


_LEGACY: dict[str, Callable[[str], str]] = {"tcvn3": _from_tcvn3, "vni": _from_vni}
_WORD = re.compile("[A-Za-z\xa1-\xff]+")
_HIGH = re.compile("[\xa1-\xff]")
_ASCII_LETTER = re.compile("[A-Za-z]")
_LETTERS = re.compile(r"[^\W\d_]+")
_BEYOND_LATIN_1 = re.compile("[\u0100-\u1fff]")
_SAMPLE_CHARACTERS = 65_536
_SAMPLE_WORDS = 2_000
_SURE_WORDS = 8


def from_legacy(text: str) -> str | None:
    """Text set in a TCVN3 or VNI font and carried into Unicode byte by byte ("Qu¶ng Ninh"), put right.

    None unless it is clearly that; as from a .docx written with .VnTime.
    """
    read = _legacy(text)
    return _LEGACY[read[0]](text) if read and read[1] >= 3 else None


def _legacy(view: str) -> tuple[str, int] | None:
    """Which legacy encoding explains a text read as Windows-1252, and how many different words say so.

    Judged by the words with letters both inside and outside ASCII: nearly all must become Vietnamese
    syllables, and fewer than half be so already.
    """
    marked = {word for word in _sample(_WORD, view, _HIGH) if _ASCII_LETTER.search(word)}
    if not marked or _share(marked) > 0.5:
        return None
    shares = {name: _share({convert(word) for word in marked}) for name, convert in _LEGACY.items()}
    name = max(shares, key=lambda each: shares[each])
    return (name, len(marked)) if shares[name] >= 0.8 else None


def _sample(word: re.Pattern[str], text: str, telling: re.Pattern[str]) -> set[str]:
    """Different words with a character outside ASCII, from the place on where the first telling one is."""
    first = telling.search(text)
    if not first:
        return set()
    begin = max(0, first.start() - 20)
    found = (match[0] for match in word.finditer(text, begin, begin + _SAMPLE_CHARACTERS))
    return set(islice((each for each in found if not each.isascii()), _SAMPLE_WORDS))


def _share(candidates: set[str]) -> float:
    """How many of the words are Vietnamese syllables, 0 to 1."""
    return sum(map(is_syllable, candidates)) / len(candidates)


def decode(data: bytes) -> Decoded:
    """Bytes of unknown origin as text; never raises. NULs are left out; `clean` still has to see the rest.

    Tried in turn: a byte order mark; UTF-16 without one, by where its zero bytes are; UTF-8 (also with a
    few broken bytes, then not sure); TCVN3, VNI and Windows-1258, if nearly every word with marks becomes a
    Vietnamese syllable; Windows-1252, never sure.
    """
    decoded = _decode(data)
    return decoded._replace(text=decoded.text.replace("\0", ""))


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _unicode(data[len(mark) :], encoding)
    if likely := _utf16(data):
        return _unicode(data, likely)
    try:
        return _carried_over(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") * 20 <= beyond_ascii:
        return Decoded(text, "utf-8", False)
    return _single_byte(data)


def _unicode(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, "\ufffd" not in text)


def _utf16(data: bytes) -> str | None:
    """UTF-16 by its zero bytes: Latin letters have one in each pair, always on the same side."""
    pairs = len(data) // 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high and high * 5 >= pairs * 2 and low * 8 <= high:
            return encoding
    return None


def _carried_over(text: str) -> Decoded:
    """Sound UTF-8, in which a legacy font's characters may still stand for others."""
    read = None if text.isascii() else _legacy(text)
    if read and read[1] >= 3:
        return Decoded(_LEGACY[read[0]](text), f"utf-8+{read[0]}", False)
    return Decoded(text, "utf-8", True)


def _single_byte(data: bytes) -> Decoded:
    view = codecs.charmap_decode(data, "strict", _CP1252)[0]
    if read := _legacy(view):
        name, count = read
        if name == "tcvn3" or count > 1:  # a single French "où" would be VNI for "ó"
            return Decoded(_LEGACY[name](view), name, count >= _SURE_WORDS)
    windows = normalized("NFC", data.decode("cp1258", "replace"))
    marked = _sample(_LETTERS, windows, _BEYOND_LATIN_1)
    if marked and "\ufffd" not in windows and _share(marked) >= 0.8:
        return Decoded(windows, "windows-1258", len(marked) >= _SURE_WORDS)
    return Decoded(view, "windows-1252", False)
