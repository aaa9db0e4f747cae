"""A morning market by the water."""

from __future__ import annotations

import math
from random import Random

from PIL import Image

from .boats import junk
from .islands import islands, karst
from .paint import Pen, area, curve, disc, fade, fill, glow, mix, noise, scaled, stroke, vertical
from .sea import HOURS, birds, sky, water

HAT = "#ecd9a6"
UMBRELLAS = (
    ("#d8443c", "#f6ead2"), ("#2f7fa8", "#f3efe0"), ("#e9a43a", "#fbe9c0"), ("#3f8f6b", "#f1ecd6"),
    ("#c9568c", "#fbe3e6"),
)  # fmt: skip
DRESSES = ("#7d3b52", "#345a6e", "#6a4b7c", "#8a5a33", "#3d6650", "#a8513f", "#41476f")
# (colour, size of one piece as a share of half the basket's width)
GOODS = (
    ("#e8842c", 0.2), ("#cf3b35", 0.15), ("#f2c23e", 0.2), ("#5f9a3f", 0.22), ("#8fb84a", 0.14),
    ("#aab9c2", 0.22), ("#dc7f9e", 0.16), ("#7b3f6b", 0.13), ("#c8893f", 0.24),
)  # fmt: skip


def market(rng: Random, size: tuple[int, int]) -> Image.Image:
    """Umbrellas, baskets and conical hats on the quay, junks and islands behind."""
    width, height = size
    scene = sky(rng, size, HOURS[rng.choice(("dawn", "noon", "mist"))], 0.4)
    unit, image = scene.unit, scene.image
    row = [(rng.uniform(0, 1), rng.uniform(0.05, 0.11), rng.uniform(0.4, 1)) for _ in range(8)]
    far = islands(
        scene, karst(rng, width, scene.horizon + 2, scene.horizon * 0.62, row), scene.horizon + 2, 0.34
    )
    water(scene, [far])
    fill(image, far.mask, far.paint, (0, far.top))
    birds(scene, 6)
    for x, y, length in ((0.2, 0.05, 105), (0.52, 0.035, 80), (0.83, 0.065, 125)):
        junk(
            scene,
            width * (x + rng.uniform(-0.06, 0.06)),
            scene.horizon + height * y,
            length * unit,
            rng.random() < 0.5,
        )
    quay = round(height * 0.54)
    _ground(image, rng, quay, scene.hour.haze)
    for depth in (0.0, 0.4, 1.0):
        s = (0.55 + 1.05 * depth) * unit
        y = quay + height * (0.055 + 0.325 * depth)
        count = round(8 - 3.6 * depth)
        start = rng.uniform(-0.3, 0.3)
        places = [width * (n + start + rng.uniform(-0.08, 0.08)) / count for n in range(count + 1)]
        for n, x in enumerate(places):
            if (n + round(depth * 3)) % 2 == 0 and depth < 1:
                _umbrella(image, rng, x, y - 14 * s, 96 * s)
        for x in places:
            _vendor(image, rng, x + rng.uniform(-14, 14) * s, y, 74 * s)
            for basket in range(3):
                aside = (basket - 1) * 47 * s + rng.uniform(-4, 4) * s
                _basket(image, rng, x + aside, y + 17 * s + 7 * s * (basket % 2), 27 * s)
        if depth < 1:
            veil = fade((width, round(height * 0.26)), (0, 0.0), (0.3, 0.3 - 0.25 * depth), (1, 0))
            fill(image, veil, scene.hour.haze, (0, y - height * 0.12))
    glow(image, scene.lamp[0], height * 0.4, 700 * unit, scene.hour.glint, 0.22)
    return image


def _ground(image: Image.Image, rng: Random, quay: int, haze: str) -> None:
    """Flagstones, their joints running towards us."""
    width, height = image.size
    unit = width / 1000
    deep = height - quay
    ground = vertical((width, deep), [(0, mix("#d8c3a4", haze, 0.4)), (0.35, "#bda588"), (1, "#77614f")])
    joints = Pen((width, deep))
    y, row = 4 * unit, 0
    while y < deep:
        joints.line([(0, y), (width, y)], (0.6 + 1.6 * y / deep) * unit)
        below = y * 1.32 + 6 * unit
        for n in range(-26, 27):
            away = (n + 0.5 * (row % 2)) * 0.062 * width
            joints.line(
                [(width / 2 + away * (0.5 + 1.4 * v / deep), v) for v in (y, below)],
                (0.5 + 1.3 * y / deep) * unit,
            )
        y, row = below, row + 1
    fill(ground, scaled(joints.mask(), 0.35), "#5d4a3c")
    fill(ground, scaled(noise(rng, (width, deep), (24, 10), 4), 0.16), "#4a3a30")
    image.paste(ground, (0, quay))
    area(
        image,
        [(0, quay - 5 * unit), (width, quay - 5 * unit), (width, quay + 3 * unit), (0, quay + 3 * unit)],
        [(0, "#e5d6bd"), (1, "#8d7c6c")],
    )


