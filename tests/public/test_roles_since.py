"""An old story says beside its people which posts have changed since its day."""

import datetime as dt

import pytest
from django.utils import timezone

from people import registry
from tests.factories import make_copies

pytestmark = pytest.mark.django_db
EVENT = dt.date(2024, 3, 1)


@pytest.fixture
def ward():
    return registry.body("UBND phường Hòn Ngọc")


def told(client, *people, **fields):
    (copy,) = make_copies(1, mentions=people, **{"event_date": EVENT, **fields})
    response = client.get(copy.get_absolute_url())
    return {one["name"]: one["since"] for one in response.context["people"]}, response.content.decode()


def test_who_has_risen_and_who_has_left_is_told_beside_the_role_of_then(client, ward):
    risen, left = registry.person("Vũ Thị Hải Yến"), registry.person("Đặng Quốc Phong")
    chair, deputy = registry.post("Chủ tịch", ward, head=True), registry.post("Phó Chủ tịch", ward, seats=2)
    registry.hold(risen, deputy, "2021", "2025-06-30")
    registry.hold(risen, chair, "2025-07-01", verified_on=timezone.localdate())
    registry.hold(left, chair, "2019", "2025-06-30")
    lines, page = told(client, risen, left)
    assert lines == {
        "Vũ Thị Hải Yến": "nay là Chủ tịch UBND phường Hòn Ngọc",
        "Đặng Quốc Phong": "nay đã thôi giữ chức",
    }
    assert all(line in page for line in lines.values())


def test_nothing_is_said_of_the_dead_the_hidden_or_posts_not_verified_for_long(client, ward):
    deputy = registry.post("Phó Chủ tịch", ward, seats=None)
    chair = registry.post("Chủ tịch", ward)
    dead = registry.person("Người Đã Khuất", death="2025-02")
    hidden = registry.person("Người Ẩn", status="hidden")
    stale = registry.person("Người Lâu Chưa Rõ")
    same = registry.person("Người Không Đổi")
    for who in (dead, hidden, stale):
        registry.hold(who, deputy, "2020", "2025")
    registry.hold(stale, chair, "2025-02", verified_on=timezone.localdate() - dt.timedelta(days=400))
    registry.hold(same, deputy, "2020")
    lines, page = told(client, dead, hidden, stale, same)
    assert not any(lines.values())
    assert 'class="since"' not in page


@pytest.mark.parametrize(
    "fields",
    [{"roles_since": False}, {"event_date": None}, {"event_date": dt.date(2999, 1, 1)}],
    ids=["switched off", "of today", "still to come"],
)
def test_nothing_is_asked_where_nothing_is_to_be_said(client, ward, fields, django_assert_num_queries):
    left = registry.person("Đặng Quốc Phong")
    registry.hold(left, registry.post("Chủ tịch", ward), "2019", "2024-05")
    (copy,) = make_copies(1, mentions=[left], **{"event_date": EVENT, **fields})
    client.get(copy.get_absolute_url())  # what pages share is in the cache now
    with django_assert_num_queries(2):
        assert "nay đã thôi" not in client.get(copy.get_absolute_url()).content.decode()


def test_a_story_on_the_day_before_and_on_the_day_after_a_handover(client, ward):
    before, after = registry.person("Đặng Quốc Phong"), registry.person("Vũ Thị Hải Yến")
    chair = registry.post("Chủ tịch", ward, head=True)
    registry.hold(before, chair, "2019", "2024-03-01")
    registry.hold(after, chair, "2024-03-01", verified_on=timezone.localdate())
    nobody = {"Đặng Quốc Phong": "", "Vũ Thị Hải Yến": ""}
    # The one still held it then, and the other did not yet; the day after it is the other way round.
    lines, _page = told(client, before, after, event_date=dt.date(2024, 2, 29))
    assert lines == nobody | {"Đặng Quốc Phong": "nay đã thôi giữ chức"}
    lines, _page = told(client, before, after, event_date=dt.date(2024, 3, 2))
    assert lines == nobody
