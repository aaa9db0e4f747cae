"""Hạ Long bay: islands in the distance, a junk, sun or moon."""

from __future__ import annotations

from random import Random

from PIL import Image

from .boats import junk, sampan
from .islands import islands, karst
from .paint import fill
from .sea import HOURS, birds, mist, sky, water

Towers = list[tuple[float, float, float]]


def bay(rng: Random, size: tuple[int, int], hour: str | None = None, close: bool = False) -> Image.Image:
    """The bay at an hour of `HOURS`, any when not given; `close`: with a junk near by."""
    width, height = size
    light = HOURS[hour or rng.choice(list(HOURS))]
    scene = sky(rng, size, light, rng.uniform(0.54, 0.64))
    unit, line = scene.unit, scene.horizon
    lamp = scene.lamp[0] / width
    count = rng.randint(4, 5)
    rows = []
    for number in range(count):
        depth = (number / (count - 1)) ** 1.2
        base = line + height * (0.012 + 0.10 * depth**2)
        outline = karst(rng, width, base, line * (0.24 + 0.56 * depth), towers(rng, depth, lamp))
        rows.append(islands(scene, outline, base, depth * 0.92 + 0.04))
    water(scene, rows, 0.5 if light is HOURS["noon"] else 1)
    for number, row in enumerate(rows):
        fill(scene.image, row.mask, row.paint, (0, row.top))
        if number < count - 1:
            mist(scene, row.base, 90 * unit, light.mist * (0.75 - 0.4 * number / count))
    birds(scene, rng.randint(5, 11))
    x = 0.5 + (0.5 - lamp) * rng.uniform(0.1, 0.5) + rng.uniform(-0.06, 0.06)
    across = 1 if x < 0.5 else -1
    # (how far from x, how far below the horizon, length) of each junk and each sampan.
    fleets: tuple[tuple[Towers, Towers], ...] = (
        ([(0, 0.27, rng.uniform(300, 360))], []),
        ([(0, rng.uniform(0.14, 0.19), rng.uniform(200, 250))], [(rng.uniform(0.24, 0.32), 0.25, 90)]),
        ([(0.16, 0.06, 90), (-0.2, 0.07, 100), (0, 0.09, 130)], [(0.1, 0.27, 110)]),
        ([(0.3, 0.07, 95)], [(-0.2, 0.17, 90), (0.1, 0.15, 80), (-0.05, 0.22, 130)]),
    )
    junks, sampans = fleets[0] if close else rng.choice(fleets[1:])
    facing_left = rng.random() < 0.5
    for away, below, length in junks:
        junk(scene, width * (x + across * away), line + height * below, length * unit, facing_left)
    for away, below, length in sampans:
        sampan(scene, width * (x + across * away), line + height * below, length * unit)
    return scene.image


def towers(rng: Random, depth: float, lamp: float) -> Towers:
    """Where the islands of a row stand: far ones are many and low, near ones few, out of the light's way."""
    if depth < 0.35:
        many = rng.randint(9, 14)
        return [(rng.uniform(0, 1), rng.uniform(0.04, 0.11), rng.uniform(0.35, 1)) for _ in range(many)]
    if depth < 0.75:
        row = []
        for _ in range(rng.randint(5, 8)):
            x = rng.uniform(-0.05, 1.05)
            low = 0.55 if abs(x - lamp) < 0.1 else 1
            row.append((x, rng.uniform(0.035, 0.085), rng.uniform(0.35, 0.95) * low))
        return row
    side = -1 if lamp > 0.5 else 1
    edge = 0.5 + side * rng.uniform(0.33, 0.43)
    near = [
        (edge, rng.uniform(0.1, 0.15), 1.0),
        (edge + side * 0.14, 0.13, rng.uniform(0.6, 0.85)),
        (edge - side * 0.12, 0.05, rng.uniform(0.25, 0.5)),
    ]
    if rng.random() < 0.6:
        near.append((0.5 - side * rng.uniform(0.46, 0.54), rng.uniform(0.05, 0.09), rng.uniform(0.25, 0.5)))
    return near
