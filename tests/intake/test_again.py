"""A text that came in before is recognised, said, and taken again only when told to."""

import unicodedata

import pytest

from articles.intake import AlreadyHere, bring_in
from articles.models import Photo, Story
from tests.photos.files import encoded

TEXT = "Tít hoà bình\nSapo.\nĐoạn một.\nĐoạn hai."


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        TEXT.upper(),
        TEXT.replace("hoà", "hòa"),
        unicodedata.normalize("NFD", TEXT),
        "\ufeff" + TEXT.replace("\n", "\r\n\r\n"),
    ],
    ids=["same", "capitals", "spelling", "NFD", "lines"],
)
def test_the_same_text_is_recognised_however_it_is_typed(reporter, other):
    first = bring_in(TEXT, by=reporter).story
    with pytest.raises(AlreadyHere) as refusal:
        bring_in(other, by=reporter)
    [message] = refusal.value.messages
    assert "Tít hoà bình" in message and str(first.pk) in message and "Minh Hà" in message
    assert refusal.value.intake.story == first
    assert Story.objects.count() == 1


def test_it_is_taken_again_when_told(reporter):
    first = bring_in(TEXT, by=reporter).story
    assert bring_in(TEXT, by=reporter, again=True).story != first


def test_its_photos_are_not_kept(reporter):
    bring_in(TEXT, by=reporter)
    with pytest.raises(AlreadyHere):
        bring_in(TEXT, by=reporter, photos=[encoded()])
    assert not Photo.objects.exists()


def test_another_text_is_another_story(reporter):
    bring_in(TEXT, by=reporter)
    bring_in(TEXT + "\nĐoạn ba.", by=reporter)
    assert Story.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_send_it_at_once_make_one_story(reporter, together):
    results = together(lambda: bring_in(TEXT, by=reporter), lambda: bring_in(TEXT, by=reporter))
    assert sorted(type(result).__name__ for result in results) == ["AlreadyHere", "Arrival"]
    assert Story.objects.count() == 1
