"""A port: gantry cranes, heaps of coal, a ship."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops

from .boats import Vessel, sampan
from .islands import islands, karst
from .paint import Colour, Pen, angle, curve, fill, levels, mix, noise, shape, vertical
from .sea import HOURS, Hour, Scene, Standing, birds, sky, water
from .shore import far_islands, put


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
