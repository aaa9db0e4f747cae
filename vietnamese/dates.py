"""Dates in Vietnamese text, and Vietnamese text for dates."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .cleaning import nfc

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
VIETNAM = "Asia/Ho_Chi_Minh"


class FoundDate(NamedTuple):
    """A date found in a text: `text[start:end]` is the date itself, without "ngày" or the weekday before it.

    `year` is None when none is written; `weekday` is the one written beside it (0 for Monday), or None.
    """

    day: int
    month: int
    year: int | None
    start: int
    end: int
    weekday: int | None = None

    def date(self, year: int | None = None) -> dt.date | None:
        """The calendar date, in `year` when the text gives none; None when there is no year, or no such day in it."""
        try:
            return dt.date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None

    def weekday_agrees(self, year: int | None = None) -> bool | None:
        """Whether the weekday written is that of the date (in `year` when the text gives none); None if unknown."""
        date = self.date(year)
        return None if date is None or self.weekday is None else date.weekday() == self.weekday


_MONTHS = {"một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
           "mười": 10, "mười một": 11, "mười hai": 12}  # fmt: skip
_MONTH_WORDS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SPACE = "[ \t\u00a0\u202f]"

_DATE = re.compile(
    rf"(?<![\w/.,:-])(?:"
    rf"(?P<iso>[12][0-9]{{3}})-(?P<iso_month>[0-9]{{2}})-(?P<iso_day>[0-9]{{2}})(?![\w-])"
    rf"|(?P<day>[0-9]{{1,2}})(?:"
    rf"(?P<sign>{_SPACE}?/{_SPACE}?|[-.])(?P<month>[0-9]{{1,2}})"
    rf"(?:(?P=sign)(?P<year>[0-9]{{4}}|[0-9]{{2}})|,?{_SPACE}năm{_SPACE}(?P<year_after>[0-9]{{4}}))?"
    rf"|{_SPACE}+tháng{_SPACE}+(?P<in_words>[0-9]{{1,2}}|{_MONTH_WORDS})\b"
    rf"(?:,?{_SPACE}+năm{_SPACE}+(?P<year_in_words>[0-9]{{4}})|/(?P<year_slashed>[0-9]{{4}}))?"
    rf")(?![\w%]|[/-]{_SPACE}?\w|[.,][0-9]))",
    re.IGNORECASE,
)

_WEEKDAY = r"(?:thứ\s(?P<name>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(?P<t>t)(?P<number>[2-7])|(?P<sunday>ch[ủú]a?\snhật|cn))"
_WEEKDAY_BEFORE = re.compile(rf"\b{_WEEKDAY}[\s,(]*(?:ngày\s*)?$", re.IGNORECASE)
_WEEKDAY_AFTER = re.compile(rf"^\s?\(\s?{_WEEKDAY}\s?\)", re.IGNORECASE)
_WEEKDAY_NAMES = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}

# "ngày 10/8": a date whatever the sign.
_FIRM_CUE = re.compile(
    r"\b(?:ngày|sáng|trưa|chiều|tối|đêm|khuya|mùng|mồng|hôm)(?:\s(?:nay|qua|mai))?[\s,(:]*$", re.IGNORECASE
)
# "từ 1/7": a date if no fraction's noun follows.
_SOFT_CUE = re.compile(
    r"\b(?:từ|đến|tới|vào|trước|sau|dịp|lễ|niệm|khánh|tết|và|lúc|đêm|nay|qua|mai|[0-9]{1,2}(?:h|g|giờ)(?:\s?[0-9]{2}(?:\sphút)?)?)[\s,(:-]*$",
    re.IGNORECASE,
)
_NO_DATE_BEFORE = re.compile(
    r"\b(?:số|lệ|đạt|lô|phòng|lớp|tổ|ngõ|hẻm|ngách|kiệt|đường|phố|điều|khoản|định|quyết|thị|tư|lộ|km|ql|tl|thửa|tờ|hạng|tỉ số|khoảng|chiếm|"
    r"hơn|gần|quá|trên|dưới|giảm|tăng|còn)[\s:]*$",
    re.IGNORECASE,
)
_FRACTION_OF = re.compile(
    r"^\s(?:số|tổng|đại biểu|phiếu|thành viên|diện tích|dân|chặng|quãng|chiều|người|hộ|xã|phường|thị|huyện|tỉnh|thành|chỉ tiêu|mục tiêu|"
    r"tiêu chí|trường|thôn|khu|bản|khối|lượng|giá|vốn|kế hoạch|nhiệm|nội dung|thời|quả|năm|tháng|ngày|giờ|tuần|cử tri|đảng|cổ|trận|bàn|đội|lần|"
    r"ý kiến|uỷ viên|ủy viên|đồng chí|công trình|dự án|trở lên|cả|của|chi bộ|địa phương|đơn vị|cơ sở|lớp|học sinh|cán bộ)\b",
    re.IGNORECASE,
)
_LUNAR_AFTER = re.compile(r"^[\s,(]*(?:âm lịch|âl\b)", re.IGNORECASE)
_DECREE_NUMBER = re.compile(r"\b(?:số|nghị định|quyết định|thông tư|nghị quyết)[\s:]*$", re.IGNORECASE)

# Days before a full date that share its month: "từ ngày 10 đến 12/8", "10-12/8", "các ngày 10, 11 và 12/8".
_JOIN = rf"(?:{_SPACE}*,{_SPACE}*|{_SPACE}+và{_SPACE}+|{_SPACE}*[-–—]{_SPACE}*|{_SPACE}+(?:đến|tới){_SPACE}+)"
_SHARED = re.compile(rf"(?<![\w/.,:-])((?:[0-9]{{1,2}}{_JOIN}(?:ngày{_SPACE}+)?)+)$", re.IGNORECASE)
_SHARED_CUE = re.compile(r"\b(?:ngày|từ|sáng|chiều|tối|trưa|đêm|mùng|mồng)\s*$", re.IGNORECASE)
_NUMBER = re.compile("[0-9]{1,2}")
_RANGE = re.compile(rf"{_SPACE}*(?:-|–|—|đến|tới){_SPACE}*(?:hết{_SPACE}+)?(?:ngày{_SPACE}+)?", re.IGNORECASE)

_CONTEXT = 48  # characters looked at on either side


def find_dates(text: str) -> list[FoundDate]:
    """The dates in a text, from left to right: 10/8, 10/8/2019, 10-8-2019, 10.8.2019, ngày 10 tháng 8 năm 2019, 2019-08-10.

    Day and month without a year are a date after "ngày", a time of day or a weekday; with a slash also after "từ", "dịp" …,
    or by themselves when the day is greater than the month (a proper fraction is not). Not taken: days that no calendar has,
    fractions and ratios ("1/2 số phiếu", "24/7"), numbers of documents, streets and houses, lunar dates. A year of
    two digits counts after such a word, as 1950 to 2049. Days that share a month ("từ ngày 10 đến 12/8") are all given; the
    first day of a range takes its year from the last.
    """
    source, offsets = _composed(text)
    found: list[FoundDate] = []
    for match in _DATE.finditer(source):
        here = _read(source, match)
        if here:
            found.extend(_sharing_its_month(source, here))
            found.append(here)
    found = _years_of_ranges(source, found)
    if offsets:
        found = [each._replace(start=offsets[each.start], end=offsets[each.end]) for each in found]
    return found


def _composed(text: str) -> tuple[str, list[int]]:
    """The text in NFC, and where each of its characters (and its end) is in the original: [] for where it is."""
    if unicodedata.is_normalized("NFC", text):
        return text, []
    parts: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        part = match[0] if len(match[0]) == 1 else nfc(match[0])
        parts.append(part)
        offsets.extend([match.start()] * len(part))
    return "".join(parts), [*offsets, len(text)]


_CLUSTER = re.compile("(?s:.)[\u0300-\u036f]*")


def _read(source: str, match: re.Match[str]) -> FoundDate | None:
    day, month, year = _numbers(match)
    before = source[max(0, match.start() - _CONTEXT) : match.start()].rpartition("\n")[2]
    after = source[match.end() : match.end() + _CONTEXT].partition("\n")[0]
    if not _exists(day, month, year) or _LUNAR_AFTER.match(after):
        return None
    weekday = _WEEKDAY_BEFORE.search(before) or _WEEKDAY_AFTER.match(after)
    firm = bool(weekday or _FIRM_CUE.search(before))
    sign = (match["sign"] or "").strip()
    if sign and not firm and not _is_date_unannounced(match, sign, before, after):
        return None
    return FoundDate(day, month, year, match.start(), match.end(), _weekday(weekday))


def _numbers(match: re.Match[str]) -> tuple[int, int, int | None]:
    if match["iso"]:
        return int(match["iso_day"]), int(match["iso_month"]), int(match["iso"])
    month = match["month"] or match["in_words"]
    year = match["year"] or match["year_after"] or match["year_in_words"] or match["year_slashed"]
    if year and len(year) == 2:
        year = ("20" if year < "50" else "19") + year
    return int(match["day"]), _MONTHS.get(month.lower()) or int(month), int(year) if year else None


def _exists(day: int, month: int, year: int | None) -> bool:
    try:
        dt.date(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return year is None or year >= 1000


def _is_date_unannounced(match: re.Match[str], sign: str, before: str, after: str) -> bool:
    """Whether numbers without "ngày", a time of day or a weekday before them are a date all the same."""
    year = match["year"] or match["year_after"]
    if year and len(year) == 4:
        return not (_DECREE_NUMBER.search(before) and sign == "/" and not match["year_after"])
    if year or sign != "/" or _NO_DATE_BEFORE.search(before):
        return False
    day, month = int(match["day"]), int(match["month"])
    if (day, month) == (24, 7):
        return False
    if day > 12:
        return True
    return not _FRACTION_OF.match(after) and (day > month or bool(_SOFT_CUE.search(before)))


def _weekday(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    if match["sunday"]:
        return 6
    name = (match["name"] or match["number"]).lower()
    return _WEEKDAY_NAMES[name] if name in _WEEKDAY_NAMES else int(name) - 2


def _sharing_its_month(source: str, last: FoundDate) -> list[FoundDate]:
    begin = max(0, last.start - _CONTEXT)
    before = source[begin : last.start].rpartition("\n")[2]
    begin = last.start - len(before)
    shared = _SHARED.search(before)
    if not shared:
        return []
    cue = _SHARED_CUE.search(before[: shared.start()])
    if not cue and "-" not in shared[1] and "–" not in shared[1]:
        return []
    days = [(int(number[0]), shared.start() + number.start()) for number in _NUMBER.finditer(shared[1])]
    days = [(day, begin + at) for day, at in days if day < last.day and _exists(day, last.month, last.year)]
    return [FoundDate(day, last.month, last.year, at, at + len(_NUMBER.match(source, at)[0])) for day, at in days]


def _years_of_ranges(source: str, found: list[FoundDate]) -> list[FoundDate]:
    """"30/7 đến 2/8/2019": the first day's year is that of the last, or the one before when it comes later in the year."""
    given = list(found)
    for place in range(len(given) - 2, -1, -1):
        first, last = given[place], given[place + 1]
        if first.year is None and last.year and _RANGE.fullmatch(source[first.end : last.start][:24]):
            later = (first.month, first.day) > (last.month, last.day)
            year = last.year - 1 if later else last.year
            if _exists(first.day, first.month, year):
                given[place] = first._replace(year=year)
    return given


