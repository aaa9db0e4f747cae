"""Limestone islands."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageFilter

from .paint import (
    Pen,
    Point,
    fade,
    fill,
    levels,
    mix,
    noise,
    relief,
    scaled,
    shape,
    tiled,
    vertical,
    wave,
)
from .sea import Scene, Standing


def karst(
    rng: Random,
    width: int,
    base: float,
    tall: float,
    towers: list[tuple[float, float, float]],
    low: float = 0.0,
) -> list[Point]:
    """The outline of limestone islands from the left to the right, without its base.

    `towers`: (middle, half width, height) as shares of the width, the width and `tall`; `low`: the height
    of the land between them, 0 is open water.
    """
    crag, bumps = wave(rng, 18, 5, 0.62), wave(rng, 90, 2, 0.6)
    lean = [(rng.uniform(0.7, 1.35), rng.uniform(2.2, 4.2), rng.uniform(-0.16, 0.16)) for _ in towers]
    points = []
    step = max(1.5, width / 900)
    x = -step
    while x <= width + step:
        here = x / width
        height = low * (0.6 + 0.4 * crag(here))
        for (middle, half, top), (skew, steep, slope) in zip(towers, lean, strict=True):
            t = (here - middle) / half
            t = t / skew if t > 0 else t * skew
            if abs(t) > 1.4:
                continue
            t += 0.10 * crag((here * 3.1 + middle) % 1)
            if 1 <= abs(t) < 1.3:
                # Fallen rock at the foot.
                height = max(height, top * 0.10 * (1.3 - abs(t)) / 0.3 * (1 + 0.5 * bumps(here)))
            if abs(t) < 1:
                height = max(
                    height, top * (1 - abs(t) ** steep) ** 0.72 * (1 + slope * t + 0.13 * crag(here))
                )
        if height > 0.012:
            height += (0.028 * bumps(here) + 0.02 * crag((here * 7) % 1)) * min(1, height * 4)
        points.append((x, base - tall * max(0.0, height)))
        x += step
    return points


def islands(scene: Scene, outline: list[Point], base: float, depth: float) -> Standing:
    """Paint islands; `depth` is 0 for the farthest, hardly more than haze, and 1 for the nearest."""
    hour, rng, unit = scene.hour, scene.rng, scene.unit
    width = scene.image.width
    top = max(0, int(min(y for _, y in outline)) - round(10 * unit))
    foot = round(base)
    size = width, max(4, foot - top)

    def draw(pen: Pen) -> None:
        pen.polygon([(0, size[1] + 2), *((x, y - top) for x, y in outline), (width, size[1] + 2)])
        if depth > 0.3:
            # Trees along the edge.
            for x, y in outline:
                if y < base - 14 * unit and rng.random() < 0.75:
                    r = rng.uniform(0.6, 2.3) * unit * (0.35 + depth)
                    pen.ellipse(x, y - top + r * 0.4, r, r * 0.8)

    mask = shape(size, draw)
    clear = 0.10 + 0.90 * depth**1.15
    rock, green = mix(hour.haze, hour.rock, clear), mix(hour.haze, hour.green, clear)
    pale = mix(rock, mix(hour.lamp, hour.haze, 0.3), 0.24 + 0.1 * depth)
    from_left = scene.lamp[0] < width / 2
    if depth < 0.3:
        paint = vertical(size, [(0, green), (0.6, mix(green, pale, 0.5)), (1, pale)])
        rough = noise(rng, size, (60, 16), 3)
        fill(paint, levels(rough, 0.45, 0.75, 0.3), pale)
    else:
        lumps = round(30 * (1.2 - depth))
        cliffs = noise(rng, size, (lumps * 5, max(2, lumps // 6)), 4, 0.7)
        edges = noise(rng, size, (lumps * 9, lumps * 5), 2, 0.9)
        # Bare limestone in streaks; woods on the tops and on ledges.
        cap = ImageChops.subtract(mask, ImageChops.offset(mask, 0, round(30 * unit * (0.4 + depth))))
        cap = cap.filter(ImageFilter.BoxBlur(14 * unit * (0.4 + depth)))
        ledges = levels(noise(rng, size, (lumps, lumps // 2 + 2), 4), 0.5, 0.66, 0.9)
        overgrown = levels(Image.blend(ImageChops.lighter(ledges, scaled(cap, 1.5)), edges, 0.3), 0.3, 0.62)
        stone = Image.composite(
            Image.new("RGB", size, pale),
            Image.new("RGB", size, mix(rock, "#000000", 0.12)),
            levels(cliffs, 0.3, 0.75),
        )
        paint = Image.composite(Image.new("RGB", size, green), stone, overgrown)
        crowns = tiled(scene.canopy, size, 0.55 * unit * (0.25 + 0.75 * depth))
        crowns = Image.blend(Image.new("L", size, 128), crowns, 0.4 + 0.6 * depth)
        lit = Image.composite(crowns, relief(cliffs, from_left, 0.5 + 1.0 * depth), overgrown)
        paint = ImageChops.soft_light(paint, Image.merge("RGB", [lit] * 3))
    # The side towards the light.
    shift = round((-9 if from_left else 9) * unit * (0.4 + depth))
    rim = ImageChops.subtract(mask, ImageChops.offset(mask, -shift, round(4 * unit)))
    rim = scaled(rim.filter(ImageFilter.GaussianBlur(3.2 * unit)), 0.5 if not hour.night else 0.28)
    fill(paint, rim, mix(hour.glint, hour.haze, 0.25))
    shade = ImageChops.subtract(mask, ImageChops.offset(mask, round(shift * 3.2), 0))
    fill(
        paint,
        scaled(shade.filter(ImageFilter.BoxBlur(12 * unit)), 0.34 * depth),
        mix(hour.rock, "#000010", 0.55),
    )
    # Haze gathers at the foot.
    fill(paint, fade(size, (0, 0), (0.45, 0.10), (1, 0.30 + 0.5 * hour.mist * (1.1 - depth))), hour.haze)
    if depth > 0.45:
        # The notch the tide has cut.
        fill(
            paint, fade(size, (0, 0), (1 - 9 * unit / size[1], 0), (1, 0.75)), mix(hour.rock, "#000000", 0.6)
        )
    return Standing(paint, mask, top, foot)
