"""Who stands between a reporter and the reader depends on section, kind, and on how sensitive a story is."""

import pytest

from articles.models import Chain, Kind, Section, Status, Story
from articles.workflow import Refused, available_steps, take


def chain(story, value, kind=Kind.NEWS):
    Section.objects.update(chain=value)
    Story.objects.update(kind=kind)
    return Story.objects.get(pk=story.pk)


@pytest.mark.parametrize(
    ("value", "kind", "leads_to"),
    [
        (Chain.FULL, Kind.BRIEF, Status.EDITING),
        (Chain.BRIEFS, Kind.BRIEF, Status.REVIEW),
        (Chain.BRIEFS, Kind.NEWS, Status.EDITING),
        (Chain.SHORT, Kind.NEWS, Status.REVIEW),
        (Chain.CHIEF, Kind.BRIEF, Status.EDITING),
    ],
)
def test_where_a_submitted_story_goes(story, desk, value, kind, leads_to):
    story = chain(story, value, kind)
    assert take("submit", story, by=desk["reporter"]).status == leads_to


def test_a_story_returned_in_the_short_chain_goes_back_to_its_reporter(story, desk):
    story = take("submit", chain(story, Chain.SHORT), by=desk["reporter"])
    assert take("return", story, by=desk["editor"], note="Thiếu.").status == Status.DRAFT


def test_a_short_chain_does_not_spare_the_second_pair_of_eyes(story, desk):
    Story.objects.update(author=desk["secretary"])
    story = chain(story, Chain.SHORT)
    Story.objects.update(lead="Thư ký viết.")
    story = take("submit", story, by=desk["secretary"])
    with pytest.raises(Refused, match="tự sửa"):
        take("approve", story, by=desk["secretary"])


def test_a_sensitive_story_takes_the_longest_way(story, walk, desk):
    take("mark", chain(story, Chain.SHORT), by=desk["reporter"])
    story = walk(Story.objects.get(), "review")
    with pytest.raises(Refused, match="tổng biên tập"):
        take("approve", story, by=desk["secretary"], override="Gấp.")
    assert take("approve", story, by=desk["chief"]).status == Status.APPROVED


def test_marking_an_approved_story_takes_the_approval_back(story, walk, desk):
    story = take("mark", walk(story, "approved"), by=desk["editor"])
    assert story.status == Status.REVIEW


def test_only_the_chief_says_that_a_story_is_not_sensitive(story, desk):
    story = take("mark", story, by=desk["reporter"])
    assert "unmark" not in {step.name for step in available_steps(story, desk["secretary"])}
    with pytest.raises(Refused, match="không có quyền"):
        take("unmark", story, by=desk["secretary"], note="Hết.")
    assert not take("unmark", story, by=desk["chief"], note="Đã công bố.").sensitive


def test_a_section_that_became_the_chiefs_after_approval_holds_its_stories_back(story, walk, desk):
    story = walk(story, "approved")
    with pytest.raises(Refused, match="Thời sự"):
        take("publish", chain(story, Chain.CHIEF), by=desk["secretary"])
    assert not story.published.exists()
