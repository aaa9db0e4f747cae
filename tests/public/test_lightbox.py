"""A picture opens over its story, by keyboard and by touch; without scripts its link opens the file."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.factories import make_copies, photo_data

from .test_in_a_browser import PICTURE

pytestmark = pytest.mark.once

FIGURES = "".join(f'<figure data-photo="{n}"></figure><p>{"Chữ của bài. " * 60}</p>' for n in (1, 2, 3))


def photos(count=3, **fields):
    return [photo_data(number, **fields) for number in range(1, count + 1)]


@pytest.fixture
def story(live_server):
    return make_copies(1, html=FIGURES, photos=photos())[0]


@pytest.fixture
def opened(page, story):
    page.route("**/anh/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
    page.goto(story.get_absolute_url())
    return page


def test_the_keyboard_opens_turns_and_closes_it_and_focus_comes_back(opened):
    page = opened
    links = page.locator("a.enlarge")
    box = page.get_by_role("dialog")
    expect(box).to_be_hidden()
    links.nth(0).focus()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    expect(box).to_contain_text("Ảnh 1/3")
    expect(box).to_contain_text("Chú thích 1")
    expect(box).to_contain_text("Ảnh: Minh Hà")
    page.keyboard.press("ArrowRight")
    expect(box).to_contain_text("Chú thích 2")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(box).to_contain_text("Ảnh 3/3")
    page.keyboard.press("Home")
    expect(box).to_contain_text("Ảnh 1/3")
    page.keyboard.press("End")
    expect(box.get_by_role("img")).to_have_attribute("alt", "Mô tả 3")
    # Focus stays inside, or goes to the browser's own buttons; never to the page behind.
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(links.nth(2)).to_be_focused()
    expect(links.nth(2)).to_be_in_viewport()


def test_the_mouse_turns_and_closes_it(opened):
    page = opened
    box = page.get_by_role("dialog")
    page.locator("a.enlarge").nth(1).click()
    expect(box).to_contain_text("Chú thích 2")
    box.get_by_role("button", name="Ảnh sau").click()
    expect(box).to_contain_text("Chú thích 3")
    box.get_by_role("button", name="Ảnh trước").click()
    expect(box).to_contain_text("Chú thích 2")
    box.get_by_role("button", name="Đóng").click()
    expect(box).to_be_hidden()
    page.locator("a.enlarge").nth(1).click()
    page.locator(".lightbox-picture").click(position={"x": 5, "y": 5})
    expect(box).to_be_hidden()


def test_a_finger_turns_and_closes_it(browser, live_server, story):
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.route("**/anh/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
    page.goto(story.get_absolute_url())
    touch = context.new_cdp_session(page)

    def swipe(start, end):
        for kind, points in (
            ("touchStart", [start]),
            ("touchMove", [end]),
            ("touchEnd", []),
        ):
            touch.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
            )

    box = page.get_by_role("dialog")
    page.locator("a.enlarge").nth(0).tap()
    expect(box).to_contain_text("Chú thích 1")
    shown, room = (page.locator(f".lightbox-picture{part}").bounding_box() for part in (" img", ""))
    above, below = shown["y"] - room["y"], room["y"] + room["height"] - shown["y"] - shown["height"]
    assert abs(above - below) < 60, "in the middle of the screen"
    swipe((300, 400), (80, 410))
    expect(box).to_contain_text("Chú thích 2")
    swipe((80, 400), (300, 410))
    expect(box).to_contain_text("Chú thích 1")
    swipe((200, 300), (205, 318))
    expect(box).to_contain_text("Chú thích 1")
    for button in box.get_by_role("button").all():
        size = button.bounding_box()
        assert min(size["width"], size["height"]) >= 44
    swipe((200, 300), (205, 600))
    expect(box).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_tall_picture_and_a_long_caption_both_fit_the_screen(page, live_server, width):
    tall = BytesIO()
    Image.new("RGB", (600, 2000), "teal").save(tall, "PNG")
    long = photo_data(1, width=600, height=2000, caption="Chú thích rất dài. " * 80)
    (copy,) = make_copies(1, html='<figure data-photo="1"></figure>', photos=[long])
    page.route("**/anh/**", lambda route: route.fulfill(body=tall.getvalue(), content_type="image/png"))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(copy.get_absolute_url())
    page.locator("a.enlarge").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    shown = page.locator(".lightbox img").bounding_box()
    words = page.locator(".lightbox-words").bounding_box()
    assert shown["height"] > 200
    assert shown["y"] >= 0 and shown["x"] >= 0
    assert shown["y"] + shown["height"] <= words["y"] + 1
    assert words["y"] + words["height"] <= 801
    # A single picture has nothing to turn to.
    expect(page.get_by_role("button", name="Ảnh sau")).to_be_hidden()


def test_nothing_fades_for_readers_who_ask_for_less_motion(page, story):
    page.emulate_media(reduced_motion="reduce")
    page.route("**/anh/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
    page.goto(story.get_absolute_url())
    page.locator("a.enlarge").nth(0).press("Enter")
    assert page.get_by_role("dialog").evaluate("(box) => getComputedStyle(box).animationName") == "none"


def test_without_scripts_the_link_opens_the_largest_file(client, db):
    (copy,) = make_copies(1, html=FIGURES, photos=photos())
    page = client.get(copy.get_absolute_url()).content.decode()
    assert re.findall(r'<a class="enlarge" href="([^"]+)" title=', page) == ["/anh/jpeg640.jpeg"] * 3


def test_the_script_is_asked_for_late_and_only_where_there_are_photos(client, db):
    with_photos, without = make_copies(2)
    type(with_photos).objects.filter(pk=with_photos.pk).update(html=FIGURES, photos=photos())
    script = re.compile(r"<script src=\"[^\"]+lightbox[^\"]*\.js[^\"]*\" defer></script>")
    assert script.search(client.get(with_photos.get_absolute_url()).content.decode())
    assert "lightbox.js" not in client.get(without.get_absolute_url()).content.decode()
    assert "<dialog" not in client.get(without.get_absolute_url()).content.decode()


def test_a_first_picture_far_down_waits_like_the_others(client, db):
    far = f'<p>{"Chữ của bài. " * 60}</p><figure data-photo="1"></figure>'
    near = '<p>Một câu mở đầu.</p><figure data-photo="1"></figure>'
    for html, said in ((far, 'loading="lazy"'), (near, 'fetchpriority="high"')):
        (copy,) = make_copies(1, html=html, photos=photos(1))
        assert said in client.get(copy.get_absolute_url()).content.decode()
