"""What is read most is counted without a query, of readers alone, and listed while it is live."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import ReadCount
from articles.public import counting
from tests.factories import make_copies

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130"


@pytest.fixture(autouse=True)
def tally(monkeypatch):
    monkeypatch.setattr(counting, "tally", counting.Tally())
    return counting.tally


def read(story: int, agent: str = PHONE, address: str = "10.0.0.1", **headers: str) -> int:
    client = Client(enforce_csrf_checks=True, headers={"user-agent": agent, **headers})
    answer = client.post(f"/dem/{story}", REMOTE_ADDR=address)
    assert not answer.cookies
    return answer.status_code


def written() -> dict[int, int]:
    counting.write(counting.tally.take(now=True))
    return dict(ReadCount.objects.values_list("story", "reads"))


def test_a_reader_counts_once_an_hour_and_costs_no_query(django_assert_num_queries):
    (copy,) = make_copies(1)
    with django_assert_num_queries(0):
        assert read(copy.story_id) == read(copy.story_id) == 204
        read(copy.story_id, address="10.0.0.2")
    assert written() == {copy.story_id: 2}
    read(copy.story_id, address="10.0.0.3")
    assert written() == {copy.story_id: 3}


def test_robots_other_sites_and_what_is_not_there_are_not_counted():
    (copy,) = make_copies(1)
    (gone,) = make_copies(1, live_until=timezone.now())
    read(copy.story_id, agent="Googlebot/2.1")
    read(copy.story_id, agent="")
    read(copy.story_id, **{"sec-fetch-site": "cross-site"})
    read(gone.story_id)
    read(10**17)
    assert written() == {}
    assert Client().get(f"/dem/{copy.story_id}").status_code == 405


def test_one_address_counts_only_so_often(monkeypatch):
    monkeypatch.setattr(counting, "AN_HOUR", 3)
    (copy,) = make_copies(1)
    for number in range(9):
        read(copy.story_id, agent=f"{PHONE} {number}")
    assert written() == {copy.story_id: 3}


def test_the_most_read_of_the_day_are_listed_with_what_is_live_alone(client):
    copies = make_copies(8)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    counts = {(copy.story_id, hour): 10 + place for place, copy in enumerate(copies[:6])}
    ReadCount.objects.record(counts)
    ReadCount.objects.record({(copies[7].story_id, hour - dt.timedelta(days=3)): 999})
    type(copies[0]).objects.filter(pk=copies[5].pk).update(live_until=timezone.now())
    assert client.get("/").context["read"] == copies[4::-1]
    story = client.get(copies[4].get_absolute_url())
    assert story.context["read"] == copies[3::-1]
    assert f'data-count="/dem/{copies[4].story_id}"' in story.content.decode()


def test_a_quiet_day_is_filled_from_the_week_and_older_counts_are_forgotten():
    copies = make_copies(3)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    days = {copies[0].story_id: 0, copies[1].story_id: 5, copies[2].story_id: 9}
    ReadCount.objects.record({(story, hour - dt.timedelta(days=ago)): 1 + ago for story, ago in days.items()})
    assert counting.ranking() == [copies[1].story_id, copies[0].story_id]
    assert ReadCount.objects.count() == 2
