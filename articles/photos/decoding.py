"""An uploaded file becomes a picture in memory, or is refused with the reason."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import BinaryIO, NamedTuple

from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, UnidentifiedImageError

from . import kinds, metadata
from .colour import on_white, plain, to_srgb
from .metadata import Metadata

MAX_BYTES = 50 * 2**20
MAX_SIDE = 16_383  # px: the longest a WebP can be
MIN_SIDE = 48  # px
MAX_PIXELS = 30_000_000  # a WebP of so many takes half a gigabyte to decode
# A JPEG is decoded at a half, a quarter or an eighth of its size, so the big phone cameras fit.
MAX_JPEG_PIXELS = 120_000_000
LARGEST_WIDTH = 1920  # px

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
HEIC = find_spec("pi_heif") is not None
if HEIC:
    import_module("pi_heif").register_heif_opener()
    FORMATS.append("HEIF")

# Pillow warns above this and refuses above its double, also for frames inside a file; ours is checked first.
Image.MAX_IMAGE_PIXELS = MAX_JPEG_PIXELS

PNG_END = b"IEND\xaeB`\x82"
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


Upload = BinaryIO | File


class BadPhoto(Exception):
    """A file that is not taken; its text says in the reader's language what is wrong and what to do."""


class Decoded(NamedTuple):
    """What was in a file: the picture upright in sRGB, at most 1920 px wide, without metadata; and of
    the original its format (Pillow's name of it), its width and height in px, upright, and what it says of
    itself."""

    image: Image.Image
    format: str
    width: int
    height: int
    metadata: Metadata


def check_bytes(file: Upload, name: str) -> int:
    """The size of the file in bytes. Raises BadPhoto when it is empty or too big."""
    size = file.seek(0, os.SEEK_END) or file.tell()
    file.seek(0)
    if not size:
        raise BadPhoto(_("The file “%(name)s” is empty. Choose the photo again.") % {"name": name})
    if size > MAX_BYTES:
        raise BadPhoto(
            _("The file “%(name)s” is %(size)s; the most is %(most)s. Save it smaller and upload it again.")
            % {"name": name, "size": filesizeformat(size), "most": filesizeformat(MAX_BYTES)}
        )
    return size


def decode(file: Upload, name: str) -> Decoded:
    """Decode the whole file, whatever its name says it is. Raises BadPhoto alone when that fails.

    `file`: seekable; read from its start. `name`: for the message. Bytes, sides and pixels are checked
    before any picture is decoded; of an animation only the first frame is.
    """
    check_bytes(file, name)
    head = file.read(512)
    file.seek(0)
    if kinds.is_heic(head):
        if not HEIC:
            raise BadPhoto(
                _(
                    "The file “%(name)s” is HEIC, which this server cannot read. On the iPhone choose "
                    "Settings → Camera → Formats → Most Compatible, or send the photo as JPEG."
                )
                % {"name": name}
            )
    elif found := kinds.foreign(head):
        raise BadPhoto(
            _("The file “%(name)s” is %(kind)s. %(advice)s")
            % {"name": name, "kind": found[0], "advice": found[1]}
        )
    try:
        with Image.open(file, formats=FORMATS) as image:
            return _decode(image, name, file)
    except BadPhoto:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPhoto(_too_many_pixels(name)) from error
    except UnidentifiedImageError as error:
        raise BadPhoto(
            _("The file “%(name)s” is not a photo. Choose a JPEG, PNG, WebP, GIF or AVIF file.")
            % {"name": name}
        ) from error
    except Exception as error:
        # Hostile and damaged files raise nearly anything: OSError, SyntaxError, ValueError, IndexError,
        # struct.error, MemoryError ...
        raise BadPhoto(
            _("The file “%(name)s” is damaged or did not arrive whole. Send it again from the camera.")
            % {"name": name}
        ) from error


def _decode(image: Image.Image, name: str, file: Upload) -> Decoded:
    # An MPO is a JPEG with more pictures behind it (a phone's depth map, a second view).
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    width, height = image.size
    _check_size(width, height, kind, name)
    if kind == "PNG":
        # Pillow takes a PNG whose end is missing, though half of its pixels may have been lost.
        file.seek(0)
        if PNG_END not in file.read():
            raise OSError("no end of file")
        file.seek(0)
    turn = _orientation(image)
    lying = turn >= 5
    own_width = height if lying else width
    scale = min(1, LARGEST_WIDTH / own_width)
    target = max(1, round(width * scale)), max(1, round(height * scale))
    if kind == "JPEG":
        image.draft(None, target)
    image.load()
    icc = image.info.get("icc_profile")
    said = metadata.read(image)
    small = plain(image)
    if small.size != target:
        small = small.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    small = to_srgb(on_white(small), icc)
    if turn in TURNS:
        small = small.transpose(TURNS[turn])
    if small is image:
        small = small.copy()
    # Encoders copy what they find here (comments, profiles) into the file they write.
    small.info = {}
    return Decoded(small, kind, *((height, width) if lying else (width, height)), said)


def _check_size(width: int, height: int, kind: str, name: str) -> None:
    if min(width, height) < MIN_SIDE:
        raise BadPhoto(
            _(
                "The photo “%(name)s” is too small: %(width)s×%(height)s pixels. Upload the original, "
                "not its preview."
            )
            % {"name": name, "width": width, "height": height}
        )
    if max(width, height) > MAX_SIDE or width * height > (MAX_JPEG_PIXELS if kind == "JPEG" else MAX_PIXELS):
        raise BadPhoto(_too_many_pixels(name))


def _too_many_pixels(name: str) -> str:
    return _(
        "The photo “%(name)s” has too many pixels. Save it at most %(side)s pixels on its long side "
        "and upload it again."
    ) % {"name": name, "side": 6000}


def _orientation(image: Image.Image) -> int:
    """1 to 8, as Exif 2.32 numbers them; 1 when the metadata say nothing sensible."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        return 1
