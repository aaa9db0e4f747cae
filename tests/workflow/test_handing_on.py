"""A step may name whose turn it is, and by when."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.models import Status, Story, StoryEvent
from articles.workflow import Refused, record_edit, take


@pytest.fixture
def due():
    return timezone.now() + dt.timedelta(hours=3)


def test_whoever_submits_says_who_should_edit_it_and_by_when(story, desk, due):
    story = take("submit", story, by=desk["reporter"], to=desk["editor"], due=due)
    assert (story.assigned_to, story.due) == (desk["editor"], due)
    assert StoryEvent.objects.get().facts == {"to": "editor", "due": due.isoformat()}


def test_the_next_step_clears_whose_turn_it_was(story, desk, due):
    take("submit", story, by=desk["reporter"], to=desk["editor"], due=due)
    story = take("forward", story, by=desk["editor"])
    assert (story.assigned_to, story.due) == (None, None)


def test_a_story_is_returned_to_the_one_named(story, walk, desk, due):
    story = walk(story, "review")
    story = take("return", story, by=desk["secretary"], note="Thiếu.", to=desk["reporter"], due=due)
    assert (story.status, story.author, story.due) == (Status.DRAFT, desk["reporter"], due)
    story = walk(story, "review")
    story = take("return", story, by=desk["secretary"], note="Gọn lại.", to=desk["editor"])
    assert (story.status, story.assigned_to) == (Status.EDITING, desk["editor"])


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_nobody_is_given_what_they_may_not_do(story, walk, desk, who):
    story = walk(story, "editing")
    with pytest.raises(Refused, match="không có quyền"):
        take("forward", story, by=desk["editor"], to=desk[who])


def test_nobody_is_asked_to_approve_what_they_changed(story, walk, desk):
    story = walk(story, "editing")
    story.lead = "Thư ký sửa."
    story.save()
    record_edit(story, by=desk["secretary"])
    with pytest.raises(Refused, match="không duyệt được"):
        take("forward", story, by=desk["editor"], to=desk["secretary"])
    assert take("forward", story, by=desk["editor"], to=desk["chief"]).assigned_to == desk["chief"]


def test_an_account_that_is_switched_off_is_given_nothing(story, desk):
    desk["editor"].is_active = False
    desk["editor"].save()
    with pytest.raises(Refused, match="bị khoá"):
        take("submit", story, by=desk["reporter"], to=desk["editor"])


def test_a_deadline_that_has_passed_is_refused(story, desk):
    with pytest.raises(Refused, match="đã qua"):
        take("submit", story, by=desk["reporter"], due=timezone.now() - dt.timedelta(minutes=1))


def test_the_draft_of_an_account_switched_off_is_given_to_another_reporter(story, desk):
    desk["reporter"].is_active = False
    desk["reporter"].save()
    story = take("assign", story, by=desk["secretary"], to=desk["other"])
    assert (story.author, story.assigned_to, story.status) == (desk["other"], None, Status.DRAFT)
    assert story in Story.objects.visible_to(desk["other"])


def test_refusals_call_people_by_their_full_names(story, walk, desk):
    type(desk["editor"]).objects.filter(pk=desk["editor"].pk).update(first_name="Vân", last_name="An")
    story = walk(story, "review")
    story.lead = "Biên tập sửa."
    story.save()
    record_edit(story, by=type(desk["editor"]).objects.get(username="editor"))
    with pytest.raises(Refused, match="Vân An"):
        take("approve", story, by=desk["secretary"], seen=1)
