"""Someone's post changed between the approval and the page: the desk is told, and no worker is needed."""

import datetime as dt

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import PublishedStory, StoryPerson
from people.models import Body, Person, Post, Tenure

from .conftest import change

TITLE = "Chức vụ đã khác so với lúc duyệt"


@pytest.fixture
def tenure(db):
    body = Body.objects.create(name="Uỷ ban nhân dân xã Bến Xuân", level=4, system="government")
    post = Post.objects.create(body=body, title="Chủ tịch")
    person = Person.objects.create(name="Lưu Văn Thử")
    return Tenure.objects.create(person=person, post=post, start="2020")


@pytest.fixture
def waiting(story, walk, users, tenure):
    """A story about them, scheduled for a week from now."""
    story.event_date = timezone.localdate()
    story.save()
    StoryPerson.objects.create(story=story, person=tenure.person)
    workflow.record_edit(story, by=users["reporter"])
    at = timezone.now() + dt.timedelta(days=7)
    return workflow.take("publish", walk(story, "approved"), by=users["secretary"], at=at)


def told(client):
    for one in client.get("/toa-soan/").context["desk_lists"]:
        if one.title == TITLE:
            return [(str(story), [tuple(each) for each in story.titles_changed]) for story in one.stories]
    return []


def test_nobody_is_told_when_nothing_changed(at_desk, waiting):
    assert PublishedStory.objects.get().people[0]["title"] == "Chủ tịch Uỷ ban nhân dân xã Bến Xuân"
    assert told(at_desk("editor")) == []


def test_a_post_that_ends_before_the_story_appears(at_desk, waiting, tenure):
    tenure.end = (timezone.localdate() + dt.timedelta(days=3)).isoformat()
    tenure.save()
    title = "Chủ tịch Uỷ ban nhân dân xã Bến Xuân"
    assert told(at_desk("editor")) == [("Khánh thành cầu cảng", [("Lưu Văn Thử", title, f"nguyên {title}")])]
    page = at_desk("secretary").get(change(waiting)).content.decode()
    assert "Chức vụ của Lưu Văn Thử đã khác so với lúc duyệt" in page


def test_a_registry_corrected_after_the_approval(at_desk, waiting, tenure):
    tenure.post.title = "Phó Chủ tịch"
    tenure.post.save()
    [(_story, [(_name, before, after)])] = told(at_desk("chief"))
    assert before == "Chủ tịch Uỷ ban nhân dân xã Bến Xuân"
    assert after == "Phó Chủ tịch Uỷ ban nhân dân xã Bến Xuân"


def test_a_reporter_is_not_asked_to_decide(at_desk, waiting, tenure):
    tenure.post.title = "Phó Chủ tịch"
    tenure.post.save()
    assert told(at_desk("reporter")) == []
