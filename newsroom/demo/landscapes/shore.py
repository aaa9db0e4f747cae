"""What people have built along the bay: a waterfront at night, a cable-stayed bridge, a port."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageFilter

from .boats import Vessel, junk, sampan
from .islands import islands, karst
from .paint import Colour, Pen, angle, curve, fade, fill, glow, levels, mix, noise, scaled, shape, vertical
from .sea import HOURS, Hour, Scene, Standing, birds, sky, water

LAMPS = ("#ffd98a", "#ffc46b", "#fff0c8", "#9fe0ff", "#ff9d8a")


def far_islands(scene: Scene, tall: float = 0.4, depth: float = 0.12) -> Standing:
    rng, width = scene.rng, scene.image.width
    row = [(rng.uniform(0, 1), rng.uniform(0.05, 0.12), rng.uniform(0.4, 1)) for _ in range(11)]
    return islands(
        scene, karst(rng, width, scene.horizon + 2, scene.horizon * tall, row), scene.horizon + 2, depth
    )


def put(scene: Scene, *rows: Standing) -> None:
    for row in rows:
        fill(scene.image, row.mask, row.paint, (0, row.top))


def streaks(scene: Scene, lights: Sequence[tuple[float, Colour]], base: float, length: float) -> None:
    """Lamps drawn out on the water below them."""
    size = scene.image.width, round(length)
    for colour in {colour for _x, colour in lights}:
        pen = Pen(size)
        for x, one in lights:
            if one == colour:
                pen.line([(x, 0), (x, length * scene.rng.uniform(0.5, 1))], 2.6 * scene.unit)
        mask = pen.mask()
        broken = mask.copy()
        for y in range(0, size[1], 3):
            aside = round(scene.rng.gauss(0, 1) * scene.unit * (0.5 + 4 * y / size[1]))
            broken.paste(ImageChops.offset(mask.crop((0, y, size[0], y + 3)), aside, 0), (0, y))
        broken = ImageChops.multiply(
            broken.filter(ImageFilter.BoxBlur(1.3 * scene.unit)), fade(size, (0, 0.8), (1, 0))
        )
        fill(scene.image, broken, colour, (0, base))


def city(rng: Random, size: tuple[int, int], hour: str | None = None) -> Image.Image:
    """Towers, a big wheel and the lamps of the promenade, mirrored in the bay; sometimes fireworks."""
    scene = sky(rng, size, HOURS[hour or rng.choice(("night", "night", "dusk"))], 0.58)
    width, height, unit = size[0], size[1], scene.unit
    base = scene.horizon + round(8 * unit)
    back = far_islands(scene, 0.45)
    rows = [back, _towers(scene, base - 2, 0.62, 0.55), _towers(scene, base, 0.42, 1.0)]
    water(scene, rows, 0.6)
    if rng.random() < 0.6:
        for _ in range(rng.randint(3, 5)):
            _firework(scene, width * rng.uniform(0.12, 0.88), scene.horizon * rng.uniform(0.12, 0.42))
    put(scene, *rows)
    _wheel(scene, width * rng.choice((0.2, 0.78)), base, 86 * unit)
    lamps = [(width * (n + 0.5) / 44, mix("#ffca70", rng.choice(LAMPS), 0.35)) for n in range(44)]
    streaks(
        scene,
        [(x, rng.choice(((255, 202, 112), (255, 160, 120), (150, 215, 255)))) for x, _ in lamps],
        base,
        height * 0.2,
    )
    for x, colour in lamps:
        glow(scene.image, x, base - 5 * unit, 15 * unit, colour, 0.9)
        glow(scene.image, x, base - 5 * unit, 4 * unit, "#ffffff", 1)
    junk(scene, width * rng.uniform(0.35, 0.65), base + height * 0.2, 150 * unit, rng.random() < 0.5)
    return scene.image


def _towers(scene: Scene, base: float, tall: float, near: float) -> Standing:
    rng, unit, width = scene.rng, scene.unit, scene.image.width
    top = round(base - scene.horizon * tall) - round(30 * unit)
    size = width, round(base) - top
    walls, night = Pen(size), [Pen(size) for _ in LAMPS[:4]]
    x = -20 * unit
    while x < width:
        wide = rng.uniform(20, 52) * unit * (0.7 + 0.5 * near)
        middle = math.exp(-(((x + wide / 2) / width - 0.52) ** 2) / 0.07)
        high = size[1] * min(0.9, rng.uniform(0.22, 0.5) + 0.45 * middle * rng.random())
        roof = size[1] - high
        walls.box(x, roof, x + wide, size[1])
        kind = rng.random()
        if kind < 0.25:
            walls.polygon([(x, roof), (x + wide / 2, roof - 14 * unit), (x + wide, roof)])
        elif kind < 0.45:
            walls.box(x + wide * 0.25, roof - 9 * unit, x + wide * 0.75, roof)
            walls.line([(x + wide / 2, roof), (x + wide / 2, roof - 26 * unit)], 1.2 * unit)
        step, share = rng.uniform(4.2, 6) * unit, rng.uniform(0.25, 0.65)
        style = rng.choice(night)
        y = roof + 5 * unit
        while y < size[1] - 7 * unit:
            column = x + 3 * unit
            while column < x + wide - 4 * unit:
                if rng.random() < share:
                    pen = style if rng.random() < 0.8 else rng.choice(night)
                    pen.box(column, y, column + step * 0.5, y + step * 0.55, rng.randint(110, 255))
                column += step
            y += step * 1.15
        x += wide * rng.uniform(0.75, 1.25)
    hour = scene.hour
    dark = mix(mix(hour.rock, "#0a1428", 0.5), hour.haze, 0.34 * (1.2 - near))
    paint = vertical(size, [(0, mix(dark, hour.sky[2], 0.3)), (1, mix(dark, "#ffb469", 0.14))])
    for pen, colour in zip(night, LAMPS, strict=False):
        fill(paint, scaled(pen.mask(), 0.55 + 0.4 * near), colour)
    return Standing(paint, walls.mask(), top, round(base))


def _wheel(scene: Scene, x: float, base: float, radius: float) -> None:
    unit, image, y = scene.unit, scene.image, base - radius * 1.22
    side = round(radius * 2.4)
    middle = side / 2

    def draw(pen: Pen) -> None:
        for ring in (1.0, 0.93):
            pen.line([angle(middle, middle, d, radius * ring) for d in range(0, 363, 3)], 1.3 * unit)
        for spoke in range(24):
            pen.line([(middle, middle), angle(middle, middle, spoke * 15, radius)], 0.6 * unit)
        for foot in (-0.42, 0.42):
            pen.line([(middle, middle), (middle + foot * radius, middle + radius * 1.2)], 2.6 * unit)

    fill(image, shape((side, side), draw), mix("#bfe6ff", scene.hour.haze, 0.35), (x - middle, y - middle))
    for car in range(24):
        colour = ("#ff5f7a", "#ffd166", "#6fe3ff", "#b58cff")[car % 4]
        place = angle(x, y, car * 15, radius)
        glow(image, *place, 11 * unit, colour, 1)
        glow(image, *place, 3.4 * unit, "#ffffff", 1)
        streaks(scene, [(place[0], (190, 150, 255))], base, radius * 0.7) if car % 6 == 0 else None
    glow(image, x, y, radius * 1.5, "#7fb8ff", 0.28)


def _firework(scene: Scene, x: float, y: float) -> None:
    rng, unit = scene.rng, scene.unit
    colour = rng.choice(("#ff7b6b", "#ffd27a", "#8fe3ff", "#c59bff", "#9df2a8"))
    reach = rng.uniform(55, 105) * unit
    glow(scene.image, x, y, reach * 1.7, colour, 0.45)
    side = round(reach * 2.4)
    middle = side / 2
    pen = Pen((side, side))
    tips = []
    for _ in range(64):
        turn, far = rng.uniform(0, 360), reach * rng.uniform(0.55, 1)
        tip = angle(middle, middle, turn, far)
        tip = tip[0], tip[1] + far * 0.12
        pen.line(
            curve(
                angle(middle, middle, turn, far * 0.35), angle(middle, middle, turn, far * 0.75), tip, steps=4
            ),
            0.9 * unit,
            190,
        )
        tips.append(tip)
    fill(scene.image, pen.mask(), mix(colour, "#ffffff", 0.35), (x - middle, y - middle))
    for tip in tips:
        glow(
            scene.image, x - middle + tip[0], y - middle + tip[1], 5 * unit, mix(colour, "#ffffff", 0.5), 0.9
        )


def bridge(rng: Random, size: tuple[int, int], hour: str | None = None) -> Image.Image:
    """A cable-stayed bridge with two pylons over the mouth of the bay."""
    light = HOURS[hour or rng.choice(("dawn", "noon", "dusk", "night", "mist"))]
    scene = sky(rng, size, light, 0.62, rng.uniform(0.42, 0.58))
    width, height, unit = size[0], size[1], scene.unit
    base = scene.horizon + round(height * 0.05)
    edge = rng.choice((0.0, 1.0))
    hill = karst(
        rng,
        width,
        base - 4,
        scene.horizon * 0.42,
        [(edge, 0.16, 1.0), (abs(edge - 0.13), 0.07, 0.5), (1 - edge, 0.1, 0.55)],
    )
    rows = [far_islands(scene, 0.34), islands(scene, hill, base - 4, 0.55), _span(scene, base)]
    water(scene, rows)
    put(scene, *rows)
    if light.night or light is HOURS["dusk"]:
        spots = [(width * (n + 0.5) / 34, _deck(scene, (n + 0.5) / 34, base)) for n in range(34)]
        streaks(scene, [(x, (255, 200, 120)) for x, _ in spots], base, height * 0.16)
        for x, y in spots:
            glow(scene.image, x, y - 7 * unit, 13 * unit, "#ffcf80", 0.8)
    birds(scene, 6)
    junk(scene, width * rng.uniform(0.44, 0.6), base + height * 0.1, 150 * unit, rng.random() < 0.5)
    sampan(scene, width * rng.choice((0.22, 0.8)), base + height * 0.16, 95 * unit)
    return scene.image


def _deck(scene: Scene, at: float, base: float) -> float:
    """Height of the roadway, in px from the top, at a share of the width."""
    return base - scene.horizon * (0.155 + 0.06 * math.sin(math.pi * at))


def _span(scene: Scene, base: int) -> Standing:
    width, unit, hour = scene.image.width, scene.unit, scene.hour
    top = round(scene.horizon * 0.08)
    size = width, base - top
    pylons = (0.29, 0.71)
    cables, stone = Pen(size), Pen(size)

    def road(at: float) -> float:
        return _deck(scene, at, base) - top

    head = size[1] * 0.04
    for pylon in pylons:
        for side in (-1, 1):
            for cable in range(1, 18):
                at = pylon + side * 0.0121 * cable
                start = head + size[1] * (0.30 - 0.0165 * cable)
                cables.line([(pylon * width, start), (at * width, road(at))], 0.75 * unit)
    deck = [(width * n / 60, road(n / 60)) for n in range(-1, 62)]
    stone.polygon([*deck, *((x, y + 8 * unit) for x, y in reversed(deck))])
    for pier in (0.03, 0.115, 0.50 - 0.5, 0.885, 0.97):
        stone.box(pier * width - 4 * unit, road(pier), pier * width + 4 * unit, size[1])
    for pylon in pylons:
        x = pylon * width
        stone.polygon(
            [
                (x - 3.2 * unit, head),
                (x + 3.2 * unit, head),
                (x + 8 * unit, road(pylon)),
                (x + 10 * unit, size[1]),
                (x - 10 * unit, size[1]),
                (x - 8 * unit, road(pylon)),
            ]
        )
        stone.box(x - 21 * unit, size[1] - 9 * unit, x + 21 * unit, size[1])
    pale = mix("#e9e4da", hour.haze, 0.25)
    if hour.night:
        pale = mix(pale, hour.rock, 0.55)
    shade = mix(pale, hour.rock, 0.62)
    paint = vertical(size, [(0, pale), (1, mix(pale, hour.rock, 0.35))])
    pillars = stone.mask()
    side = round((2.6 if scene.lamp[0] < width / 2 else -2.6) * unit)
    lee = ImageChops.subtract(pillars, ImageChops.offset(pillars, -side, round(-3 * unit)))
    fill(paint, lee.filter(ImageFilter.BoxBlur(unit)), shade)
    under = Pen(size)
    under.polygon(
        [*((x, y + 4.5 * unit) for x, y in deck), *((x, y + 8.5 * unit) for x, y in reversed(deck))]
    )
    fill(paint, under.mask(), mix(hour.rock, "#000000", 0.25))
    return Standing(paint, ImageChops.lighter(pillars, scaled(cables.mask(), 0.85)), top, base)


def port(rng: Random, size: tuple[int, int], hour: str | None = None) -> Image.Image:
    """Gantry cranes, heaps of coal and a ship taking it on."""
    scene = sky(rng, size, HOURS[hour or rng.choice(("dawn", "dusk", "noon", "mist"))], 0.56)
    width, height, unit = size[0], size[1], scene.unit
    back = far_islands(scene, 0.5, 0.16)
    middle = scene.horizon + round(height * 0.025)
    hills = karst(
        rng,
        width,
        middle,
        scene.horizon * 0.34,
        [(rng.uniform(0, 1), rng.uniform(0.05, 0.1), rng.uniform(0.4, 1)) for _ in range(4)],
    )
    quay = scene.horizon + round(height * 0.085)
    rows = [back, islands(scene, hills, middle, 0.45), _quay(scene, quay)]
    water(scene, rows)
    put(scene, *rows)
    _ship(scene, width * rng.uniform(0.36, 0.62), quay + height * 0.045, 460 * unit, rng.random() < 0.5)
    birds(scene, 7)
    sampan(scene, width * rng.choice((0.16, 0.86)), quay + height * 0.2, 105 * unit)
    return scene.image


def _quay(scene: Scene, base: int) -> Standing:
    rng, unit, width, hour = scene.rng, scene.unit, scene.image.width, scene.hour
    top = round(scene.horizon * 0.14)
    size = width, base - top
    ground = size[1] - 13 * unit
    paint = Image.new("RGB", size, mix(hour.rock, hour.haze, 0.2))
    cover = Image.new("L", size)

    def add(pen: Pen, colour: Colour | Image.Image) -> None:
        mask = pen.mask()
        fill(paint, mask, colour)
        cover.paste(255, (0, 0), mask)

    coal = mix("#17171c", hour.haze, 0.1 + 0.15 * hour.mist)
    heaps = Pen(size)
    for _ in range(5):
        x, wide = rng.uniform(0.02, 0.98) * width, rng.uniform(60, 120) * unit
        high = wide * rng.uniform(0.38, 0.5)
        heaps.polygon(
            curve(
                (x - wide, ground),
                (x - wide * 0.35, ground - high * 0.72),
                (x, ground - high),
                (x + wide * 0.4, ground - high * 0.66),
                (x + wide, ground),
            )
        )
    grain = levels(noise(rng, size, (200, 120), 2), 0.5, 1, 0.5)
    add(
        heaps,
        Image.composite(
            Image.new("RGB", size, mix(coal, hour.glint, 0.32)), Image.new("RGB", size, coal), grain
        ),
    )
    for colour in ("#b5482f", "#2f6f8f", "#d19a3a", "#4f7a52"):
        boxes = Pen(size)
        for _ in range(9):
            x, level = rng.uniform(0, width), rng.randint(0, 3)
            for under in range(level + 1):
                boxes.box(
                    x,
                    ground - (under + 1) * 11 * unit,
                    x + 27 * unit,
                    ground - under * 11 * unit - unit * 0.6,
                )
        add(boxes, mix(colour, hour.haze, 0.28 + 0.2 * hour.mist))
    for number in range(3):
        _crane(
            add,
            size,
            width * (0.14 + 0.33 * number + rng.uniform(-0.05, 0.05)),
            ground,
            unit,
            rng.uniform(0, 1),
            hour,
        )
    slab = Pen(size)
    slab.box(0, ground, width, size[1])
    add(slab, vertical(size, [(0.9, mix("#8d8a86", hour.haze, 0.3)), (1, mix("#3b3836", hour.rock, 0.3))]))
    posts = Pen(size)
    for n in range(60):
        posts.box(width * n / 60, ground + 4 * unit, width * n / 60 + 4 * unit, size[1])
    add(posts, mix("#2c2a2b", hour.rock, 0.4))
    return Standing(paint, cover, top, base)


def _crane(
    add, size: tuple[int, int], x: float, ground: float, unit: float, raised: float, hour: Hour
) -> None:
    """A ship-to-shore gantry crane; its boom lies (0) or is raised (1)."""
    frame, cabin = Pen(size), Pen(size)
    tall, beam = 170 * unit, 132 * unit
    girder = ground - beam
    for leg in (-34, 34):
        frame.line([(x + leg * unit, ground), (x + leg * 0.82 * unit, girder)], 4.6 * unit)
    frame.line([(x - 34 * unit, ground - 40 * unit), (x + 34 * unit, ground - 40 * unit)], 3.4 * unit)
    frame.line([(x - 33 * unit, ground - 40 * unit), (x + 28 * unit, girder)], 2.2 * unit)
    frame.line([(x - 75 * unit, girder), (x + 40 * unit, girder)], 6 * unit)
    peak = (x + 26 * unit, ground - tall - 22 * unit)
    frame.line([(x + 18 * unit, girder), peak], 3.6 * unit)
    frame.line([(x + 34 * unit, girder), peak], 2.2 * unit)
    tip = angle(x + 38 * unit, girder, 62 * raised, 118 * unit)
    frame.line([(x + 38 * unit, girder), tip], 5 * unit)
    for share in (0.5, 0.95):
        frame.line(
            [peak, (x + 38 * unit + (tip[0] - x - 38 * unit) * share, girder + (tip[1] - girder) * share)],
            unit,
        )
    frame.line([peak, (x - 70 * unit, girder)], unit)
    cabin.box(x - 62 * unit, girder - 17 * unit, x - 34 * unit, girder - 2 * unit)
    if raised < 0.5:
        hook = x + 80 * unit
        frame.line([(hook, girder), (hook, girder + 58 * unit)], 0.8 * unit)
        cabin.box(hook - 9 * unit, girder + 58 * unit, hook + 9 * unit, girder + 69 * unit)
    against_the_light = hour in (HOURS["dawn"], HOURS["dusk"])
    add(frame, mix("#6b3230" if against_the_light else "#d9582b", hour.haze, 0.15 + 0.25 * hour.mist))
    add(cabin, mix("#e8e2d4", hour.haze, 0.3))


def _ship(scene: Scene, x: float, y: float, length: float, facing_left: bool) -> None:
    """A bulk carrier, half laden."""
    boat = Vessel(scene, length, facing_left, 1.1)
    tone = boat.tone
    for hatch in range(5):
        left = -0.2 + hatch * 0.128
        boat.area(tone("#c9a25b"), (left, 0.09), (left, 0.117), (left + 0.1, 0.117), (left + 0.1, 0.09))
    for crane in (-0.085, 0.17):
        boat.stroke(tone("#e4ddcf"), 0.012, (crane, 0.09), (crane, 0.2))
        boat.stroke(tone("#e4ddcf"), 0.006, (crane, 0.19), (crane + 0.11, 0.235))
    boat.area(tone("#f3efe6"), (-0.44, 0.08), (-0.44, 0.235), (-0.3, 0.235), (-0.285, 0.08))
    boat.area(tone("#f3efe6"), (-0.46, 0.2), (-0.46, 0.215), (-0.27, 0.215), (-0.27, 0.2))
    boat.area(tone("#b5482f"), (-0.41, 0.235), (-0.4, 0.29), (-0.355, 0.29), (-0.35, 0.235))
    for deck in (0.115, 0.15, 0.185):
        for port in range(5):
            left = -0.428 + port * 0.027
            boat.area(
                tone("#31404f"),
                (left, deck),
                (left, deck + 0.014),
                (left + 0.014, deck + 0.014),
                (left + 0.014, deck),
            )
    side = [
        *curve((-0.5, 0.1), (-0.485, 0.04), (-0.46, 0)),
        *curve((0.44, 0), (0.47, 0.05), (0.52, 0.125)),
        (0.4, 0.092),
        (-0.4, 0.088),
    ]
    hull = boat.area(vertical(boat.size, [(0.8, tone("#27405c")), (0.9, tone("#16263a"))]), *side)
    keel = [boat.at(*one) for one in ((-0.6, 0.0), (-0.6, 0.026), (0.6, 0.026), (0.6, 0.0))]
    red = ImageChops.multiply(shape(boat.size, lambda pen: pen.polygon(keel)), hull)
    fill(boat.paint, red, tone("#96352a"))
    boat.stroke(tone("#f3efe6"), 0.004, (-0.4, 0.088), (0.4, 0.092), (0.52, 0.125))
    boat.launch(x, y)
