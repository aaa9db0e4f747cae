"""Painting with Pillow alone: gradients, noise, smooth shapes, light.

Colours are (red, green, blue), 0 to 255; places and lengths are px of the finished picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageOps

Colour = tuple[int, int, int]
Point = tuple[float, float]
FINE = 3  # shapes are drawn so many times larger and reduced: smooth edges


def rgb(colour: str | Colour) -> Colour:
    return ImageColor.getrgb(colour)[:3] if isinstance(colour, str) else colour


def mix(one: str | Colour, other: str | Colour, share: float) -> Colour:
    """A colour between two: the first at 0, the other at 1."""
    a, b = rgb(one), rgb(other)
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]


def vertical(size: tuple[int, int], stops: Sequence[tuple[float, str | Colour]]) -> Image.Image:
    """A gradient from the top (0) to the bottom (1) through the colours at the stops."""
    steps = 256
    strip = Image.new("RGB", (1, steps))
    for row in range(steps):
        at = row / (steps - 1)
        after = next((i for i, (place, _) in enumerate(stops) if place >= at), len(stops) - 1)
        before = max(0, after - 1)
        span = stops[after][0] - stops[before][0]
        share = (at - stops[before][0]) / span if span else 0
        share = min(1.0, max(0.0, share))
        share = share * share * (3 - 2 * share)
        strip.putpixel((0, row), mix(stops[before][1], stops[after][1], share))
    return strip.resize((1, size[1]), Image.Resampling.BICUBIC).resize(size, Image.Resampling.NEAREST)


def fade(size: tuple[int, int], *stops: tuple[float, float]) -> Image.Image:
    """A mask from the top to the bottom: (place 0 to 1, strength 0 to 1) at each stop."""
    grey = [(place, (round(255 * much),) * 3) for place, much in stops]
    return vertical((1, size[1]), grey).getchannel(0).resize(size)  # type: ignore[arg-type]


def noise(
    rng: Random, size: tuple[int, int], cells: tuple[int, int], octaves: int = 4, rough: float = 0.55
) -> Image.Image:
    """Clouds of grey over the whole range; `cells`: how many of the largest lumps across and down;
    `rough`: how strong each finer octave is beside the one before."""
    out, weight, whole = None, 1.0, 0.0
    across, down = cells
    for octave in range(octaves):
        # Not quite doubled: lattices that coincide show as a chequer.
        wide, high = max(2, round(across * 1.87**octave)), max(2, round(down * 1.87**octave))
        if wide > size[0] * 2 or high > size[1] * 2:
            break
        one = Image.frombytes("L", (wide, high), rng.randbytes(wide * high))
        one = one.resize(size, Image.Resampling.BICUBIC)
        whole += weight
        out = one if out is None else Image.blend(out, one, weight / whole)
        weight *= rough
    return ImageOps.autocontrast(out or Image.new("L", size, 128), cutoff=1)


def levels(image: Image.Image, low: float, high: float, most: float = 1) -> Image.Image:
    """A mask: nothing below `low` (0 to 1), `most` from `high` on."""
    span = max(1e-6, (high - low) * 255)
    return image.point([round(255 * most * min(1, max(0, (v - low * 255) / span))) for v in range(256)])


def scaled(mask: Image.Image, share: float) -> Image.Image:
    return mask.point([round(v * share) for v in range(256)])


def shape(size: tuple[int, int], draw: Callable[[Pen], None]) -> Image.Image:
    """A mask with smooth edges of what `draw` draws with its pen."""
    pen = Pen(size)
    draw(pen)
    return pen.mask()


class Pen:
    """Draws on a mask, in px of the finished picture."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.large = Image.new("L", (size[0] * FINE, size[1] * FINE))
        self.on = ImageDraw.Draw(self.large)

    def polygon(self, points: Sequence[Point], much: int = 255) -> None:
        self.on.polygon([(x * FINE, y * FINE) for x, y in points], fill=much)

    def line(self, points: Sequence[Point], width: float = 1, much: int = 255) -> None:
        self.on.line(
            [(x * FINE, y * FINE) for x, y in points], much, max(1, round(width * FINE)), joint="curve"
        )

    def ellipse(self, x: float, y: float, across: float, down: float | None = None, much: int = 255) -> None:
        down = across if down is None else down
        self.on.ellipse([v * FINE for v in (x - across, y - down, x + across, y + down)], fill=much)

    def box(self, left: float, top: float, right: float, bottom: float, much: int = 255) -> None:
        if right > left and bottom > top:
            self.on.rectangle([left * FINE, top * FINE, right * FINE - 1, bottom * FINE - 1], fill=much)

    def mask(self) -> Image.Image:
        return self.large.reduce(FINE)


