"""The three blocks of metadata become one answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from PIL import Image

from vietnamese import clean, one_line

from . import exif, iim, xmp
from .dates import with_offset_of

Raw = dict[str, object]

# The longest each text may be, in characters; the columns of Photo are as long.
LONGEST = {
    "headline": 300,
    "caption": 5000,
    "creator": 160,
    "credit": 160,
    "source": 160,
    "copyright": 300,
    "city": 120,
    "alt": 300,
    "licence_url": 500,
    "digital_source_type": 60,
}
MOST = {"keywords": (50, 64), "persons_shown": (30, 120)}  # how many, and how long each


class Metadata(NamedTuple):
    """What is known of a photo; empty where its file says nothing.

    Text is clean (`vietnamese.clean`) and no longer than LONGEST says, on one line but for the caption.
    `taken` has a UTC offset where the file names one. `digital_source_type` is the last part of the address
    in IPTC's NewsCodes, "digitalCapture" or "trainedAlgorithmicMedia" for example.
    """

    headline: str = ""
    caption: str = ""
    creator: str = ""
    credit: str = ""
    source: str = ""
    copyright: str = ""
    city: str = ""
    alt: str = ""
    licence_url: str = ""
    digital_source_type: str = ""
    keywords: tuple[str, ...] = ()
    persons_shown: tuple[str, ...] = ()
    taken: dt.datetime | None = None


def read(image: Image.Image) -> Metadata:
    """The metadata of an opened picture; never raises. What is damaged or hostile is as if it were not there.

    A PNG may carry them behind its pixels: load it first.
    """
    blocks = [_attempt(block, image) for block in (xmp.read, iim.read, exif.read)]
    found: dict[str, object] = {}
    for block in blocks:
        for name, value in block.items():
            if name != "taken" and name not in found and (tidy := _tidy(name, value)):
                found[name] = tidy
    moments = [taken for block in blocks if isinstance(taken := block.get("taken"), dt.datetime)]
    if moments:
        found["taken"] = with_offset_of(moments[0], moments[1:])
    return Metadata(**found)  # type: ignore[arg-type]


def _attempt(block: Callable[[Image.Image], Raw], image: Image.Image) -> Raw:
    try:
        return block(image)
    except Exception:
        # Hostile bytes raise nearly anything, in Pillow's parsers too; a photo is worth taking without.
        return {}


def _tidy(name: str, value: object) -> object:
    if name in MOST:
        most, longest = MOST[name]
        texts = (_text(one, longest) for one in (value if isinstance(value, list) else [value]))
        return tuple(dict.fromkeys(filter(None, texts)))[:most]
    if isinstance(value, list):
        value = ", ".join(filter(None, (_text(one, LONGEST[name]) for one in value[:50])))
    if name == "caption":
        return clean(str(value)[: 4 * LONGEST[name]]).strip()[: LONGEST[name]].rstrip()
    if name == "digital_source_type":
        value = str(value)[:500].rstrip("/").rpartition("/")[2]
    text = _text(value, LONGEST[name])
    if name == "licence_url" and not _is_address(text):
        return ""
    return text


def _text(value: object, longest: int) -> str:
    # Cut before cleaning too: a megabyte need not be normalised for a line.
    return one_line(str(value)[: 4 * longest])[:longest].rstrip()


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
