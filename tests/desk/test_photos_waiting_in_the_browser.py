"""A photo appears in an open page once its sizes are made; one that failed is tried again in its place."""

import pytest
from playwright.sync_api import expect

from articles.models import Photo
from articles.photos.making import make_sizes
from tests.photos.files import encoded, picture

from .conftest import change


@pytest.fixture
def nobody_makes_them(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def test_what_waits_appears_and_what_failed_is_tried_again(
    transactional_db, nobody_makes_them, page, log_in, story, users, settings
):
    log_in(page, users["reporter"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/toa-soan/articles/story/{story.pk}/photos/")
    sent = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": encoded(picture()).getvalue()}
    page.set_input_files("#files", sent)
    card = page.locator("#photos > li")
    expect(card.locator(".photo-waiting")).to_have_text("Đang tạo cỡ ảnh …")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    photo = Photo.objects.get()
    make_sizes.call(photo.pk)
    expect(card.locator("img")).to_be_visible(timeout=8000)
    assert card.locator("img").evaluate("one => one.decode().then(() => one.naturalWidth)") == 320

    Photo.objects.update(sizes={}, sizes_failure="not-written")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(change(story))
    row = page.locator(".photo-rows .inline-related[data-number='1']")
    expect(row.locator(".photo-waiting")).to_contain_text("Không tạo được cỡ ảnh")
    row.get_by_text("Thử lại").click()
    expect(row.locator("img.photo-input")).to_be_visible()
    assert page.evaluate("window.storyPhotos()[0].thumb").startswith("/anh/")
