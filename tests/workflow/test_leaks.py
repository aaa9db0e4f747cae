"""A canary sits in a story of each unpublished status; no public address may sing it."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from articles.models import Section, Story, StoryPerson
from articles.workflow import record_edit, take
from people.models import Person

CANARY = "ChimYenHot"
STARTS = ["/", "/thoi-su/", "/thoi-su/?page=2", "/nhan-vat/", "/khong-co/", "/robots.txt", "/healthz"]
LATER = [
    "/luu-tru/",
    "/tim-kiem/?q=ChimYenHot",
    "/cai-chinh/",
    "/rss/",
    "/rss/thoi-su.rss",
    "/sitemap.xml",
    "/news-sitemap.xml",
]


def crawl(client, starts):
    """Every page that links lead to from `starts`: {path: (status, body)}."""
    seen, queue = {}, list(starts)
    while queue:
        path = queue.pop()
        if path in seen or not path.startswith("/") or path.startswith(("/static/", "/anh/")):
            continue
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        seen[path] = (response.status_code, body.decode("utf-8", "replace") + str(response.headers))
        queue += re.findall(r'(?:href|src)="([^"#]+)"', seen[path][1])
        if response.has_header("Location"):
            queue.append(response["Location"])
    return seen


@pytest.fixture
def canaries(desk, walk):
    """A story of each status that readers must not see, and one they do; {status: story}."""
    section = Section.objects.create(name="Thời sự", slug="thoi-su")
    official = Person.objects.create(name="Vũ Thị Hải Yến")

    def write(name):
        story = Story.objects.create(
            headline=f"{CANARY} {name}",
            lead=CANARY,
            body=f"<p>{CANARY}</p>",
            section=section,
            place=CANARY,
            event_date=dt.date(2026, 11, 20),
            author=desk["reporter"],
        )
        StoryPerson.objects.create(story=story, person=official, printed_role=CANARY)
        record_edit(story, by=desk["reporter"])
        return story

    stories = {status: walk(write(status), status) for status in ("draft", "editing", "review", "approved")}
    scheduled = walk(write("scheduled"), "approved")
    stories["scheduled"] = take(
        "publish", scheduled, by=desk["secretary"], at=timezone.now() + dt.timedelta(hours=1)
    )
    withdrawn = walk(write("withdrawn"), "published")
    stories["withdrawn"] = take("withdraw", withdrawn, by=desk["chief"], note=CANARY, notice="Bài đã gỡ.")
    live = Story.objects.create(
        headline="Tin ai cũng đọc",
        lead="Sapo",
        body="<p>Chữ.</p>",
        section=section,
        author=desk["reporter"],
        event_date=dt.date(2026, 11, 20),
    )
    StoryPerson.objects.create(story=live, person=official)
    record_edit(live, by=desk["reporter"])
    live = take("revise", walk(live, "published"), by=desk["editor"])
    live.headline = live.lead = live.place = CANARY
    live.save()
    record_edit(live, by=desk["editor"])
    stories["live"] = live
    return stories


def test_no_public_address_shows_a_story_that_is_not_live(client, canaries):
    guesses = [
        f"/{section}/{slug}-{story.pk}{ending}"
        for story in canaries.values()
        for section in ("thoi-su", "khac")
        for slug in ("chimyenhot", f"chimyenhot-{story.status}", "x")
        for ending in (".html", ".ninjs.json")
    ]
    pages = crawl(client, STARTS + LATER + guesses)
    assert "Tin ai cũng đọc" in pages["/"][1]
    assert f"/thoi-su/tin-ai-cung-doc-{canaries['live'].pk}.html" in pages
    # The visitor's own words may come back: in a search form, or in an address that does not exist.
    told = [path for path, (_status, body) in pages.items() if CANARY in body and CANARY not in path]
    assert told == []


@pytest.mark.parametrize("status", ["draft", "editing", "review", "approved", "scheduled"])
def test_the_address_a_story_will_have_is_unknown_until_it_is_live(client, canaries, status):
    story = canaries[status]
    assert client.get(f"/thoi-su/chimyenhot-{status}-{story.pk}.html").status_code == 404


def test_a_withdrawn_story_answers_410_with_its_notice_alone(client, canaries):
    response = client.get(f"/thoi-su/chimyenhot-withdrawn-{canaries['withdrawn'].pk}.html")
    assert response.status_code == 410
    assert "Bài đã gỡ." in response.content.decode()


def test_the_desk_shows_nothing_to_who_is_not_signed_in(client, canaries):
    for story in canaries.values():
        response = client.get(f"/toa-soan/articles/story/{story.pk}/change/")
        assert response.status_code == 302
        assert CANARY not in response.content.decode()


def test_a_reporter_cannot_open_another_reporters_story(client, canaries, desk):
    client.force_login(desk["other"])
    for story in canaries.values():
        for page in ("change", "history", "delete"):
            response = client.get(f"/toa-soan/articles/story/{story.pk}/{page}/", follow=True)
            assert CANARY not in response.content.decode()
