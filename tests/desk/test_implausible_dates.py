"""A date that cannot be right is refused; one that hardly is, doubted."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.checks import problems
from articles.models import Story

from .conftest import save, step


@pytest.mark.parametrize(
    "typed, year", [("0001-01-01", 1), ("0202-11-20", 202), ("1/1/1799", 1799), ("9999-12-31", 9999)]
)
def test_a_year_that_cannot_be_right_is_refused_and_stays_on_screen(at_desk, story, typed, year):
    answer = save(at_desk("reporter"), story, event_date=typed)
    page = answer.content.decode()
    assert f"Năm {year} không thể đúng" in page
    assert f'value="{typed}"' in page
    assert Story.objects.get().event_date is None


@pytest.mark.parametrize("years, doubted", [(51, True), (49, False)])
def test_an_event_long_ago_is_doubted_not_refused(at_desk, story, years, doubted):
    day = dt.date(timezone.localdate().year - years, 1, 1)
    assert save(at_desk("reporter"), story, event_date=day.isoformat()).status_code == 302
    codes = {one.code: one.level for one in problems(Story.objects.get())}
    assert codes.get("event-long-ago") == ("warning" if doubted else None)


@pytest.mark.parametrize(
    "text, event, doubted",
    [
        ("Thứ Sáu, ngày 10/8/2019, tỉnh họp.", None, "10/8/2019"),
        ("Thứ Bảy, ngày 10/8/2019, tỉnh họp.", None, None),
        ("Thứ Sáu, ngày 10/8, tỉnh họp.", "2019-08-12", "10/8"),
        ("Thứ Bảy, ngày 10/8, tỉnh họp.", "2019-08-12", None),
        # The year after the event's.
        ("Thứ Bảy, ngày 4/1, tỉnh họp.", "2019-12-30", None),
        ("Thứ Sáu, ngày 10/8, tỉnh họp.", None, None),
    ],
)
def test_a_weekday_that_is_not_the_dates_is_doubted_where_it_stands(story, text, event, doubted):
    story.body, story.event_date = f"<p>Mở đầu.</p><p>{text}</p>", event and dt.date.fromisoformat(event)
    found = [one for one in problems(story) if one.code == "weekday"]
    assert [(one.level, one.anchor) for one in found] == ([("warning", "body")] if doubted else [])
    if doubted:
        assert f"cạnh {doubted} không đúng: ngày đó là Thứ Bảy, 10/8/2019." in found[0].message


def test_nothing_is_planned_or_scheduled_for_a_year_that_nobody_will_see(at_desk, story):
    answer = at_desk("editor").post(step(story, "plan"), {"day": "9999-01-01"})
    assert "Năm 9999 không thể đúng" in answer.content.decode()
    assert Story.objects.get().planned_on is None
