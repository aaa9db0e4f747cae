import datetime as dt

import pytest
from django.core.cache import cache

from people.models import Person
from people.registry import body, hold, post
from tests.factories import make_copies, make_section, photo_data

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 30, 4000])
def test_a_page_costs_the_same_however_many_stories_there_are(client, django_assert_max_num_queries, count):
    make_section("Kinh tế", "kinh-te")
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    hold(person, post("Chủ tịch", body("UBND phường Hòn Ngọc")), "2015", verified_on="2019-08-10")
    # Of a day long past, so that the story page asks what its people do now.
    day = dt.date(2020, 1, 1)
    copies = make_copies(count, mentions=[person], photos=[photo_data()], event_date=day)
    budgets = {
        "/": 3,
        "/thoi-su/": 3,
        copies[0].get_absolute_url(): 3,
        person.get_absolute_url(): 4,
        "/nhan-vat/": 4,
    }
    for path, budget in budgets.items():
        # What is kept for some minutes, and nothing that the page before has left: the imprint, and which
        # stories are read most.
        cache.clear()
        cache.set("imprint", {})
        cache.set("most-read", [copy.story_id for copy in copies[:20]])
        with django_assert_max_num_queries(budget, info=path):
            assert client.get(path).status_code == 200
