"""A withdrawn story is gone at once, with the photos that only it had; and comes back through approval."""

import datetime as dt
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from articles import denying
from articles.models import Photo, Portrait, PublishedStory, Rights, Status, Story, StoryEvent, WithheldFile
from articles.photos import attach, ingest
from articles.photos.making import have_made
from articles.workflow import Refused, available_steps, record_edit, take
from people.models import Person
from tests.photos.files import encoded, picture

from .test_racing import outcomes


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(story, desk):
    """The photo of the story."""
    photo = ingest(encoded(picture(400, 300)), by=desk["reporter"], credit="Hà", rights=Rights.STAFF)
    return use(story, photo)


@pytest.fixture
def another(story, photo, desk):
    """A second draft with the same photo."""
    other = Story.objects.create(
        headline="Bài khác", lead="L", body="<p>Chữ.</p>", section=story.section, author=desk["reporter"]
    )
    use(other, photo)
    return other


def use(story, photo):
    attach(story, photo, caption="Cầu cảng.", alt="Mô tả")
    record_edit(story, by=story.author)
    return photo


def withdraw(story, desk, **given):
    return take("withdraw", story, by=desk["chief"], note="Sai tên", **given)


def answers(photo):
    """What a reader gets at the addresses of a photo: {status}."""
    sizes = photo.sizes
    found = set()
    for _width, _height, address in [*sizes["webp"], *sizes["jpeg"], sizes["share"]]:
        response = Client().get(address)
        response.getvalue()
        found.add(response.status_code)
    return found


def later(monkeypatch, **delta):
    moment = timezone.now() + dt.timedelta(**delta)
    monkeypatch.setattr(timezone, "now", lambda: moment)


# Photos.


def test_every_file_of_its_photos_is_gone_at_once_for_those_who_have_it_too(story, photo, walk, desk):
    walk(story, "published")
    response = Client().get(photo.sizes["share"][2])
    response.getvalue()
    assert answers(photo) == {200}
    withdraw(story, desk)
    assert answers(photo) == {410}
    gone = Client().get(photo.sizes["share"][2], headers={"if-none-match": response["ETag"]})
    assert gone.status_code == 410 and gone["Cache-Control"] == "private, no-store"
    at_desk = Client()
    at_desk.force_login(desk["editor"])
    seen = at_desk.get(photo.sizes["share"][2])
    assert seen.getvalue() and seen["Cache-Control"] == "private, no-store"


def test_files_that_only_an_older_copy_printed_are_gone_too(story, photo, walk, desk):
    walk(story, "published")
    take("revise", Story.objects.get(), by=desk["editor"])
    old = Photo.objects.get()
    photo.credit = "Đức Long"
    photo.save()
    have_made(photo)
    assert photo.sizes["share"] != old.sizes["share"]
    story = Story.objects.get()
    record_edit(story, by=desk["editor"])
    withdraw(walk(story, "published"), desk)
    assert answers(old) == answers(photo) == {410}


def test_a_photo_that_another_live_or_scheduled_story_has_stays_as_long_as_it_does(
    story, photo, another, walk, desk, monkeypatch
):
    at = timezone.now() + dt.timedelta(hours=1)
    walk(story, "published")
    another = take("publish", walk(another, "approved"), by=desk["secretary"], at=at)
    withdraw(story, desk)
    assert answers(photo) == {200}
    response = Client().get(photo.sizes["share"][2])
    assert response.getvalue() and "immutable" in response["Cache-Control"]
    with monkeypatch.context() as patch:
        later(patch, hours=2)
        assert answers(photo) == {200}
        # Two withdrawn stories share it now.
        withdraw(another, desk)
        assert answers(photo) == {410}


def test_a_photo_comes_back_with_whatever_story_is_published_with_it_next(
    story, photo, another, walk, desk, monkeypatch
):
    withdraw(walk(story, "published"), desk)
    another = take(
        "publish",
        walk(another, "approved"),
        by=desk["secretary"],
        until=timezone.now() + dt.timedelta(days=1),
    )
    assert answers(photo) == {200}
    with monkeypatch.context() as patch:
        later(patch, days=2)
        assert answers(photo) == {410}


def test_a_photo_that_is_a_portrait_stays(story, photo, walk, desk):
    portrait = Portrait.objects.create(person=Person.objects.create(name="Lê Văn Mẫu"), photo=photo)
    withdraw(walk(story, "published"), desk)
    assert answers(photo) == {200}
    portrait.delete()
    assert answers(photo) == {410}


def test_allowing_a_denied_photo_does_not_bring_back_what_was_withdrawn(story, photo, walk, desk):
    walk(story, "published")
    denying.deny(photo, by=desk["chief"], reason="Khiếu nại")
    withdraw(story, desk)
    denying.allow(photo)
    assert answers(photo) == {410}
    denying.deny(photo, by=desk["chief"], reason="Khiếu nại lần nữa")
    assert answers(photo) == {410}


