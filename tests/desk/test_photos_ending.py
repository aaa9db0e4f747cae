"""Photos whose rights end are listed with the stories that readers see them in."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import denying, workflow
from articles.models import Portrait, Story
from articles.photos import attach, ingest
from people.models import Person

ENDING = "/toa-soan/articles/photo/ending/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.PHOTO_RIGHTS_DAYS = 30


@pytest.fixture
def make(users, jpeg, section, walk):
    """make(days, live=True): a photo whose last day is so many days ahead, in a story that readers see."""
    shades = iter(range(0, 255, 6))

    def make(days, live=False):
        photo = ingest(
            jpeg(colour=(next(shades), 90, 160)), by=users["reporter"], credit="Hà", rights="agency"
        )
        photo.caption = f"Còn {days} ngày"
        photo.save()
        if live:
            story = Story.objects.create(
                headline=f"Bài có ảnh còn {days} ngày",
                body="<p>Chữ.</p>",
                author=users["reporter"],
                section=section,
            )
            attach(story, photo, caption="Chú thích.", alt="Mô tả")
            workflow.record_edit(story, by=users["reporter"])
            walk(story, "published")
            photo.story = story
        photo.valid_until = timezone.localdate() + dt.timedelta(days)
        photo.save()
        return photo

    return make


def listed(client):
    response = client.get(ENDING)
    assert response.status_code == 200
    return [one.photo.pk for one in response.context["photos"]]


def test_those_that_end_soon_and_those_past_it_that_readers_see_soonest_first(at_desk, make):
    soon, today, far = make(30), make(0), make(31)
    past_live, past = make(-400, live=True), make(-2)
    denied = make(3)
    denied.denied_at = timezone.now()
    denied.save()
    client = at_desk("editor")
    assert listed(client) == [past_live.pk, today.pk, soon.pk]
    assert not {far.pk, past.pk, denied.pk} & set(listed(client))
    page = client.get(ENDING).content.decode()
    assert past_live.story.headline in page
    assert f"/story/{past_live.story.pk}/step/revise/" in page


def test_a_story_that_is_gone_or_shows_it_no_more_does_not_count(at_desk, make, users):
    photo = make(-1, live=True)
    client = at_desk("chief")
    assert listed(client) == [photo.pk]
    workflow.take("withdraw", photo.story, by=users["chief"], note="Sai", notice="Đã gỡ")
    assert listed(client) == []


def test_a_portrait_counts(at_desk, make):
    photo = make(-1)
    Portrait.objects.create(person=Person.objects.create(name="Lê Văn Mẫu"), photo=photo)
    client = at_desk("editor")
    assert listed(client) == [photo.pk]
    assert "Lê Văn Mẫu" in client.get(ENDING).content.decode()


def test_it_is_for_those_who_revise_and_the_front_page_counts_them(at_desk, make, users):
    assert at_desk("reporter").get(ENDING).status_code == 403
    assert ENDING not in at_desk("editor").get("/toa-soan/").content.decode()
    make(2)
    photo = make(-1, live=True)
    page = at_desk("editor").get("/toa-soan/").content.decode()
    assert ENDING in page and "2 ảnh" in page
    assert ENDING not in at_desk("reporter").get("/toa-soan/").content.decode()
    denying.deny(photo, by=users["chief"], reason="Hết quyền")
    assert "1 ảnh" in at_desk("editor").get("/toa-soan/").content.decode()


def test_thirty_take_as_many_queries_as_one(at_desk, make):
    client = at_desk("editor")
    counts = []
    for more in (1, 29):
        for number in range(more):
            make(number, live=number < 6)
        with CaptureQueriesContext(
            connection,
        ) as one:
            shown = listed(client)
        with CaptureQueriesContext(connection) as home:
            client.get("/toa-soan/")
        counts.append((len(one), len(home)))
    assert len(shown) == 30
    assert counts[0][0] == counts[1][0] <= 10
    assert counts[0][1] == counts[1][1]
