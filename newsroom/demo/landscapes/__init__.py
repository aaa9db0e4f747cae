"""Drawn pictures for the demo: Hạ Long bay and scenes of the news, each from a name and a number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from random import Random

from PIL import Image

from . import shore
from .bay import bay
from .hall import hall
from .lanterns import lanterns
from .market import market
from .paint import finish
from .sea import HOURS

KINDS: dict[str, Callable[[Random, tuple[int, int]], Image.Image]] = {
    **{f"bay {hour}": partial(bay, hour=hour) for hour in HOURS},
    "bay junk": partial(bay, close=True),
    "city": shore.city,
    "bridge": shore.bridge,
    "port": shore.port,
    "hall": hall,
    "market": market,
    "lanterns": lanterns,
}


def draw(kind: str, seed: int, size: tuple[int, int] = (1600, 1067)) -> bytes:
    """A JPEG of that size in px; the same kind and seed always give the same picture.

    `kind`: one of `KINDS`. It is a drawing: mark it as an illustration. Raises KeyError for another kind.
    """
    rng = Random(f"{kind} {seed}")
    image = finish(KINDS[kind](rng, size), rng)
    file = BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue()
