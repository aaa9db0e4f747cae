"""The index of people: A–Z in Vietnamese order, found by name, body, level and whether in office."""

import datetime as dt

import pytest
from django.utils import timezone

from people import registry
from people.models import Level, Person
from vietnamese import fold, name_sort_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    ward = registry.body("Uỷ ban nhân dân phường Hòn Ngọc", "UBND phường Hòn Ngọc", level=Level.COMMUNE)
    health = registry.body("Sở Y tế", level=Level.PROVINCE)
    chair = registry.post("Chủ tịch", ward, head=True)
    director = registry.post("Giám đốc", health, seats=None)
    now = {"verified_on": timezone.localdate()}
    registry.hold(registry.person("Vũ Thị Hải Yến"), chair, "2025-07-01", **now)
    registry.hold(registry.person("Đặng Quốc Phong"), chair, "2019", "2025-06-30")
    registry.hold(registry.person("Lê Minh Ước"), director, "2015", "2019")
    registry.hold(registry.person("Lê Minh Ước", "Cảng Mây"), chair, "2010", "2012")
    risen = registry.person("Nguyễn Thị Đào")
    registry.hold(risen, registry.post("Phó Giám đốc", health), "2018", "2022")
    registry.hold(risen, director, "2022", **now)
    registry.hold(registry.person("Trần Văn Cũ"), director, verified_on=dt.date(2019, 8, 10))
    registry.person("Triệu A Tài")


def names(client, query=""):
    response = client.get(f"/nhan-vat/{query}")
    assert response.status_code == 200
    return [one["name"] for _letter, here in response.context["people"] for one in here]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?ten=dang quoc", ["Đặng Quốc Phong"]),
        ("?ten=ĐẶNG", ["Đặng Quốc Phong"]),
        ("?ten=minh uoc", ["Lê Minh Ước", "Lê Minh Ước (Cảng Mây)"]),
        ("?co_quan=ubnd hon ngoc", ["Lê Minh Ước (Cảng Mây)", "Đặng Quốc Phong", "Vũ Thị Hải Yến"]),
        ("?co_quan=Ủy ban", ["Lê Minh Ước (Cảng Mây)", "Đặng Quốc Phong", "Vũ Thị Hải Yến"]),
        ("?cap=2&chuc=nguyen", ["Lê Minh Ước"]),
        ("?chuc=nay", ["Nguyễn Thị Đào", "Vũ Thị Hải Yến"]),
        ("?co_quan=so y te&chuc=nay", ["Nguyễn Thị Đào"]),
        ("?co_quan=so y te&chuc=nguyen", ["Lê Minh Ước"]),
        ("?ten=khongco", []),
    ],
)
def test_people_are_found(client, people, query, found):
    assert sorted(names(client, query)) == sorted(found)


def test_a_post_not_verified_for_long_is_held_neither_now_nor_formerly(client, people):
    assert "Trần Văn Cũ" in names(client)
    assert "Trần Văn Cũ" not in names(client, "?chuc=nay")
    assert "Trần Văn Cũ" not in names(client, "?chuc=nguyen")


def test_letters_follow_the_vietnamese_alphabet(client):
    for given in ("Uyên", "Ước", "Đào", "Dung", "Ân", "An", "Ánh", "Ơn", "Oanh"):
        registry.person(f"Nguyễn Văn {given}")
    response = client.get("/nhan-vat/")
    assert [one.letter for one in response.context["letters"]] == ["A", "Â", "D", "Đ", "O", "Ơ", "U", "Ư"]
    assert 'href="#chu-Đ"' in response.content.decode()


HOSTILE = ["%00", "';--", "%25_%25", "x" * 5_000, "%ed%a0%bd", "%ff", "a+" * 40, "-1", "9" * 20, "1&cap=2"]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value[:9])
@pytest.mark.parametrize("name", ["ten", "co_quan", "cap", "chuc", "page", "khac"])
def test_hostile_parameters_are_answered(client, people, name, value):
    assert client.get(f"/nhan-vat/?{name}={value}").status_code in (200, 404)


def test_what_is_no_choice_is_said_and_what_was_typed_stays(client, people):
    page = client.get("/nhan-vat/?ten=dang&cap=77").content.decode()
    assert "errorlist" in page
    assert 'value="dang"' in page


@pytest.mark.parametrize("count", [1, 30, 5_000])
def test_the_index_costs_the_same_for_one_and_for_thousands(
    client, count, django_assert_num_queries, django_assert_max_num_queries
):
    made = [f"Nguyễn Văn {'AĐHLMTY'[number % 7]}{number}" for number in range(count)]
    Person.objects.bulk_create(
        Person(name=name, slug="nguyen", sort_key=name_sort_key(name), name_key=fold(name)) for name in made
    )
    with django_assert_num_queries(4):
        assert len(names(client)) == min(count, 300)
    if count == 5_000:
        response = client.get("/nhan-vat/")
        last = response.context["letters"][-1]
        assert (last.letter, last.page, response.context["total"]) == ("Y", 15, 5_000)
        assert f'href="?page={last.page}#chu-Y"' in response.content.decode()
        assert names(client, f"?page={last.page}")[-1].startswith("Nguyễn Văn Y")
    with django_assert_max_num_queries(4):
        names(client, "?ten=nguyen&co_quan=so&cap=2&chuc=nguyen")
