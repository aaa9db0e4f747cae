"""What is longer than fits is refused with its length, and stays where it was typed: nothing cuts it."""

import pytest
from playwright.sync_api import expect

from articles.models import Comment, StoryPhoto
from articles.photos import attach, ingest

from .conftest import change, save
from .test_sending_photos import page as photos_page
from .test_sending_photos import say

LONG = ("Tên-của-một-cuộc-họp " * 120).strip()


@pytest.fixture
def photo(story, users, jpeg):
    return attach(story, ingest(jpeg(), by=users["reporter"]), caption="Cầu cảng.", credit="Minh Hà")


@pytest.mark.parametrize("name", ["headline", "place", "story_photos-0-credit", "story_photos-0-alt"])
def test_a_storys_form_keeps_all_that_was_typed_and_says_how_much_fits(at_desk, story, photo, name):
    answer = save(at_desk("reporter"), story, **{name: LONG})
    said = answer.content.decode()
    assert answer.status_code == 200 and LONG in said
    limit = {"headline": 250, "place": 120, "story_photos-0-credit": 160, "story_photos-0-alt": 300}[name]
    assert f"tối đa {limit} kí tự (hiện có {len(LONG)})" in said


def test_words_of_a_photo_sent_by_themselves_are_refused_not_cut(at_desk, story, photo):
    answer = say(at_desk("reporter"), story, credit=["Minh Hà", "x" * 161], alt=["", "Một cây cầu"])
    assert answer.status_code == 422
    assert "“Ghi công” dài 161 ký tự, chỉ được tối đa 160" in answer.json()["error"]
    assert StoryPhoto.objects.get().credit == "Minh Hà"
    # A caption longer than the page takes, written in the form, is no reason to refuse the rest.
    StoryPhoto.objects.update(caption=LONG)
    assert say(at_desk("reporter"), story, caption=[LONG, LONG], alt=["", "Cầu"]).status_code == 200


def test_without_a_script_the_words_refused_are_still_in_their_fields(at_desk, story, photo):
    sent = {"1-caption": "Chú thích mới", "1-credit": "y" * 161}
    answer = at_desk("reporter").post(photos_page(story), sent)
    said = answer.content.decode()
    assert "Ảnh 1: “Ghi công” dài 161" in said
    assert "y" * 161 in said and "Chú thích mới" in said


def test_pasted_on_a_phone_it_is_all_there_with_the_reason(page, log_in, users, story, photo):
    log_in(page, users["reporter"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(photos_page(story))
    page.get_by_label("Ghi công").last.click()
    page.keyboard.insert_text("x" * 200)
    page.get_by_label("Ghi công").last.blur()
    expect(page.locator(".kept")).to_contain_text("tối đa 160")
    page.reload()
    expect(page.get_by_label("Ghi công").last).to_have_value("Minh Hà" + "x" * 200)
    expect(page.locator(".kept")).to_contain_text("tối đa 160")


def test_a_reply_that_is_too_long_stays_in_its_field(page, log_in, users, story):
    Comment.objects.create(story=story, revision=story.revisions.get(), text="Nguồn?", author=users["editor"])
    log_in(page, users["reporter"])
    page.goto(f"{change(story)}#comments")
    page.locator(".threads summary", has_text="Trả lời").click()
    reply = page.locator(".threads textarea")
    reply.click()
    page.keyboard.insert_text("z" * 2001)
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.locator(".threads .errornote")).to_contain_text("2000 kí tự (hiện có 2001)")
    expect(reply).to_have_value("z" * 2001)
    assert Comment.objects.count() == 1
