"""A photo that is denied disappears from what readers see, at once and everywhere, and comes back by undo."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles import denying
from articles.models import Photo, Portrait, PublishedPhoto, PublishedStory, Rights
from articles.photos import attach, ingest
from articles.photos.making import have_made
from articles.workflow import Refused, record_edit, take
from people.models import Person
from tests.photos.files import encoded, picture


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photos(story, desk):
    """Three photos in the story, which names them in its text: 1, 2, 3."""
    made = []
    for number, width in enumerate((500, 600, 700), 1):
        photo = ingest(encoded(picture(width, 400)), by=desk["reporter"], credit="Hà", rights=Rights.STAFF)
        attach(story, photo, caption=f"Cầu cảng thứ {number}.", alt=f"Mô tả {number}")
        made.append(photo)
    story.body += "".join(f'<figure data-photo="{number}"></figure>' for number in (1, 2, 3))
    story.save()
    record_edit(story, by=desk["reporter"])
    return made


def numbers(story):
    return [entry["number"] for entry in PublishedStory.objects.live().get(story=story).photos]


def page_of(story):
    return Client().get(PublishedStory.objects.live().get(story=story).get_absolute_url()).content.decode()


def status(address):
    response = Client().get(address)
    response.getvalue()
    return response.status_code


def test_readers_see_it_no_more_on_the_page_the_front_page_or_at_its_addresses(story, photos, walk, desk):
    walk(story, "published")
    address = photos[0].sizes["webp"][0][2]
    assert address in page_of(story) and address in Client().get("/").content.decode()
    assert denying.deny(photos[0], by=desk["chief"], reason="Chủ ảnh khiếu nại")
    assert numbers(story) == [2, 3]
    for page in (page_of(story), Client().get("/").content.decode(), Client().get("/rss/").content.decode()):
        assert address not in page and "Cầu cảng thứ 1" not in page
    assert "Nội dung." in page_of(story)
    for kind in ("webp", "jpeg"):
        assert {status(one) for *_size, one in photos[0].sizes[kind]} == {410}
    assert status(photos[0].sizes["share"][2]) == 410
    assert status(photos[1].sizes["share"][2]) == 200


def test_a_browser_that_has_the_file_is_not_told_that_it_is_still_good(story, photos, walk, desk):
    walk(story, "published")
    address = photos[0].sizes["share"][2]
    response = Client().get(address)
    assert response.getvalue()
    denying.deny(photos[0], by=desk["chief"], reason="Khiếu nại")
    gone = Client().get(address, headers={"if-none-match": response["ETag"]})
    assert gone.status_code == 410 and gone["Cache-Control"] == "private, no-store"


def test_the_desk_still_sees_what_it_decides_about(photos, desk):
    denying.deny(photos[0], by=desk["chief"], reason="Khiếu nại")
    client = Client()
    client.force_login(desk["secretary"])
    response = client.get(photos[0].sizes["share"][2])
    assert response.getvalue() and response["Cache-Control"] == "private, no-store"


def test_undo_puts_each_photo_back_in_its_place_in_whatever_order(story, photos, walk, desk):
    walk(story, "published")
    before = PublishedStory.objects.live().get(story=story).photos
    for photo in photos:
        denying.deny(photo, by=desk["chief"], reason="Khiếu nại")
    assert numbers(story) == []
    for index in (2, 0, 1):
        assert denying.allow(photos[index])
    assert PublishedStory.objects.live().get(story=story).photos == before
    assert not PublishedPhoto.objects.exclude(taken_out=[]).exists()
    assert status(photos[0].sizes["share"][2]) == 200
    assert "Cầu cảng thứ 1" in page_of(story)


def test_a_photo_under_two_numbers_goes_and_comes_back_under_both(story, photos, walk, desk):
    attach(story, photos[0], caption="Lần nữa.", alt="Mô tả")
    record_edit(story, by=desk["reporter"])
    walk(story, "published")
    denying.deny(photos[0], by=desk["chief"], reason="Khiếu nại")
    assert numbers(story) == [2, 3]
    denying.allow(photos[0])
    assert numbers(story) == [1, 2, 3, 4]


def test_addresses_that_only_an_older_copy_prints_are_gone_too(story, photos, walk, desk):
    walk(story, "published")
    old = photos[0].sizes["share"][2]
    photos[0].credit = "Đức Long"
    photos[0].save()
    have_made(photos[0])
    assert photos[0].sizes["share"][2] != old
    denying.deny(photos[0], by=desk["chief"], reason="Khiếu nại")
    assert status(old) == status(photos[0].sizes["share"][2]) == 410


def test_a_scheduled_copy_appears_without_it(story, photos, walk, desk, monkeypatch):
    later = timezone.now() + dt.timedelta(hours=2)
    take("publish", walk(story, "approved"), by=desk["secretary"], at=later)
    denying.deny(photos[1], by=desk["chief"], reason="Khiếu nại")
    monkeypatch.setattr(timezone, "now", lambda: later + dt.timedelta(minutes=1))
    assert numbers(story) == [1, 3]
    assert "Cầu cảng thứ 2" not in page_of(story)


def test_published_with_a_reason_all_the_same_its_files_are_there(story, photos, walk, desk):
    story = walk(story, "review")
    denying.deny(photos[0], by=desk["secretary"], reason="Khiếu nại")
    story = take("approve", story, by=desk["chief"], override="Đã mua lại quyền")
    take("publish", story, by=desk["chief"])
    assert numbers(story) == [1, 2, 3]
    assert status(photos[0].sizes["share"][2]) == 200


def test_it_is_denied_once_and_says_by_whom(photos, desk):
    assert denying.deny(photos[0], by=desk["chief"], reason="Lý do đầu")
    assert not denying.deny(photos[0], by=desk["secretary"], reason="Lý do sau")
    photo = Photo.objects.get(pk=photos[0].pk)
    assert (photo.denied_by, photo.denied_reason) == (desk["chief"], "Lý do đầu")
    assert denying.allow(photo) and not denying.allow(photo)


def test_a_portrait_that_is_denied_is_not_on_the_page_of_the_person(photos, desk):
    person = Person.objects.create(name="Lê Văn Mẫu")
    Portrait.objects.create(person=person, photo=photos[0])
    address = photos[0].sizes["jpeg"][-1][2]
    paths = [person.get_absolute_url(), f"{person.get_absolute_url()}popolo.json"]
    assert any(address in Client().get(path).content.decode() for path in paths)
    denying.deny(photos[0], by=desk["chief"], reason="Khiếu nại")
    assert not any(address in Client().get(path).content.decode() for path in paths)


def test_readers_find_no_caption_of_it(story, photos, walk, desk):
    walk(story, "published")
    assert story.headline in Client().get("/tim-kiem/", {"q": '"thứ 2"'}).content.decode()
    denying.deny(photos[1], by=desk["chief"], reason="Khiếu nại")
    found = Client().get("/tim-kiem/", {"q": '"thứ 2"'}).content.decode()
    assert f"-{story.pk}.html" not in found


def test_its_files_are_no_orphans(story, photos, walk, desk, capsys, monkeypatch):
    walk(story, "published")
    photos[0].credit = "Đức Long"
    photos[0].save()
    have_made(photos[0])
    denying.deny(photos[0], by=desk["chief"], reason="Khiếu nại")
    later = timezone.now() + dt.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("photo_orphans", "--delete")
    monkeypatch.undo()
    denying.allow(photos[0])
    entry = PublishedStory.objects.live().get(story=story).photos[0]
    assert status(entry["sizes"]["share"][2]) == 200


@pytest.mark.django_db(transaction=True)
def test_published_and_denied_at_once_no_reader_sees_it(story, photos, walk, desk, together):
    story = walk(story, "approved")
    published, denied = together(
        lambda: take("publish", story, by=desk["secretary"]),
        lambda: denying.deny(photos[0], by=desk["chief"], reason="Khiếu nại"),
    )
    assert denied is True
    assert isinstance(published, Refused) or numbers(story) == [2, 3]
