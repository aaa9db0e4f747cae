"""The officials that the demo's stories name.

Two are real, Hoàng Trung Hải and Nguyễn Văn Đọc, and of them nothing is put on record but what the seed
story says: that they held these posts on its day. Everyone else, and every other body, is invented.
"""

from __future__ import annotations

import datetime as dt

from people.models import Level, System
from people.registry import body, hold, person, post


def make_officials(seed_day: dt.date) -> None:
    """Put on record the people whom the demo's stories name; `seed_day` is the day of the seed story."""
    _those_of_the_seed(seed_day)
    _invented()


def _those_of_the_seed(day: dt.date) -> None:
    politburo = body("Bộ Chính trị", system=System.PARTY, level=Level.CENTRAL)
    hanoi = body("Thành uỷ Hà Nội", system=System.PARTY, level=Level.PROVINCE)
    quang_ninh = body("Tỉnh uỷ Quảng Ninh", system=System.PARTY, level=Level.PROVINCE)
    member = post("Uỷ viên", politburo, seats=None)
    hai, doc = person("Hoàng Trung Hải"), person("Nguyễn Văn Đọc")
    for who, what in (
        (hai, member),
        (hai, post("Bí thư", hanoi, head=True)),
        (doc, post("Bí thư", quang_ninh, head=True)),
    ):
        hold(who, what, verified_on=day)


def _invented() -> None:
    ward = body("Uỷ ban nhân dân phường Hòn Ngọc", "UBND phường Hòn Ngọc", level=Level.COMMUNE)
    ward_party = body("Đảng uỷ phường Hòn Ngọc", system=System.PARTY, level=Level.COMMUNE)
    island = body("Uỷ ban nhân dân xã Đảo Sao", "UBND xã Đảo Sao", level=Level.COMMUNE)
    bay = body("Ban Quản lý Vịnh Mây", level=Level.PROVINCE)
    culture = body("Trung tâm Văn hoá Bến Xanh", level=Level.COMMUNE)
    school = body("Trường THCS Bến Xanh", level=Level.COMMUNE)
    port = body("Cảng Mây", system=System.OTHER)
    farm = body("Hợp tác xã Nuôi biển Sóng Bạc", system=System.OTHER, level=Level.COMMUNE)
    village = body("thôn Khe Lá", system=System.OTHER, level=Level.COMMUNE)

    chair, deputy = post("Chủ tịch", ward, head=True), post("Phó Chủ tịch", ward, seats=2)
    secretary = post("Bí thư", ward_party, head=True)
    island_chair = post("Chủ tịch", island, head=True)
    checked = {"verified_on": dt.date.today() - dt.timedelta(days=20)}

    yen, phong = person("Vũ Thị Hải Yến"), person("Đặng Quốc Phong")
    hold(yen, deputy, "2021-06", "2025-06-30")
    hold(yen, chair, "2025-07-01", **checked)
    hold(phong, chair, "2019", "2025-06-30")
    hold(phong, secretary, "2025-07-01", **checked)
    uoc = person("Lê Minh Ước")
    hold(uoc, post("Phó Chủ tịch", island), "2020", "2024-03")
    hold(uoc, island_chair, "2024-03", **checked)
    hold(person("Tô Thị Lụa"), island_chair, "2016", "2024-03")
    for name, title, where, start in (
        ("Phạm Thị Ánh", "Trưởng ban", bay, "2021"),
        ("Hoàng Văn Đăng", "Giám đốc", culture, "2018"),
        ("Bùi Thanh Thuỷ", "Hiệu trưởng", school, "2022-08"),
        ("Nguyễn Khắc Vịnh", "Giám đốc", port, "2023-01-15"),
        ("Đỗ Ích Cường", "Chủ nhiệm", farm, "2019-11"),
        ("Triệu A Tài", "Trưởng thôn", village, "2020"),
    ):
        printed = {
            bay: "Trưởng ban Quản lý Vịnh Mây",
            culture: "Giám đốc Trung tâm Văn hoá Bến Xanh",
            village: "Trưởng thôn Khe Lá",
        }.get(where, "")
        hold(person(name), post(title, where, head=True, printed_as=printed), start, **checked)
    # A seat nobody holds: the body's page says so.
    post("Phó Hiệu trưởng", school)
