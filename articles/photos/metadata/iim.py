"""IPTC-NAA Information Interchange Model 4.2, what news agencies have written since 1991."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import Image

from vietnamese import decode

from .dates import moment

_BLOCK = 0x0404  # the number of the Photoshop resource it stands in
_TEXTS = {
    105: "headline",
    120: "caption",
    80: "creator",
    110: "credit",
    115: "source",
    116: "copyright",
    90: "city",
    25: "keywords",
}
_MANY = {"creator", "keywords"}
_DATE, _TIME = 55, 60
_UTF8 = b"\x1b%G"  # 1:90, ISO 2022's way of saying that what follows is UTF-8
# A character of UTF-8 cut off by the field's limit in bytes.
_CUT = re.compile(rb"(?:[\xc3-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$")
_BETWEEN = "\x1e"
_MOST_BYTES = 2**20


def read(image: Image.Image) -> dict[str, object]:
    """The fields of the first IIM block, texts decoded. May raise on hostile data.

    Without the mark of UTF-8 the encoding is judged by all texts together: UTF-8, the Vietnamese encodings
    of one byte a letter, else Latin-1 as Windows has it.
    """
    resources = image.info.get("photoshop")
    block = resources.get(_BLOCK) if isinstance(resources, dict) else image.info.get("iptc")
    if not isinstance(block, bytes):
        return {}
    marked = False
    date = time = ""
    names: list[str] = []
    values: list[bytes] = []
    for record, number, value in _datasets(block[:_MOST_BYTES]):
        if (record, number) == (1, 90):
            marked = value.startswith(_UTF8)
        elif record == 2 and number == _DATE:
            date = date or value.decode("ascii", "ignore")
        elif record == 2 and number == _TIME:
            time = time or value.decode("ascii", "ignore")
        elif record == 2 and number in _TEXTS and value:
            names.append(_TEXTS[number])
            values.append(value.replace(b"\x1e", b" "))
    found: dict[str, object] = {}
    for name, text in zip(names, _decoded(values, marked), strict=True):
        if name in _MANY:
            many = found.setdefault(name, [])
            assert isinstance(many, list)
            many.append(text)
        else:
            found.setdefault(name, text)
    if taken := moment(date + time) or moment(date):
        found["taken"] = taken
    return found


def _datasets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(record, number, value) of each, up to the first that is not whole."""
    at = 0
    while block[at : at + 1] == b"\x1c" and len(block) >= at + 5:
        record, number = block[at + 1], block[at + 2]
        size = int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:  # longer than 32 kB: the number of bytes that tell its size
            count = size & 0x7FFF
            if count > 4:
                return
            size = int.from_bytes(block[at : at + count], "big")
            at += count
        if at + size > len(block):
            return
        yield record, number, block[at : at + size]
        at += size


def _decoded(values: list[bytes], marked: bool) -> list[str]:
    whole = _BETWEEN.encode().join(_whole(value) for value in values)
    if marked:
        try:
            return whole.decode("utf-8").split(_BETWEEN) if values else []
        except UnicodeDecodeError:
            pass
    texts = decode(whole).text.split(_BETWEEN) if values else []
    # UTF-16 or the like, with the separator lost: each by itself.
    return texts if len(texts) == len(values) else [decode(value).text for value in values]


def _whole(value: bytes) -> bytes:
    """Without half a UTF-8 character at the end, if it is UTF-8."""
    cut = _CUT.sub(b"", value)
    try:
        cut.decode("utf-8")
    except UnicodeDecodeError:
        return value
    return cut if len(cut) < len(value) and not cut.isascii() else value
