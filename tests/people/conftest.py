from types import SimpleNamespace

import pytest

from people.models import Level, System
from people.registry import body, hold, person, post


@pytest.fixture
def officials(db) -> SimpleNamespace:
    """The two officials of the seed text, known to hold their posts on 10 August 2019 and no more."""
    politburo = body("Bộ Chính trị", system=System.PARTY, level=Level.CENTRAL)
    hanoi = body("Thành uỷ Hà Nội", system=System.PARTY)
    quangninh = body("Tỉnh uỷ Quảng Ninh", system=System.PARTY)
    hai, doc = person("Hoàng Trung Hải"), person("Nguyễn Văn Đọc")
    known = {"verified_on": "2019-08-10"}
    return SimpleNamespace(
        hai=hai,
        doc=doc,
        hanoi=hanoi,
        quangninh=quangninh,
        politburo=politburo,
        member=hold(hai, post("Uỷ viên", politburo, seats=None), **known),
        hanoi_secretary=hold(hai, post("Bí thư", hanoi, head=True), **known),
        secretary=hold(doc, post("Bí thư", quangninh, head=True), **known),
    )
