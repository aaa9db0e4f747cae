"""The page of an official: portrait, what they hold or held, and the same for machines."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from articles.models import Photo, Portrait
from people import registry
from people.models import System
from tests.factories import make_copies, photo_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def yen():
    person = registry.person("Vũ Thị Hải Yến", gender="female", birth="1975-03")
    ward = registry.body("Uỷ ban nhân dân phường Hòn Ngọc", "UBND phường Hòn Ngọc")
    party = registry.body("Đảng uỷ phường Hòn Ngọc", system=System.PARTY)
    registry.hold(person, registry.post("Phó Chủ tịch", ward), "2021-06", "2025-06-30")
    registry.hold(person, registry.post("Uỷ viên", party, seats=None), "2018", "?", verified_on="2022-01-05")
    chair = registry.post("Chủ tịch", ward, head=True)
    registry.hold(person, chair, "2025-07-01", verified_on=timezone.localdate())
    return person


def structured(response):
    return json.loads(re.search(r'ld\+json">(.+?)</script>', response.content.decode())[1])


def give_portrait(person, **fields):
    data = photo_data()
    size = {"format": "jpeg", "width": 640, "height": 800, "bytes": 1, "sizes": data["sizes"]}
    photo = Photo.objects.create(sha256=f"{person.pk:064}", credit="Minh Hà", **size)
    return Portrait.objects.create(person=person, photo=photo, **fields)


def test_the_portrait_has_its_size_credit_and_words_for_those_who_cannot_see_it(client, yen):
    give_portrait(yen)
    page = client.get(yen.get_absolute_url()).content.decode()
    figure = re.search('<figure class="portrait">(.+?)</figure>', page, re.DOTALL)[1]
    for wanted in ('alt="Vũ Thị Hải Yến"', 'width="640" height="800"', "640w", "sizes=", "Ảnh: Minh Hà"):
        assert wanted in figure
    Portrait.objects.update(alt="Bà Yến tại lễ khai mạc", credit="Đức Long")
    page = client.get(yen.get_absolute_url()).content.decode()
    assert "Bà Yến tại lễ khai mạc" in page
    assert "Ảnh: Đức Long" in page


def test_what_is_held_today_stands_under_the_name_or_what_was(client, yen):
    assert client.get(yen.get_absolute_url()).context["line"] == "Chủ tịch UBND phường Hòn Ngọc"
    left = registry.person("Đặng Quốc Phong")
    registry.hold(left, registry.post("Giám đốc", registry.body("Cảng Mây")), "2015-02", "2019")
    response = client.get(left.get_absolute_url())
    assert response.context["line"] == "nguyên Giám đốc Cảng Mây"
    assert "từ tháng 2/2015 đến năm 2019" in response.content.decode()


def test_a_post_that_begins_later_is_not_yet_held(client, yen):
    later = timezone.localdate() + dt.timedelta(30)
    registry.hold(yen, registry.post("Giám đốc", registry.body("Cảng Mây")), later.isoformat())
    assert client.get(yen.get_absolute_url()).context["line"] == "Chủ tịch UBND phường Hòn Ngọc"


def test_machines_are_told_the_roles_with_dates_as_imprecise_as_known(client, yen):
    give_portrait(yen)
    told = structured(client.get(yen.get_absolute_url()))
    assert told["@type"] == "Person"
    assert told["name"] == "Vũ Thị Hải Yến"
    assert told["birthDate"] == "1975-03"
    assert told["jobTitle"] == "Chủ tịch UBND phường Hòn Ngọc"
    assert told["image"].endswith("/anh/jpeg640.jpeg")
    roles = {role["roleName"]: role for role in told["memberOf"]}
    deputy = roles["Phó Chủ tịch UBND phường Hòn Ngọc"]
    assert (deputy["startDate"], deputy["endDate"]) == ("2021-06", "2025-06-30")
    assert deputy["memberOf"]["@type"] == "GovernmentOrganization"
    assert "endDate" not in roles["Chủ tịch UBND phường Hòn Ngọc"]
    # Over since nobody knows when: without "nguyên" it would read as lasting still.
    over = roles["nguyên Uỷ viên Đảng uỷ phường Hòn Ngọc"]
    assert "endDate" not in over
    assert over["memberOf"]["@type"] == "Organization"


def test_what_nobody_has_verified_for_long_is_not_told_machines_as_held_today(client):
    person = registry.person("Nguyễn Văn Mẫu")
    post = registry.post("Giám đốc", registry.body("Cảng Mây"))
    registry.hold(person, post, verified_on=dt.date(2019, 8, 10))
    told = structured(client.get(person.get_absolute_url()))
    assert "jobTitle" not in told
    assert told["memberOf"][0]["roleName"] == "Giám đốc Cảng Mây"


def test_hostile_words_on_record_stay_words(client):
    evil = "</script><script>alert(1)</script>"
    person = registry.person("Người Lạ", biography=evil, disambiguator=evil)
    page = client.get(person.get_absolute_url()).content.decode()
    assert "<script>alert" not in page


def test_stories_are_in_pages_newest_first(client, yen):
    copies = make_copies(25, mentions=[yen])
    first = client.get(yen.get_absolute_url())
    assert [copy.headline for copy in first.context["page"].items] == [c.headline for c in copies[:20]]
    second = client.get(f"{yen.get_absolute_url()}?page=2", follow=True)
    assert [copy.headline for copy in second.context["page"].items] == [c.headline for c in copies[20:]]
    assert client.get(f"{yen.get_absolute_url()}?page=3").status_code == 404


def test_a_page_with_everything_on_it_takes_four_queries(client, yen, django_assert_max_num_queries):
    give_portrait(yen)
    make_copies(30, mentions=[yen], photos=[photo_data()])
    with django_assert_max_num_queries(4):
        client.get(yen.get_absolute_url())
