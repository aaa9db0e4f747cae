"""The focal point stays in view in every cut, and another one makes another picture for sharing."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from articles.models import Photo
from articles.photos import ingest, storage
from articles.photos.making import have_made
from articles.photos.resizing import around
from articles.public.figures import picture, position
from tests.factories import photo_data

from .files import encoded

pytestmark = pytest.mark.django_db
RED = (230, 20, 20)


def dotted(width, height, x, y):
    """A grey picture with a red dot of 40 px at (x, y), in hundredths, moved inside where it would be cut."""
    image = Image.new("RGB", (width, height), (120, 120, 120))
    left, top = (min(max(side * at / 100 - 20, 0), side - 40) for side, at in ((width, x), (height, y)))
    ImageDraw.Draw(image).ellipse((left, top, left + 40, top + 40), fill=RED)
    return image


def reds(address):
    """How much of the dot is in a file, in px of it."""
    with storage.sizes().open(storage.stored_name(address.rsplit("/", 1)[-1])) as file:
        image = Image.open(BytesIO(file.read())).convert("RGB")
    return sum(count for count, (r, g, b) in image.getcolors(1 << 24) if r > 180 and g < 90 and b < 90)


def focused(reporter, size, x, y):
    photo = ingest(encoded(dotted(*size, x, y)), by=reporter)
    middle = photo.sizes["share"][2]
    photo.focus_x, photo.focus_y = x, y
    photo.save()
    have_made(photo)
    return Photo.objects.get(pk=photo.pk), middle


@pytest.mark.parametrize(
    ("size", "x", "y"),
    [
        ((800, 1600), 50, 2),
        ((800, 1600), 50, 97),
        ((900, 1200), 10, 15),
        ((2600, 400), 4, 50),
        ((2600, 400), 100, 100),
    ],
)
def test_the_cut_for_sharing_contains_it_where_the_middle_would_not(reporter, size, x, y):
    photo, middle = focused(reporter, size, x, y)
    share = photo.sizes["share"][2]
    assert share != middle
    assert reds(middle) == 0
    assert reds(share) > 500
    assert abs(photo.sizes["share"][0] / photo.sizes["share"][1] - 1200 / 630) < 0.02


def test_only_the_cut_for_sharing_gets_another_address(reporter):
    photo = ingest(encoded(dotted(900, 1200, 50, 10)), by=reporter)
    before = photo.sizes
    photo.focus_y = 10
    photo.save()
    have_made(photo)
    assert photo.sizes["share"] != before["share"]
    assert {kind: photo.sizes[kind] for kind in ("webp", "jpeg")} == {
        kind: before[kind] for kind in ("webp", "jpeg")
    }
    photo.focus_y = 50
    photo.save()
    have_made(photo)
    assert photo.sizes == before


@pytest.mark.parametrize("size", [(1200, 800), (800, 1200), (5000, 400), (400, 5000)])
@pytest.mark.parametrize("focus", [(0, 0), (50, 50), (100, 100), (33, 71), (100, 0)])
def test_every_cut_lies_inside_the_picture_and_around_the_point(size, focus):
    for wanted in ((1200, 630), (3, 2), (4, 5)):
        left, top, right, bottom = around(focus, size, wanted)
        assert left >= -1e-6 and top >= -1e-6 and right <= size[0] + 1e-6 and bottom <= size[1] + 1e-6
        assert left - 1e-6 <= size[0] * focus[0] / 100 <= right + 1e-6
        assert top - 1e-6 <= size[1] * focus[1] / 100 <= bottom + 1e-6
        assert (right - left) / (bottom - top) == pytest.approx(wanted[0] / wanted[1])


def test_lists_are_told_in_classes_that_the_style_sheet_has(settings):
    css = (settings.BASE_DIR / "static/public/paper.css").read_text()
    assert position(photo_data()) == ""
    old = photo_data()
    del old["focus"]
    assert picture(old)["position"] == ""
    for x in range(101):
        for one in position(photo_data(focus=[x, 1])).split():
            assert f".{one} {{ --" in css, one
