"""Photos in a story are numbered once and for all."""

import pytest

from articles.models import Story
from articles.photos import attach, ingest

from .files import encoded

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter):
    return Story.objects.create(headline="Hội nghị", author=reporter)


def test_numbers_follow_each_other_in_each_story(story, reporter):
    other = Story.objects.create(headline="Khác", author=reporter)
    slots = [attach(story, None, caption=caption) for caption in ("một", "hai", "ba")]
    assert [slot.number for slot in slots] == [1, 2, 3]
    assert [slot.caption for slot in story.story_photos.all()] == ["một", "hai", "ba"]
    assert attach(other, None).number == 1


def test_a_number_is_never_used_again(story):
    attach(story, None)
    attach(story, None).delete()
    assert attach(story, None).number == 3
    story.story_photos.all().delete()
    assert attach(Story.objects.get(pk=story.pk), None).number == 4


def test_saving_the_story_afterwards_does_not_free_a_number(story):
    attach(story, None).delete()
    story.headline = "Tít mới"
    story.save()
    assert attach(story, None).number == 2


def test_a_stale_copy_of_the_story_cannot_make_numbers_collide(story):
    stale = Story.objects.get(pk=story.pk)
    attach(story, None)
    attach(story, None)
    stale.save()
    assert attach(stale, None).number == 3


def test_the_credit_is_copied_from_the_photo_unless_given(story, reporter):
    photo = ingest(encoded(), by=reporter, credit="Minh Hà")
    assert attach(story, photo).credit == "Minh Hà"
    assert attach(story, photo, credit="TTXVN", alt="Cầu", order=9).credit == "TTXVN"
    assert [use.order for use in photo.uses.order_by("number")] == [1, 9]
