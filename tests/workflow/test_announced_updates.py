"""A change of a published story is dated at its foot when the desk says so, and not for a typo."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from articles.models import PublishedStory
from articles.workflow import record_edit, take
from vietnamese import long_time

NOTE = "Sửa chiều dài cầu cảng thành <b>220 m</b>."


@pytest.fixture
def again(story, walk, desk):
    """again(change="…") publishes the story once more with another text; the copy that readers see."""
    walk(story, "published")
    # A copy before it that readers have seen for an hour.
    hour_ago = timezone.now() - dt.timedelta(hours=1)
    PublishedStory.objects.update(live_from=hour_ago, first_published_at=hour_ago)
    texts = iter("abcdefgh")

    def again(**given):
        changed = take("revise", story, by=desk["editor"])
        changed.body = f"<p>{next(texts)}</p>"
        changed.save()
        record_edit(changed, by=desk["editor"])
        for step, who in (("forward", "editor"), ("approve", "secretary")):
            changed = take(step, changed, by=desk[who])
        take("publish", changed, by=desk["secretary"], **given)
        return PublishedStory.objects.latest("live_from")

    return again


def foot(client, copy):
    """What the foot of the page says of an update; None when nothing."""
    page = client.get(copy.get_absolute_url()).content.decode()
    found = re.search(r'<p class="meta updated">(.*?)</p>', page, re.S)
    return found and found[1]


def test_a_typo_is_not_announced_but_machines_are_told(client, again):
    copy = again()
    assert foot(client, copy) is None
    page = client.get(copy.get_absolute_url()).content.decode()
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert dt.datetime.fromisoformat(told["dateModified"]) == copy.live_from.replace(microsecond=0)
    assert copy.live_from > copy.first_published_at


def test_an_announced_change_is_dated_at_the_foot(client, again):
    copy = again(change="")
    assert "Cập nhật lúc" in foot(client, copy)
    assert long_time(copy.live_from) in foot(client, copy)


def test_what_changed_is_said_as_plain_text_and_stays_when_a_typo_follows(client, again):
    first = again(change=NOTE)
    assert "&lt;b&gt;220 m&lt;/b&gt;" in foot(client, first)
    second = again()
    assert foot(client, second) == foot(client, first)
    assert long_time(first.live_from) in foot(client, second)


def test_a_first_publication_is_no_update(client, story, walk, desk):
    take("publish", walk(story, "approved"), by=desk["secretary"], change=NOTE)
    assert foot(client, PublishedStory.objects.get()) is None


def test_a_rescheduled_copy_takes_its_line_along(again, story, desk):
    soon, later = (timezone.now() + dt.timedelta(hours=hours) for hours in (1, 2))
    waiting = again(at=soon, change=NOTE)
    assert (waiting.updated_at, waiting.update_note) == (soon, NOTE)
    take("reschedule", story, by=desk["secretary"], at=later)
    moved = PublishedStory.objects.latest("live_from")
    assert (moved.updated_at, moved.update_note) == (later, NOTE)


def test_the_choice_is_on_record(again, story):
    again(change=NOTE)
    assert story.events.filter(step="publish").first().facts["change"] == NOTE
    again()
    assert "change" not in story.events.filter(step="publish").first().facts
