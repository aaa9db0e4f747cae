"""The list of stories: what it finds, what it tells, and what it asks of the database."""

import datetime as dt

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.indexing import rebuild
from articles.models import Story

LIST = "/toa-soan/articles/story/"


def headlines(answer):
    return [story.headline for story in answer.context["cl"].result_list]


@pytest.fixture
def several(story, users, section):
    Story.objects.create(headline="Hội nghị hợp tác", author=users["reporter"], section=section)
    Story.objects.create(headline="Hội chợ Đông Triều", author=users["other"])
    rebuild("desk")
    return story


@pytest.mark.parametrize("typed", ["hoi nghi", "Hội nghị", "HỘI NGHỊ", "hop hoi", "Hội nghị"])
def test_words_of_a_headline_are_found_with_or_without_marks(at_desk, several, typed):
    assert headlines(at_desk("editor").get(LIST, {"q": typed})) == ["Hội nghị hợp tác"]


@pytest.mark.parametrize("typed", ["dong trieu", "Đông", "Ðông Triều"])
def test_a_crossed_d_is_found_however_it_is_typed(at_desk, several, typed):
    assert headlines(at_desk("editor").get(LIST, {"q": typed})) == ["Hội chợ Đông Triều"]


@pytest.mark.parametrize("typed", ["%", "_", '"', "'; drop table", "\x00", "🎉", "a" * 5000])
def test_odd_searches_find_nothing_and_break_nothing(at_desk, several, typed):
    assert at_desk("editor").get(LIST, {"q": typed}).status_code == 200


def test_filters_by_status_section_author_and_readers(at_desk, several, walk, section):
    client = at_desk("editor")
    walk(several, "published")
    assert headlines(client.get(LIST, {"status__exact": "published"})) == ["Khánh thành cầu cảng"]
    assert len(headlines(client.get(LIST, {"section__id__exact": section.pk}))) == 2
    assert headlines(client.get(LIST, {"readers": "live"})) == ["Khánh thành cầu cảng"]
    assert len(headlines(client.get(LIST, {"readers": "no"}))) == 2
    assert headlines(client.get(LIST, {"mine": "1"})) == []
    assert len(headlines(at_desk("reporter").get(LIST, {"mine": "1"}))) == 2


def test_it_says_in_words_whether_readers_see_a_story(at_desk, several, walk, users):
    walk(several, "approved")
    later = timezone.now() + dt.timedelta(hours=5)
    workflow.take("publish", several, by=users["secretary"], at=later)
    page = at_desk("editor").get(LIST).content.decode()
    assert "Hẹn giờ đăng" in page.split('id="result_list"')[1].split("</table>")[0]
    assert "Đang đăng" not in page.split('id="result_list"')[1].split("</table>")[0]


def test_a_list_of_thirty_asks_as_much_as_a_list_of_one(at_desk, story, users, section, walk):
    from django.db import connection

    client = at_desk("editor")
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(29):
        made = Story.objects.create(
            headline=f"Bài {number}", body="<p>Chữ.</p>", author=users["reporter"], section=section
        )
        if number % 3 == 0:
            walk(made, "published")
    with CaptureQueriesContext(connection) as thirty:
        answer = client.get(LIST)
    assert len(headlines(answer)) == 30
    assert len(thirty) == len(one)
    assert len(one) <= 10


def test_a_story_is_found_by_any_of_its_words_as_soon_as_it_is_saved(at_desk, users, story):
    story.lead = "Sáng nay khánh thành cây cầu vượt biển."
    story.save()
    workflow.record_edit(story, by=users["reporter"])
    assert headlines(at_desk("editor").get(LIST, {"q": "vuot bien"})) == [story.headline]
    assert headlines(at_desk("editor").get(LIST, {"q": '"biển vượt"'})) == []


def test_a_scheduled_story_says_when_and_does_not_call_itself_published(at_desk, story, walk, users):
    at = (timezone.localtime() + dt.timedelta(days=40)).replace(hour=15, minute=30)
    workflow.take("publish", walk(story, "approved"), by=users["secretary"], at=at)
    weekday = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"][at.weekday()]
    said = f"Hẹn giờ đăng 15:30 {weekday}, {at.day}/{at.month}/{at.year}"
    for page in (LIST, f"{LIST}{story.pk}/change/"):
        shown = at_desk("editor").get(page).content.decode()
        assert said in shown
        assert "status-published" not in shown
    assert "huỷ hẹn giờ trước" in shown
