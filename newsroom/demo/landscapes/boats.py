"""Boats, and their reflections in the water."""

from __future__ import annotations

from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter

from .paint import Colour, Pen, Point, curve, fade, fill, glow, mix, scaled, shape, vertical
from .sea import HOURS, Scene

# (place along the hull, foot and head of the sail) of each mast, as shares of the hull's length.
MASTS = ((-0.27, 0.13, 0.62), (0.02, 0.16, 0.86), (0.31, 0.14, 0.55))
# The outer edge of a sail: at the end of each batten (how far out, how far up), as shares of its height.
LEECH = ((0.05, 1.0), (0.17, 0.86), (0.27, 0.68), (0.32, 0.49), (0.325, 0.3), (0.29, 0.13), (0.23, 0.01))


class Vessel:
    """A boat painted by itself, seen from the side; places are shares of its length, from the middle of its
    hull at the water, y upwards."""

    def __init__(self, scene: Scene, length: float, facing_left: bool, side: float = 1.25) -> None:
        self.scene, self.length, self.turn = scene, length, -1 if facing_left else 1
        self.size = (round(length * side), round(length * side))
        self.middle = (self.size[0] / 2, self.size[1] * 0.9)
        self.paint = Image.new("RGB", self.size)
        self.cover = Image.new("L", self.size)

    def at(self, x: float, y: float) -> Point:
        return self.middle[0] + self.turn * x * self.length, self.middle[1] - y * self.length

    def tone(self, colour: str | Colour) -> Colour:
        """A colour in the light of the hour."""
        hour = self.scene.hour
        warm = 0.16 if hour in (HOURS["dawn"], HOURS["dusk"]) else 0
        hazy = mix(colour, hour.haze, 0.37 if hour.night else max(warm, 0.12 * hour.mist))
        return mix(hazy, "#000000", 0.35 if hour.night else 0)

    def put(self, mask: Image.Image, paint: Colour | Image.Image) -> None:
        fill(self.paint, mask, paint)
        self.cover.paste(255, (0, 0), mask)

    def area(self, paint: Colour | Image.Image, *corners: Point) -> Image.Image:
        mask = shape(self.size, lambda pen: pen.polygon([self.at(*one) for one in corners]))
        self.put(mask, paint)
        return mask

    def stroke(self, colour: Colour, width: float, *points: Point) -> None:
        line = [self.at(*one) for one in points]
        self.put(shape(self.size, lambda pen: pen.line(line, width * self.length)), colour)

    def launch(self, x: float, y: float) -> Point:
        """Put it on the sea with its reflection; gives the corner of its picture."""
        left, top = round(x - self.middle[0]), round(y - self.middle[1])
        _reflect(self.scene, self.paint, self.cover, left, top, round(self.middle[1]))
        fill(self.scene.image, self.cover, self.paint, (left, top))
        return left, top


def junk(scene: Scene, x: float, y: float, length: float, facing_left: bool = False) -> None:
    """A junk with three red-brown sails; (x, y) is where the middle of its hull meets the water."""
    boat = Vessel(scene, length, facing_left)
    tone = boat.tone
    for mast, foot, head in MASTS:
        boat.stroke(tone("#3a241b"), 0.01, (mast, foot - 0.06), (mast + 0.01, head + 0.02))
        _sail(boat, mast, foot, head)
    boat.area(tone("#7a4a2a"), (-0.44, 0.11), (-0.44, 0.19), (0.2, 0.165), (0.24, 0.07))
    boat.area(tone("#a8683a"), (-0.47, 0.205), (-0.46, 0.185), (0.23, 0.16), (0.22, 0.18))
    deck = curve((0.53, 0.14), (0.4, 0.085), (0.1, 0.075), (-0.2, 0.085), (-0.42, 0.13), (-0.5, 0.155))
    stern, bow = (
        curve((-0.5, 0.155), (-0.46, 0.05), (-0.4, 0.0)),
        curve((0.36, 0.0), (0.44, 0.06), (0.53, 0.14)),
    )
    planks = vertical(boat.size, [(0.7, tone("#6b3d22")), (0.9, tone("#2a1611"))])
    boat.area(planks, *stern, *bow, *deck)
    boat.stroke(tone("#c07a3e"), 0.012, *deck)
    lit = scene.hour in (HOURS["night"], HOURS["dusk"])
    for number in range(8):
        w = -0.39 + 0.07 * number
        pane = ((w, 0.108), (w, 0.142), (w + 0.034, 0.142), (w + 0.034, 0.108))
        boat.area((255, 217, 130) if lit else tone("#2b2623"), *pane)
    left, top = boat.launch(x, y)
    wake = shape(
        (boat.size[0], round(length * 0.04) + 2),
        lambda pen: pen.ellipse(boat.middle[0], length * 0.02, length * 0.5, length * 0.012),
    )
    foam = scaled(wake.filter(ImageFilter.GaussianBlur(length * 0.008)), 0.5)
    fill(scene.image, foam, mix(scene.hour.glint, scene.hour.haze, 0.3), (left, y - length * 0.02))
    for window in (-0.36, -0.1, 0.08) if lit else ():
        glow_x, glow_y = boat.at(window, 0.12)
        glow(scene.image, left + glow_x, top + glow_y, length * 0.16, "#ffc05a", 0.5)


