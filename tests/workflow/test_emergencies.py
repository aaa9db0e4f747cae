"""In an emergency objections are set aside with a reason, and someone else looks at it afterwards."""

import pytest

from articles import workflow
from articles.checks import OVERRIDE_PROBLEM, Problem
from articles.models import Status, Story, StoryEvent
from articles.workflow import Refused, record_edit, take


@pytest.fixture
def own(story, walk, desk):
    """A story that the editor-in-chief changed, waiting for approval."""
    story = walk(story, "review")
    story.lead = "Tổng biên tập sửa."
    story.save()
    record_edit(story, by=desk["chief"])
    return story


@pytest.fixture
def problem(monkeypatch):
    """A problem that may be set aside."""
    found = Problem("error", "rights", "Ảnh 1 hết hạn sử dụng.", "photo-1", OVERRIDE_PROBLEM)
    monkeypatch.setattr("articles.checks.errors", lambda story, at: [found])
    return found


def test_the_chief_approves_their_own_text_only_with_a_reason(own, desk):
    with pytest.raises(Refused) as refusal:
        take("approve", own, by=desk["chief"], override="  ")
    assert refusal.value.overridable
    story = take("approve", own, by=desk["chief"], override="Bão đổ bộ lúc nửa đêm.")
    assert story.status == Status.APPROVED
    event = story.events.first()
    assert event.override == "Bão đổ bộ lúc nửa đêm."
    assert len(event.set_aside) == 1
    assert "tự sửa" in event.set_aside[0]


def test_a_secretary_may_not_approve_their_own_text_with_any_reason(story, walk, desk):
    story = walk(story, "review")
    story.lead = "Thư ký sửa."
    story.save()
    record_edit(story, by=desk["secretary"])
    with pytest.raises(Refused, match="tự sửa") as refusal:
        take("approve", story, by=desk["secretary"], override="Gấp.")
    assert not refusal.value.overridable
    assert Story.objects.get().status == Status.REVIEW


def test_a_problem_is_set_aside_by_whoever_has_the_right_and_not_asked_again_at_publishing(
    story, walk, desk, problem
):
    story = walk(story, "review")
    with pytest.raises(Refused, match="Ảnh 1"):
        take("approve", story, by=desk["secretary"])
    take("approve", story, by=desk["secretary"], override="Chủ ảnh đồng ý qua điện thoại.")
    assert take("publish", story, by=desk["secretary"]).status == Status.PUBLISHED
    assert [event.override != "" for event in story.events.order_by("pk")][-2:] == [True, False]


def test_what_cannot_be_set_aside_stands_beside_what_can(story, walk, desk, problem, monkeypatch):
    story = walk(story, "review")
    fatal = Problem("error", "section", "Chưa chọn chuyên mục.", "section")
    monkeypatch.setattr("articles.checks.errors", lambda story, at: [problem, fatal])
    with pytest.raises(Refused) as refusal:
        take("approve", story, by=desk["chief"], override="Gấp.")
    assert refusal.value.messages == ["Chưa chọn chuyên mục."]
    assert not refusal.value.overridable
    assert not StoryEvent.objects.exclude(override="").exists()


def test_a_reason_where_nothing_stands_against_makes_no_emergency(story, walk, desk):
    story = walk(story, "review")
    take("approve", story, by=desk["chief"], override="Gấp.")
    assert story.events.first().override == ""


def test_an_override_does_not_outlive_its_text(own, desk, walk):
    take("approve", own, by=desk["chief"], override="Gấp.")
    own.refresh_from_db()
    take("return", own, by=desk["editor"], note="Xem lại.")
    story = walk(Story.objects.get(), "review")
    with pytest.raises(Refused, match="tự sửa"):
        take("approve", story, by=desk["chief"])


def test_someone_else_looks_at_it_afterwards(own, desk):
    story = take("approve", own, by=desk["chief"], override="Bão.")
    assert StoryEvent.objects.unseen_overrides().count() == 1
    with pytest.raises(Refused, match="người khác"):
        take("look", story, by=desk["chief"])
    assert "look" not in {step.name for step in workflow.available_steps(story, desk["chief"])}
    assert "look" in {step.name for step in workflow.available_steps(story, desk["secretary"])}
    story = take("look", story, by=desk["secretary"], note="Đã đối chiếu.")
    assert story.status == Status.APPROVED
    assert not StoryEvent.objects.unseen_overrides().exists()
    with pytest.raises(Refused):
        take("look", story, by=desk["secretary"])
