import datetime as dt

import pytest

from vietnamese import long_date, long_time, relative

SATURDAY = dt.datetime(2019, 8, 10, 8, 30, tzinfo=dt.UTC)


def test_the_long_date_names_the_weekday():
    week = [long_date(dt.date(2019, 8, day)) for day in range(5, 12)]
    assert week == [
        "Thứ Hai, 5/8/2019",
        "Thứ Ba, 6/8/2019",
        "Thứ Tư, 7/8/2019",
        "Thứ Năm, 8/8/2019",
        "Thứ Sáu, 9/8/2019",
        "Thứ Bảy, 10/8/2019",
        "Chủ nhật, 11/8/2019",
    ]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (None, "Thứ Bảy, 10/8/2019, 15:30 (GMT+7)"),
        (dt.UTC, "Thứ Bảy, 10/8/2019, 08:30 (GMT)"),
        (dt.timezone(dt.timedelta(hours=5, minutes=30)), "Thứ Bảy, 10/8/2019, 14:00 (GMT+5:30)"),
        (dt.timezone(dt.timedelta(hours=-9, minutes=-30)), "Thứ Sáu, 9/8/2019, 23:00 (GMT-9:30)"),
    ],
)
def test_the_long_time_is_that_of_the_zone(zone, expected):
    assert long_time(SATURDAY, zone) == expected


def test_a_time_by_the_sun_has_no_zone():
    assert long_time(dt.datetime(1890, 1, 1, tzinfo=dt.UTC)) == "Thứ Tư, 1/1/1890, 07:06"


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (dt.timedelta(0), "vừa xong"),
        (dt.timedelta(seconds=59), "vừa xong"),
        (dt.timedelta(minutes=5), "5 phút trước"),
        (dt.timedelta(hours=1, minutes=59), "1 giờ trước"),
        (dt.timedelta(hours=15, minutes=29), "15 giờ trước"),
        (dt.timedelta(hours=15, minutes=31), "hôm qua"),
        (dt.timedelta(days=1), "hôm qua"),
        (dt.timedelta(days=7), "7 ngày trước"),
        (dt.timedelta(days=8), "2/8/2019"),
        (dt.timedelta(days=-1), "11/8/2019"),
    ],
)
def test_how_long_ago_is_counted_by_the_calendar_in_vietnam(ago, expected):
    assert relative(SATURDAY - ago, SATURDAY) == expected


def test_just_before_midnight_is_hours_ago_for_a_while():
    midnight = dt.datetime(2019, 8, 9, 17, tzinfo=dt.UTC)
    assert relative(midnight - dt.timedelta(minutes=10), midnight + dt.timedelta(hours=2)) == "2 giờ trước"


def test_a_time_without_a_zone_is_refused():
    naive = dt.datetime(2019, 8, 10)
    with pytest.raises(ValueError, match="time zone"):
        long_time(naive)
    with pytest.raises(ValueError, match="time zone"):
        relative(naive, SATURDAY)
