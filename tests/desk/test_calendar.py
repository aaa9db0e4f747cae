"""The calendar: what is planned, scheduled and published, by day and section."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Section, Story

CALENDAR = "/toa-soan/articles/story/calendar/"


def entries(page):
    """{(date, kind): [headlines]}"""
    found = {}
    for day, _address in page.context["days"]:
        for entry in day.entries:
            found.setdefault((day.date, entry.kind), []).append(entry.headline)
    return found


@pytest.fixture
def week(story, walk, users, section):
    """A published story today, one scheduled and one planned for tomorrow; today and tomorrow."""
    now = timezone.now()
    today = timezone.localdate()
    walk(story, "published")
    made = [
        Story.objects.create(headline=headline, body="<p>Chữ.</p>", section=section, author=users["reporter"])
        for headline in ("Bài hẹn giờ", "Bài dự kiến")
    ]
    for one in made:
        workflow.record_edit(one, by=users["reporter"])
    workflow.take("publish", walk(made[0], "approved"), by=users["secretary"], at=now + dt.timedelta(days=1))
    workflow.take("plan", made[1], by=users["reporter"], day=today + dt.timedelta(days=1))
    return today, today + dt.timedelta(days=1)


@pytest.mark.parametrize("view", ["month", "week"])
def test_each_story_stands_on_its_day(at_desk, week, view):
    today, tomorrow = week
    client = at_desk("editor")
    assert "Khánh thành cầu cảng" in entries(client.get(CALENDAR, {"view": view}))[today, "published"]
    found = entries(client.get(CALENDAR, {"view": view, "day": tomorrow.isoformat()}))
    assert found[tomorrow, "scheduled"] == ["Bài hẹn giờ"]
    assert found[tomorrow, "planned"] == ["Bài dự kiến"]


def test_one_section_at_a_time(at_desk, week):
    other = Section.objects.create(name="Văn hoá", slug="van-hoa")
    day = week[1].isoformat()
    client = at_desk("editor")
    assert entries(client.get(CALENDAR, {"day": day, "section": other.pk})) == {}
    section = Section.objects.get(slug="thoi-su")
    assert entries(client.get(CALENDAR, {"day": day, "section": section.pk}))


def test_a_reporter_sees_no_others_stories(at_desk, week):
    page = at_desk("other").get(CALENDAR, {"day": week[1].isoformat()})
    assert entries(page) == {}
    assert "Bài" not in page.content.decode().partition('class="calendar month"')[2]


@pytest.mark.parametrize("day", ["", "x", "9999-12-31", "0001-01-01", "2024-02-29", "2019-13-40"])
@pytest.mark.parametrize("view", ["week", "month", "<script>"])
def test_no_address_breaks_it(at_desk, users, day, view):
    assert at_desk("editor").get(CALENDAR, {"day": day, "view": view, "section": "x"}).status_code == 200


def test_thirty_stories_ask_as_much_as_one(at_desk, week, story):
    client = at_desk("editor")
    client.get(CALENDAR)
    with CaptureQueriesContext(connection) as one:
        client.get(CALENDAR)
    for number in range(29):
        Story.objects.create(headline=f"Bài {number}", author=story.author, planned_on=week[0])
    with CaptureQueriesContext(connection) as many:
        page = client.get(CALENDAR).content.decode()
    assert len(many) == len(one)
    assert "bài nữa" in page


def test_it_is_for_those_who_see_stories(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("la", password="x", is_staff=True))
    assert client.get(CALENDAR).status_code == 403
