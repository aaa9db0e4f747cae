"""Sky and sea, at five hours of the day."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageFilter

from .paint import (
    Pen,
    Point,
    canopy,
    curve,
    fade,
    fill,
    glow,
    levels,
    mix,
    noise,
    relief,
    scaled,
    shape,
    vertical,
)


@dataclass(frozen=True)
class Hour:
    """The light of one time of day: colours from the top of the sky down, and what things look like in it."""

    sky: tuple[str, ...]
    haze: str  # what the distance fades into
    rock: str
    green: str
    sea: tuple[str, str]  # far, near
    lamp: str  # sun or moon
    glint: str
    cloud: str
    lamp_height: tuple[float, float]  # shares of the sky, lowest and highest
    clouds: float = 0.5
    mist: float = 0.5
    night: bool = False


HOURS = {
    "dawn": Hour(
        ("#3f5c8c", "#7c86ad", "#d9a6a0", "#f7c59a", "#ffe3b3"), "#f3c3a4", "#6b5a6e", "#46566a",
        ("#eebd9e", "#41557c"), "#fff0cc", "#ffe0ae", "#ffd2b8", (0.12, 0.3), 0.55, 0.7,
    ),
    "noon": Hour(
        ("#1f6fb4", "#4b98cf", "#8cc3e2", "#c3e1ec", "#e3f1f1"), "#c4dfe8", "#6f7d78", "#2c6a4b",
        ("#8fcac9", "#0f6a78"), "#ffffff", "#f2ffff", "#ffffff", (0.82, 0.95), 0.75, 0.25,
    ),
    "dusk": Hour(
        ("#2b2a55", "#6a3f72", "#c25a63", "#f28a4b", "#ffc766"), "#e98b5b", "#4a2d4c", "#33264a",
        ("#f09a5c", "#2d2650"), "#fff1b8", "#ffd27a", "#ff9a76", (0.08, 0.24), 0.65, 0.35,
    ),
    "mist": Hour(
        ("#a9b8bd", "#bcc8c9", "#cdd6d3", "#dbe1dc", "#e6eae3"), "#d9e0db", "#52666a", "#3f5d5a",
        ("#ccd6d1", "#6f8a8c"), "#fbfbf2", "#f4f7ee", "#eef2ec", (0.45, 0.7), 0.4, 1.0,
    ),
    "night": Hour(
        ("#050b1f", "#0b1a38", "#15305a", "#264a74", "#3e6585"), "#2f557a", "#0d1d33", "#0a1a2b",
        ("#345c7e", "#050f22"), "#fdf6dd", "#dfeaf2", "#53749a", (0.55, 0.82), 0.2, 0.4, True,
    ),
}  # fmt: skip


@dataclass
class Standing:
    """Something that stands in the water right across the picture, ready to be put on it: its paint, its
    mask, its top row, and the row where it meets the water."""

    paint: Image.Image
    mask: Image.Image
    top: int
    base: int


@dataclass
class Scene:
    """A picture being painted: where the water begins, and where the light comes from."""

    image: Image.Image
    hour: Hour
    rng: Random
    horizon: int
    lamp: Point
    canopy: Image.Image

    @property
    def size(self) -> tuple[int, int]:
        return self.image.size

    @property
    def unit(self) -> float:
        """A thousandth of the width: everything keeps its proportions at any size."""
        return self.image.width / 1000


def sky(rng: Random, size: tuple[int, int], hour: Hour, horizon: float, lamp_x: float | None = None) -> Scene:
    """A new picture with its sky; `horizon` and `lamp_x` as shares of the height and the width."""
    width, height = size
    line = round(height * horizon)
    stops = [(at / (len(hour.sky) - 1), colour) for at, colour in enumerate(hour.sky)]
    image = Image.new("RGB", size, hour.sky[-1])
    image.paste(vertical((width, line + 2), stops))
    x = width * (rng.choice((rng.uniform(0.16, 0.4), rng.uniform(0.6, 0.84))) if lamp_x is None else lamp_x)
    lamp = x, line * (1 - rng.uniform(*hour.lamp_height))
    scene = Scene(image, hour, rng, line, lamp, canopy(rng, x < width / 2))
    unit = scene.unit
    if hour.night:
        _stars(scene)
    glow(image, x, scene.lamp[1], 620 * unit, mix(hour.haze, hour.lamp, 0.4), 0.35 if hour.night else 0.55)
    _clouds(scene)
    glow(image, x, scene.lamp[1], 170 * unit, hour.lamp, 0.5 if hour.night else 0.75)
    radius = (20 if hour.night else 24) * unit
    box = round(radius * 2 + 4)
    disc = shape((box, box), lambda pen: pen.ellipse(box / 2, box / 2, radius))
    fill(image, disc, hour.lamp, (x - box / 2, scene.lamp[1] - box / 2))
    if hour.night:
        spots = scaled(ImageChops.multiply(noise(rng, (box, box), (4, 4), 3), disc), 0.22)
        fill(image, spots, "#9aa6b8", (x - box / 2, scene.lamp[1] - box / 2))
    return scene


def _stars(scene: Scene) -> None:
    width = scene.image.width
    pen = Pen((width, scene.horizon))
    for _ in range(260):
        y = scene.horizon * scene.rng.random() ** 1.6
        bright = scene.rng.random() ** 2.5
        pen.ellipse(
            scene.rng.uniform(0, width), y, (0.25 + 0.55 * bright) * scene.unit, much=60 + round(190 * bright)
        )
    fill(scene.image, pen.mask(), "#eef4ff")


def _clouds(scene: Scene) -> None:
    hour, rng = scene.hour, scene.rng
    size = scene.image.width, scene.horizon
    lumps = noise(rng, size, (3, 6), 6, 0.58)
    low = 0.66 - 0.3 * hour.clouds
    veil = ImageChops.multiply(
        levels(lumps, low, low + 0.34, 0.9), fade(size, (0, 0.35), (0.5, 1), (0.85, 0.75), (1, 0.1))
    )
    lit = relief(lumps.filter(ImageFilter.BoxBlur(3 * scene.unit)), scene.lamp[0] < size[0] / 2, 0.9)
    body = Image.new("RGB", size, hour.cloud)
    body = Image.blend(body, scene.image.crop((0, 0, *size)), 0.25)
    body = ImageChops.soft_light(body, Image.merge("RGB", [lit] * 3))
    fill(scene.image, veil, body)


def water(scene: Scene, rows: Sequence[Standing], glitter: float = 1) -> None:
    """The sea below the horizon, with the sky and the islands mirrored in it, waves, and the light's path."""
    hour, rng, unit, image = scene.hour, scene.rng, scene.unit, scene.image
    width, height = scene.size
    line = scene.horizon
    deep = height - line
    size = width, deep
    mirror = image.crop((0, 0, width, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(size)
    tint = vertical(size, [(0, hour.sea[0]), (0.25, mix(*hour.sea, 0.4)), (1, hour.sea[1])])
    sea = Image.composite(tint, mirror, fade(size, (0, 0.35), (0.3, 0.62), (1, 0.9)))
    for row in rows:
        tall = min(row.paint.height, height - row.base)
        if tall < 2:
            continue
        box = (0, row.paint.height - tall, width, row.paint.height)
        upside = row.paint.crop(box).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        upside = Image.blend(upside, tint.resize(upside.size), 0.25)
        reach = (
            row.mask.crop(box)
            .transpose(Image.Transpose.FLIP_TOP_BOTTOM)
            .filter(ImageFilter.BoxBlur(1.2 * unit))
        )
        fill(
            sea,
            ImageChops.multiply(reach, fade(reach.size, (0, 0.9), (0.6, 0.55), (1, 0.1))),
            upside,
            (0, row.base - line),
        )
    _ripple(sea, rng, unit)
    waves = _waves(rng, size)
    fill(
        sea,
        ImageChops.multiply(levels(waves, 0.55, 0.95, 0.4), fade(size, (0, 0.15), (0.25, 0.8), (1, 0.75))),
        mix(hour.haze, hour.glint, 0.3),
    )
    fill(
        sea,
        ImageChops.multiply(
            levels(ImageChops.invert(waves), 0.5, 0.95, 0.5), fade(size, (0, 0), (0.3, 0.6), (1, 1))
        ),
        mix(hour.sea[1], "#000000", 0.35),
    )
    if glitter:
        _light_path(scene, sea, waves, glitter)
    image.paste(sea, (0, line))
    haze = fade((width, round(26 * unit)), (0, 0), (0.5, 0.25 + 0.5 * hour.mist), (1, 0))
    fill(image, haze, hour.haze, (0, line - 13 * unit))


def _ripple(sea: Image.Image, rng: Random, unit: float) -> None:
    """Break the mirror: rows move aside, the nearer the more."""
    width, height = sea.size
    still = sea.copy()
    y, phase = 0, rng.uniform(0, 6)
    while y < height:
        near = y / height
        thick = 1 + round(near * 3 * unit)
        aside = (1 + 12 * near) * unit * (0.6 * math.sin(phase) + 0.5 * rng.uniform(-1, 1))
        phase += 1.1 - 0.5 * near
        sea.paste(ImageChops.offset(still.crop((0, y, width, y + thick)), round(aside), 0), (0, y))
        y += thick


def _waves(rng: Random, size: tuple[int, int]) -> Image.Image:
    """Waves as they lie on a plain of water seen from a boat: small far off, large before us."""
    width, deep = size
    side = 1024
    texture = Image.blend(
        Image.frombytes("L", (side, side), rng.randbytes(side * side)),
        noise(rng, (side, side), (110, 300), 2),
        0.66,
    ).filter(ImageFilter.GaussianBlur(0.8))
    texture = texture.point([min(255, max(0, round((v - 128) * 1.7 + 128))) for v in range(256)])
    near, across = deep * 0.2, 0.5
    # Perspective: a row y px below the horizon shows the texture's row side·y/(near + y).
    return texture.transform(
        size,
        Image.Transform.PERSPECTIVE,
        [across, side / 2 / near, side / 2 - across * width / 2, 0, (side - 8) / near, 0, 0, 1 / near],
        Image.Resampling.BICUBIC,
    )


def _light_path(scene: Scene, sea: Image.Image, waves: Image.Image, much: float) -> None:
    deep = sea.height
    x = scene.lamp[0]
    pen = Pen((sea.width // 4, sea.height // 4))
    spread = 150 * scene.unit / 4
    pen.polygon(
        [
            (x / 4 - spread * 0.25, 0),
            (x / 4 + spread * 0.25, 0),
            (x / 4 + spread * 1.5, deep / 4),
            (x / 4 - spread * 1.5, deep / 4),
        ]
    )
    reach = (
        pen.mask().filter(ImageFilter.GaussianBlur(spread * 0.42)).resize(sea.size, Image.Resampling.BICUBIC)
    )
    hour = scene.hour
    fill(sea, scaled(reach, 0.30 * much), mix(hour.glint, hour.haze, 0.35))
    sparks = ImageChops.multiply(levels(waves, 0.52, 0.8), reach)
    fill(sea, scaled(sparks, min(1.0, 0.95 * much)), mix(hour.glint, "#ffffff", 0.35))


def birds(scene: Scene, count: int) -> None:
    """A few birds, dark against the sky."""
    rng, unit = scene.rng, scene.unit
    pen = Pen((scene.image.width, scene.horizon))
    x0, y0 = rng.uniform(0.2, 0.8) * scene.image.width, scene.horizon * rng.uniform(0.2, 0.5)
    for _ in range(count):
        x, y = x0 + rng.gauss(0, 60) * unit, y0 + rng.gauss(0, 26) * unit
        span, lift = rng.uniform(4, 9) * unit, rng.uniform(0.2, 0.5)
        wing = curve((x - span, y - span * lift * 0.3), (x - span * 0.5, y - span * lift), (x, y), steps=6)
        pen.line(wing, 0.9 * unit)
        pen.line(
            curve(
                (x, y), (x + span * 0.5, y - span * lift * 1.1), (x + span, y - span * lift * 0.2), steps=6
            ),
            0.9 * unit,
        )
    fill(scene.image, scaled(pen.mask(), 0.75), mix(scene.hour.rock, "#000000", 0.4))


def mist(scene: Scene, y: float, tall: float, much: float) -> None:
    """A bank of mist lying on the water."""
    size = scene.image.width, max(4, round(tall))
    bank = ImageChops.multiply(
        levels(noise(scene.rng, size, (4, 2), 4), 0.15, 0.9),
        fade(size, (0, 0), (0.5, 1), (0.75, 0.9), (1, 0)),
    )
    fill(scene.image, scaled(bank, much), mix(scene.hour.haze, scene.hour.cloud, 0.4), (0, y - tall * 0.6))
