"""Beside each person mentioned stands the post held on the event date, with a warning where they differ."""

import pytest

from articles.admin.touched import stories_touched
from articles.models import Story
from people.models import Body, Person, Post, Tenure

from .conftest import change, save


@pytest.fixture
def director(db):
    """An invented official, director of an invented office until 2018, its chair after."""
    body = Body.objects.create(name="Trung tâm Thử nghiệm")
    person = Person.objects.create(name="Lê Thị Thử")
    for title, start, end in (("Giám đốc", "2015", "2018"), ("Chủ tịch", "2019", "")):
        post = Post.objects.create(body=body, title=title)
        Tenure.objects.create(person=person, post=post, start=start, end=end)
    return person


@pytest.fixture
def naming(story, director):
    """naming("2016-03-01", "Giám đốc …"): the story with that event date, naming the official so."""

    def make(day, printed):
        Story.objects.filter(pk=story.pk).update(event_date=day)
        story.story_people.create(person=director, printed_role=printed)
        return story

    return make


def shown(page):
    """What stands in the row of the person mentioned."""
    return page.content.decode().split('id="story_people-0"')[1].split('id="story_people-empty"')[0]


def test_the_title_of_the_event_date_is_shown(at_desk, naming):
    row = shown(at_desk("reporter").get(change(naming("2016-03-01", "Giám đốc Trung tâm Thử nghiệm"))))
    assert "Giám đốc Trung tâm Thử nghiệm" in row
    assert "⚠" not in row


def test_a_title_of_another_time_is_warned_of(at_desk, naming):
    page = at_desk("reporter").get(change(naming("2020-03-01", "Giám đốc Trung tâm Thử nghiệm")))
    assert "⚠ Khác với chức vụ ghi trong bài." in shown(page)
    assert "Chủ tịch Trung tâm Thử nghiệm" in shown(page)
    assert 'href="#story_people-0"' in page.content.decode()


def test_a_day_without_a_post_is_warned_of(at_desk, naming):
    assert "⚠ Danh bạ không có chức vụ nào vào" in shown(
        at_desk("reporter").get(change(naming("2001-03-01", "")))
    )


def test_without_an_event_date_it_is_asked_for(at_desk, naming):
    assert "⚠ Bài chưa có ngày sự kiện." in shown(at_desk("reporter").get(change(naming(None, ""))))


def test_a_person_is_added_in_the_form(at_desk, story, director):
    rows = {
        "story_people-TOTAL_FORMS": "1",
        "story_people-0-person": director.pk,
        "story_people-0-printed_role": "Giám đốc",
    }
    save(at_desk("reporter"), story, **rows)
    assert story.revisions.first().content["people"] == [{"person": director.pk, "printed_role": "Giám đốc"}]


def test_the_registry_is_told_how_many_published_stories_a_change_concerns(naming, director, walk):
    walk(naming("2016-03-01", "Giám đốc Trung tâm Thử nghiệm"), "published")
    first, second = director.tenures.order_by("start")
    assert stories_touched([first]) == 1
    assert stories_touched([second]) == 0
    assert stories_touched([first, second]) == 1
    assert stories_touched([]) == 0
