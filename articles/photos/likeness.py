"""Photos that look alike: the same picture saved again, smaller or lighter, has another SHA-256."""

from __future__ import annotations

from PIL import Image

from articles.models import Photo

# In how many of the 64 bits two likenesses may differ.
NEAR = 6
# A picture nearly without edges (a cloudless sky, a drawing of one colour) has a likeness to all its kind.
FEWEST_EDGES = 8


def likeness(image: Image.Image) -> int | None:
    """A "difference hash" of 64 bits as the signed integer that databases keep; None for a plain picture.

    Each bit tells whether a cell of a 9×8 grid is brighter than the one to its right.
    """
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    edges = 0
    for row in range(0, 72, 9):
        for left, right in zip(grey[row : row + 8], grey[row + 1 : row + 9], strict=True):
            bits = bits << 1 | (left > right)
            edges += abs(left - right) > 1
    if edges < FEWEST_EDGES:
        return None
    return bits - (bits >> 63 << 64)


def most_like(bits: int | None) -> Photo | None:
    """The photo that looks most like it, of equals the first that came; None when none does.

    Compares with every photo there is, which takes less time than decoding one (see `benchmarks/photos.py`).
    """
    if bits is None:
        return None
    nearest, found = NEAR + 1, 0
    photos = Photo.objects.filter(likeness__isnull=False).order_by().values_list("pk", "likeness")
    for pk, other in photos.iterator(chunk_size=10_000):
        # Both are sign-extended, so the difference has its 64 bits and a sign like any of them.
        distance = ((bits ^ (other or 0)) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()
        if distance < nearest or (distance == nearest and pk < found):
            nearest, found = distance, pk
    return Photo.objects.get(pk=found) if found else None
