"""Files that nothing refers to any more are found, and others are left alone."""

import os
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Photo, PublishedStory, Revision, Section, Story
from articles.photos import ingest

from .conftest import files_under
from .files import encoded, picture

pytestmark = pytest.mark.django_db


def orphans(*args: str) -> str:
    out = StringIO()
    call_command("photo_orphans", *args, stdout=out)
    return out.getvalue()


def age(media) -> None:
    for path in files_under(media):
        os.utime(media / path, (0, 0))


@pytest.fixture
def photos(reporter, media):
    kept, gone = (ingest(encoded(picture(seed=seed)), by=reporter) for seed in (1, 2))
    age(media)
    return kept, gone


def test_files_of_a_deleted_photo_are_listed_then_removed(photos, media):
    kept, gone = photos
    Photo.objects.filter(pk=gone.pk).delete()
    all_files = files_under(media)
    listed = orphans()
    assert gone.sha256 in listed
    assert kept.sha256 not in listed
    assert "Có 8 tệp" in listed
    assert files_under(media) == all_files
    orphans("--delete")
    left = files_under(media)
    assert len(left) == len(all_files) / 2
    assert f"originals/{kept.sha256[:2]}/{kept.sha256}" in left
    assert "Có 0 tệp" in orphans()


def test_a_file_half_written_when_the_power_went_out_is_removed(photos, media):
    partial = media / "originals" / "ab" / ".partial-x"
    partial.parent.mkdir(exist_ok=True)
    partial.write_bytes(b"half")
    os.utime(partial, (0, 0))
    orphans("--delete")
    assert not partial.exists()


def test_a_file_that_has_just_come_is_left_alone(reporter, media):
    ingest(encoded(), by=reporter)
    Photo.objects.all().delete()
    assert "Có 0 tệp" in orphans("--delete").replace("Đã xoá", "Có")
    assert files_under(media)


def test_sizes_that_a_published_story_was_printed_with_are_kept(photos, reporter, media):
    _kept, gone = photos
    section = Section.objects.create(name="Thời sự", slug="thoi-su")
    story = Story.objects.create(headline="Tin", author=reporter, section=section)
    now = timezone.now()
    PublishedStory.objects.create(
        story=story,
        revision=Revision.objects.record(story, reporter),
        section=section,
        slug="tin",
        headline="Tin",
        photos=[{"number": 1, "sizes": gone.sizes}],
        first_published_at=now,
        live_from=now,
    )
    Photo.objects.filter(pk=gone.pk).delete()
    orphans("--delete")
    sizes = [path for path in files_under(media) if path.startswith("sizes/")]
    assert len(sizes) == 14


def test_an_empty_newsroom_has_none(media, db):
    assert "Có 0 tệp" in orphans()
