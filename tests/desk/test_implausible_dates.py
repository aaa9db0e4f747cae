"""A date that cannot be right is refused; one that hardly is, doubted."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.checks import problems
from articles.models import Story

from .conftest import save


@pytest.mark.parametrize("typed, year", [("0001-01-01", 1), ("0202-11-20", 202), ("1/1/1799", 1799)])
def test_a_year_before_photographs_is_refused_and_stays_on_screen(at_desk, story, typed, year):
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
