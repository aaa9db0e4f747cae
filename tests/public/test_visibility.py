"""Time alone decides what readers see."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from articles.models import PublishedStory
from articles.public import cards, ninjs
from people.models import Person
from tests.factories import make_copies

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def at(moment):
    return mock.patch("django.utils.timezone.now", lambda: moment)


@pytest.fixture
def next_version():
    """A live copy, and the one that follows it in an hour."""
    (now_live,) = make_copies(1, headline="Bản đang đăng", slug="bai")
    later = timezone.now() + dt.timedelta(hours=1)
    now_live.live_until = later
    now_live.save()
    PublishedStory.objects.create(
        story=now_live.story,
        revision=now_live.revision,
        section=now_live.section,
        slug="bai",
        headline="Bản đã hẹn",
        html="<p>Chữ mới.</p>",
        first_published_at=now_live.first_published_at,
        live_from=later,
    )
    return later


@pytest.mark.parametrize("page", ["/", "/thoi-su/", "{story}"])
def test_a_scheduled_version_takes_over_at_its_minute_and_is_never_beside_the_old_one(
    client, next_version, page
):
    path = page.format(story=PublishedStory.objects.first().get_absolute_url())
    for moment, seen, unseen in (
        (next_version - MINUTE, "Bản đang đăng", "Bản đã hẹn"),
        (next_version, "Bản đã hẹn", "Bản đang đăng"),
    ):
        with at(moment):
            text = client.get(path).content.decode()
        assert seen in text
        assert unseen not in text


def test_a_story_that_is_to_appear_later_is_nowhere_until_then(client):
    later = timezone.now() + dt.timedelta(hours=1)
    yen = Person.objects.create(name="Vũ Thị Hải Yến")
    make_copies(1, headline="Tin đã đăng", mentions=[yen])
    (copy,) = make_copies(1, headline="Tin đã hẹn", mentions=[yen], live_from=later, first_published_at=later)
    pages = ["/", "/thoi-su/", yen.get_absolute_url(), copy.get_absolute_url(), "/khong-co/"]
    for path in pages:
        assert "Tin đã hẹn" not in client.get(path).content.decode()
    assert client.get(copy.get_absolute_url()).status_code == 404
    with at(later):
        for path in pages:
            assert "Tin đã hẹn" in client.get(path).content.decode()


def test_a_story_whose_time_is_over_is_gone_and_nothing_of_it_is_told(client):
    now = timezone.now()
    (copy,) = make_copies(1, headline="Lịch cắt điện", lead="Từ 8 giờ.", live_until=now + MINUTE)
    paths = {copy.get_absolute_url(), ninjs.address(copy), cards.address(copy)}
    for path in paths:
        assert client.get(path).status_code == 200
    with at(now + MINUTE):
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 410
            for word in ("Lịch cắt điện", "Từ 8 giờ", "Chữ."):
                assert word not in answer.content.decode()
        assert "Thời hạn đăng bài đã hết" in client.get(copy.get_absolute_url()).content.decode()
    # What nobody saw is not gone, and what comes again is there.
    with at(now - dt.timedelta(days=1)):
        assert client.get(copy.get_absolute_url()).status_code == 404
    make_copies(1)
    PublishedStory.objects.exclude(pk=copy.pk).update(story=copy.story, live_from=now + 2 * MINUTE)
    with at(now + 2 * MINUTE):
        assert client.get(copy.get_absolute_url()).status_code in (200, 301)
    PublishedStory.objects.filter(pk=copy.pk).update(live_until=copy.live_from)
    with at(now + MINUTE):
        assert client.get(copy.get_absolute_url()).status_code == 404, "it never was live"


def test_a_withdrawn_story_is_in_no_list(client):
    now = timezone.now()
    yen = Person.objects.create(name="Vũ Thị Hải Yến")
    (beside,) = make_copies(1, mentions=[yen])
    make_copies(1, headline="Đã gỡ", mentions=[yen], live_until=now, withdrawn_at=now)
    for path in ("/", "/thoi-su/", yen.get_absolute_url(), beside.get_absolute_url(), "/khong-co/"):
        assert "Đã gỡ" not in client.get(path).content.decode()
