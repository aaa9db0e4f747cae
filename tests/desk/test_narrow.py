"""At 400 % zoom, which leaves 320 px, nothing of the desk's lists and forms is cut; only tables scroll."""

import pytest
from django.urls import reverse

from people.registry import body, hold, person, post
from tests.factories import make_user

pytestmark = pytest.mark.once

OUTSIDE = """() => {
    const scrolls = (one) =>
        one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
    return [...document.querySelectorAll("#content :is(h1, th, td, label, input, select, textarea, .help)")]
        .filter((one) => one.checkVisibility() && !one.closest(".empty-form, .select2-hidden-accessible"))
        .filter((one) => one.getBoundingClientRect().right > innerWidth && !scrolls(one.parentElement))
        .map((one) => one.outerHTML.slice(0, 120));
}"""
# A part of a form that hides what is wider than itself.
CUT = """() => [...document.querySelectorAll("#content :is(.form-row, fieldset)")]
    .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.className}: ${one.scrollWidth} > ${one.clientWidth}`)"""

# What has the focus while something else stands before it.
COVERED = """() => [...document.querySelectorAll("#content :is(a[href], button, input, select, summary)")]
    .filter((one) => one.checkVisibility() && one.tabIndex >= 0)
    .filter((one) => {
        one.focus();
        const box = one.getBoundingClientRect();
        const before = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        const bar = before?.closest(".submit-row");
        return one === document.activeElement && bar && !bar.contains(one);
    })
    .map((one) => one.outerHTML.slice(0, 120))"""


def test_nothing_sticks_out_or_is_cut_or_covered(page, log_in, live_server, story):
    chief = make_user(is_superuser=True)
    ward = body("Uỷ ban nhân dân phường Hòn Ngọc")
    someone = person("Vũ Thị Hải Yến")
    hold(someone, post("Phó Chủ tịch Thường trực", ward), "2015")
    log_in(page, chief)
    page.set_viewport_size({"width": 320, "height": 256})
    names = ("articles_story", "people_person", "people_tenure", "ledger_entry", "articles_correction")
    paths = [reverse(f"admin:{name}_changelist") for name in names]
    paths += [
        reverse("admin:articles_story_change", args=[story.pk]),
        reverse("admin:people_person_change", args=[someone.pk]),
        reverse("admin:people_body_change", args=[ward.pk]),
        reverse("admin:people_body_rename", args=[ward.pk]),
    ]
    found = {}
    for path in paths:
        page.goto(path)
        found[path] = [*page.evaluate(OUTSIDE), *page.evaluate(CUT), *page.evaluate(COVERED)]
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert not any(found.values()), found
