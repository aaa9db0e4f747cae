"""When and where, as a lead tells it. No database."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from vietnamese import FoundDate, find_dates, find_words, key, word_key

_FAR = 2_000  # characters looked at: a lead is a paragraph
_UNITS = frozenset(
    key(
        "tỉnh thành phố tp thị xã tx trấn huyện quận phường xã đặc khu thôn bản ấp xóm tổ khu ngõ đường quốc"
        " lộ bến cảng chợ đảo vịnh hang núi sông hồ bãi biển cổng sân nhà trung tâm trường trụ sở công viên"
        " quảng trường tượng đài khách sạn nhà máy xưởng mỏ cầu ga cửa khẩu cổ văn hoá thi đấu hội nghị triển"
        " lãm bao thư viện bảo tàng chùa đền đình miếu dân phố phía bắc nam đông tây"
    ).split()
)
# What is said to happen there begins with one of these.
_STOPS = frozenset(
    key(
        "diễn đã đang sẽ có tổ khai bế hơn gần khi trong với do cho để vừa được là trước sau lúc vào nơi nhằm"
        " các những một hai ba đồng ông bà đoàn đại lãnh"
    ).split()
)
# What is held at a place, or cited: "tại Hội nghị …", "tại Nghị quyết …".
_EVENTS = tuple(
    key(event) + " "
    for event in (
        *("hội nghị", "hội thảo", "kỳ họp", "phiên", "đại hội", "lễ", "buổi", "cuộc", "diễn đàn", "toạ đàm"),
        *("chương trình", "quyết định", "nghị quyết", "nghị định", "công văn", "thông tư", "khoản", "điều"),
        *("luật", "báo cáo", "kế hoạch"),
    )
)
_AROUND = re.compile(
    r"(?:tỉnh|thành phố|tp\.?|thị xã|tx\.?|thị trấn|huyện|quận|phường|xã|đặc khu|thôn|"
    r"khu(?: phố)?|tổ|đường)\s+(?-i:[A-ZĐÀ-Ỹ0-9])",
    re.IGNORECASE,
)
_AT = re.compile(r"(?<!\w)(?<!hiện[ \u00a0])tại[ \u00a0]+", re.IGNORECASE)
_END = re.compile(r"[,;:()\n“”\"]|\.(?=\s|$)|\s[-–—]\s|$")
_LONGEST = 12  # words
_SHORT = 6  # words: so much before a comma is all of it a place


class EventDate(NamedTuple):
    """The day of the event, as far as known; and whether it goes against the text."""

    day: dt.date | None
    disagrees: bool = False


def dates(lead: str) -> tuple[FoundDate, ...]:
    """The dates in a lead, the event's first."""
    return tuple(find_dates(lead[:_FAR]))


def settle(found: tuple[FoundDate, ...], event_date: dt.date | None, year: int | None) -> EventDate:
    """The event date from what someone has said: the whole date, or the year of the day found in the text.

    The year is never taken from the text. ValueError when the day found does not exist in `year`.
    """
    if event_date is None and year is not None and found:
        day = found[0]._replace(year=None).date(year)
        if day is None:
            raise ValueError(f"no {found[0].day}/{found[0].month} in {year}")
        event_date = day
    disagrees = (
        event_date is not None and bool(found) and not any(_agrees(each, event_date) for each in found)
    )
    return EventDate(event_date, disagrees)


def _agrees(found: FoundDate, day: dt.date) -> bool:
    return (found.day, found.month) == (day.day, day.month) and found.year in (None, day.year)


def suggestions(found: FoundDate, today: dt.date) -> list[dt.date]:
    """The days meant, as far as the text itself says: its own year, or the years of the last ten in which the
    weekday written fits, latest first."""
    if found.year is not None:
        return [day] if (day := found.date()) else []
    if found.weekday is None:
        return []
    days = (found.date(year) for year in range(today.year, today.year - 10, -1))
    return [day for day in days if day and day <= today and day.weekday() == found.weekday]


def place(lead: str) -> str:
    """Where it happened, as after "tại" in a lead: "TP Hạ Long"; "" when none is named."""
    lead = lead[:_FAR]
    for at in _AT.finditer(lead):
        named = _named(lead, at.end())
        if named:
            start, end = at.end(), at.end() + len(named)
            # "tại xã Quan Lạn, huyện Vân Đồn": the units around it belong to it.
            while more := re.match(r",[ \u00a0]+", lead[end:]):
                further = _named(lead, end + more.end())
                if not _AROUND.match(further) or end - start > 100:
                    break
                end += more.end() + len(further)
            return lead[start:end][:120]
    return ""


def _named(text: str, start: int) -> str:
    """The place named from `start` on, "" when what stands there is none."""
    stop = _END.search(text, start)
    phrase = text[start : stop.start() if stop else len(text)]
    if f"{key(phrase[:40])} ".startswith(_EVENTS):
        return ""
    found = list(find_words(phrase))
    end = proper = 0
    for count, word in enumerate(found):
        capital = word.text[0].isupper()
        if count == _LONGEST or (not capital and word_key(word.text) in _STOPS):
            break
        # After the name only more of it: "tại TP Hạ Long lễ hội …" ends at Long.
        if proper and not capital and word_key(word.text) not in _UNITS and len(found) > _SHORT:
            break
        proper += capital
        end = word.end
    else:
        return phrase[:end] if proper or any(map(str.isdigit, phrase)) else ""
    # Broken off: what is in lower case at the end belongs to what comes after.
    while count and not found[count - 1].text[0].isupper() and not found[count - 1].text.isdigit():
        count -= 1
    return phrase[: found[count - 1].end] if proper and count else ""
