"""axe-core finds nothing on a page of any kind for readers, light and dark."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from articles.models import Imprint
from people.models import Person
from people.registry import body, hold, post
from tests.factories import make_copies, photo_data
from tests.public.test_corrections import correct
from tests.public.test_imprint import WRITTEN

pytestmark = pytest.mark.once

RULES = {
    "resultTypes": ["violations"],
    # It would fetch style sheets again and add inline ones, which our policy refuses.
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# Django's own pages are not ours to restyle beyond what the guidelines ask.
DESK = {**RULES, "runOnly": RULES["runOnly"][:-1]}
COLOURS = {**RULES, "runOnly": ["color-contrast", "link-in-text-block"]}
FIGURE = '<figure data-photo="1"></figure>'
TEXT = "<h2>Mục</h2><p>Chữ <a href='/thoi-su/'>và liên kết</a>.</p><blockquote><p>Lời.</p></blockquote>"
TABLE = "<table><thead><tr><th>Cột</th></tr></thead><tbody><tr><td>Ô</td></tr></tbody></table>"


@pytest.fixture
def pages(live_server) -> dict[str, str]:
    """One page of every kind for readers: {name: address}."""
    Imprint.objects.create(pk=1, ethics="Có nguồn.", about="Giới thiệu.", **WRITTEN)
    cache.clear()
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    ward = body("UBND phường Hòn Ngọc")
    hold(person, post("Chủ tịch", ward), "2015", verified_on="2019-08-10")
    copies = make_copies(8, photos=[photo_data()], mentions=[person], html=FIGURE + TEXT + TABLE)
    (essay,) = make_copies(1, photos=[photo_data()], html=FIGURE, kind="photo-essay")
    (gone,) = make_copies(1, live_until=timezone.now(), withdrawn_at=timezone.now())
    notice = correct(copies[0])
    correct(copies[1], requester="Công ty Cảng Mẫu", document="12/CV")
    cache.set("most-read", [copy.story_id for copy in copies])
    return {
        "front": "/",
        "section": "/thoi-su/",
        "story": copies[0].get_absolute_url(),
        "essay": essay.get_absolute_url(),
        "gone": gone.get_absolute_url(),
        "missing": "/khong-co-trang-nay/",
        "people": reverse("people") + "?q=yen",
        "person": person.get_absolute_url(),
        "body": ward.get_absolute_url(),
        "search": "/tim-kiem/?q=tin",
        "archive": reverse("archive"),
        "about": reverse("about"),
        "corrections": reverse("corrections"),
        "correction": notice.get_absolute_url(),
    }


def faults(page, rules: dict = RULES) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {json.dumps([w['message'] for w in node['any'][:1]])}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_for_readers(page, pages, width):
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for name, path in pages.items():
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(path)
        if name == "front":
            page.locator(".reading summary").click()
        found[name] = faults(page)
        # In the dark the same page has other colours, and nothing else is another.
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found[f"{name}, dark"] = faults(page, COLOURS)
    assert not any(found.values()), json.dumps(found, indent=1, ensure_ascii=False)
