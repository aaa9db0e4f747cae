"""What goes wrong in the middle of a step leaves all of it or nothing, and it can be taken again."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import PublishedStory, Section, Status, Story, StoryEvent
from articles.workflow import Refused, lock, record_edit, scheduled_for, take

from .test_racing import outcomes


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("articles.publishing", "_drop_unseen"),
        ("articles.publishing", "compile_copy"),
        ("articles.publishing.PublishedPerson.objects", "bulk_create"),
        ("articles.workflow.taking", "_move"),
        ("articles.workflow.events.StoryEvent.objects", "create"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_server_killed_while_publishing_leaves_nothing_and_the_retry_works(
    story, walk, desk, monkeypatch, module, name
):
    story = walk(story, "approved")
    events = StoryEvent.objects.count()

    class Killed(BaseException):
        pass

    def killed(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(f"{module}.{name}", killed)
        take("publish", story, by=desk["secretary"])
    assert Story.objects.get().status == Status.APPROVED
    assert not PublishedStory.objects.exists()
    assert StoryEvent.objects.count() == events
    take("publish", story, by=desk["secretary"])
    assert PublishedStory.objects.live().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_schedule_racing_a_withdrawal_leaves_one_answer(story, walk, desk, together):
    take("revise", walk(story, "published"), by=desk["editor"])
    story = walk(Story.objects.get(), "approved")
    at = timezone.now() + dt.timedelta(hours=1)
    done, _refused = outcomes(
        together(
            lambda: take("publish", story, by=desk["secretary"], at=at),
            lambda: take("withdraw", story, by=desk["chief"], note="Sai."),
        )
    )
    story.refresh_from_db()
    assert done >= 1
    # A withdrawal that went through is never undone by the schedule it raced with.
    assert story.status == Status.WITHDRAWN
    assert not PublishedStory.objects.live().exists()
    assert scheduled_for(story) is None


@pytest.mark.django_db(transaction=True)
def test_two_who_reschedule_at_once_leave_one_copy(story, walk, desk, together):
    now = timezone.now()
    take("publish", walk(story, "approved"), by=desk["secretary"], at=now + dt.timedelta(hours=1))
    outcomes(
        together(
            lambda: take("reschedule", story, by=desk["secretary"], at=now + dt.timedelta(hours=2)),
            lambda: take("reschedule", story, by=desk["chief"], at=now + dt.timedelta(hours=3)),
        )
    )
    assert PublishedStory.objects.count() == 1
    assert StoryEvent.objects.filter(step="reschedule").count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_emergency_approval_racing_an_edit_covers_only_what_was_read(story, walk, desk, together):
    story = walk(story, "review")
    seen = story.revisions.first().number

    def edit():
        with transaction.atomic():
            mine = lock(story.pk)
            mine.lead = "Sửa cùng lúc."
            mine.save()
            record_edit(mine, by=desk["chief"])
        return mine

    together(edit, lambda: take("approve", story, by=desk["chief"], seen=seen, override="Gấp."))
    story.refresh_from_db()
    assert story.status == Status.REVIEW


def test_a_section_is_not_deleted_under_its_stories(story):
    with pytest.raises(Exception, match="protected"):
        Section.objects.get().delete()
    assert Story.objects.get().section_id


def test_a_restored_revision_that_names_a_deleted_photo_is_held_back_with_its_number(story, walk, desk):
    story.body = '<p>Chữ.</p><figure data-photo="7"></figure>'
    story.save()
    record_edit(story, by=desk["reporter"])
    story = walk(story, "review")
    with pytest.raises(Refused, match="ảnh 7"):
        take("approve", story, by=desk["secretary"])
    copy = publishing.compile_copy(story, None, timezone.now())
    assert copy.photos == []
