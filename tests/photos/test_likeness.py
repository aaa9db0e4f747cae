"""A photo that is here already in another form is recognised."""

import random

import pytest
from PIL import Image, ImageEnhance

from articles.models import Photo
from articles.photos import ingest
from articles.photos.likeness import likeness, most_like

from .files import encoded, named

pytestmark = pytest.mark.django_db


def view(seed: int) -> Image.Image:
    """A picture of soft patches; each seed has its own."""
    noise = Image.frombytes("RGB", (12, 8), random.Random(seed).randbytes(12 * 8 * 3))
    return noise.resize((1200, 800), Image.Resampling.BICUBIC)


@pytest.mark.parametrize(
    "changed",
    [
        lambda image: encoded(image, quality=40),
        lambda image: encoded(image.resize((600, 400)), "WEBP"),
        lambda image: encoded(ImageEnhance.Brightness(image).enhance(1.15), "PNG"),
        lambda image: encoded(image.crop((6, 4, 1194, 796))),
        lambda image: encoded(image.convert("L")),
    ],
    ids=["saved again", "smaller", "lighter", "trimmed", "grey"],
)
def test_a_photo_that_looks_like_one_here_says_which(reporter, changed):
    first = ingest(encoded(view(1)), by=reporter)
    ingest(encoded(view(2)), by=reporter)
    again = ingest(changed(view(1)), by=reporter)
    assert again != first
    assert Photo.objects.get(pk=again.pk).resembles == first


def test_other_photos_and_plain_ones_are_not_alike(reporter):
    views = [encoded(view(seed)) for seed in range(12)]
    plain = [encoded(Image.new("RGB", (400, 300), colour)) for colour in ("red", "navy")]
    photos = [ingest(named(file.getvalue(), "anh.jpg"), by=reporter) for file in views + plain]
    assert [photo.resembles for photo in photos] == [None] * 14
    assert [photo.likeness for photo in photos[-2:]] == [None, None]


def test_of_several_the_nearest_is_named_and_of_equals_the_first(reporter):
    photos = [ingest(encoded(view(seed)), by=reporter) for seed in (1, 2, 3)]
    for photo, bits in zip(photos, (0b1111, 0b1, 0b10), strict=True):
        Photo.objects.filter(pk=photo.pk).update(likeness=bits)
    assert most_like(0) == photos[1]
    assert most_like(0b1111_1110) == photos[0]
    assert most_like(-1) is None
    assert most_like(None) is None


def test_a_likeness_fits_the_signed_column():
    found = [likeness(view(seed)) for seed in range(40)]
    assert all(-(2**63) <= bits < 2**63 for bits in found)
    assert any(bits < 0 for bits in found)
    assert any(bits > 0 for bits in found)
