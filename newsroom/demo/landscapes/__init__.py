"""Drawn pictures for the demo: Hạ Long bay and scenes of the news, each from a number."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image

from .bay import bay
from .paint import finish

SCENES: dict[str, Callable[[Random, tuple[int, int]], Image.Image]] = {"bay": bay}


def draw(seed: int, size: tuple[int, int] = (1600, 1067), scene: str = "bay") -> bytes:
    """A JPEG of that size in px; the same seed always gives the same picture. Mark it as an illustration.

    `scene`: one of `SCENES`. Raises KeyError for another.
    """
    rng = Random(seed)
    image = finish(SCENES[scene](rng, size), rng)
    file = BytesIO()
    image.save(file, "JPEG", quality=90, optimize=True)
    return file.getvalue()
