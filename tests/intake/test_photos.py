"""Photos go into the slots in order; what does not fit is said; a bad file refuses the whole."""

import pytest

from articles.intake import NotTaken, bring_in
from articles.models import Photo, Story, StoryPhoto
from articles.photos import ingest
from articles.richtext import figure_numbers
from tests.photos.files import encoded, named, picture

from .conftest import kinds, said

TEXT = "Tít\nSapo.\ng\nMột.\n\nĐoạn.\n\ng\nHai.\n\nĐoạn cuối."


def photos(*seeds: int):
    return [encoded(picture(64, 64, seed * 80), name=f"{seed}.jpg") for seed in seeds]


def test_photos_fill_the_slots_in_order(reporter):
    arrival = bring_in(TEXT, by=reporter, photos=photos(1, 2))
    assert [(row.caption, row.photo.filename) for row in arrival.story.story_photos.all()] == [
        ("Một.", "1.jpg"),
        ("Hai.", "2.jpg"),
    ]
    assert "photos" not in kinds(arrival.report, found=False)


def test_a_photo_too_many_stands_at_the_end_without_a_place(reporter):
    arrival = bring_in(TEXT, by=reporter, photos=photos(1, 2, 3))
    last = arrival.story.story_photos.last()
    assert (last.number, last.caption, last.photo.filename) == (3, "", "3.jpg")
    assert figure_numbers(arrival.story.body) == [1, 2]
    assert "photos" in kinds(arrival.report, found=False)


def test_a_slot_without_a_photo_waits_with_its_caption(reporter):
    arrival = bring_in(TEXT, by=reporter, photos=photos(1))
    assert [row.photo is None for row in arrival.story.story_photos.all()] == [False, True]
    assert "photos" in kinds(arrival.report, found=False)


def test_the_same_photo_twice_is_said(reporter):
    arrival = bring_in(TEXT, by=reporter, photos=photos(1, 1))
    assert Photo.objects.count() == 1
    assert "1" in said(arrival.report, "photo-twice") and "2" in said(arrival.report, "photo-twice")


def test_a_photo_that_is_here_already_can_be_given(reporter):
    [file] = photos(1)
    photo = ingest(file, by=reporter, credit="Đức Long")
    row = bring_in(TEXT, by=reporter, photos=[photo]).story.story_photos.first()
    assert (row.photo, row.credit) == (photo, "Đức Long")


def test_a_slot_without_a_caption_is_said(reporter):
    arrival = bring_in("Tít\nSapo.\ng\n\nĐoạn một.\n\nĐoạn hai.", by=reporter, photos=photos(1))
    assert arrival.story.story_photos.get().caption == ""
    assert "caption" in kinds(arrival.report, found=False)


def test_one_bad_file_refuses_all_and_names_it(reporter, media):
    with pytest.raises(NotTaken) as refusal:
        bring_in(TEXT, by=reporter, photos=[*photos(1), named(b"%PDF-1.4 ...", "anh-hai.jpg")])
    assert "anh-hai.jpg" in refusal.value.messages[0] and "PDF" in refusal.value.messages[0]
    assert not Story.objects.exists() and not Photo.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_when_saving_fails_half_way_nothing_is_there(reporter, monkeypatch):
    from articles.intake import saving

    def fail(*args, **kwargs):
        raise RuntimeError("half way")

    monkeypatch.setattr(saving.Intake.objects, "create", fail)
    with pytest.raises(RuntimeError):
        bring_in(TEXT, by=reporter)
    assert not Story.objects.exists() and not StoryPhoto.objects.exists()
