"""Photo files made for tests."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

CORNERS = {"red": (220, 30, 30), "green": (30, 160, 40), "blue": (30, 40, 210), "white": (250, 250, 250)}


def picture(width: int = 800, height: int = 600, seed: int = 0) -> Image.Image:
    """Red, green, blue and white quarters (from the top left, by rows); `seed` tells pictures apart."""
    image = Image.new("RGB", (width, height), CORNERS["red"])
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height // 2), CORNERS["green"])
    draw.rectangle((0, height // 2, width // 2, height), CORNERS["blue"])
    draw.rectangle((width // 2, height // 2, width, height), CORNERS["white"])
    draw.ellipse((width // 2 - 9, height // 2 - 9, width // 2 + 9, height // 2 + 9), (seed % 256, 90, 90))
    return image


def encoded(image: Image.Image | None = None, kind: str = "JPEG", name: str = "", **options) -> BytesIO:
    """The picture as an uploaded file, named after its kind unless told."""
    file = BytesIO()
    (image or picture()).save(file, kind, **options)
    return named(file.getvalue(), name or f"DSC_0001.{kind.lower()}")


def named(data: bytes, name: str) -> BytesIO:
    file = BytesIO(data)
    file.name = name
    return file


def corner(image: Image.Image, which: int) -> str:
    """The colour of a quarter of the picture, 0 to 3 by rows, by its nearest name."""
    x = image.width // 8 if which % 2 == 0 else image.width * 7 // 8
    y = image.height // 8 if which < 2 else image.height * 7 // 8
    there = image.convert("RGB").getpixel((x, y))
    return min(CORNERS, key=lambda name: sum((a - b) ** 2 for a, b in zip(CORNERS[name], there, strict=True)))