def _sail(boat: Vessel, mast: float, foot: float, head: float) -> None:
    """A fan of cloth stretched by battens."""
    tall, tone = head - foot, boat.tone
    luff = curve(
        (mast - 0.05, foot),
        (mast - 0.05, foot + tall * 0.5),
        (mast - 0.015, foot + tall * 0.85),
        (mast + 0.035, head),
    )
    tips = [(mast + out * tall + 0.01, foot + tall * up) for out, up in LEECH]
    edge = list(luff)
    for (x0, y0), (x1, y1) in pairwise(tips):
        # Between two battens the wind bites a little out of the cloth.
        edge += curve((x0, y0), ((x0 + x1) / 2 - 0.012, (y0 + y1) / 2), (x1, y1), steps=4)
    light, dark = "#d66030", "#7a261a"
    cloth = [(0.0, tone(mix(light, boat.scene.hour.glint, 0.25))), (0.55, tone(light)), (0.95, tone(dark))]
    sail = boat.area(vertical(boat.size, cloth), *edge)
    battens = Pen(boat.size)
    for number, tip in enumerate(tips[1:-1], 1):
        start = boat.at(mast - 0.05, foot + tall * (0.86 - 0.155 * number))
        battens.line([start, boat.at(*tip)], boat.length * 0.0065)
    fill(boat.paint, scaled(ImageChops.multiply(battens.mask(), sail), 0.6), tone("#4d160f"))
    lee = [
        boat.at(*one)
        for one in ((mast + 0.05, foot), (mast + 0.07, head), (mast + 0.5, head), (mast + 0.5, foot))
    ]
    shade = shape(boat.size, lambda pen: pen.polygon(lee)).filter(
        ImageFilter.GaussianBlur(boat.length * 0.03)
    )
    fill(boat.paint, scaled(ImageChops.multiply(shade, sail), 0.28), tone("#3c0f10"))


def sampan(scene: Scene, x: float, y: float, length: float) -> None:
    """A small rowing boat with someone in a conical hat."""
    boat = Vessel(scene, length, False, 1.2)
    dark = mix(scene.hour.rock, "#000000", 0.55)
    boat.area(
        dark,
        *curve((-0.5, 0.09), (-0.2, 0), (0.2, 0), (0.5, 0.1)),
        *curve((0.2, 0.05), (-0.2, 0.05)),
    )
    boat.area(dark, *curve((-0.02, 0.04), (-0.03, 0.2), (0.02, 0.29), (0.08, 0.2), (0.07, 0.04)))
    boat.area(dark, (-0.01, 0.28), (-0.01, 0.34), (0.06, 0.34), (0.06, 0.28))
    boat.area(mix(dark, "#ffffff", 0.12), (-0.065, 0.315), (0.025, 0.385), (0.115, 0.315))
    boat.stroke(dark, 0.014, (0.05, 0.2), (0.26, 0.12), (0.44, -0.06))
    boat.launch(x, y)


def _reflect(scene: Scene, paint: Image.Image, mask: Image.Image, left: int, top: int, foot: int) -> None:
    """Mirror what stands in the water at row `foot` of its own picture."""
    size = paint.width, round(foot * 0.8)
    flip = Image.Transpose.FLIP_TOP_BOTTOM
    below = paint.crop((0, 0, paint.width, foot)).transpose(flip).resize(size)
    seen = mask.crop((0, 0, paint.width, foot)).transpose(flip).resize(size)
    below = Image.blend(below, Image.new("RGB", size, scene.hour.sea[1]), 0.3)
    still = Image.merge("RGBA", [*below.split(), ImageChops.multiply(seen, fade(size, (0, 0.62), (1, 0.05)))])
    broken = still.copy()
    for y in range(0, size[1], 3):
        aside = round(scene.unit * (0.5 + 3.2 * y / size[1]) * scene.rng.uniform(-1.5, 1.5))
        broken.paste(ImageChops.offset(still.crop((0, y, size[0], y + 3)), aside, 0), (0, y))
    fill(scene.image, broken.getchannel("A"), broken.convert("RGB"), (left, top + foot))