def fill(base: Image.Image, mask: Image.Image, paint: str | Colour | Image.Image, at: Point = (0, 0)) -> None:
    """Put paint (a colour, or an image as large as the mask) on the base where the mask lets it."""
    base.paste(rgb(paint) if isinstance(paint, str) else paint, (round(at[0]), round(at[1])), mask)


Paint = str | Colour | Sequence[tuple[float, str | Colour]]


def area(base: Image.Image, points: Sequence[Point], paint: Paint, much: float = 1) -> None:
    """Put a polygon straight on the base, in a colour or in a gradient from its top to its bottom."""
    _direct(base, points, 0, paint, much, lambda pen, moved: pen.polygon(moved))


def stroke(base: Image.Image, points: Sequence[Point], width: float, paint: Paint, much: float = 1) -> None:
    """Put a line straight on the base."""
    _direct(base, points, width, paint, much, lambda pen, moved: pen.line(moved, width))


def disc(
    base: Image.Image, x: float, y: float, across: float, down: float, paint: Paint, much: float = 1
) -> None:
    """Put an ellipse straight on the base."""
    corners = [(x - across, y - down), (x + across, y + down)]
    _direct(
        base,
        corners,
        0,
        paint,
        much,
        lambda pen, moved: pen.ellipse(moved[0][0] + across, moved[0][1] + down, across, down),
    )


def _direct(
    base: Image.Image,
    points: Sequence[Point],
    margin: float,
    paint: Paint,
    much: float,
    draw: Callable[[Pen, list[Point]], None],
) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = max(0, int(min(xs) - margin)), max(0, int(min(ys) - margin))
    right, bottom = min(base.width, int(max(xs) + margin) + 2), min(base.height, int(max(ys) + margin) + 2)
    if right <= left or bottom <= top:
        return
    pen = Pen((right - left, bottom - top))
    draw(pen, [(x - left, y - top) for x, y in points])
    mask = pen.mask() if much >= 1 else scaled(pen.mask(), much)
    plain = isinstance(paint, str) or isinstance(paint[0], int)
    fill(base, mask, paint if plain else vertical(mask.size, paint), (left, top))  # type: ignore[arg-type]


def glow(base: Image.Image, x: float, y: float, radius: float, colour: str | Colour, much: float = 1) -> None:
    """Add light around a point, falling off to nothing at the radius."""
    left, top = max(0, int(x - radius)), max(0, int(y - radius))
    right, bottom = min(base.width, int(x + radius)), min(base.height, int(y + radius))
    if right <= left or bottom <= top:
        return
    side = 256
    light = HALO.transform(
        (right - left, bottom - top),
        Image.Transform.EXTENT,
        [
            (left - x + radius) / (2 * radius) * side,
            (top - y + radius) / (2 * radius) * side,
            (right - x + radius) / (2 * radius) * side,
            (bottom - y + radius) / (2 * radius) * side,
        ],
        Image.Resampling.BILINEAR,
    )
    lamp = Image.composite(
        Image.new("RGB", light.size, rgb(colour)), Image.new("RGB", light.size), scaled(light, min(1, much))
    )
    box = (left, top, right, bottom)
    base.paste(ImageChops.screen(base.crop(box), lamp), box)


HALO = Image.radial_gradient("L").point(
    [round(255 * max(0.0, 1 - v / 180.5) ** 2.2) for v in range(256)]  # 180.5: the middle of an edge
)


