"""The page of a body: who held its posts on a day, what became of it, and the same for machines."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from people import registry
from people.changes import close, rename
from people.models import Person, Tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    ward = registry.body("Uỷ ban nhân dân phường Hòn Ngọc", "UBND phường Hòn Ngọc", start="2015")
    chair = registry.post("Chủ tịch", ward, head=True)
    registry.post("Phó Chủ tịch", ward, seats=2)
    registry.hold(registry.person("Đặng Quốc Phong"), chair, "2019", "2024-06-30")
    registry.hold(registry.person("Vũ Thị Hải Yến"), chair, "2024-07-01", verified_on=timezone.localdate())
    return ward


def at(client, body, day=""):
    response = client.get(body.get_absolute_url(), {"ngay": day} if day else {})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("day", ["2024-01-01", "1/1/2024"])
def test_a_day_is_asked_for_as_a_calendar_or_a_vietnamese_writes_it(client, ward, day):
    page = at(client, ward, day)
    assert "Người giữ các chức vụ ngày 1/1/2024" in page
    assert "Đặng Quốc Phong" in page
    assert "Vũ Thị Hải Yến" not in page
    assert 'value="2024-01-01"' in page


def test_who_was_verified_long_ago_is_not_said_to_hold_the_post_today(client, ward):
    page = at(client, ward)
    assert "Người giữ các chức vụ hiện nay" in page and members(page) == ["Vũ Thị Hải Yến"]
    hold = registry.hold(registry.person("Lương Thị Thử"), registry.post("Trưởng ban", ward), "2015")
    for verified in (dt.date(2019, 8, 10), None):
        Tenure.objects.filter(pk=hold.pk).update(verified_on=verified)
        page = at(client, ward)
        assert "Người giữ các chức vụ theo thông tin toà soạn có" in page and "hiện nay" not in page
        assert members(page) == ["Vũ Thị Hải Yến"]
        assert re.search("<li>\\s*Trưởng ban", page) and re.search('<li class="now">\\s*Chủ tịch', page)


def test_a_former_address_leads_on_with_the_day_that_was_asked_for(client, ward):
    response = client.get(f"/co-quan/x-{ward.pk}/?ngay=2024-01-01")
    assert (response.status_code, response["Location"]) == (301, f"{ward.get_absolute_url()}?ngay=2024-01-01")


def members(page):
    told = json.loads(re.search(r'ld\+json">(.+?)</script>', page)[1])
    return [one["member"]["name"] for one in told["member"]]


def test_seats_nobody_holds_are_shown(client, ward):
    assert "khuyết 2 ghế" in at(client, ward)


@pytest.mark.parametrize(
    "day", ["2024-13-45", "2024", "hôm qua", "0000-00-00", "0001-01-01", "<b>", "x" * 9999]
)
def test_what_is_no_day_is_said_with_how_to_write_one(client, ward, day):
    page = at(client, ward, day)
    assert "không phải là ngày" in page
    assert "<b>" not in page
    assert "Vũ Thị Hải Yến" not in re.sub(r"<script.+?</script>", "", page, flags=re.DOTALL)


def test_before_it_began_and_on_days_to_come_nobody_is_said_to_hold_anything(client, ward):
    early, late = at(client, ward, "1900-01-01"), at(client, ward, "9999-12-31")
    assert "chưa có hoặc không còn cơ quan này" in early
    assert "chưa tới" in late
    assert "Vũ Thị Hải Yến" not in early + late
    assert "khuyết" not in early + late


def test_a_body_merged_away_names_what_came_after_and_who_was_there_last(client, ward):
    after = registry.body("Uỷ ban nhân dân phường Bến Xanh", "UBND phường Bến Xanh")
    close(ward, "merged", "2025-07-01", [after])
    page = at(client, ward)
    assert f'Hợp nhất, sáp nhập vào: <a href="{after.get_absolute_url()}">{after.name}</a>' in page
    assert "1/7/2025" in page
    assert "Vũ Thị Hải Yến" in page
    assert "Người giữ các chức vụ sau cùng" in page
    assert f'<a href="{ward.get_absolute_url()}">{ward.name}</a>' in at(client, after)
    assert "chưa có hoặc không còn" in at(client, ward, "2025-08-01")


def test_a_body_renamed_says_what_it_was_called_on_the_day(client, ward):
    rename(ward, "Uỷ ban nhân dân phường Hòn Châu", "2022-03", short_name="UBND phường Hòn Châu")
    ward.refresh_from_db()
    assert "Khi ấy mang tên Uỷ ban nhân dân phường Hòn Ngọc" in at(client, ward, "2020-01-01")
    assert "Khi ấy mang tên" not in at(client, ward)


def test_one_hidden_from_readers_fills_the_seat_unnamed(client, ward):
    hidden = Person.objects.create(name="Người Ẩn", status="hidden")
    registry.hold(hidden, registry.post("Chánh Văn phòng", ward), "2020")
    page = at(client, ward)
    assert "Chánh Văn phòng" in page
    assert "Người Ẩn" not in page
    assert page.count("khuyết") == 1


def test_machines_are_told_who_holds_its_posts_now(client, ward):
    told = json.loads(re.search(r'ld\+json">(.+?)</script>', at(client, ward))[1])
    assert (told["@type"], told["alternateName"], told["foundingDate"]) == (
        "GovernmentOrganization",
        "UBND phường Hòn Ngọc",
        "2015",
    )
    (role,) = told["member"]
    assert (role["roleName"], role["startDate"]) == ("Chủ tịch UBND phường Hòn Ngọc", "2024-07-01")
    assert role["member"]["name"] == "Vũ Thị Hải Yến"


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_and_for_thirty(client, ward, count, django_assert_max_num_queries):
    for number in range(count):
        post = registry.post(f"Uỷ viên {number}", ward, seats=None)
        registry.hold(registry.person(f"Người Thứ {number}"), post, "2020")
    after = [registry.body(f"Phường {number}") for number in range(count)]
    close(ward, "split", dt.date(2025, 7, 1).isoformat(), after)
    with django_assert_max_num_queries(7):
        at(client, ward)