def test_photos_of_an_expired_story_stay_until_it_is_withdrawn(story, photo, walk, desk, monkeypatch):
    soon = timezone.now() + dt.timedelta(hours=1)
    story = take("publish", walk(story, "approved"), by=desk["secretary"], until=soon)
    later(monkeypatch, hours=2)
    assert answers(photo) == {200}
    address = PublishedStory.objects.get().get_absolute_url()
    assert Client().get(address).status_code == 410
    assert "withdraw" in {step.name for step in available_steps(story, desk["chief"])}
    withdraw(story, desk, notice="Bài đã gỡ.\nXin lỗi.")
    gone = Client().get(address)
    assert gone.status_code == 410 and "Bài đã gỡ.<br>Xin lỗi." in gone.content.decode()
    assert answers(photo) == {410}


def test_stories_withdrawn_before_files_were_withheld_are_made_good(story, photo, walk, desk):
    withdraw(walk(story, "published"), desk)
    WithheldFile.objects.all().delete()
    assert answers(photo) == {200}
    (migration,) = Path("articles/migrations").glob("*_files_of_withdrawn_stories.py")
    import_module(f"articles.migrations.{migration.stem}").withhold(apps, None)
    assert answers(photo) == {410}


# Reinstating.


def test_published_again_it_keeps_its_first_time_and_its_address_answers(
    story, photo, walk, desk, monkeypatch
):
    walk(story, "published")
    first = PublishedStory.objects.get()
    withdraw(story, desk)
    later(monkeypatch, days=3)
    story = take("reinstate", Story.objects.get(), by=desk["chief"], note="Đã xác minh")
    address = first.get_absolute_url()
    with pytest.raises(Refused):
        take("publish", story, by=desk["secretary"])
    assert story.status == Status.EDITING and Client().get(address).status_code == 410
    at = timezone.now() + dt.timedelta(hours=1)
    take("publish", walk(story, "approved"), by=desk["secretary"], at=at, until=at + dt.timedelta(hours=2))
    assert Client().get(address).status_code == 410
    later(monkeypatch, hours=1, minutes=1)
    assert Client().get(address).status_code == 200
    assert answers(photo) == {200}
    copy = PublishedStory.objects.live().get()
    assert copy.first_published_at == first.first_published_at and copy.live_from == at
    # Expired afterwards it is gone, though not withdrawn.
    later(monkeypatch, hours=3)
    assert Client().get(address).status_code == 410


def test_withdrawn_a_second_time_the_first_withdrawal_stays_on_record(story, walk, desk):
    story = withdraw(walk(story, "published"), desk, notice="Lần một.")
    first = story.published.get()
    story = walk(take("reinstate", story, by=desk["chief"], note="Đã sửa"), "published")
    withdraw(story, desk, notice="Lần hai.")
    newer, older = story.published.order_by("-pk")
    assert (older.withdrawn_at, older.withdrawal_notice) == (first.withdrawn_at, "Lần một.")
    assert newer.withdrawal_notice == "Lần hai."
    assert "Lần hai." in Client().get(newer.get_absolute_url()).content.decode()


# The step.


def test_the_number_of_the_decision_is_kept_and_not_told_to_readers(story, walk, desk):
    withdraw(walk(story, "published"), desk, decision=" Số 12/QĐ-STTTT\n ngày 20/11/2026 ")
    event = StoryEvent.objects.get(step="withdraw")
    assert event.facts == {"decision": "Số 12/QĐ-STTTT ngày 20/11/2026"}
    page = Client().get(PublishedStory.objects.get().get_absolute_url()).content.decode()
    assert "12/QĐ" not in page and "Sai tên" not in page


def test_a_second_press_of_the_button_withdraws_once(client, story, walk, desk):
    walk(story, "published")
    client.force_login(desk["chief"])
    sent = {"seen": 1, "note": "Sai tên", "decision": "12", "notice": "Bài đã gỡ."}
    answers = [client.post(f"/toa-soan/articles/story/{story.pk}/step/withdraw/", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert StoryEvent.objects.filter(step="withdraw").count() == 1
    with pytest.raises(Refused):
        withdraw(story, desk)
    story = take("reinstate", Story.objects.get(), by=desk["chief"], note="Nhầm")
    with pytest.raises(Refused, match="đã được gỡ"):
        withdraw(story, desk)


def test_a_clock_set_back_shows_nothing_that_was_withdrawn(story, walk, desk, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - dt.timedelta(days=1))
    walk(story, "published")
    monkeypatch.setattr(timezone, "now", lambda: now)
    withdraw(story, desk)
    monkeypatch.setattr(timezone, "now", lambda: now - dt.timedelta(hours=1))
    assert not PublishedStory.objects.live().exists()
    assert Client().get(PublishedStory.objects.get().get_absolute_url()).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_racing_a_publication_with_the_same_photo_leaves_it_to_the_live_one(
    story, photo, another, walk, desk, together
):
    walk(story, "published")
    walk(another, "approved")
    done, _refused = outcomes(
        together(
            lambda: withdraw(story, desk),
            lambda: take("publish", another, by=desk["secretary"]),
            lambda: withdraw(story, desk),
        )
    )
    assert done == 2
    assert StoryEvent.objects.filter(step="withdraw").count() == 1
    assert PublishedStory.objects.live().get().story == another
    assert answers(photo) == {200}
    together(lambda: withdraw(another, desk), lambda: denying.deny(photo, by=desk["chief"], reason="Sai"))
    assert answers(photo) == {410}
