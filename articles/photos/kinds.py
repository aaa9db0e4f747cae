"""What a file is, by its first bytes. Its name says nothing."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Brands of an ISO base media file (ISO/IEC 14496-12, the "ftyp" box) that hold a HEVC still picture.
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
AVIF_BRANDS = {b"avif", b"avis"}

AS_PHOTO = _("Save it as JPEG or PNG and upload that.")

# What people do upload by mistake: (first bytes, what it is, what to do).
FOREIGN: list[tuple[bytes, Promise, Promise]] = [
    (b"%PDF", _("a PDF, not a photo"), _("Export the page as JPEG or PNG and upload that.")),
    (b"%!PS", _("a PostScript drawing, which is not taken"), AS_PHOTO),
    (b"\xc5\xd0\xd3\xc6", _("an EPS drawing, which is not taken"), AS_PHOTO),
    (b"II*\x00", _("a TIFF or a camera's raw file, which is not taken"), AS_PHOTO),
    (b"MM\x00*", _("a TIFF or a camera's raw file, which is not taken"), AS_PHOTO),
    (b"8BPS", _("a Photoshop document, which is not taken"), AS_PHOTO),
    (b"BM", _("a BMP picture, which is not taken"), AS_PHOTO),
    (
        b"PK\x03\x04",
        _("a Word or ZIP file, not a photo"),
        _("Take the pictures out of it and upload each one."),
    ),
    (
        b"\xd0\xcf\x11\xe0",
        _("an old Word or Excel file, not a photo"),
        _("Take the pictures out and upload each one."),
    ),
    (b"Rar!", _("a RAR archive, not a photo"), _("Unpack it and upload each picture.")),
    (b"7z\xbc\xaf", _("a 7z archive, not a photo"), _("Unpack it and upload each picture.")),
    (b"\x1aE\xdf\xa3", _("a video, not a photo"), _("Take a still from it and upload that.")),
    (b"ID3", _("a sound recording, not a photo"), _("Choose a photo.")),
]


def foreign(head: bytes) -> tuple[Promise, Promise] | None:
    """(what it is, what to do) for a file that is plainly no photo we take; nothing for all others.

    `head`: the first bytes of the file, 512 are enough.
    """
    for start, what, advice in FOREIGN:
        if head.startswith(start):
            return what, advice
    if head[4:8] == b"ftyp" and not brands(head) & AVIF_BRANDS:
        return _("a video, not a photo"), _("Take a still from it and upload that.")
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in text and text.startswith(b"<"):
        return _("an SVG drawing, which is not taken"), AS_PHOTO
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<?php")):
        return _("a web page, not a photo"), _("Save the picture in it, not the page, and upload that.")
    return None


def brands(head: bytes) -> set[bytes]:
    """The brands in a leading "ftyp" box, the major one and the compatible ones; none for other files."""
    if head[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}


def is_heic(head: bytes) -> bool:
    """Whether it is what iPhones make (HEIC), which AVIF, its cousin, is not."""
    found = brands(head)
    return bool(found & HEIC_BRANDS) and not found & AVIF_BRANDS