def _umbrella(image: Image.Image, rng: Random, x: float, y: float, s: float) -> None:
    """A round umbrella on its pole, whose foot is at (x, y); `s`: half its width."""
    colours = rng.choice(UMBRELLAS)
    rim, top = 0.78 * s, y - 2.0 * s
    stroke(image, [(x, top + 0.3 * s), (x, y + 0.2 * s)], s * 0.05, "#5b4030")
    for panel in range(8):
        a, b = (-math.cos(math.pi * k / 8) * s for k in (panel, panel + 1))
        ya, yb = (rim + 0.12 * s * math.sin(math.pi * k / 8) for k in (panel, panel + 1))
        hem = curve((a, ya), ((a + b) / 2, max(ya, yb) + 0.05 * s), (b, yb), steps=5)
        seams = curve((b, yb), (b * 0.62, s * 0.33), (0, s * 0.1), (a * 0.62, s * 0.33), (a, ya), steps=5)
        light, dark = (
            mix(colours[panel % 2], tint, much)
            for tint, much in (("#ffffff", 0.1), ("#2a1a20", 0.16 + 0.2 * panel / 8))
        )
        area(image, [(x + px, top + py) for px, py in [*hem, *seams]], [(0, light), (1, dark)])
    disc(image, x, top + s * 0.09, s * 0.035, s * 0.05, "#5b4030")


def _vendor(image: Image.Image, rng: Random, x: float, y: float, s: float) -> None:
    """Someone sitting in a conical hat; `s`: their height."""
    dress, side = rng.choice(DRESSES), rng.choice((-1, 1))

    def part(paint, *points: tuple[float, float]) -> None:
        area(image, [(x + side * px * s, y - py * s) for px, py in points], paint)

    disc(image, x, y, s * 0.44, s * 0.07, "#2a1d18", 0.4)
    cloth = [(0, mix(dress, "#ffffff", 0.24)), (1, mix(dress, "#000000", 0.35))]
    part(
        cloth, *curve((-0.36, 0), (-0.31, 0.3), (-0.2, 0.58), (0, 0.66), (0.2, 0.58), (0.31, 0.3), (0.36, 0))
    )
    part(
        mix(dress, "#000000", 0.25),
        *curve((0.14, 0.56), (0.34, 0.32), (0.44, 0.16), (0.36, 0.11), (0.14, 0.34)),
    )
    disc(image, x + side * 0.4 * s, y - 0.12 * s, s * 0.05, s * 0.045, "#c58e66")
    disc(
        image,
        x + side * 0.02 * s,
        y - 0.73 * s,
        s * 0.105,
        s * 0.13,
        rng.choice(("#c58e66", "#d6a27a", "#b67f58")),
    )
    part("#1d1512", *curve((-0.11, 0.74), (-0.1, 0.6), (-0.03, 0.62), (-0.05, 0.76)))
    tilt = rng.uniform(-0.03, 0.04)
    left, tip, right = (-0.33, 0.77 + tilt), (0.02, 1.05), (0.34, 0.77 - tilt)
    part(
        [(0, mix(HAT, "#ffffff", 0.35)), (1, mix(HAT, "#a07a3c", 0.25))],
        left,
        tip,
        right,
        *curve(right, (0.0, 0.705), left),
    )
    part(mix(HAT, "#8a6a3a", 0.45), tip, right, *curve(right, (0.17, 0.722), (0.06, 0.71)))
    for ring in (0.35, 0.6, 0.82):
        a, b = (
            (tip[0] + (end[0] - tip[0]) * ring, tip[1] + (end[1] - tip[1]) * ring) for end in (left, right)
        )
        bow = curve(a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 0.06 * ring), b)
        stroke(
            image, [(x + side * px * s, y - py * s) for px, py in bow], max(0.4, s * 0.006), "#a8874a", 0.7
        )


def _basket(image: Image.Image, rng: Random, x: float, y: float, s: float) -> None:
    """A flat bamboo basket heaped with one thing; `s`: half its width."""
    colour, r = rng.choice(GOODS)
    disc(image, x, y + s * 0.42, s * 1.05, s * 0.22, "#241812", 0.45)
    side = [(-1, 0), (-0.78, 0.44), (0, 0.52), (0.78, 0.44), (1, 0)]
    area(image, [(x + px * s, y + py * s) for px, py in side], [(0, "#c99a58"), (1, "#6e4a26")])
    disc(image, x, y, s, s * 0.3, "#8a6233")
    size = round(s * 2.2), round(s * 1.5)
    m, rim = s * 1.1, s * 1.1
    for layer in range(4):
        dark, plain, bright = Pen(size), Pen(size), Pen(size)
        reach = 0.84 - 0.2 * layer
        for _ in range(14 - 3 * layer):
            a = rng.uniform(0, 2 * math.pi)
            px = m + math.cos(a) * s * reach * rng.random() ** 0.5
            py = rim - s * (0.04 + 0.14 * layer) + math.sin(a) * s * 0.2 * reach
            dark.ellipse(px, py + s * 0.02, s * r * 1.06)
            plain.ellipse(px, py, s * r * 0.96)
            bright.ellipse(px - s * r * 0.3, py - s * r * 0.35, s * r * 0.3)
        shades = (
            (dark, mix(colour, "#1a0d08", 0.55), 0.9),
            (plain, colour, 0.75),
            (bright, mix(colour, "#ffffff", 0.55), 0.55),
        )
        for pen, tone, much in shades:
            fill(image, scaled(pen.mask(), much), tone, (x - m, y - rim))
