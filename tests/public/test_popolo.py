"""A person and a body as Popolo JSON, checked against what the specification's schemas say."""

import re

import pytest

from people import registry
from people.changes import close
from people.models import BodyName, Person, PersonName, System
from tests.public.test_person_page import give_portrait

pytestmark = pytest.mark.django_db
# Of the schemas at https://www.popoloproject.com/specs/: what each thing may say, dates, lists and addresses.
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
COMMON = {"id", "links", "sources", "ended"}  # "ended" is ours: additional properties are allowed
NAME = {"name", "note", "start_date", "end_date", "ended"}
PERSON = COMMON | {
    *("name", "family_name", "given_name", "summary", "gender", "birth_date", "death_date", "image"),
    *("biography", "other_names", "memberships"),
}
ORGANIZATION = COMMON | {
    *("name", "classification", "parent_id", "founding_date", "dissolution_date"),
    *("other_names", "posts", "memberships"),
}
POST = COMMON | {"label", "role", "organization_id", "start_date", "end_date"}
MEMBERSHIP = COMMON | {
    *("label", "role", "person_id", "person", "organization_id", "organization", "post_id"),
    *("start_date", "end_date"),
}


def check(thing, properties, kind):
    assert set(thing) <= properties, kind
    assert thing.get("id", f"{kind}/1").startswith(f"{kind}/")
    for key, value in thing.items():
        if key.endswith("_date"):
            assert DATE.fullmatch(value), (key, value)
        elif key in ("other_names", "links", "sources", "posts", "memberships"):
            assert isinstance(value, list)
        elif key not in ("ended", "person", "organization"):
            assert isinstance(value, str)
    for one in [*thing.get("links", []), *thing.get("sources", [])]:
        assert one["url"].startswith("http")
    for one in thing.get("other_names", []):
        assert one["name"]
        assert set(one) <= NAME
    for one in thing.get("posts", []):
        check(one, POST, "post")
    for one in thing.get("memberships", []):
        check(one, MEMBERSHIP, "membership")
        assert one["person_id"] == one["person"]["id"]
        assert one["organization_id"] == one["organization"]["id"]


@pytest.fixture
def ward():
    parent = registry.body("Đảng bộ thành phố Mây", system=System.PARTY)
    return registry.body(
        "Uỷ ban nhân dân phường Hòn Ngọc", "UBND phường Hòn Ngọc", parent=parent, start="2015-02"
    )


@pytest.fixture
def yen(ward):
    person = registry.person("Vũ Thị Hải Yến", gender="female", birth="1975-03", biography="Kỹ sư.")
    PersonName.objects.create(person=person, name="Hải Yến", start="1999")
    chair = registry.post("Chủ tịch", ward, head=True, start="2015-02")
    registry.hold(person, registry.post("Phó Chủ tịch", ward), "2015", "?")
    registry.hold(person, chair, "2019-08", "2021-06-30", source_url="/thoi-su/bau-1.html", decision="12/QĐ")
    registry.hold(person, chair, "2021-06-30", capacity="acting")
    return person


def popolo(client, record):
    response = client.get(record.get_absolute_url().rstrip("/") + ".popolo.json")
    assert response["Content-Type"] == "application/json"
    return response.json()


def test_a_person_says_posts_and_names_with_dates_as_they_are_known(client, yen, ward):
    give_portrait(yen)
    said = popolo(client, yen)
    check(said, PERSON, "person")
    assert (said["name"], said["family_name"], said["given_name"]) == ("Vũ Thị Hải Yến", "Vũ", "Yến")
    assert said["birth_date"] == "1975-03"
    assert said["image"].startswith("http")
    assert said["other_names"][0]["start_date"] == "1999"
    acting, full, deputy = said["memberships"]
    assert (full["start_date"], full["end_date"]) == ("2019-08", "2021-06-30")
    assert full["sources"][0]["note"] == "12/QĐ"
    assert acting["label"] == "Quyền Chủ tịch UBND phường Hòn Ngọc"
    assert "end_date" not in acting
    # Over since nobody knows when, which Popolo cannot say: it must not read as lasting still.
    assert deputy["ended"] is True
    assert deputy["label"] == "nguyên Phó Chủ tịch UBND phường Hòn Ngọc"
    assert "end_date" not in deputy


def test_a_body_says_its_posts_names_parent_and_holders_but_none_that_are_hidden(client, yen, ward):
    BodyName.objects.create(body=ward, name="Uỷ ban nhân dân xã Hòn Ngọc", end="2018-07")
    hidden = Person.objects.create(name="Người Ẩn", status="hidden")
    registry.hold(hidden, registry.post("Chánh Văn phòng", ward), "2016")
    said = popolo(client, ward)
    check(said, ORGANIZATION, "organization")
    assert said["founding_date"] == "2015-02"
    assert said["parent_id"] == f"organization/{ward.parent_id}"
    assert {"name": "Uỷ ban nhân dân xã Hòn Ngọc", "note": "Tên cũ", "end_date": "2018-07"} in said[
        "other_names"
    ]
    assert {one["label"] for one in said["posts"]} == {"Chủ tịch", "Phó Chủ tịch", "Chánh Văn phòng"}
    assert {one["person"]["name"] for one in said["memberships"]} == {"Vũ Thị Hải Yến"}
    assert "Người Ẩn" not in str(said)
    close(ward, "abolished", "2025-07-01")
    assert popolo(client, ward)["dissolution_date"] == "2025-07-01"


def test_it_is_linked_from_the_page_and_kept_until_it_changes(client, yen, ward):
    for record in (yen, ward):
        address = record.get_absolute_url().rstrip("/") + ".popolo.json"
        page = client.get(record.get_absolute_url()).content.decode()
        assert f'<link rel="alternate" type="application/json" title="Popolo" href="{address}">' in page
        tag = client.get(address)["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    Person.objects.filter(pk=yen.pk).update(biography="Kỹ sư, thạc sĩ.")
    address = yen.get_absolute_url().rstrip("/") + ".popolo.json"
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_former_addresses_lead_on_and_hidden_records_are_not_found(client, yen, ward):
    for record, folder in ((yen, "nhan-vat"), (ward, "co-quan")):
        response = client.get(f"/{folder}/ten-cu-{record.pk}.popolo.json")
        assert response.status_code == 301
        assert response["Location"] == record.get_absolute_url().rstrip("/") + ".popolo.json"
        assert client.get(f"/{folder}/ten-cu-999999.popolo.json").status_code == 404
    merged = Person.objects.create(name="Vũ Hải Yến", merged_into=yen)
    response = client.get(f"/nhan-vat/{merged.slug}-{merged.pk}.popolo.json")
    assert (response.status_code, response["Location"]) == (
        301,
        yen.get_absolute_url().rstrip("/") + ".popolo.json",
    )
    hidden = Person.objects.create(name="Người Ẩn", status="hidden")
    assert client.get(f"/nhan-vat/{hidden.slug}-{hidden.pk}.popolo.json").status_code == 404


def test_thirty_posts_take_as_many_queries_as_one(client, yen, ward, django_assert_num_queries):
    for number in range(30):
        registry.hold(
            registry.person(f"Người Thứ {number}"), registry.post(f"Uỷ viên {number}", ward), "2020"
        )
        registry.hold(yen, registry.post(f"Chức vụ {number}", ward), "2020")
    with django_assert_num_queries(3):
        popolo(client, yen)
    with django_assert_num_queries(4):
        popolo(client, ward)
