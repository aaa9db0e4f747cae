"""Photos come into stories."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from articles.models import Photo, Story, StoryPhoto


def next_number(story: Story) -> int:
    """Take the next photo number of a story. No number is given twice, not even after its photo was removed.

    Locks the story's row until the transaction ends; call it inside one. The counter on the story
    remembers numbers whose photo is gone, which a body or a revision may still name.
    """
    counter = Story.objects.select_for_update().values_list("last_photo_number", flat=True).get(pk=story.pk)
    highest = story.story_photos.aggregate(highest=Max("number"))["highest"] or 0
    number = max(counter, highest) + 1
    Story.objects.filter(pk=story.pk).update(last_photo_number=number)
    # The caller's copy may be saved later, and must not turn the counter back.
    story.last_photo_number = number
    return number


@transaction.atomic
def attach(story: Story, photo: Photo | None, **fields) -> StoryPhoto:
    """Use a photo in a story, after those already there; without a photo, an empty slot that waits for one.

    `fields`: caption, credit, alt, order of the StoryPhoto. The credit is the photo's own unless given:
    it is copied, so a later change to the one leaves the other alone.
    """
    number = next_number(story)
    fields.setdefault("order", number)
    fields.setdefault("credit", photo.credit if photo else "")
    return StoryPhoto.objects.create(story=story, photo=photo, number=number, **fields)
