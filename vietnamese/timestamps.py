"""Dates and times as readers see them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
VIETNAM = "Asia/Ho_Chi_Minh"


def long_date(date: dt.date) -> str:
    """ "Thứ Bảy, 10/8/2019". A datetime gives the calendar date of its own zone."""
    return f"{WEEKDAYS[date.weekday()]}, {date.day}/{date.month}/{date.year}"


def long_time(moment: dt.datetime, tz: dt.tzinfo | None = None) -> str:
    """ "Thứ Bảy, 10/8/2019, 15:30 (GMT+7)", in the zone given, Vietnam's by default.

    Without a zone in the time when clocks followed the sun. Raises ValueError for a naive datetime.
    """
    local = _in_zone(moment, tz)
    minutes = int((local.utcoffset() or dt.timedelta()).total_seconds() // 60)
    if minutes % 15:
        return f"{long_date(local)}, {local:%H:%M}"
    hours, rest = divmod(abs(minutes), 60)
    offset = f"{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else ""
    return f"{long_date(local)}, {local:%H:%M} (GMT{offset})"


def relative(moment: dt.datetime, now: dt.datetime, tz: dt.tzinfo | None = None) -> str:
    """How long ago, as a list of news puts it: "vừa xong", "5 phút trước", "3 giờ trước", "hôm qua", "4
    ngày trước".

    Beyond a week, and for the future, the date: "10/8/2019". Days are counted by the calendar of the zone,
    Vietnam's by default; within six hours it is hours, across midnight too. Raises ValueError for a naive
    datetime.
    """
    then, here = _in_zone(moment, tz), _in_zone(now, tz)
    seconds = int((here - then).total_seconds())
    days = (here.date() - then.date()).days
    if moment > now or days > 7:
        return f"{then.day}/{then.month}/{then.year}"
    if seconds < 60:
        return "vừa xong"
    if seconds < 3600:
        return f"{seconds // 60} phút trước"
    if days == 0 or seconds < 6 * 3600:
        return f"{seconds // 3600} giờ trước"
    return "hôm qua" if days == 1 else f"{days} ngày trước"


def _in_zone(moment: dt.datetime, tz: dt.tzinfo | None) -> dt.datetime:
    if moment.utcoffset() is None:
        raise ValueError("a datetime with a time zone is needed")
    return moment.astimezone(tz or ZoneInfo(VIETNAM))
