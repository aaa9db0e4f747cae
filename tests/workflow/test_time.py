"""Schedule, reschedule, embargo and expiry: time decides, and nothing slips past it."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from articles.models import PublishedStory, Status, Story
from articles.workflow import Refused, is_live, scheduled_for, take, why_not_editable

HOUR = dt.timedelta(hours=1)


def clock(moment):
    return mock.patch("django.utils.timezone.now", lambda: moment)


@pytest.fixture
def now():
    return timezone.now()


def test_a_schedule_is_moved_and_only_the_new_time_counts(story, walk, desk, now):
    take("publish", walk(story, "approved"), by=desk["secretary"], at=now + HOUR)
    story = take("reschedule", story, by=desk["secretary"], at=now + 3 * HOUR)
    assert (story.status, scheduled_for(story)) == (Status.PUBLISHED, now + 3 * HOUR)
    with clock(now + 2 * HOUR):
        assert not is_live(story)
    with clock(now + 3 * HOUR):
        assert is_live(story)
        with pytest.raises(Refused, match="không được hẹn giờ"):
            take("reschedule", story, by=desk["secretary"], at=now + 5 * HOUR)


@pytest.mark.parametrize("step", ["publish", "reschedule"])
def test_a_schedule_in_the_past_is_refused(story, walk, desk, now, step):
    story = walk(story, "approved")
    if step == "reschedule":
        take("publish", story, by=desk["secretary"], at=now + HOUR)
    with pytest.raises(Refused, match="đã qua"):
        take(step, story, by=desk["secretary"], at=now - HOUR)


def test_an_embargo_blocks_until_its_minute_even_for_the_chief(story, walk, desk, now):
    take("embargo", story, by=desk["reporter"], at=now + 2 * HOUR)
    story = walk(Story.objects.get(), "approved")
    for at in (None, now + HOUR):
        with pytest.raises(Refused, match="cấm đăng"):
            take("publish", story, by=desk["chief"], at=at, override="Gấp.")
    with clock(now + 2 * HOUR):
        assert take("publish", story, by=desk["secretary"]).status == Status.PUBLISHED


def test_an_embargo_later_than_the_schedule_is_refused(story, walk, desk, now):
    story = take("publish", walk(story, "approved"), by=desk["secretary"], at=now + HOUR)
    with pytest.raises(Refused, match="Hãy đổi giờ đăng trước"):
        take("embargo", story, by=desk["secretary"], at=now + 2 * HOUR)
    take("reschedule", story, by=desk["secretary"], at=now + 2 * HOUR)
    assert take("embargo", story, by=desk["secretary"], at=now + 2 * HOUR).embargoed


def test_whoever_may_not_publish_may_not_soften_an_embargo(story, desk, now):
    take("embargo", story, by=desk["reporter"], at=now + 2 * HOUR)
    for at in (None, now + HOUR):
        with pytest.raises(Refused, match="quyền đăng"):
            take("embargo", story, by=desk["reporter"], at=at)
    assert take("embargo", story, by=desk["reporter"], at=now + 3 * HOUR).embargoed
    assert not take("embargo", story, by=desk["secretary"]).embargoed


def test_a_live_story_is_not_put_under_embargo(story, walk, desk, now):
    with pytest.raises(Refused, match="quá muộn"):
        take("embargo", walk(story, "published"), by=desk["secretary"], at=now + HOUR)


def test_a_story_goes_at_its_time(story, walk, desk, now):
    story = take("publish", walk(story, "approved"), by=desk["secretary"], until=now + 2 * HOUR)
    with clock(now + HOUR):
        assert is_live(story)
        assert "bạn đọc vẫn thấy" in why_not_editable(story, desk["editor"])
    with clock(now + 2 * HOUR):
        assert not is_live(story)
        assert "Bạn đọc không còn thấy bài này." in why_not_editable(story, desk["editor"])


def test_when_it_goes_is_set_moved_and_taken_away_later(story, walk, desk, now):
    story = walk(story, "published")
    take("expire", story, by=desk["secretary"], until=now + HOUR)
    take("expire", story, by=desk["secretary"], until=now + 2 * HOUR)
    assert PublishedStory.objects.get().live_until == now + 2 * HOUR
    take("expire", story, by=desk["secretary"])
    assert PublishedStory.objects.get().live_until is None
    for until in (now - HOUR, PublishedStory.objects.get().live_from):
        with pytest.raises(Refused, match="Không thể gỡ"):
            take("expire", story, by=desk["secretary"], until=until)


def test_a_story_does_not_go_before_it_came(story, walk, desk, now):
    story = walk(story, "approved")
    with pytest.raises(Refused, match="Không thể gỡ"):
        take("publish", story, by=desk["secretary"], at=now + 2 * HOUR, until=now + HOUR)


def test_a_new_version_that_is_scheduled_and_taken_back_leaves_the_old_one_its_end(story, walk, desk, now):
    take("publish", walk(story, "approved"), by=desk["secretary"], until=now + 5 * HOUR)
    take("revise", story, by=desk["editor"])
    story = walk(Story.objects.get(), "approved")
    take("publish", story, by=desk["secretary"], at=now + HOUR)
    assert sorted(PublishedStory.objects.values_list("live_until", flat=True), key=str) == [now + HOUR, None]
    with clock(now + 2 * HOUR):
        assert PublishedStory.objects.live().count() == 1
    take("unschedule", story, by=desk["secretary"])
    assert PublishedStory.objects.get().live_until == now + 5 * HOUR


def test_a_clock_that_jumped_ahead_and_back_leaves_one_story_to_be_scheduled_again(story, walk, desk, now):
    story = walk(story, "approved")
    with clock(now + dt.timedelta(days=400)):
        story = take("publish", story, by=desk["secretary"])
    assert not is_live(story)
    assert scheduled_for(story) == now + dt.timedelta(days=400)
    story = take("reschedule", story, by=desk["secretary"], at=timezone.now() + HOUR)
    assert PublishedStory.objects.count() == 1


def test_a_clock_that_jumps_back_never_shows_two_versions(story, walk, desk, now):
    story = walk(story, "published")
    take("revise", story, by=desk["editor"])
    story = walk(Story.objects.get(), "approved")
    with clock(now - 10 * HOUR):
        take("publish", story, by=desk["secretary"])
    for hours in (-11, -10, -1, 0, 1):
        with clock(now + hours * HOUR):
            assert PublishedStory.objects.live().count() <= 1


def test_a_day_is_planned_and_not_in_the_past(story, desk):
    today = timezone.localdate()
    assert take("plan", story, by=desk["reporter"], day=today).planned_on == today
    with pytest.raises(Refused, match="đã qua"):
        take("plan", story, by=desk["reporter"], day=today - dt.timedelta(days=1))
    assert take("plan", story, by=desk["reporter"]).planned_on is None
