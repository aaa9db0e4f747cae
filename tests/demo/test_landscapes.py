"""The demo's drawn pictures."""

from io import BytesIO

import pytest
from PIL import Image, ImageStat

from newsroom.demo.landscapes import SCENES, draw

SMALL = (320, 214)


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_a_jpeg_of_the_size_asked_for_and_no_blank_sheet(scene):
    image = Image.open(BytesIO(draw(3, SMALL, scene)))
    assert (image.format, image.size, image.mode) == ("JPEG", SMALL, "RGB")
    assert min(ImageStat.Stat(image).stddev) > 10


def test_the_same_seed_is_the_same_picture_and_another_is_not():
    assert draw(1, SMALL) == draw(1, SMALL)
    assert draw(1, SMALL) != draw(2, SMALL)


def test_an_unknown_scene_is_an_error():
    with pytest.raises(KeyError):
        draw(1, SMALL, "moon")
