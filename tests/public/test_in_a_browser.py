"""What only a browser can tell: nothing moves, little is fetched, nothing sticks out."""

from io import BytesIO

import pytest
from PIL import Image

from tests.factories import make_copies, photo_data

FIGURE = '<figure data-photo="1"></figure>'
TABLE = "<table><tbody><tr>" + "<td>Nuôi trồng thuỷ sản</td>" * 12 + "</tr></tbody></table>"
LONG = "Thanhphanhoahocdimethylaminophenyldimethylpyrazolonemetansunfonatnatri" * 2
_file = BytesIO()
Image.new("RGB", (640, 427), "teal").save(_file, "PNG")
PICTURE = _file.getvalue()
SHIFTS = """
window.shifts = []
new PerformanceObserver((list) => list.getEntries().forEach((shift) => shifts.push(shift.value)))
    .observe({type: "layout-shift", buffered: true})
"""
# Our policy allows no `wait_for_function`.
DRAWN = (
    """() => new Promise((done) => new PerformanceObserver(done).observe({type: "paint", buffered: true}))"""
)


@pytest.fixture
def story(live_server):
    text = "<p>" + "Hội nghị hợp tác phát triển Quảng Ninh – Hà Nội. " * 40 + "</p>"
    (copy,) = make_copies(
        1,
        headline=f"Tỉnh uỷ Quảng Ninh {LONG}"[:250],
        lead="Sapo của bài, đủ dài để xuống dòng trên điện thoại khi chữ của báo chưa tới.",
        html=FIGURE + text + f"<p>{LONG}</p>" + TABLE + text,
        photos=[photo_data()],
    )
    return copy


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_moves_and_little_is_fetched(page, story, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    page.add_init_script(SHIFTS)
    page.route("**/anh/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
    page.goto(story.get_absolute_url(), wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    # A credit behind its caption may move by a pixel when the letters come (0.0012 was seen); no line may,
    # which would be 0.01 and more.
    assert sum(page.evaluate("shifts")) < 0.005
    fetched = page.evaluate(
        "performance.getEntriesByType('resource').map((r) => [r.name.split('?')[0], r.encodedBodySize])"
    )
    preloaded = page.eval_on_selector_all("link[rel=preload]", "(links) => links.map((link) => link.href)")
    assert sorted(preloaded) == sorted(name for name, _size in fetched if name.endswith(".woff2"))
    fonts = [size for name, size in fetched if name.endswith(".woff2")]
    assert len(fonts) == 3, "each font once, preloaded or not"
    assert sum(fonts) < 60_000
    assert 0 < sum(size for name, size in fetched if name.endswith(".js")) < 15_000


def test_letters_that_come_after_the_page_is_drawn_wait_for_the_next_page(page, story):
    # This headline takes a line more in the letters that stand in.
    type(story).objects.update(headline="Hội nghị hợp tác phát triển Quảng Ninh – Hà Nội", photos=[])
    page.set_viewport_size({"width": 390, "height": 844})
    page.add_init_script(SHIFTS)
    held = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(story.get_absolute_url(), wait_until="commit")
    page.evaluate(DRAWN)
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    assert len(held) == 3
    assert page.evaluate("shifts") == []


def test_nothing_sticks_out_at_any_width(page, story):
    for width in (320, 390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("/", "/thoi-su/", story.get_absolute_url()):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("size", ["", "larger"])
def test_the_papers_name_leaves_room_for_what_stands_beside_it(page, story, settings, size):
    settings.SITE_NAME = "Báo Quảng Ninh"
    for width in (320, 390, 640, 1024):
        page.set_viewport_size({"width": width, "height": 256})
        page.goto("/")
        page.evaluate("(size) => (document.documentElement.dataset.size = size)", size)
        name, tools, sections = (
            page.locator(f".masthead {part}").bounding_box()
            for part in (".nameplate a", ".tools", ".sections")
        )
        assert name["x"] + name["width"] <= tools["x"], width
        assert name["y"] + name["height"] <= sections["y"], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_the_text_first_and_shows_where_it_is(page, story):
    page.goto(story.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("(link) => link === document.activeElement")
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
