"""One picture becomes the sizes that readers get."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from django.utils.crypto import salted_hmac
from PIL import Image

from articles.models import Photo

from . import metadata

# Raise it whenever what follows changes what is encoded: addresses are immutable, so new bytes need new ones.
RECIPE = 2

WIDTHS = (320, 640, 960, 1280, 1920)  # px
SHARE = (1200, 630)  # px, the cut that social networks show
WEBP = {"quality": 78, "method": 4}
JPEG = {"quality": 80, "optimize": True, "progressive": True}

# The name of a size: a keyed hash of the photo and the recipe, then which size it is.
NAME = r"[0-9a-f]{32}-(?:[0-9]{2,4}|share)\.(?:webp|jpg)"


class Rendition(NamedTuple):
    """One encoded size: "webp", "jpeg" or "share", its width and height in px, its file name, its bytes."""

    kind: str
    width: int
    height: int
    name: str
    data: bytes


def label(photo: Photo) -> bytes:
    """The XMP that is written into each size: credit, photographer, copyright and licence, and no more."""
    return metadata.packet(
        credit=photo.credit,
        creator=photo.creator,
        copyright=photo.copyright,
        licence_url=photo.licence_url,
    )


def name_key(photo: Photo) -> str:
    """The unguessable part of the names of a photo's sizes, 32 hex digits: they change with its label.

    Keyed with SECRET_KEY. Names stand in the manifest of the photo, so a new key changes only new ones.
    """
    return _key(f"{photo.sha256}:{RECIPE}:".encode() + label(photo))


def share_key(photo: Photo) -> str:
    """The same for the cut for sharing, which also changes with the focal point; the others then stay."""
    if (photo.focus_x, photo.focus_y) == (50, 50):
        return name_key(photo)
    return _key(f"{photo.sha256}:{RECIPE}:{photo.focus_x},{photo.focus_y}:".encode() + label(photo))


def _key(content: bytes) -> str:
    return salted_hmac("articles.photos", content, algorithm="sha256").hexdigest()[:32]


def widths(own: int) -> list[int]:
    """The widths made of a photo `own` px wide, narrowest first: never wider than it, and its own at most."""
    return [width for width in WIDTHS if width < own] + [min(own, WIDTHS[-1])]


def render(image: Image.Image, photo: Photo) -> Iterator[Rendition]:
    """Every size of a picture that is at most 1920 px wide, in RGB and upright, labelled as `photo` says.

    Each width is made from the next wider one, which costs a fraction of making all from the first.
    """
    key, xmp = name_key(photo), label(photo)
    cut = around((photo.focus_x, photo.focus_y), image.size, SHARE)
    share = image.resize(
        (min(SHARE[0], round(cut[2] - cut[0])), min(SHARE[1], round(cut[3] - cut[1]))),
        Image.Resampling.LANCZOS,
        box=cut,
    )
    yield Rendition("share", *share.size, f"{share_key(photo)}-share.jpg", encode(share, "JPEG", JPEG, xmp))
    height_of = image.height / image.width
    for width in reversed(widths(image.width)):
        if width != image.width:
            size = width, max(1, round(width * height_of))
            image = image.resize(size, Image.Resampling.LANCZOS)
        yield Rendition("webp", *image.size, f"{key}-{width}.webp", encode(image, "WEBP", WEBP, xmp))
        yield Rendition("jpeg", *image.size, f"{key}-{width}.jpg", encode(image, "JPEG", JPEG, xmp))


def around(
    focus: tuple[int, int], size: tuple[int, int], wanted: tuple[int, int]
) -> tuple[float, float, float, float]:
    """The largest box (left, top, right, bottom; px) in `size` with the shape of `wanted` that has the focal
    point (in hundredths of width and height) where it is in the whole, as `object-position` of CSS has it."""
    scale = min(size[0] / wanted[0], size[1] / wanted[1])
    width, height = wanted[0] * scale, wanted[1] * scale
    left, top = (size[0] - width) * focus[0] / 100, (size[1] - height) * focus[1] / 100
    return left, top, left + width, top + height


def encode(image: Image.Image, kind: str, options: dict[str, int | bool], xmp: bytes = b"") -> bytes:
    """The picture as a WebP or JPEG file, with no metadata but those in `xmp`."""
    buffer = BytesIO()
    image.save(buffer, kind, **options, **({"xmp": xmp} if xmp else {}))
    return buffer.getvalue()
