"""The list of stories: what it finds, what it tells, and what it asks of the database."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.admin import pages
from articles.indexing import rebuild
from articles.models import PublishedStory, Story

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


def test_the_stories_not_on_the_site_are_exactly_those_that_are_not_live(at_desk, users, section, walk):
    made = {}
    for name in ("live", "expired", "withdrawn", "scheduled", "revised", "back", "draft"):
        made[name] = Story.objects.create(
            headline=name, body="<p>Chữ.</p>", author=users["reporter"], section=section
        )
        workflow.record_edit(made[name], by=users["reporter"])
    now = timezone.now()
    for name in ("live", "revised", "withdrawn", "back"):
        walk(made[name], "published")
    for name in ("scheduled", "expired"):
        later = now + dt.timedelta(hours=5)
        workflow.take("publish", walk(made[name], "approved"), by=users["secretary"], at=later)
    past = {"live_from": now - dt.timedelta(days=2), "live_until": now, "expires_at": now}
    made["expired"].published.update(**past)
    for name in ("withdrawn", "back"):
        workflow.take("withdraw", made[name], by=users["chief"], note="Sai.", notice="Bài đã gỡ.")
    workflow.take("reinstate", made["back"], by=users["chief"], note="Gỡ nhầm.")
    workflow.take("revise", made["revised"], by=users["editor"])
    live = set(PublishedStory.objects.live().values_list("story__headline", flat=True))
    client = at_desk("editor")
    assert live == {"live", "revised"}
    assert set(headlines(client.get(LIST, {"readers": "live"}))) == live
    assert set(headlines(client.get(LIST, {"readers": "no"}))) == set(made) - live
    assert headlines(client.get(LIST, {"readers": "scheduled"})) == ["scheduled"]


@pytest.fixture
def counted_to_120(users, section, monkeypatch):
    """130 stories, of which the list counts 120; the newest is "Bài 129"."""
    monkeypatch.setattr(pages, "MOST_COUNTED", 120)
    now = timezone.now()
    made = Story.objects.bulk_create(
        Story(
            headline=f"Bài {number}", headline_key=f"bai {number:03}", author=users["other"], section=section
        )
        for number in range(130)
    )
    for story, number in zip(made, range(130), strict=True):
        story.changed_at = now - dt.timedelta(minutes=130 - number)
    Story.objects.bulk_update(made, ["changed_at"])
    rebuild("desk")
    return made


def test_a_list_of_very_many_says_more_than_and_shows_every_page_it_counts(at_desk, counted_to_120):
    client = at_desk("editor")
    answer = client.get(LIST)
    page = answer.content.decode()
    assert "hơn 120 bài" in page
    assert headlines(answer) == [f"Bài {number}" for number in range(129, 79, -1)]
    assert headlines(client.get(LIST, {"p": 3})) == [f"Bài {number}" for number in range(29, 9, -1)]
    assert "p=3" in page
    assert "p=4" not in page
    assert client.get(LIST, {"p": 4}).status_code == 302
    # What is beyond is at hand from the other end.
    assert headlines(client.get(LIST, {"o": "6"}))[0] == "Bài 0"
    assert headlines(client.get(LIST, {"o": "1"}))[:2] == ["Bài 0", "Bài 1"]


def test_thousands_are_set_apart():
    assert str(pages.MoreThan(2000)) == "hơn 2.000"


def test_a_list_that_is_counted_to_its_end_says_how_many(at_desk, counted_to_120):
    Story.objects.filter(pk__in=[story.pk for story in counted_to_120[:10]]).update(status="review")
    client = at_desk("editor")
    answer = client.get(LIST, {"status__exact": "draft"})
    assert "120 bài" in answer.content.decode()
    assert "hơn" not in answer.content.decode().split('class="paginator"')[1].split("</nav>")[0]
    assert len(headlines(client.get(LIST, {"status__exact": "review"}))) == 10
    assert len(headlines(client.get(LIST, {"status__exact": "review", "all": ""}))) == 10


def test_a_search_among_very_many_finds_what_no_page_of_theirs_holds(at_desk, counted_to_120):
    assert headlines(at_desk("editor").get(LIST, {"q": '"bai 3"'})) == ["Bài 3"]
    assert "hơn 120" in at_desk("editor").get(LIST, {"q": "bai"}).content.decode()


def test_a_page_of_very_many_asks_as_much_as_any_other(at_desk, counted_to_120):
    client = at_desk("editor")
    client.get(LIST)
    found = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST, {"p": number})
        found.append(len(asked))
    assert found[0] == found[1] <= 11


def test_filters_have_names_and_none_is_a_dash(at_desk, several):
    page = at_desk("editor").get(LIST).content.decode()
    filters = " ".join(page.partition('id="changelist-filter"')[2].split())
    assert "Theo phóng viên" in filters and "Theo tình trạng đăng" in filters
    assert ">Chưa có chuyên mục</a>" in filters and ">-<" not in filters
    assert headlines(at_desk("editor").get(LIST, {"section__isnull": "True"})) == ["Hội chợ Đông Triều"]


def test_on_a_phone_each_date_says_what_it_is_of(page, log_in, users, story):
    Story.objects.update(event_date="2026-11-20")
    log_in(page, users["editor"])
    page.goto(LIST)
    day = page.locator("td.field-event_day")
    assert day.inner_text().strip() == "20/11/2026"
    page.set_viewport_size({"width": 390, "height": 844})
    assert " ".join(day.inner_text().split()) == "Sự kiện: 20/11/2026"
    assert page.locator("td.field-changed").inner_text().startswith("Sửa:")
