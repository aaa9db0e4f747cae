"""A conference hall seen from its last rows."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageFilter

from .bay import bay
from .paint import Pen, area, curve, disc, fill, glow, mix, noise, scaled, shape, stroke, vertical

SKIN = ("#c58e66", "#d6a27a", "#b67f58")
HAIR = "#1d1512"
SUITS = ("#23303f", "#2b2b33", "#3a3a44", "#26323f")
DRESSES = ("#f2efe9", "#8f2f45", "#2f5d7c")


def hall(rng: Random, size: tuple[int, int]) -> Image.Image:
    """The stage with its picture of the bay, the chair, a speaker, and the backs of heads."""
    width, height = size
    unit = width / 1000
    wood = rng.choice(("#7a4a2c", "#6c4630", "#5b4538"))
    cloth = rng.choice(("#8e1f27", "#7d1d3c", "#1f4a6b", "#2f5a48"))
    image = vertical(size, [(0, mix(wood, "#000000", 0.55)), (0.5, wood), (1, mix(wood, "#000000", 0.35))])
    for n in range(25):
        stroke(
            image, [(width * n / 24, 0), (width * n / 24, height * 0.62)], 2 * unit, mix(wood, "#000000", 0.4)
        )
    _ceiling(image, unit)
    left, top, right, bottom = (round(v) for v in (width * 0.23, height * 0.15, width * 0.77, height * 0.47))
    edge = 8 * unit
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    frame = [(x + (edge if x == right else -edge), y + (edge if y == bottom else -edge)) for x, y in corners]
    area(image, frame, [(0, "#e2c07a"), (1, "#9a7434")])
    view = bay(rng, (right - left, round((right - left) * 0.667)), rng.choice(("dawn", "noon", "dusk")))
    above = round(view.height * 0.05)
    image.paste(view.crop((0, above, view.width, above + bottom - top)), (left, top))
    for side in (0, 1):
        _drape(image, rng, cloth, side)
    stage = height * 0.645, height * 0.715
    area(
        image,
        [(width * 0.06, stage[0]), (width * 0.94, stage[0]), (width, stage[1]), (0, stage[1])],
        [(0, "#b98352"), (1, "#dba873")],
    )
    floor = [(0, "#5a3722"), (0.12, "#2a1a14"), (1, "#120b0a")]
    area(image, [(0, stage[1]), (width, stage[1]), (width, height), (0, height)], floor)
    for n in range(5):
        woman = rng.random() < 0.4
        _person(
            image,
            width * (0.33 + 0.085 * n),
            height * 0.62,
            40 * unit,
            rng.choice(SKIN),
            rng.choice(DRESSES if woman else SUITS),
            woman,
        )
    _table(image, rng, width * 0.26, width * 0.74, height * 0.585, height * 0.672, cloth)
    _speaker(image, rng, width * rng.choice((0.17, 0.83)), height * 0.685, 44 * unit, wood)
    for x in (0.12, 0.31, 0.5, 0.69, 0.88):
        glow(image, width * x, height * 0.66, 210 * unit, "#ffd9a0", 0.3)
    glow(image, width * 0.5, height * 0.34, 480 * unit, "#ffe6bd", 0.24)
    for row in range(4):
        _audience(
            image, rng, height * (0.755 + 0.063 * row + 0.012 * row * row), (25 + 12 * row) * unit, row / 3
        )
    return image


def _ceiling(image: Image.Image, unit: float) -> None:
    width, height = image.size
    for row, y in enumerate((0.025, 0.075, 0.11)):
        count = 7 + 2 * row
        for n in range(count):
            x, r = width * (n + 0.5) / count, (9 - 2.2 * row) * unit
            disc(image, x, height * y, r, r * 0.36, "#fff3d6")
            glow(image, x, height * y, 62 * unit / (1 + row * 0.4), "#ffdf9e", 0.8)


def _drape(image: Image.Image, rng: Random, colour: str, side: int) -> None:
    size = round(image.width * 0.17), round(image.height * 0.68)
    folds = noise(rng, (size[0], 8), (9, 1), 2).resize(size)
    light, dark = mix(colour, "#ffd0a0", 0.2), mix(colour, "#000000", 0.62)
    cloth = Image.composite(Image.new("RGB", size, light), Image.new("RGB", size, dark), folds)
    hem = [(1, 0), (0.9, 0.4), (0.62, 0.72), (0.7, 1)]
    edge = curve(*((size[0] * (x if side == 0 else 1 - x), size[1] * y) for x, y in hem))
    wall = 0 if side == 0 else size[0]
    mask = shape(size, lambda pen: pen.polygon([(wall, 0), *edge, (wall, size[1])]))
    fill(image, mask, cloth, (0 if side == 0 else image.width - size[0], 0))


def _person(image: Image.Image, x: float, y: float, s: float, skin: str, dress: str, woman: bool) -> None:
    """Head and shoulders; `s` is the width of the shoulders, y where a table or lectern cuts them off."""

    def part(paint: str, *points: tuple[float, float], smooth: bool = True) -> None:
        placed = [(x + px * s, y - py * s) for px, py in points]
        area(image, curve(*placed) if smooth else placed, paint)

    if woman:
        part(HAIR, (-0.27, 0.6), (-0.3, 1.3), (-0.17, 1.52), (0.17, 1.52), (0.3, 1.3), (0.27, 0.6))
    part(dress, (-0.56, 0), (-0.5, 0.58), (-0.16, 0.82), (0.16, 0.82), (0.5, 0.58), (0.56, 0))
    part(skin, (-0.1, 1.0), (0.1, 1.0), (0.1, 0.74), (-0.1, 0.74), smooth=False)
    if not woman:
        part("#f4f1ea", (-0.13, 0.82), (0.13, 0.82), (0, 0.42), smooth=False)
        part("#9c2b2f", (-0.03, 0.78), (0.03, 0.78), (0, 0.46), smooth=False)
    disc(image, x, y - s * 1.2, s * 0.21, s * 0.28, skin)
    part(
        HAIR,
        (-0.235, 1.16),
        (-0.22, 1.46),
        (0, 1.56),
        (0.22, 1.46),
        (0.235, 1.16),
        (0.16, 1.36),
        (-0.1, 1.37),
    )


def _table(
    image: Image.Image, rng: Random, left: float, right: float, top: float, bottom: float, colour: str
) -> None:
    unit = image.width / 1000
    size = round(right - left), round(bottom - top)
    folds = noise(rng, (size[0], 8), (34, 1), 2).resize(size)
    light, dark = mix(colour, "#ffd9b0", 0.25), mix(colour, "#000000", 0.4)
    front = Image.composite(Image.new("RGB", size, light), Image.new("RGB", size, dark), folds)
    image.paste(front, (round(left), round(top)))
    area(
        image,
        [
            (left - 4 * unit, top),
            (right + 4 * unit, top),
            (right + 4 * unit, top + 6 * unit),
            (left - 4 * unit, top + 6 * unit),
        ],
        "#f3ead8",
    )
    middle = (left + right) / 2
    for n in range(5):
        x = left + (right - left) * (0.13 + 0.185 * n)
        area(
            image,
            [
                (x - 13 * unit, top + unit),
                (x + 13 * unit, top + unit),
                (x + 10 * unit, top - 5 * unit),
                (x - 10 * unit, top - 5 * unit),
            ],
            "#fbf8f0",
        )
        area(
            image,
            [
                (x + 17 * unit, top - 9 * unit),
                (x + 21 * unit, top - 9 * unit),
                (x + 20.5 * unit, top),
                (x + 17.5 * unit, top),
            ],
            "#dceef2",
            0.7,
        )
    for _ in range(130):
        x = middle + rng.gauss(0, 58) * unit
        slope = max(0.2, 1 - abs(x - middle) / (130 * unit))
        y, r = bottom - 4 * unit - abs(rng.gauss(0, 15)) * unit * slope, rng.uniform(2.2, 4.8) * unit
        disc(image, x, y, r, r * 0.9, rng.choice(("#3f7a45", "#2f6238", "#f6c24a", "#e8617a", "#f7efe6")))


def _speaker(image: Image.Image, rng: Random, x: float, y: float, s: float, wood: str) -> None:
    woman = rng.random() < 0.5
    _person(image, x, y - s * 1.15, s, rng.choice(SKIN), rng.choice(DRESSES if woman else SUITS), woman)
    stand = [(x - s * 0.62, y - s * 1.4), (x + s * 0.62, y - s * 1.4), (x + s * 0.46, y), (x - s * 0.46, y)]
    area(image, stand, [(0, mix(wood, "#f0c890", 0.45)), (1, mix(wood, "#000000", 0.2))])
    lip = [
        (x - s * 0.68, y - s * 1.47),
        (x + s * 0.68, y - s * 1.47),
        (x + s * 0.66, y - s * 1.37),
        (x - s * 0.66, y - s * 1.37),
    ]
    area(image, lip, mix(wood, "#ffe0b0", 0.6))
    stroke(
        image,
        curve((x + s * 0.3, y - s * 1.4), (x + s * 0.32, y - s * 1.8), (x + s * 0.1, y - s * 1.95)),
        s * 0.05,
        "#15151a",
    )
    glow(image, x, y - s * 2, s * 3, "#ffe2b0", 0.35)


def _audience(image: Image.Image, rng: Random, y: float, s: float, near: float) -> None:
    """A row of heads and shoulders from behind, dark against the light of the stage."""
    top = round(y - s)
    size = image.width, image.height - top
    y -= top
    backs, hair = Pen(size), Pen(size)
    x = rng.uniform(-s, 0)
    while x < size[0] + s:
        lift, turn = rng.uniform(-0.14, 0.14) * s, rng.uniform(-0.06, 0.06) * s
        shoulders = [(-0.74, 1.2), (-0.66, 0.66), (-0.2, 0.36), (0.2, 0.36), (0.66, 0.66), (0.74, 1.2)]
        outline = curve(*((x + px * s, y + lift + py * s) for px, py in shoulders))
        backs.polygon([(x - 0.74 * s, size[1]), *outline, (x + 0.74 * s, size[1])])
        hair.ellipse(x + turn, y + lift, s * 0.31, s * 0.39)
        if rng.random() < 0.4:
            fall = [(-0.3, -0.05), (-0.34, 0.62), (0, 0.72), (0.34, 0.62), (0.3, -0.05)]
            hair.polygon(curve(*((x + turn + px * s, y + lift + py * s) for px, py in fall)))
        else:
            backs.polygon(
                [
                    (x - 0.12 * s, y + lift),
                    (x + 0.12 * s, y + lift),
                    (x + 0.14 * s, y + 0.5 * s),
                    (x - 0.14 * s, y + 0.5 * s),
                ]
            )
        x += s * rng.uniform(1.5, 1.85)
    for pen, colour in ((backs, "#4a3433"), (hair, "#2a1b18")):
        mask = pen.mask()
        rim = ImageChops.subtract(mask, ImageChops.offset(mask, 0, max(2, round(s * 0.07))))
        rim = scaled(rim.filter(ImageFilter.GaussianBlur(s * 0.03 + 0.5)), 0.85 - 0.35 * near)
        fill(image, mask, mix(colour, "#060407", 0.15 + 0.6 * near), (0, top))
        fill(image, ImageChops.multiply(rim, mask), "#ffcf94", (0, top))
