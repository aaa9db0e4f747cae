"""A reader chooses how to read, the device remembers, nothing moves; without scripts the device decides."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import ReadCount
from articles.public import counting
from tests.factories import make_copies, make_section
from tests.public.test_in_a_browser import SHIFTS

pytestmark = pytest.mark.once

PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(253, 252, 249)", "rgb(18, 22, 24)"


@pytest.fixture
def story(live_server):
    return make_copies(2)[0]


def test_the_choice_is_remembered_on_every_page(page, story):
    page.add_init_script(SHIFTS)
    page.emulate_media(color_scheme="light")
    page.goto("/")
    assert page.evaluate(PAPER) == LIGHT
    page.locator(".reading summary").press("Enter")
    page.get_by_role("radio", name="Tối").check()
    page.get_by_role("radio", name="Rất lớn").check()
    assert page.evaluate(PAPER) == DARK
    page.keyboard.press("Escape")
    expect(page.locator(".reading summary")).to_be_focused()
    expect(page.locator(".reading .panel")).to_be_hidden()
    page.goto(story.get_absolute_url())
    assert page.evaluate(PAPER) == DARK
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "21px"
    page.evaluate("document.fonts.ready")
    assert sum(page.evaluate("shifts")) < 0.001
    page.emulate_media(color_scheme="dark")
    page.locator(".reading summary").click()
    page.get_by_role("radio", name="Sáng").check()
    assert page.evaluate(PAPER) == LIGHT
    page.get_by_role("radio", name="Theo thiết bị").check()
    assert page.evaluate(PAPER) == DARK


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_largest_letters_fit_and_every_target_is_large_enough(page, story, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script("localStorage.setItem('size', 'larger')")
    for path in ("/", "/gioi-thieu/", story.get_absolute_url()):
        page.goto(path)
        page.locator(".reading summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for target in page.locator(".reading :is(summary, label), .share a").all():
            assert min(target.bounding_box()["height"], target.bounding_box()["width"]) >= 24


def test_without_scripts_there_is_nothing_to_choose_and_links_lead_on(browser, live_server, story):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(story.get_absolute_url())
    assert not page.locator(".reading").is_visible()
    links = [one.get_attribute("href") for one in page.locator(".share a").all()]
    context.close()
    assert [link.split("/")[2] for link in links[:2]] == ["button-share.zalo.me", "www.facebook.com"]
    assert links[2].endswith(story.get_absolute_url())


def test_a_link_is_copied_and_the_reading_is_counted(page, story, monkeypatch):
    monkeypatch.setattr(counting, "tally", counting.Tally())
    monkeypatch.setattr(counting, "BOTS", counting.re.compile("nobody"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with page.expect_request("**/dem/*") as told:
        page.goto(story.get_absolute_url())
    assert told.value.method == "POST"
    page.get_by_role("link", name="Chép liên kết").click()
    expect(page.locator(".share [role=status]")).to_have_text("Đã chép liên kết")
    assert page.evaluate("navigator.clipboard.readText()").endswith(story.get_absolute_url())
    counting.write(counting.tally.take(now=True))
    assert ReadCount.objects.get().reads == 1


def test_a_phone_shows_where_in_the_row_of_sections_one_is(page, live_server):
    for number in range(12):
        section = make_section(f"Chuyên mục thứ {number}", f"muc-{number}")
    (copy,) = make_copies(1, section=section)
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/muc-11/", copy.get_absolute_url()):
        page.goto(path)
        expect(page.locator(".sections [aria-current]")).to_be_in_viewport(ratio=1)
    page.goto("/")
    expect(page.locator(".sections a").first).to_be_in_viewport(ratio=1)


def test_over_a_slow_link_the_row_of_sections_begins_there_too(page, live_server):
    """The page is read before its styles have come: there is no row yet that could be moved."""
    for number in range(12):
        make_section(f"Chuyên mục thứ {number}", f"muc-{number}")
    page.set_viewport_size({"width": 390, "height": 844})
    held = []
    page.route(re.compile(r"/paper\b.*css"), lambda route: held.append(route))
    page.goto("/muc-11/", wait_until="domcontentloaded")
    for route in held:
        route.continue_()
    assert len(held) == 1
    expect(page.locator(".sections [aria-current]")).to_be_in_viewport(ratio=1)


def test_what_is_printed_says_where_it_stood_and_is_black_on_white(page, story):
    page.emulate_media(media="print", color_scheme="dark")
    for path in (story.get_absolute_url(), "/thoi-su/", "/luu-tru/?tu=2019-08-10"):
        page.goto(path)
        expect(page.locator(".printed-address")).to_have_text(f"http://localhost:8000{path}")
        expect(page.locator(".printed-address")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('main')).color") == "rgb(0, 0, 0)"
        assert not any(form.is_visible() for form in page.locator("form").all())
    page.emulate_media(media="screen")
    expect(page.locator(".printed-address")).to_be_hidden()
