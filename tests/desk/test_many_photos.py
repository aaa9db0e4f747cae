"""A story may have as many photos as may be sent with it."""

from articles.admin.sending import MOST_PHOTOS
from articles.models import StoryPhoto
from articles.photos import ingest

from .conftest import save


def test_a_story_with_the_most_photos_is_saved_from_its_form(at_desk, story, users, jpeg):
    photo = ingest(jpeg(), by=users["reporter"])
    for number in range(1, MOST_PHOTOS + 1):
        StoryPhoto.objects.create(
            story=story, photo=photo, number=number, order=number, caption=f"Ảnh {number}."
        )
    last = MOST_PHOTOS - 1
    caption = "Chú thích được sửa."
    answer = save(at_desk("reporter"), story, **{f"story_photos-{last}-caption": caption})
    assert answer.status_code == 302
    assert story.story_photos.get(number=MOST_PHOTOS).caption == caption
