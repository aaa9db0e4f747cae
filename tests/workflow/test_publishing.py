import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from articles.models import PublishedStory, Status, Story
from articles.workflow import Refused, record_edit, take


def live():
    return PublishedStory.objects.live()


def later(**delta):
    """The clock, moved on by `delta`."""
    moment = timezone.now() + dt.timedelta(**delta)
    return mock.patch("django.utils.timezone.now", lambda: moment)


def test_readers_see_nothing_before_publication(story, walk):
    walk(story, "approved")
    assert not live().exists()


def test_the_published_copy_does_not_follow_the_working_copy(story, walk, desk):
    story = walk(story, "published")
    story = take("revise", story, by=desk["editor"])
    story.headline = "Tít khác"
    story.save()
    record_edit(story, by=desk["editor"])
    assert live().get().headline == "Khánh thành cầu cảng"


def test_publishing_again_replaces_the_copy_and_keeps_address_and_first_time(story, walk, desk):
    story = walk(story, "published")
    before = live().get()
    story = take("revise", story, by=desk["editor"])
    story.headline = "Tít khác"
    story.save()
    record_edit(story, by=desk["editor"])
    walk(story, "published")
    after = live().get()
    assert after.headline == "Tít khác"
    assert (
        after.get_absolute_url()
        == before.get_absolute_url()
        == f"/thoi-su/khanh-thanh-cau-cang-{story.pk}.html"
    )
    assert after.first_published_at == before.first_published_at


def test_a_scheduled_story_appears_at_its_minute_with_nothing_running(story, walk, desk):
    story = walk(story, "approved")
    take("publish", story, by=desk["secretary"], at=timezone.now() + dt.timedelta(hours=2))
    assert not live().exists()
    with later(hours=1, minutes=59):
        assert not live().exists()
    with later(hours=2, seconds=1):
        assert live().get().story_id == story.pk


def test_a_scheduled_revision_takes_over_from_the_live_copy_at_its_minute(story, walk, desk):
    story = take("revise", walk(story, "published"), by=desk["editor"])
    story.lead = "Bản mới."
    story.save()
    record_edit(story, by=desk["editor"])
    story = walk(story, "approved")
    take("publish", story, by=desk["secretary"], at=timezone.now() + dt.timedelta(hours=2))
    assert live().get().lead == "Sáng nay."
    with later(hours=3):
        assert live().get().lead == "Bản mới."


def test_a_schedule_in_the_past_is_refused(story, walk, desk):
    story = walk(story, "approved")
    with pytest.raises(Refused, match="đã qua"):
        take("publish", story, by=desk["secretary"], at=timezone.now() - dt.timedelta(minutes=1))


def test_taken_off_the_schedule_the_live_copy_stays(story, walk, desk):
    story = take("revise", walk(story, "published"), by=desk["editor"])
    story = walk(story, "approved")
    story = take("publish", story, by=desk["secretary"], at=timezone.now() + dt.timedelta(hours=2))
    story = take("unschedule", story, by=desk["secretary"])
    assert story.status == Status.APPROVED
    with later(days=9):
        assert live().get().story_id == story.pk


def test_withdrawing_ends_every_copy_at_once_and_keeps_the_notice(story, walk, desk):
    story = walk(story, "published")
    with pytest.raises(Refused, match="lý do"):
        take("withdraw", story, by=desk["chief"])
    story = take("withdraw", story, by=desk["chief"], note="Sai tên", notice="Bài đã gỡ.")
    assert not live().exists()
    assert story.published.get().withdrawal_notice == "Bài đã gỡ."


def test_a_story_readers_never_saw_cannot_be_withdrawn(story, walk, desk):
    with pytest.raises(Refused, match="Không có gì để gỡ"):
        take("withdraw", walk(story, "approved"), by=desk["chief"], note="Sai")


def test_a_story_under_revision_can_be_withdrawn(story, walk, desk):
    story = take("revise", walk(story, "published"), by=desk["editor"])
    story = take("withdraw", story, by=desk["chief"], note="Sai")
    assert story.status == Status.WITHDRAWN
    assert not live().exists()


def test_a_reinstated_story_goes_through_approval_again(story, walk, desk):
    story = take("withdraw", walk(story, "published"), by=desk["chief"], note="Sai")
    story = take("reinstate", story, by=desk["chief"], note="Đã xác minh")
    assert story.status == Status.EDITING
    assert not live().exists()
    walk(story, "published")
    assert live().get().story_id == story.pk


def test_a_fault_while_compiling_leaves_nothing_behind(story, walk, desk):
    story = walk(story, "approved")
    full = mock.patch("articles.publishing.PublishedPerson.objects.bulk_create", side_effect=OSError("disk"))
    with full, pytest.raises(OSError, match="disk"):
        take("publish", story, by=desk["secretary"])
    assert not PublishedStory.objects.exists()
    assert Story.objects.get().status == Status.APPROVED
    walk(story, "published")
    assert live().count() == 1


def test_the_copy_says_what_kind_of_piece_it_is(story, walk):
    story.kind = "interview"
    story.save()
    walk(story, "published")
    assert (live().get().kind, live().get().badge) == ("interview", "Phỏng vấn")
