"""When and where: from the lead, and the year from people alone."""

import datetime as dt

import pytest

from articles.intake import NotTaken, bring_in, facts
from vietnamese import find_dates

from .conftest import kinds, said

DAY = dt.date(2019, 8, 10)


def text(lead: str) -> str:
    return f"Tít\n{lead}\nĐoạn một.\nĐoạn hai."


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        ("Ngày 10/8, tại TP Hạ Long, Ban Thường vụ", "TP Hạ Long"),
        ("Sáng 10/8, tại TP Hạ Long diễn ra Hội nghị xúc tiến đầu tư", "TP Hạ Long"),
        (
            "Tại xã Quan Lạn, huyện Vân Đồn, tỉnh Quảng Ninh, các đoàn",
            "xã Quan Lạn, huyện Vân Đồn, tỉnh Quảng Ninh",
        ),
        ("tại Nhà văn hoá phường Hòn Ngọc, hơn 200 người", "Nhà văn hoá phường Hòn Ngọc"),
        ("tại trụ sở UBND tỉnh, đồng chí A", "trụ sở UBND tỉnh"),
        ("tại Quảng trường 30/10 (TP Hạ Long)", "Quảng trường 30/10"),
        ("tại khu 5, phường Hồng Gai, đã", "khu 5, phường Hồng Gai"),
        ("phát biểu tại Hội nghị, tại Hà Nội", "Hà Nội"),
        ("phát biểu tại hội nghị", ""),
        ("hiện tại Hà Nội", ""),
        ("Trên Vịnh Mây, 14 tàu", ""),
    ],
)
def test_the_place_is_what_stands_after_tai(lead, place):
    assert facts.place(lead) == place


def test_a_date_that_goes_against_the_lead_is_taken_and_said(reporter):
    arrival = bring_in(text("Ngày 10/8, tại TP Hạ Long."), by=reporter, event_date=dt.date(2019, 8, 11))
    assert arrival.story.event_date == dt.date(2019, 8, 11)
    assert "event-date" in kinds(arrival.report, found=False)
    assert "10/8" in said(arrival.report, "event-date")


@pytest.mark.parametrize(
    "lead", ["Từ ngày 9 đến 10/8, hội thi.", "Chiều 10/8/2019, hội thi.", "Hội thi mở màn."]
)
def test_a_date_that_fits_the_lead_is_not_questioned(lead, reporter):
    report = bring_in(text(lead), by=reporter, event_date=DAY).report
    assert "event-date" not in kinds(report, found=False)


def test_another_year_than_the_one_written_is_questioned(reporter):
    report = bring_in(text("Ngày 10/8/2019, hội thi."), by=reporter, event_date=dt.date(2018, 8, 10)).report
    assert "event-date" in kinds(report, found=False)


def test_a_year_written_in_the_text_is_only_suggested(reporter):
    arrival = bring_in(text("Ngày 10/8/2019, hội thi."), by=reporter)
    assert arrival.story.event_date is None
    assert "Thứ Bảy, 10/8/2019" in said(arrival.report, "event-date")


def test_years_are_suggested_by_the_weekday():
    [found] = find_dates("thứ Bảy, 10/8")
    assert facts.suggestions(found, dt.date(2025, 1, 1)) == [dt.date(2024, 8, 10), dt.date(2019, 8, 10)]


def test_a_year_without_such_a_day_is_refused(reporter):
    with pytest.raises(NotTaken, match="29/2"):
        bring_in(text("Ngày 29/2, hội thi."), by=reporter, year=2019)


def test_a_text_without_a_date_asks_for_it(reporter):
    arrival = bring_in(text("Hội thi mở màn."), by=reporter, year=2019)
    assert arrival.story.event_date is None
    assert "event-date" in kinds(arrival.report, found=False)
