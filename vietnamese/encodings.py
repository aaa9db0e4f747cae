"""Bytes to text: Unicode, and the encodings Vietnamese newsrooms used before it and still find in their archives."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

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
_TCVN3 = dict(
    zip(
        range(0xA1, 0xFF),
        "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ",
    )
)


def _vni_table() -> dict[str, str]:
    """VNI for Windows, seen as Windows-1252: a letter, or a letter followed by the sign for its marks."""
    tones = dict(zip("øûõùï", "\u0300\u0309\u0303\u0301\u0323"))
    hatted = {"â": "\u0302", **{sign: "\u0302" + tone for sign, tone in zip("àåãáä", tones.values())}}
    breved = {"ê": "\u0306", **{sign: "\u0306" + tone for sign, tone in zip("èúüéë", tones.values())}}
    table = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ"))
    for letter in "aeouyôö":
        signs = tones | (hatted if letter in "aeo" else {}) | (breved if letter == "a" else {})
        for sign, marks in signs.items():
            table[letter + sign] = unicodedata.normalize("NFC", table.get(letter, letter) + marks)
    capitals = {code.upper(): letter.upper() for code, letter in table.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in table.items() if len(code) == 2}
    return table | capitals | mixed


_VNI = _vni_table()
_VNI_CODES = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def _from_tcvn3(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_TCVN3))


def _from_vni(text: str) -> str:
    return _VNI_CODES.sub(lambda found: _VNI[found[0]], text)


_LEGACY: dict[str, Callable[[str], str]] = {"tcvn3": _from_tcvn3, "vni": _from_vni}
_WORD = re.compile("[A-Za-z\xa1-\xff]+")
_HIGH = re.compile("[\xa1-\xff]")
_SAMPLE_CHARACTERS = 65_536
_SAMPLE_WORDS = 2_000


def from_legacy(text: str) -> str | None:
    """Text set in a TCVN3 or VNI font and carried into Unicode byte by byte ("Qu¶ng Ninh"), put right.

    None unless it is clearly that: as when a .docx was written with .VnTime.
    """
    read = _legacy(text)
    return _LEGACY[read[0]](text) if read and read[1] >= 3 else None


def _legacy(view: str) -> tuple[str, int] | None:
    """Which legacy encoding explains a text read as Windows-1252, and how many words say so.

    Judged by the words that have a letter both inside and outside ASCII: nearly all must become Vietnamese
    syllables, and few be so already.
    """
    marked = _marked_words(view)
    if not marked or _share(marked) > 0.5:
        return None
    shares = {name: _share([convert(word) for word in marked]) for name, convert in _LEGACY.items()}
    name = max(shares, key=lambda each: shares[each])
    return (name, len(marked)) if shares[name] >= 0.8 else None


def _marked_words(view: str) -> list[str]:
    first = _HIGH.search(view)
    if not first:
        return []
    begin = max(0, first.start() - 20)
    found = (match[0] for match in _WORD.finditer(view, begin, begin + _SAMPLE_CHARACTERS))
    return list(islice((word for word in found if not word.isascii() and re.search("[A-Za-z]", word)), _SAMPLE_WORDS))


def _share(candidates: list[str]) -> float:
    return sum(map(is_syllable, candidates)) / len(candidates)


def decode(data: bytes) -> Decoded:
    """Bytes of unknown origin as text; never raises. NULs are left out; `clean` still has to see the rest.

    Tried in turn: a byte order mark; UTF-16 without one, by where its zero bytes are; UTF-8 (also with a few broken
    bytes, then not sure); TCVN3, VNI and Windows-1258, if nearly every word with marks becomes a Vietnamese
    syllable; Windows-1252, never sure.
    """
    decoded = _decode(data)
    return decoded._replace(text=decoded.text.replace("\0", ""))


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, "\ufffd" not in text)
    if encoding := _utf16(data):
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, "\ufffd" not in text)
    try:
        return _unlegacied(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") * 20 <= beyond_ascii:
        return Decoded(text, "utf-8", False)
    return _single_byte(data)


def _utf16(data: bytes) -> str | None:
    """UTF-16 by its zero bytes: Latin letters have one in each pair, always on the same side."""
    pairs = len(data) // 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high and high * 5 >= pairs and low * 8 <= high:
            return encoding
    return None


def _unlegacied(text: str) -> Decoded:
    put_right = None if text.isascii() else from_legacy(text)
    if put_right is None:
        return Decoded(text, "utf-8", True)
    read = _legacy(text)
    return Decoded(put_right, f"utf-8+{read[0]}" if read else "utf-8", False)


def _single_byte(data: bytes) -> Decoded:
    view = codecs.charmap_decode(data, "strict", _CP1252)[0]
    read = _legacy(view)
    if read:
        name, count = read
        tell_tale = name == "tcvn3" or count > 1  # French "où" would be VNI for "ó"
        if tell_tale:
            return Decoded(_LEGACY[name](view), name, count >= 10)
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if "\ufffd" not in windows and windows != view:
        first = next((place for place, char in enumerate(windows) if char > "\xff"), 0)
        found = re.findall(r"[^\W\d_]+", windows[max(0, first - 20) : first + _SAMPLE_CHARACTERS])
        marked = [word for word in found if not word.isascii()][:_SAMPLE_WORDS]
        if marked and _share(marked) >= 0.8:
            return Decoded(windows, "windows-1258", len(marked) >= 10)
    return Decoded(view, "windows-1252", False)
