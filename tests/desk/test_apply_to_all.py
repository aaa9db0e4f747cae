"""One button gives the credit and the rights of a photo to all photos of the story."""

import pytest
from playwright.sync_api import expect

from articles.models import Photo
from articles.photos import attach, ingest

from .conftest import change


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def opened(page, log_in, users, story, jpeg):
    """The form of a story with three photos, open; and the credit and the rights of each."""
    for shade in (10, 90, 170):
        attach(story, ingest(jpeg(colour=(shade, 90, 160)), by=users["reporter"]), caption="Cầu cảng.")
    log_in(page, users["reporter"])
    page.goto(change(story))
    credits = [page.locator(f"#id_story_photos-{index}-credit") for index in range(3)]
    rights = [page.locator(f"#id_story_photos-{index}-rights") for index in range(3)]
    return page, credits, rights


@pytest.mark.django_db(transaction=True)
def test_by_keyboard_all_get_them_and_undo_takes_them_back(opened):
    page, credits, rights = opened
    credits[2].fill("Thu Trang")
    credits[0].fill("Minh Hà")
    rights[0].select_option("staff")
    row = page.locator("#story_photos-0 .apply-all")
    row.get_by_role("button", name="cho mọi ảnh").focus()
    page.keyboard.press("Enter")
    for index in range(3):
        expect(credits[index]).to_have_value("Minh Hà")
        expect(rights[index]).to_have_value("staff")
    expect(row.get_by_role("status")).to_contain_text("2 ảnh khác")
    credits[1].fill("Đức Long")
    row.get_by_role("button", name="Hoàn tác").click()
    expect(credits[2]).to_have_value("Thu Trang")
    expect(rights[2]).to_have_value("")
    # What was typed in between stays.
    expect(credits[1]).to_have_value("Đức Long")
    row.get_by_role("button", name="cho mọi ảnh").click()
    page.locator("[name=_save]").click()
    expect(page.locator(".success")).to_be_visible()
    assert set(Photo.objects.values_list("rights", flat=True)) == {"staff"}
    assert {use.credit for photo in Photo.objects.all() for use in photo.uses.all()} == {"Minh Hà"}


@pytest.mark.django_db(transaction=True)
def test_with_nothing_to_give_it_says_so_and_empties_nothing(opened):
    page, credits, _rights = opened
    credits[1].fill("Thu Trang")
    page.locator("#story_photos-0 .apply-all").get_by_role("button", name="cho mọi ảnh").click()
    expect(page.locator("#story_photos-0 .apply-all").get_by_role("status")).to_contain_text("Hãy điền")
    expect(credits[1]).to_have_value("Thu Trang")
