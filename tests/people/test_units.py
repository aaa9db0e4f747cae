import datetime as dt

import pytest

from people.models import Level, Unit
from people.units import load

pytestmark = pytest.mark.django_db
EVE, DAY = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture
def units():
    load()
    return Unit.objects


def test_sixty_three_provinces_became_thirty_four(units):
    provinces = units.filter(level=Level.PROVINCE)
    assert (provinces.possible(EVE).count(), provinces.possible(DAY).count()) == (63, 34)
    for gone in provinces.filter(end="2025-06-30"):
        [after] = gone.successors.all()
        assert after.start == "2025-07-01" and after.level == Level.PROVINCE
    new = provinces.get(name="tỉnh Bắc Ninh", start="2025-07-01")
    assert {one.name for one in new.predecessors.all()} == {"tỉnh Bắc Giang", "tỉnh Bắc Ninh"}
    assert provinces.get(name="tỉnh Quảng Ninh").span == ""


def test_district_level_of_quang_ninh_became_fifty_four_communes(units):
    here = units.get(name="tỉnh Quảng Ninh").children
    assert here.filter(level=Level.DISTRICT).possible(EVE).count() == 13
    assert not here.filter(level=Level.DISTRICT).possible(DAY).exists()
    communes = here.filter(level=Level.COMMUNE).possible(DAY)
    kinds = [one.name.split(" ")[0] for one in communes]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"phường": 30, "xã": 22, "đặc": 2}
    assert set(communes) == {one for old in here.filter(level=Level.DISTRICT) for one in old.successors.all()}
    assert [one.name for one in here.get(name="huyện Cô Tô").successors.all()] == ["đặc khu Cô Tô"]


def test_loading_again_adds_nothing_and_keeps_what_was_edited(units):
    one = units.get(name="huyện Ba Chẽ")
    one.note = one.name = "huyện Ba Chẽ cũ"
    one.save()
    assert load() == 0
    one.refresh_from_db()
    assert one.name == "huyện Ba Chẽ cũ"
    assert units.count() == 153
