"""The demo's drawn pictures."""

from io import BytesIO

import pytest
from PIL import Image, ImageStat

from newsroom.demo.landscapes import KINDS, draw

SMALL = (320, 214)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_a_jpeg_of_the_size_asked_for_and_no_blank_sheet(kind):
    image = Image.open(BytesIO(draw(kind, 3, SMALL)))
    assert (image.format, image.size, image.mode) == ("JPEG", SMALL, "RGB")
    assert min(ImageStat.Stat(image).stddev) > 10


def test_the_same_seed_is_the_same_picture_and_another_is_not():
    assert draw("bay dusk", 1, SMALL) == draw("bay dusk", 1, SMALL)
    assert draw("bay dusk", 1, SMALL) != draw("bay dusk", 2, SMALL)


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        draw("moon", 1, SMALL)
