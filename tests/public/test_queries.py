import datetime as dt

import pytest
from django.core.cache import cache

from people.models import Person
from people.registry import body, hold, post
from tests.factories import make_copies, make_section, photo_data

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 30, 4000])
def copies(request):
    make_section("Kinh tế", "kinh-te")
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    hold(person, post("Chủ tịch", body("UBND phường Hòn Ngọc")), "2015", verified_on="2019-08-10")
    # Of a day long past, so that the story page asks what its people do now.
    day = dt.date(2020, 1, 1)
    return make_copies(request.param, mentions=[person], photos=[photo_data()], event_date=day)


@pytest.mark.parametrize(
    ("path", "budget"),
    [("/", 3), ("/thoi-su/", 3), ("{story}", 3), ("{person}", 4), ("/nhan-vat/", 4)],
    ids=["front", "section", "story", "person", "people"],
)
def test_a_page_costs_the_same_however_many_stories_there_are(
    client, copies, django_assert_max_num_queries, path, budget
):
    # What is kept for some minutes: the imprint, and which stories are read most.
    cache.set("most-read", [copy.story_id for copy in copies[:20]])
    path = path.format(story=copies[0].get_absolute_url(), person=copies[0].people[0]["url"])
    with django_assert_max_num_queries(budget):
        assert client.get(path).status_code == 200
