"""axe-core finds nothing on any kind of page of the desk, and nothing there is cut."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import resolve
from django.utils import timezone

from articles.models import Section, Story
from ledger.models import Entry
from newsroom.demo import fill as demo
from newsroom.every_page import every_page
from tests.public.test_accessibility import DESK, faults

from .test_demo import flat
from .test_every_page import ACCOUNTS

# Select2 and CKEditor draw their fields when the page is ready; we name them after that.
READY = """async () => {
    const jQuery = window.django?.jQuery
    if (jQuery) await new Promise((done) => jQuery(() => setTimeout(done)))
    const drawn = (one) => one.status == "ready" || new Promise((done) => one.on("instanceReady", done))
    await Promise.all(Object.values(window.CKEDITOR?.instances ?? {}).map(drawn))
}"""
# What is wider than its place, at 1280 pixels.
CUT = """() => [document.documentElement, ...document.querySelectorAll("#changelist .results")]
    .filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => `cut: ${one.className || one.tagName}`)"""
# Django's own pages for them are the same whatever the record.
ALIKE = ("history", "delete")


def _what_is_longest():
    """Longer than those of the demo, which is filled on the server: a name of a section, an entry."""
    story = Story.objects.latest("pk")
    Section.objects.filter(pk=story.section_id).update(name="Xây dựng Đảng – Xây dựng hệ thống chính trị")
    address = "https://bao.example/" + "duong-dan-" * 40
    Entry.objects.create(
        at=timezone.now(),
        who="Nguyễn Thị Phương Thảo",
        address="2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        kind=Entry.Kind.CHANGED,
        done="Sửa",
        model=story._meta.label_lower,
        record=str(story.pk),
        subject="x" * 300,
        changes=[["", "địa chỉ nguồn", address, address[:-1]]],
    )


@pytest.mark.once
def test_every_kind_of_page(page, log_in, monkeypatch):
    monkeypatch.setattr(demo.landscapes, "draw", flat)
    demo._drawn.cache_clear()
    call_command("sync_roles", verbosity=0)
    demo.fill(say=lambda line: None)
    _what_is_longest()
    accounts = {one.username: one for one in get_user_model().objects.all()}
    found, seen, who = {}, set(), None
    # Those of one account after the other: logging in takes longer than a page.
    for one in sorted(every_page(*ACCOUNTS), key=lambda one: one.who or ""):
        view = resolve(one.address.partition("?")[0]).url_name
        view = next((name for name in ALIKE if view.endswith(name)), view)
        if not one.who or view in seen or view.startswith("preview") or view == "sealed":
            continue
        seen.add(view)
        if one.who != who:
            log_in(page, accounts[who := one.who])
        page.goto(one.address)
        page.evaluate(READY)
        found[one.name] = faults(page, DESK) + page.evaluate(CUT)
    demo._drawn.cache_clear()
    assert len(found) > 50
    assert not any(found.values()), json.dumps(found, indent=1, ensure_ascii=False)