def relief(texture: Image.Image, light_from_left: bool, much: float = 1) -> Image.Image:
    """A surface lit from the side: 128 where it is level, for `ImageChops.soft_light`."""
    side = 1 if light_from_left else -1
    kernel = [-side, 0, side, -2 * side, 0, 2 * side, -side, 0, side]
    lit = texture.filter(ImageFilter.Kernel((3, 3), kernel, scale=1 / max(0.01, much), offset=128))
    return lit.filter(ImageFilter.GaussianBlur(0.6))


def canopy(rng: Random, light_from_left: bool, side: int = 384) -> Image.Image:
    """Tree crowns from above, dark below and lit on one side; repeats without a seam, for `tiled`."""
    image = Image.new("L", (side, side), 70)
    draw = ImageDraw.Draw(image)
    lean = -0.3 if light_from_left else 0.3
    for _ in range(950):
        x, y, r = rng.uniform(0, side), rng.uniform(0, side), rng.uniform(6, 13)
        bright = rng.randint(105, 165)
        for dx in (-side, 0, side):
            for dy in (-side, 0, side):
                if -r < x + dx < side + r and -r < y + dy < side + r:
                    cx, cy = x + dx, y + dy
                    draw.ellipse((cx - r, cy - r * 0.85, cx + r, cy + r * 0.85), fill=bright - 45)
                    cx, cy, q = cx + lean * r, cy - 0.22 * r, r * 0.68
                    draw.ellipse((cx - q, cy - q * 0.8, cx + q, cy + q * 0.8), fill=bright)
                    cx, cy, q = cx + lean * q, cy - 0.2 * q, q * 0.55
                    draw.ellipse((cx - q, cy - q * 0.8, cx + q, cy + q * 0.8), fill=bright + 38)
    return image.filter(ImageFilter.GaussianBlur(1.1))


def tiled(texture: Image.Image, size: tuple[int, int], scale: float) -> Image.Image:
    """The texture repeated over the size, each px of it `scale` px large."""
    side = max(8, round(texture.width * scale))
    tile = texture.resize((side, side), Image.Resampling.LANCZOS)
    out = Image.new("L", size)
    for x in range(0, size[0], side):
        for y in range(0, size[1], side):
            out.paste(tile, (x, y))
    return out


def wave(rng: Random, cells: int, octaves: int = 4, rough: float = 0.5) -> Callable[[float], float]:
    """A random smooth line: gives about -1 to 1 for 0 to 1."""
    layers = [[rng.uniform(-1, 1) for _ in range((cells << o) + 2)] for o in range(octaves)]

    def at(x: float) -> float:
        total, size, whole = 0.0, 1.0, 0.0
        for octave, values in enumerate(layers):
            place = min(0.999999, max(0.0, x)) * (cells << octave)
            left = int(place)
            share = place - left
            share = share * share * (3 - 2 * share)
            total += size * (values[left] + (values[left + 1] - values[left]) * share)
            whole += size
            size *= rough
        return total / whole

    return at


def curve(*points: Point, steps: int = 12) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    ends = [points[0], *points, points[-1]]
    out: list[Point] = []
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            out.append(
                tuple(  # type: ignore[arg-type]
                    0.5
                    * (
                        2 * b
                        + (c - a) * t
                        + (2 * a - 5 * b + 4 * c - d) * t * t
                        + (3 * b - a - 3 * c + d) * t**3
                    )
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    return [*out, points[-1]]


def finish(image: Image.Image, rng: Random) -> Image.Image:
    """Darker corners and a breath of grain, as a lens and film would give."""
    corners = Image.radial_gradient("L").resize(image.size, Image.Resampling.BICUBIC)
    image.paste((0, 0, 0), (0, 0), levels(corners, 0.55, 1.25, 0.5))
    grain = Image.frombytes(
        "L", (image.width // 2, image.height // 2), rng.randbytes(image.width // 2 * (image.height // 2))
    )
    grain = scaled(grain.resize(image.size, Image.Resampling.BICUBIC), 0.06).point(lambda v: v + 120)
    return ImageChops.soft_light(image, Image.merge("RGB", [grain] * 3))


def angle(x: float, y: float, degrees: float, length: float) -> Point:
    """The point at that distance; 0° is to the right, 90° is up."""
    turn = math.radians(degrees)
    return x + math.cos(turn) * length, y - math.sin(turn) * length
