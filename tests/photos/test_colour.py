"""Whatever a file's colours are kept in, readers see the colours that were meant."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from articles.photos.decoding import decode

from . import icc
from .files import corner, encoded, named, picture

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def shown(file: BytesIO) -> Image.Image:
    image = decode(file, "anh").image
    assert image.mode == "RGB"
    assert image.info == {}
    return image


def quarters(image: Image.Image) -> list[str]:
    return [corner(image, which) for which in range(4)]


RGBW = ["red", "green", "blue", "white"]


def swapped_profile() -> bytes:
    """An RGB profile in which red and blue have changed places: it cannot be overlooked."""
    data = bytearray(SRGB)
    tags = {
        bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * int.from_bytes(data[128:132], "big"), 12)
    }
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    data[red : red + 4], data[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_profile_is_applied(kind):
    assert quarters(shown(encoded(kind=kind, icc_profile=swapped_profile()))) == [
        "blue",
        "green",
        "red",
        "white",
    ]


def test_cmyk_without_a_profile_is_shown():
    assert quarters(shown(encoded(picture().convert("CMYK")))) == RGBW


def as_srgb(colour: tuple[int, int, int]) -> list[int]:
    """What Adobe RGB (1998) means by a colour, in sRGB, by the formulas of both and not by any library."""
    red, green, blue = ((one / 255) ** (563 / 256) for one in colour)
    linear = (
        1.39836 * red - 0.39836 * green,
        green,
        -0.04293 * green + 1.04293 * blue,
    )
    return [
        round(255 * (12.92 * one if one <= 0.0031308 else 1.055 * one ** (1 / 2.4) - 0.055)) for one in linear
    ]


@pytest.mark.parametrize("colour", [(180, 90, 60), (110, 160, 90), (90, 110, 190), (128, 128, 128)])
def test_adobe_rgb_is_converted(colour):
    file = encoded(Image.new("RGB", (200, 200), colour), quality=98, icc_profile=icc.adobe_rgb())
    expected = as_srgb(colour)
    assert shown(file).getpixel((100, 100)) == pytest.approx(expected, abs=3)
    if len(set(colour)) > 1:
        assert max(abs(a - b) for a, b in zip(colour, expected, strict=True)) > 5


@pytest.mark.parametrize(
    ("ink", "named"), [((255, 0, 0, 0), "red"), ((0, 255, 0, 0), "green"), ((0, 0, 255, 0), "blue")]
)
def test_cmyk_with_a_profile_is_shown_as_it_prints(ink, named):
    file = encoded(Image.new("CMYK", (200, 200), ink), quality=98, icc_profile=icc.odd_press())
    assert corner(shown(file), 0) == named


def test_black_and_paper_of_a_cmyk_profile_are_black_and_white():
    for ink, level in (((0, 0, 0, 255), 0), ((0, 0, 0, 0), 255)):
        file = encoded(Image.new("CMYK", (200, 200), ink), quality=98, icc_profile=icc.odd_press())
        assert shown(file).getpixel((100, 100)) == pytest.approx((level,) * 3, abs=4)


@pytest.mark.parametrize(
    "odd",
    [icc.odd_press(), b"junk" * 1_000_000, SRGB[:200], swapped_profile().replace(b"RGB XYZ ", b"CMYKXYZ ")],
    ids=["of a press", "4 MB of junk", "cut short", "for CMYK"],
)
def test_a_profile_that_does_not_fit_is_ignored(odd):
    assert quarters(shown(encoded(icc_profile=odd))) == RGBW


def test_an_rgb_profile_in_a_grey_photo_is_ignored():
    grey = shown(encoded(picture().convert("L"), icc_profile=swapped_profile()))
    assert grey.getpixel((700, 500)) == pytest.approx((250, 250, 250), abs=2)


def test_sixteen_bits_a_pixel_are_not_clipped():
    grey = Image.new("I;16", (100, 100), 40_000)
    assert shown(encoded(grey, "PNG")).getpixel((50, 50)) == pytest.approx((156, 156, 156), abs=1)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
@pytest.mark.parametrize("width", [100, 2400])
def test_what_is_transparent_becomes_white(mode, width):
    image = picture(width, width)
    image.putalpha(Image.new("L", image.size, 0))
    image.paste((0, 0, 0, 255), (0, 0, width // 2, width))
    file = encoded(image.quantize(16), "PNG") if mode == "P" else encoded(image.convert(mode), "PNG")
    flat = shown(file)
    assert flat.getpixel((flat.width // 8, flat.height // 2)) == (0, 0, 0)
    assert flat.getpixel((flat.width * 7 // 8, flat.height // 2)) == (255, 255, 255)


def test_a_palette_is_shown():
    assert quarters(shown(encoded(picture().quantize(16), "PNG"))) == RGBW
    assert quarters(shown(named(encoded(picture(), "GIF").getvalue(), "x"))) == RGBW
