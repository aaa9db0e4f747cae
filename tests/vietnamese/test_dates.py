import datetime as dt

import pytest

from tests.vietnamese.samples import REPORT, nfd
from vietnamese import find_dates


def dates(text: str) -> list[tuple[int, ...]]:
    """Day, month and, where one is given, year of each date found."""
    return [tuple(filter(None, found[:3])) for found in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày 10/8, tại TP Hạ Long", (10, 8)),
        ("NGÀY 10/8", (10, 8)),
        ("Chiều 9/8", (9, 8)),
        ("Sáng nay (10/8)", (10, 8)),
        ("tối qua, 1/2", (1, 2)),
        ("ngày 2-9", (2, 9)),
        ("chiều 10.8", (10, 8)),
        ("10/8/2019", (10, 8, 2019)),
        ("10-8-2019", (10, 8, 2019)),
        ("10.8.2019.", (10, 8, 2019)),
        ("10 / 8 / 2019", (10, 8, 2019)),
        ("2019-08-10", (10, 8, 2019)),
        ("ngày 10/8/19", (10, 8, 2019)),
        ("ngày 10/8/75", (10, 8, 1975)),
        ("10/8 năm 2019", (10, 8, 2019)),
        ("ngày 10 tháng 8", (10, 8)),
        ("ngày 10 tháng 8 năm 2019", (10, 8, 2019)),
        ("ngày 10 tháng 8, năm 2019", (10, 8, 2019)),
        ("ngày 10 tháng 8/2019", (10, 8, 2019)),
        ("mùng 2 tháng Chín năm 1945", (2, 9, 1945)),
        ("ngày 19 tháng mười hai", (19, 12)),
        ("10 tháng 8 năm 2019", (10, 8, 2019)),
        ("thứ Bảy, 10/8", (10, 8)),
        ("từ 1/7, chính quyền hai cấp", (1, 7)),
        ("dịp lễ 2/9", (2, 9)),
        ("15h30 1/7", (1, 7)),
        ("lúc 8 giờ 5/9", (5, 9)),
        ("họp báo (20/11)", (20, 11)),
        ("10/8: khai mạc", (10, 8)),
        ("29/2", (29, 2)),
        ("- 10/8/2019: khai mạc", (10, 8, 2019)),
        ("-10/8: khai mạc", (10, 8)),
        ("Ngày\u00a010/8", (10, 8)),
    ],
)
def test_a_date_is_found_as_newspapers_write_it(text, expected):
    assert dates(text) == [expected]
    assert dates(nfd(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 31/2",
        "ngày 10/13",
        "ngày 29/2/2019",
        "ngày 0/8",
        "1/2 số phiếu",
        "hơn 2/3 đại biểu",
        "từ 1/2 số phiếu trở lên",
        "đạt 12/10 chỉ tiêu",
        "tỷ lệ 10/8",
        "trực 24/7",
        "thắng 3-1",
        "kèo 2.5",
        "Nghị định 10/8/2019/NĐ-CP",
        "Nghị định số 10/8/2019",
        "Quyết định số 10/8/QĐ-UBND",
        "Nghị quyết 10/2019/NQ-HĐND",
        "đường 30/4",
        "Quảng trường 30/10",
        "số nhà 12/5/2 ngõ 3",
        "tháng 8/2019",
        "8/2019",
        "giai đoạn 2016 – 2020",
        "2016-2020",
        "192.168.1.10",
        "1/10/8/2019",
        "baoquangninh.vn/2019/10/8/tin",
        "10/3 âm lịch",
        "ngày 15/7 (âm lịch)",
        "9 tháng năm 2019",
        "2 tháng 7 và 8",
        "6 tháng đầu năm 2019",
        "10/8%",
        "0203.10.8.2019",
    ],
)
def test_numbers_that_are_no_date_are_left_alone(text):
    assert find_dates(text) == []


def test_a_word_on_the_line_above_announces_nothing():
    assert find_dates("ngày\n1/2") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("từ ngày 10 đến 12/8", [(10, 8), (12, 8)]),
        ("từ 10 đến ngày 12/8/2019", [(10, 8, 2019), (12, 8, 2019)]),
        ("ngày 1-2/8", [(1, 8), (2, 8)]),
        ("10-12/8", [(10, 8), (12, 8)]),
        ("các ngày 10, 11 và 12/8", [(10, 8), (11, 8), (12, 8)]),
        ("lễ 30/4-1/5", [(30, 4), (1, 5)]),
        ("ngày 10/8 và 1/9", [(10, 8), (1, 9)]),
        ("30/7 đến 2/8/2019", [(30, 7, 2019), (2, 8, 2019)]),
        ("từ ngày 30/12 đến hết ngày 2/1/2020", [(30, 12, 2019), (2, 1, 2020)]),
        ("Ngày 5/8 và 7/8/2019", [(5, 8), (7, 8, 2019)]),
        ("2 đội, ngày 12/8", [(12, 8)]),
        ("ngày 10/8, 1/2 số phiếu", [(10, 8)]),
        ("từ ngày 29/2 đến 1/3/2019", [(29, 2), (1, 3, 2019)]),
    ],
)
def test_days_that_share_a_month_or_a_year_are_all_found(text, expected):
    assert dates(text) == expected
    assert dates(nfd(text)) == expected


@pytest.mark.parametrize("form", [str, nfd])
def test_a_date_is_found_where_it_stands_in_the_text(form):
    for text, expected in [
        ("từ ngày 10 đến 12/8 này", ["10", "12/8"]),
        ("Thứ Bảy, ngày 10 tháng 8 năm 2019.", ["10 tháng 8 năm 2019"]),
    ]:
        given = form(text)
        assert [given[found.start : found.end] for found in find_dates(given)] == list(map(form, expected))


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("thứ Bảy, 10/8/2019", 5),
        ("Thứ bẩy ngày 10/8/2019", 5),
        ("thứ 7, 10/8/2019", 5),
        ("T7 (10/8/2019)", 5),
        ("10/8/2019 (thứ Bảy)", 5),
        ("Thứ Sáu, ngày 10/8/2019", 4),
        ("Chủ nhật 10/8/2019", 6),
        ("CN, 10/8/2019", 6),
        ("họp thứ Bảy. Ngày 10/8/2019", None),
        ("ngày 10/8/2019", None),
    ],
)
def test_the_weekday_written_beside_a_date_is_found_with_it(text, weekday):
    (found,) = find_dates(text)
    assert found.weekday == weekday


def test_a_weekday_before_days_that_share_a_month_is_that_of_the_first():
    assert [found.weekday for found in find_dates("thứ Bảy, ngày 10 và 11/8/2019")] == [5, None]
    assert [found.weekday for found in find_dates("thứ Hai (5/8) đến thứ Sáu (9/8)")] == [0, 4]


def test_a_date_without_a_year_takes_the_one_given_to_it():
    (found,) = find_dates("thứ Bảy, 10/8")
    assert found.date() is None
    assert found.date(2019) == dt.date(2019, 8, 10)
    (leap,) = find_dates("ngày 29/2")
    assert leap.date(2019) is None


@pytest.mark.parametrize("text", [REPORT, nfd(REPORT)])
def test_the_report_gives_its_day_and_month_and_no_year(text):
    (found,) = find_dates(text)
    assert found[:3] == (10, 8, None)
    assert text[found.start : found.end] == "10/8"
