import pytest

from articles.models import Status, StoryEvent
from articles.workflow import STEPS, Refused, available_steps, may_edit, record_edit, take


def names(steps):
    return [step.name for step in steps]


def test_a_story_walks_from_draft_to_published(story, walk):
    story = walk(story, "published")
    assert list(story.events.values_list("step", "from_status", "to_status").order_by("pk")) == [
        ("submit", "draft", "editing"),
        ("forward", "editing", "review"),
        ("approve", "review", "approved"),
        ("publish", "approved", "published"),
    ]


@pytest.mark.parametrize(
    ("status", "who", "steps"),
    [
        ("draft", "reporter", ["submit"]),
        ("draft", "other", []),
        ("editing", "reporter", []),
        ("editing", "editor", ["forward", "return"]),
        ("review", "editor", ["return"]),
        ("review", "secretary", ["approve", "return"]),
        ("approved", "editor", ["return"]),
        ("approved", "secretary", ["publish", "return"]),
        ("published", "reporter", []),
        ("published", "secretary", ["revise"]),
        ("published", "chief", ["revise", "withdraw"]),
    ],
)
def test_each_role_is_offered_its_steps(story, walk, desk, status, who, steps):
    offered = available_steps(walk(story, status), desk[who])
    assert names(step for step in offered if not step.aside) == steps


@pytest.mark.parametrize("step", STEPS)
def test_a_reporter_can_take_no_step_with_someone_elses_story(story, desk, step):
    with pytest.raises(Refused, match="không có quyền"):
        take(step, story, by=desk["other"], note="vì")
    assert not StoryEvent.objects.exists()


def test_a_deactivated_account_can_take_no_step(story, desk):
    desk["reporter"].is_active = False
    with pytest.raises(Refused, match="không có quyền"):
        take("submit", story, by=desk["reporter"])


def test_a_step_out_of_turn_is_refused_and_names_the_status(story, desk):
    with pytest.raises(Refused, match="Bản thảo"):
        take("approve", story, by=desk["secretary"])
    story.refresh_from_db()
    assert story.status == Status.DRAFT


def test_the_second_of_two_who_take_a_step_is_told(story, walk, desk):
    story = walk(story, "review")
    take("approve", story, by=desk["secretary"])
    with pytest.raises(Refused, match="Bước gần nhất: “Duyệt”, secretary, "):
        take("approve", story, by=desk["chief"])
    assert story.events.filter(step="approve").count() == 1


def test_returning_needs_a_reason_and_keeps_it(story, walk, desk):
    story = walk(story, "editing")
    with pytest.raises(Refused, match="lý do"):
        take("return", story, by=desk["editor"], note="  ")
    story = take("return", story, by=desk["editor"], note="Thiếu nguồn")
    assert story.status == Status.DRAFT
    assert story.events.first().note == "Thiếu nguồn"


def test_an_empty_story_cannot_be_submitted(story, desk):
    story.body = "<p> </p>"
    story.save()
    record_edit(story, by=desk["reporter"])
    with pytest.raises(Refused, match="nội dung"):
        take("submit", story, by=desk["reporter"])


def test_what_is_missing_keeps_a_story_from_approval(story, walk, desk):
    story.section = None
    story.save()
    record_edit(story, by=desk["reporter"])
    story = walk(story, "review")
    with pytest.raises(Refused, match="chuyên mục"):
        take("approve", story, by=desk["secretary"])


def test_a_step_on_a_version_not_seen_is_refused(story, walk, desk):
    story = walk(story, "review")
    seen = story.revisions.first().number
    story.lead = "Sáng nay, mưa."
    story.save()
    record_edit(story, by=desk["editor"])
    with pytest.raises(Refused, match="đã sửa bài"):
        take("approve", story, by=desk["secretary"], seen=seen)
    assert take("approve", story, by=desk["secretary"], seen=seen + 1).status == Status.APPROVED


def test_who_may_edit_follows_the_status(story, walk, desk):
    assert may_edit(story, desk["reporter"])
    assert not may_edit(story, desk["other"])
    story = walk(story, "editing")
    assert not may_edit(story, desk["reporter"])
    assert may_edit(story, desk["editor"])
    story = walk(story, "published")
    assert not may_edit(story, desk["chief"])
