"""A photo essay shows its pictures as wide as the page, in order."""

import pytest

from articles.models import Kind
from tests.factories import make_copies, photo_data

from .test_in_a_browser import PICTURE

HTML = '<p>Mở đầu.</p><figure data-photo="1"></figure><p>Giữa.</p><figure data-photo="2"></figure>'


def make(**fields):
    (copy,) = make_copies(
        1, html=HTML, photos=[photo_data(1), photo_data(2, width=427, height=640)], **fields
    )
    return copy


@pytest.mark.django_db
def test_its_pictures_are_asked_for_at_the_width_of_the_page(client):
    essay = client.get(make(kind=Kind.PHOTO_ESSAY).get_absolute_url()).content.decode()
    news = client.get(make().get_absolute_url()).content.decode()
    assert 'class="story essay"' in essay and "essay" not in news
    assert essay.count('sizes="(min-width: 78.5rem) 76rem, (min-resolution: 2.5dppx) 67vw, 100vw"') == 4
    assert news.count('sizes="(min-width: 46rem) 44rem, (min-resolution: 2.5dppx) 67vw, 100vw"') == 4


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_pictures_fill_the_page_and_words_keep_to_a_column(page, live_server, width):
    page.route("**/anh/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(make(kind=Kind.PHOTO_ESSAY).get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture = page.locator(".text figure").first.bounding_box()["width"]
    assert picture >= min(width - 40, 1140)
    assert page.locator(".text > p:not(.lead)").first.bounding_box()["width"] <= 38 * 16
