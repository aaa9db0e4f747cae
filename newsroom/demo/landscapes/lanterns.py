"""A street of old houses in the evening, hung with lanterns, after rain."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageFilter

from .paint import (
    Pen,
    Point,
    area,
    curve,
    disc,
    fade,
    fill,
    glow,
    levels,
    mix,
    noise,
    scaled,
    shape,
    stroke,
    vertical,
)

PAPER = ("#ff4d3d", "#ff8a2a", "#ffd23f", "#ff5fa2", "#4fd6c8", "#8d7bff", "#ff4d3d", "#ffb03a")
WALLS = ("#c98a3a", "#b9713a", "#8d5a46", "#a8803f")


def lanterns(rng: Random, size: tuple[int, int]) -> Image.Image:
    width, height = size
    unit = width / 1000
    street = round(height * 0.74)
    image = vertical(
        size, [(0, "#0b1030"), (0.35, "#1f1b4d"), (0.6, "#5a2f5e"), (0.74, "#a5533f"), (1, "#1a1020")]
    )
    moon = width * rng.uniform(0.44, 0.56), height * rng.uniform(0.08, 0.16)
    glow(image, *moon, 260 * unit, "#ffe3b8", 0.4)
    disc(image, *moon, 23 * unit, 23 * unit, "#fff1d2")
    for depth in (0.15, 0.45, 1.0):
        for side in (-1, 1):
            _house(image, rng, side, depth, street)
    glow(image, width / 2, street - 40 * unit, 420 * unit, "#ffb05e", 0.55)
    for depth in (0.0, 0.3, 0.62, 1.0):
        _string(image, rng, depth)
    _wet_street(image, rng, street)
    for near in sorted([rng.uniform(0, 0.5) for _ in range(12)] + [rng.uniform(0.6, 1) for _ in range(3)]):
        _walker(image, rng, street, near)
    return image


def _house(image: Image.Image, rng: Random, side: int, depth: float, street: int) -> None:
    width, height = image.size
    unit = width / 1000 * (0.4 + depth)
    wide, tall = width * (0.16 + 0.16 * depth), height * (0.30 + 0.34 * depth)
    inner = width / 2 + side * width * (0.10 + 0.15 * depth)
    foot = street + height * 0.05 * depth
    wall = mix(rng.choice(WALLS), "#140a1e", 0.42 + 0.2 * depth)

    def at(across: float, up: float) -> Point:
        # Walls run out of the picture, so their tops rise and their feet fall towards us.
        return inner + side * across * wide, foot - tall * up * (
            1 + 0.13 * across
        ) + height * 0.03 * across * (1 - up)

    area(
        image,
        [at(0, 0), at(0, 0.86), at(1.2, 0.86), at(1.2, 0)],
        [(0, mix(wall, "#000000", 0.3)), (1, mix(wall, "#ffb25a", 0.3))],
    )
    for floor, (low, high) in enumerate(((0.06, 0.4), (0.5, 0.76))):
        for n in range(3):
            a = 0.1 + 0.34 * n
            lit = rng.random() < 0.8
            warm = rng.choice(("#ffcf7a", "#ffb457", "#ffe0a0"))
            pane = [(0, mix(warm, "#ffffff", 0.2)), (1, mix(warm, "#c0501a", 0.35))] if lit else "#2a1a22"
            area(image, [at(a, low), at(a, high), at(a + 0.2, high), at(a + 0.2, low)], pane)
            stroke(image, [at(a + 0.1, low), at(a + 0.1, high)], 1.6 * unit, "#4a2418")
            for share in (0.0, 0.33, 0.66, 1.0):
                level = low + (high - low) * share
                stroke(image, [at(a - 0.01, level), at(a + 0.21, level)], 1.5 * unit, "#4a2418")
            if lit:
                glow(image, *at(a + 0.1, (low + high) / 2), (60 - 20 * floor) * unit, "#ffab4a", 0.4)
    for level, over in ((0.45, 0.05), (0.86, 0.09)):
        eaves = [at(-0.1, level - 0.02), at(0.02, level + over), at(1.2, level + over), at(1.2, level - 0.02)]
        area(image, eaves, [(0, "#231018"), (1, "#4a2026")])
        for n in range(26):
            a = -0.08 + n * 0.05
            stroke(image, [at(a, level - 0.02), at(a + 0.02, level + over)], 1.1 * unit, "#8a4a36", 0.5)


def _walker(image: Image.Image, rng: Random, street: int, near: float) -> None:
    """Someone strolling, dark against the lights."""
    width, height = image.size
    s = (40 + 95 * near) * width / 1000
    x = width * (0.5 + rng.uniform(-0.12, 0.12) * (1 + 2.4 * near))
    foot = street + (height - street) * (0.03 + 0.62 * near)
    lean, hat = rng.choice((-1, 1)), rng.random() < 0.4
    dark = mix("#2a141c", "#0d060c", near)
    disc(image, x, foot, s * 0.2, s * 0.03, "#000000", 0.4)
    for leg in (-0.07, 0.05):
        area(
            image,
            [
                (x + leg * s - s * 0.03, foot - s * 0.42),
                (x + leg * s + s * 0.06, foot - s * 0.42),
                (x + leg * s * (1.5 + lean) + s * 0.035, foot),
                (x + leg * s * (1.5 + lean) - s * 0.03, foot),
            ],
            dark,
        )
    coat = [
        (-0.1, 0.3),
        (-0.115, 0.55),
        (-0.135, 0.72),
        (-0.05, 0.82),
        (0.05, 0.82),
        (0.135, 0.72),
        (0.115, 0.55),
        (0.1, 0.3),
    ]
    area(
        image,
        curve(*((x + px * s, foot - py * s) for px, py in coat)),
        [(0, mix(dark, "#ff9a4a", 0.2)), (0.5, dark)],
    )
    disc(image, x + lean * 0.01 * s, foot - s * 0.895, s * 0.062, s * 0.078, dark)
    if hat:
        area(
            image,
            [(x - s * 0.17, foot - s * 0.905), (x, foot - s * 1.03), (x + s * 0.17, foot - s * 0.905)],
            mix(dark, "#ffb060", 0.25),
        )
    elif rng.random() < 0.4:
        hx, hy = x + lean * s * 0.2, foot - s * 0.42
        stroke(
            image, [(x + lean * s * 0.1, foot - s * 0.62), (hx, foot - s * 0.5), (hx, hy)], s * 0.018, dark
        )
        colour = rng.choice(PAPER)
        glow(image, hx, hy + s * 0.06, s * 0.3, colour, 0.5)
        _lantern(image, rng, hx, hy - s * 0.03, s * 0.062, colour)


def _string(image: Image.Image, rng: Random, depth: float) -> None:
    """Two wires across the street with their lanterns."""
    width, height = image.size
    unit = width / 1000
    for line in range(2):
        edge = -0.02 + 0.3 * (1 - depth)
        left = edge, 0.37 - 0.36 * depth - 0.05 * line
        fall, sag = rng.uniform(-0.03, 0.03), 0.05 + 0.11 * depth
        count = rng.randint(5, 7)

        def on(t: float, left: Point = left, fall: float = fall, sag: float = sag) -> Point:
            return width * (left[0] + (1 - 2 * left[0]) * t), height * (
                left[1] + fall * t + sag * 4 * t * (1 - t)
            )

        stroke(image, [on(n / 40) for n in range(41)], 0.9 * unit, "#1b0f18")
        hung = []
        for n in range(count):
            r, colour = (13 + 33 * depth) * unit * rng.uniform(0.85, 1.15), rng.choice(PAPER)
            x, y = on((n + 0.5 + rng.uniform(-0.12, 0.12)) / count)
            glow(image, x, y + 1.4 * r, r * 4.2, colour, 0.42)
            hung.append((x, y, r, colour))
        for x, y, r, colour in hung:
            _lantern(image, rng, x, y, r, colour)


def _lantern(image: Image.Image, rng: Random, x: float, y: float, r: float, colour: str) -> None:
    """A paper lantern of silk hanging from (x, y); `r`: half its width."""
    form = rng.choice(("round", "round", "long", "lotus"))
    wide, tall = {"round": (1, 0.86), "long": (0.72, 1.3), "lotus": (1, 1)}[form]
    wide, tall = wide * r, tall * r
    cx, cy = x, y + r * 0.45 + tall
    size = round(wide * 2 + 4), round(tall * 2 + 4)
    mx, my = size[0] / 2, size[1] / 2
    corner = cx - mx, cy - my
    if form == "lotus":
        petals = [
            (0, -1),
            (0.55, -0.5),
            (1, -0.1),
            (0.4, 0.7),
            (0, 1),
            (-0.4, 0.7),
            (-1, -0.1),
            (-0.55, -0.5),
            (0, -1),
        ]
        body = shape(
            size, lambda pen: pen.polygon(curve(*((mx + px * wide, my + py * tall) for px, py in petals)))
        )
    else:
        body = shape(size, lambda pen: pen.ellipse(mx, my, wide, tall))
    stroke(image, [(x, y), (cx, cy - tall)], max(0.6, r * 0.04), "#2a1612")
    fill(image, body, mix(colour, "#2a0512", 0.22), corner)
    light = Image.radial_gradient("L").point([255 - v for v in range(256)]).resize(size)
    fill(image, ImageChops.multiply(levels(light, 0.22, 1), body), mix(colour, "#fff2c0", 0.6), corner)
    ribs = Pen(size)
    for n in range(-3, 4):
        bend = n / 3.4 * wide
        ribs.line(
            curve(
                (mx, my - tall),
                (mx + bend * 0.8, my - tall * 0.55),
                (mx + bend, my),
                (mx + bend * 0.8, my + tall * 0.55),
                (mx, my + tall),
                steps=6,
            ),
            max(0.5, r * 0.035),
        )
    fill(image, scaled(ImageChops.multiply(ribs.mask(), body), 0.5), mix(colour, "#3a0610", 0.5), corner)
    for up, half in ((-1, 0.3), (1, 0.26)):
        level = cy + up * tall
        area(
            image,
            [
                (cx - half * r, level - r * 0.09),
                (cx + half * r, level - r * 0.09),
                (cx + half * r, level + r * 0.09),
                (cx - half * r, level + r * 0.09),
            ],
            "#6a3a16",
        )
    for n in range(-2, 3):
        stroke(
            image,
            [(cx + n * r * 0.05, cy + tall), (cx + n * r * 0.09, cy + tall + r * 0.95)],
            max(0.5, r * 0.045),
            mix(colour, "#ffd27a", 0.35),
        )


def _wet_street(image: Image.Image, rng: Random, street: int) -> None:
    """The stones below mirror what is above, drawn out towards us."""
    width, height = image.size
    unit = width / 1000
    deep = height - street
    above = image.crop((0, street - round(deep * 1.9), width, street)).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    mirror = (
        above.resize((width // 2, deep))
        .filter(ImageFilter.BoxBlur((1.2 * unit, 9 * unit)))
        .resize((width, deep))
    )
    still, y = mirror.copy(), 0
    while y < deep:
        aside = round(rng.gauss(0, 0.7 + 1.8 * y / deep) * unit)
        mirror.paste(ImageChops.offset(still.crop((0, y, width, y + 2)), aside, 0), (0, y))
        y += 2
    stones = Pen((width, deep))
    joint, row = 2 * unit, 0
    while joint < deep:
        below = joint * 1.22 + 4 * unit
        for n in range(-30, 31):
            away = (n + 0.5 * (row % 2)) * 0.05 * width
            stones.line(
                [(width / 2 + away * (0.45 + 1.5 * v / deep), v) for v in (joint, below)],
                (0.5 + 1.2 * joint / deep) * unit,
            )
        stones.line([(0, joint), (width, joint)], (0.5 + 1.6 * joint / deep) * unit)
        joint, row = below, row + 1
    wet = ImageChops.multiply(
        levels(noise(rng, (width, deep), (9, 12), 4), 0.0, 0.75), fade((width, deep), (0, 0.95), (1, 0.5))
    )
    ground = Image.blend(
        image.crop((0, street, width, height)), Image.new("RGB", (width, deep), "#1c1018"), 0.4
    )
    shine = Image.composite(mirror, Image.new("RGB", mirror.size), wet)
    ground = ImageChops.screen(ground, shine)
    fill(ground, scaled(stones.mask(), 0.4), "#140a12")
    image.paste(ground, (0, street))
