"""Exif 2.32: three texts and a date."""

from __future__ import annotations

import re

from PIL import ExifTags, Image

from vietnamese import decode

from .dates import moment

Tag = ExifTags.Base
_TEXTS = {"caption": Tag.ImageDescription, "creator": Tag.Artist, "copyright": Tag.Copyright}
_DATES = [(Tag.DateTimeOriginal, Tag.OffsetTimeOriginal), (Tag.DateTimeDigitized, Tag.OffsetTimeDigitized)]
# What cameras write into every picture's description.
_OF_THE_CAMERA = re.compile(
    r"\s*(OLYMPUS DIGITAL CAMERA|SONY DSC|SAMSUNG( CSC| DIGITAL CAMERA)?|KODAK.*|MINOLTA DIGITAL CAMERA"
    r"|Exif_JPEG_.*|DCIM\\.*|DIGITAL CAMERA|default|untitled|<.*)\s*",
    re.IGNORECASE,
)


def read(image: Image.Image) -> dict[str, object]:
    """Caption, creator, copyright and `taken`, as far as they are there. May raise on hostile data."""
    exif = image.getexif()
    found: dict[str, object] = {
        name: text for name, tag in _TEXTS.items() if (text := _text(exif.get(tag))).strip()
    }
    if _OF_THE_CAMERA.fullmatch(str(found.get("caption", ""))):
        del found["caption"]
    details = exif.get_ifd(ExifTags.IFD.Exif)
    for date, offset in _DATES:
        if taken := moment(str(details.get(date, "")), str(details.get(offset, ""))):
            found["taken"] = taken
            break
    return found


def _text(value: object) -> str:
    """Pillow reads as Latin-1 what the standard calls ASCII and everyone writes in UTF-8."""
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")
        except UnicodeEncodeError:
            return str(value)
    if not isinstance(value, bytes):
        return ""
    # Copyright is "photographer NUL editor".
    parts = (decode(part).text for part in value[:65_536].split(b"\0"))
    return ", ".join(part.strip() for part in parts if part.strip())
