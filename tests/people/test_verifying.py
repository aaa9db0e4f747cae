import datetime as dt

import pytest
from django.db import transaction

from people.models import Tenure
from people.registry import body, hold, person, post
from people.verifying import ending, overfull, stale, vacant, verify

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


def test_tenures_not_verified_for_long_are_listed_oldest_first(officials):
    fresh = hold(person("Trần Văn An"), post("Giám đốc", body("Sở Y tế")), "2020", verified_on="2026-05-01")
    never = hold(person("Lê Thị Bình"), post("Giám đốc", body("Sở Tư pháp")), "2020")
    hold(person("Phạm Thị Cúc"), post("Giám đốc", body("Sở Công Thương")), "2015", "2020")
    assert next(iter(stale(TODAY))) == never
    assert {one.person for one in stale(TODAY)} == {never.person, officials.hai, officials.doc}
    assert fresh in stale(TODAY, dt.timedelta(10))


def test_tenures_about_to_end_are_listed():
    seat = post("Phó Giám đốc", body("Sở Y tế"), seats=None)
    this_year = hold(person("Trần Văn An"), seat, "2020", "2026")
    term = body("Sở Y tế").terms.create(name="2021–2026", start="2021", end="2026-06-30")
    by_term = hold(person("Lê Thị Bình"), seat, "2021", term=term)
    hold(person("Phạm Thị Cúc"), seat, "2021", "2026-12-31")
    hold(person("Đỗ Văn Dũng"), seat, "2015", "2020")
    hold(person("Vũ Văn Em"), seat, "2015")
    assert set(ending(TODAY, dt.timedelta(60))) == {this_year, by_term}


def test_posts_nobody_holds_are_listed_heads_first():
    health = body("Sở Y tế")
    deputy, head = post("Phó Giám đốc", health), post("Giám đốc", health, head=True)
    hold(person("Trần Văn An"), head, "2015", "2020")
    hold(person("Lê Thị Bình"), post("Chánh Văn phòng", health), "2015")
    post("Uỷ viên", health, seats=None)
    post("Trưởng phòng", body("Sở Du lịch", end="2025-03-01"))
    assert list(vacant(TODAY)) == [head, deputy]


def test_a_forgotten_end_shows_as_too_many_holders():
    seat = post("Giám đốc", body("Sở Y tế"))
    hold(person("Trần Văn An"), seat, "2015")
    Tenure.objects.create(person=person("Lê Thị Bình"), post=seat, start="2020")
    assert [(one, one.number) for one in overfull(TODAY)] == [(seat, 2)]


@pytest.mark.django_db(transaction=True)
def test_whoever_verifies_while_another_ends_a_post_does_not_open_it_again(together, django_user_model):
    lan = django_user_model.objects.create_user("lan")
    seat = post("Uỷ viên", body("Hội Đông y"), seats=None)
    held = [hold(person(f"Trần Văn {name}"), seat, "2015") for name in ("An", "Bình", "Cúc", "Dũng")]

    def end():
        with transaction.atomic():
            for one in Tenure.objects.select_for_update().order_by("-pk"):
                one.end = "2020"
                one.save()

    results = together(end, lambda: verify(Tenure.objects.order_by("-pk").open(), by=lan))
    assert results[0] is None and results[1] in (0, len(held))
    assert [one.end for one in Tenure.objects.all()] == ["2020"] * len(held)