def long_date(date: dt.date) -> str:
    """"Thứ Bảy, 10/8/2019". A datetime gives its own calendar date: convert it to the zone wanted first."""
    return f"{WEEKDAYS[date.weekday()]}, {date.day}/{date.month}/{date.year}"


def long_time(moment: dt.datetime, tz: dt.tzinfo | None = None) -> str:
    """"Thứ Bảy, 10/8/2019, 15:30 (GMT+7)", in the zone given, Vietnam's by default.

    Raises ValueError for a naive datetime.
    """
    local = _aware(moment).astimezone(tz or ZoneInfo(VIETNAM))
    minutes = int((local.utcoffset() or dt.timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    zone = f"{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else ""
    return f"{long_date(local)}, {local:%H:%M} (GMT{zone})"


def relative(moment: dt.datetime, now: dt.datetime, tz: dt.tzinfo | None = None) -> str:
    """How long ago, as a list of news puts it: "vừa xong", "5 phút trước", "3 giờ trước", "hôm qua", "4 ngày trước", and
    beyond a week, or in the future, the date. Both aware; the calendar day is that of the zone, Vietnam's by default.

    Raises ValueError for a naive datetime.
    """
    zone = tz or ZoneInfo(VIETNAM)
    then, here = _aware(moment).astimezone(zone), _aware(now).astimezone(zone)
    seconds = (here - then).total_seconds()
    days = (here.date() - then.date()).days
    if seconds < 0 or days > 7:
        return f"{then.day}/{then.month}/{then.year}"
    if seconds < 60:
        return "vừa xong"
    if seconds < 3600:
        return f"{int(seconds // 60)} phút trước"
    if days == 0 or seconds < 6 * 3600:
        return f"{int(seconds // 3600)} giờ trước"
    return "hôm qua" if days == 1 else f"{days} ngày trước"


def _aware(moment: dt.datetime) -> dt.datetime:
    if moment.utcoffset() is None:
        raise ValueError("a datetime with a time zone is needed")
    return moment
