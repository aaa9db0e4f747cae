"""Whatever a file's colours are kept in, readers see the colours that were meant."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from articles.photos.decoding import decode

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


@pytest.mark.parametrize(
    "icc",
    [b"junk" * 1_000_000, SRGB[:200], swapped_profile().replace(b"RGB XYZ ", b"CMYKXYZ ")],
    ids=["4 MB of junk", "cut short", "for CMYK"],
)
def test_a_profile_that_does_not_fit_is_ignored(icc):
    assert quarters(shown(encoded(icc_profile=icc))) == RGBW


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
