"""The editor in a real browser: what it shows of a story's photos, and what it sends back."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import expect

from articles.models import Story
from articles.photos import attach
from articles.workflow import record_edit
from newsroom.roles import REPORTER
from tests.factories import make_user

BODY = '<p>Mở đầu “chào”, năm 2016 – 2020.</p>\n<figure data-photo="1"></figure>\n<p>Kết.</p>'


@pytest.fixture
def story(transactional_db):
    """A reporter's draft with two photo slots, the first of them in the text."""
    call_command("sync_roles", verbosity=0)
    reporter = make_user("phongvien")
    reporter.groups.add(Group.objects.get(name=REPORTER))
    story = Story.objects.create(headline="Khánh thành", body=BODY, author=reporter)
    attach(story, None, caption="Quang cảnh.")
    attach(story, None, caption="Lãnh đạo trao quà.")
    record_edit(story, by=reporter)
    return story


@pytest.fixture
def opened(page, log_in, story):
    """The story's form, with the editor ready."""
    log_in(page, story.author)
    page.goto(f"/toa-soan/articles/story/{story.pk}/change/")
    expect(page.locator(".cke_wysiwyg_div")).to_be_visible()
    return page


def text(page):
    return page.locator(".cke_wysiwyg_div")


def save(page):
    page.get_by_role("button", name=re.compile("^Lưu$")).click()
    expect(page.locator(".messagelist")).to_be_visible()


def test_a_photo_in_the_text_shows_its_caption_and_that_it_waits_for_its_file(opened):
    figure = text(opened).locator("figure")
    expect(figure).to_contain_text("Ảnh 1, chưa có tệp")
    expect(figure).to_contain_text("Quang cảnh.")


def test_opening_and_saving_changes_nothing(opened, story):
    save(opened)
    story.refresh_from_db()
    assert story.body == BODY
    assert story.revisions.count() == 1


def test_a_photo_is_chosen_from_the_storys_own_and_placed_at_the_cursor(opened, story):
    text(opened).get_by_text("Kết.").click()
    opened.keyboard.press("End")
    opened.get_by_role("button", name="Chèn ảnh").click()
    dialog = opened.get_by_role("dialog")
    expect(dialog.get_by_role("button", name=re.compile("Quang cảnh"))).to_be_disabled()
    dialog.get_by_role("button", name=re.compile("Lãnh đạo trao quà")).click()
    expect(text(opened).locator("figure")).to_have_count(2)
    save(opened)
    story.refresh_from_db()
    assert story.body == BODY + '\n<figure data-photo="2"></figure>'


def test_choosing_can_be_left_with_the_keyboard(opened):
    opened.get_by_role("button", name="Chèn ảnh").click()
    expect(opened.get_by_role("dialog")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("dialog")).to_have_count(0)


def test_a_place_whose_photo_is_gone_says_so(opened, story):
    story.story_photos.get(number=1).delete()
    opened.reload()
    expect(text(opened).locator("figure")).to_contain_text("Bài không còn ảnh 1")


def test_a_heading_is_one_press_and_is_stored_as_such(opened, story):
    text(opened).get_by_text("Kết.").click()
    opened.get_by_role("button", name="Tít phụ").click()
    save(opened)
    story.refresh_from_db()
    assert story.body.endswith("<h2>Kết.</h2>")
