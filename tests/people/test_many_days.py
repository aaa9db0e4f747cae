import datetime as dt
import random

import pytest

from people.many_days import lines_on
from people.models import BodyName, Person, PostName, ProtocolOrder, ProtocolPlace, Tenure
from people.registry import body, hold, person, post
from people.titles import title_lines

pytestmark = pytest.mark.django_db


def drawn(seed):
    """A small registry with renamed bodies and posts, two protocol orders, and tenures of every kind."""
    chance = random.Random(seed)
    seats = []
    for number in range(4):
        one = body(f"Sở {number}", system=chance.choice(["party", "government", "assembly"]))
        if number % 2:
            BodyName.objects.create(body=one, name=f"Ty {number}", end=chance.choice(["2012", "2014-05-01"]))
        for title in ("Giám đốc", "Phó Giám đốc"):
            lesser = chance.choice([None, *seats])
            seat = post(title, one, seats=None, head=title == "Giám đốc", implies=lesser)
            if chance.random() < 0.4:
                PostName.objects.create(post=seat, title=f"Quản đốc {number}", end="2013-06")
            seats.append(seat)
    for since in ("2011-01-01", "2015-01-01"):
        order = ProtocolOrder.objects.create(since=since)
        for place, seat in enumerate(chance.sample(seats, 5), 1):
            ProtocolPlace.objects.create(order=order, post=seat, position=place)
    for number in range(8):
        who = person(f"Trần Văn {number}")
        for _ in range(chance.randrange(4)):
            year = chance.randrange(2008, 2016)
            Tenure.objects.create(
                person=who,
                post=chance.choice(seats),
                capacity=chance.choice(Tenure.Capacity.values),
                start=chance.choice(["", f"{year}", f"{year}-03"]),
                end=chance.choice(["", f"{year + 1}", f"{year + 2}-05-09", "?"]),
            )


@pytest.mark.parametrize("seed", range(6))
def test_lines_of_many_days_are_those_of_each_day(seed):
    drawn(seed)
    people = list(Person.objects.values_list("pk", flat=True))
    days = [dt.date(2008, 1, 1) + dt.timedelta(97 * step) for step in range(40)]
    found = lines_on((who, day) for who in people for day in days)
    assert len(set(found.values())) > 5
    for day in days:
        assert {who: found[who, day] for who in people} == title_lines(people, day), day


def test_thousands_of_lines_take_as_many_queries_as_one(django_assert_num_queries):
    hold(person("Trần Văn An"), post("Giám đốc", body("Sở Y tế")), "2015")
    who = person("Trần Văn An").pk
    days = [dt.date(2016, 1, 1) + dt.timedelta(step) for step in range(3_000)]
    for asked in (days[:1], days):
        with django_assert_num_queries(5):
            assert set(lines_on((who, day) for day in asked).values()) == {"Giám đốc Sở Y tế"}
    with django_assert_num_queries(0):
        assert lines_on([]) == {}
