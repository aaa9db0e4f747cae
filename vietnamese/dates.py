"""Dates in Vietnamese text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from .cleaning import has_high_stack, nfc


class FoundDate(NamedTuple):
    """A date found in a text: `text[start:end]` is the date itself, without "ngày" or the weekday before
    it.

    `year` is None when none is written; `weekday` is the one written beside it (0 for Monday), or None.
    """

    day: int
    month: int
    year: int | None
    start: int
    end: int
    weekday: int | None = None

    def date(self, year: int | None = None) -> dt.date | None:
        """The calendar date, in `year` if the text gives none; None without a year or such a day in it."""
        try:
            return dt.date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SPACES = " \t\u00a0\u202f"
_SPACE = f"[{_SPACES}]"
_PUNCTUATION = ".,;:!?…()[]“”\"‘’'-–—"
_NAMED_MONTHS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_MONTHS = {name: number for number, name in enumerate(_NAMED_MONTHS, 1)} | {"bốn": 4, "bẩy": 7}
_MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True)).replace(" ", _SPACE)

_DATE = re.compile(
    rf"""(?<![\w/.,:])(?:
    (?P<iso>[12][0-9]{{3}})-(?P<iso_month>[0-9]{{2}})-(?P<iso_day>[0-9]{{2}})(?![\w-])
    | (?P<day>[0-9]{{1,2}})(?:
        (?P<sign>{_SPACE}?/{_SPACE}?|[-.])(?P<month>[0-9]{{1,2}})
        (?:(?P=sign)(?P<year>[0-9]{{4}}|[0-9]{{2}})|,?{_SPACE}+năm{_SPACE}+(?P<year_after>[0-9]{{4}}))?
      |
      {_SPACE}+tháng{_SPACE}+(?:(?P<month_after>[0-9]{{1,2}})|(?P<named>{_MONTH_NAMES})\b(?!(?<=năm){_SPACE}+[0-9]))
        (?:,?{_SPACE}+năm{_SPACE}+(?P<year_last>[0-9]{{4}})|/(?P<year_slashed>[0-9]{{4}}))?
      )
      (?![\w%]|/{_SPACE}?\w|-(?![0-9]{{1,2}}/[0-9])\w|[.,][0-9])
    )""",
    re.IGNORECASE | re.VERBOSE,
)

_WEEKDAY_NAMES = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}
_WEEKDAYS = {
    **{f"thứ {name}": day for name, day in _WEEKDAY_NAMES.items()},
    **{f"{thu}{number}": number - 2 for thu in ("thứ ", "t") for number in range(2, 8)},
    **dict.fromkeys(("chủ nhật", "chúa nhật", "cn"), 6),
}
_WEEKDAY_AFTER = re.compile(rf"{_SPACE}?\(([^()]{{2,9}})\)")

# After these it is a date, with whatever sign: "ngày 10-8", "sáng nay (10/8)".
_ANNOUNCING = _listed("ngày sáng trưa chiều tối đêm khuya mùng mồng hôm")
_CLOSE_BY = _listed("nay qua mai")
# After these it is one if it has a slash and no noun for a fraction follows: "từ 1/7", "15h30 10/8".
_LIKELY = _listed("từ đến tới vào trước sau dịp lễ niệm khánh tết lúc giờ phút")
_CLOCK = re.compile("[0-9]{1,2}[hg][0-9]{0,2}")
# After these it is a ratio, a document, an address, or a square named for a day.
_OTHERWISE = _listed(
    "số lệ đạt lô phòng lớp tổ ngõ hẻm ngách kiệt đường phố trường viên máy xã cầu chợ động điều khoản "
    "định quyết thị tư lộ km ql tl thửa tờ hạng khoảng chiếm hơn gần quá trên dưới giảm tăng còn"
)
_DOCUMENTS = frozenset(("nghị định", "quyết định", "thông tư", "nghị quyết", "chỉ thị", "công văn"))
# Before these it is a fraction: "1/2 số phiếu", "2/3 đại biểu". The first word is enough.
_COUNTED = _listed(
    "số tổng đại phiếu thành diện dân chặng quãng chiều người hộ xã phường thị huyện tỉnh chỉ mục tiêu "
    "trường thôn khu bản khối lượng giá vốn kế nhiệm nội thời quả năm tháng ngày giờ tuần cử đảng cổ trận "
    "bàn đội lần ý uỷ ủy đồng công dự trở cả của chi địa đơn cơ lớp học cán"
)
_LUNAR = re.compile(r"[\s,(]*(?:âm lịch|âl\b)", re.IGNORECASE)

# What joins two dates, or days that share a month: "10 đến 12/8", "10-12/8", "10, 11 và 12/8".
_TO = rf"(?:{_SPACE}*[-–—]{_SPACE}*|{_SPACE}+(?:đến|tới){_SPACE}+)(?:hết{_SPACE}+)?(?:ngày{_SPACE}+)?"
_AND = rf"(?:{_SPACE}*,{_SPACE}*|{_SPACE}+và{_SPACE}+)(?:ngày{_SPACE}+)?"
_RANGE = re.compile(_TO, re.IGNORECASE)
_JOINED = re.compile(f"{_TO}|{_AND}", re.IGNORECASE)
_SHARED = re.compile(rf"(?<![\w/.,:-])(?<!thứ{_SPACE})(?:[0-9]{{1,2}}(?:{_TO}|{_AND}))+$", re.IGNORECASE)
_JOINING = _listed("đến tới và ngày hết")
_SHARED_AFTER = _listed("ngày từ sáng chiều tối trưa đêm mùng mồng")
_PLAINLY_A_RANGE = re.compile(rf"[0-9](?:[-–—]|{_SPACE}[–—]{_SPACE})$")

_SENTENCE_END = re.compile(r"[.!?;…]\s")
_NUMBER = re.compile("[0-9]{1,2}")
_MARK = re.compile("[\u0300-\u036f]")
_CLUSTERS = re.compile("(?:[^\u0300-\u036f](?![\u0300-\u036f]))+|(?s:.)[\u0300-\u036f]*")
_LEAD = 24  # characters the last three words have at most
_CONTEXT = 48  # characters looked at on either side
_LONGEST_JOINT = 24


def find_dates(text: str) -> list[FoundDate]:
    """The dates in a text, from left to right: 10/8, 10-8-2019, 10.8.2019, ngày 10 tháng 8 năm 2019.

    Day and month without a year are a date after "ngày", a time of day or a weekday; with a slash also
    after "từ", "dịp" …, or by themselves when the day is the greater (no proper fraction). Days that share
    a month ("từ ngày 10 đến 12/8", "các ngày 10, 11 và 12/8") are all given; the first day of a range takes
    its year from the last. A year of two digits counts only where day and month alone would, and means 1950
    to 2049. ISO dates are taken.

    Not taken: days no calendar has, fractions and ratios ("1/2 số phiếu", "24/7"), numbers of documents,
    streets and squares (đường 30/4, Quảng trường 30/10), lunar dates, a month without a day.
    """
    source, offsets = _composed(text)
    found: list[FoundDate] = []
    for match in _DATE.finditer(source):
        found.extend(_read(source, match, found[-1] if found else None))
    found = _with_years_of_ranges(source, found)
    if offsets:
        found = [each._replace(start=offsets[each.start], end=offsets[each.end]) for each in found]
    return found


def _composed(text: str) -> tuple[str, list[int]]:
    """The text in NFC, and where its characters and its end are in the original; [] for the same places."""
    if not has_high_stack(text) and unicodedata.is_normalized("NFC", text):
        return text, []
    parts: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTERS.finditer(text):
        marked = _MARK.match(match[0], len(match[0]) - 1)
        part = nfc(match[0]) if marked else match[0]
        parts.append(part)
        offsets.extend([match.start()] * len(part) if marked else range(*match.span()))
    return "".join(parts), [*offsets, len(text)]


class _Lead(NamedTuple):
    """What stands before a date on its line: the last three words in lower case, if only spaces, commas,
    colons and opening brackets follow them; and whether a comma or bracket does."""

    words: list[str]
    apart: bool

    @classmethod
    def of(cls, before: str) -> _Lead:
        stripped = before.rstrip(_SPACES + ",(:")
        sentence = _SENTENCE_END.split(stripped[-_LEAD:].lower())[-1]
        words = [word.strip(_PUNCTUATION) for word in sentence.split()[-3:]]
        gap = before[len(stripped) :]
        return cls(words, "," in gap or "(" in gap)

    def ends_in(self, listed: frozenset[str], words: int = 1) -> bool:
        """Whether the last word (or that many last words) is one of those listed."""
        return " ".join(self.words[-words:]) in listed

    def announces(self) -> bool:
        close_by = len(self.words) > 1 and self.ends_in(_CLOSE_BY) and self.words[-2] in _ANNOUNCING
        return close_by or self.ends_in(_ANNOUNCING)

    def weekday(self) -> int | None:
        words = self.words[:-1] if self.words[-1:] == ["ngày"] else self.words
        return _WEEKDAYS.get(" ".join(words[-2:]), _WEEKDAYS.get("".join(words[-1:])))


def _read(source: str, match: re.Match[str], previous: FoundDate | None) -> list[FoundDate]:
    """The date at a match, after the days that share its month; [] when it is none."""
    day, month, year = _numbers(match)
    start, end = match.span()
    if not _exists(day, month, year):
        return []
    before = source[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    after = source[end : end + _CONTEXT].partition("\n")[0]
    joint = source[previous.end : start] if previous and start - previous.end <= _LONGEST_JOINT else ""
    joined = bool(joint and _JOINED.fullmatch(joint))
    shared = None if joined else _days_before(before)
    if _LUNAR.match(after) or (before.endswith("-") and before[-2:-1].strip() and not joined and not shared):
        return []
    lead = _Lead.of(before[: shared.start()] if shared else before)
    beside = _WEEKDAY_AFTER.match(after)
    weekday_after = _WEEKDAYS.get(beside[1].strip().lower()) if beside else None
    weekday_before = lead.weekday()
    has_weekday = weekday_before is not None or weekday_after is not None
    announced = has_weekday or lead.announces() or (joined and not _counts(after))
    if not announced and not _stands_alone(match, lead, after):
        return []
    found = [FoundDate(day, month, year, start, end, weekday_after)]
    if shared and (has_weekday or lead.ends_in(_SHARED_AFTER) or _PLAINLY_A_RANGE.search(shared[0])):
        line = start - len(before)
        earlier = [number for number in _NUMBER.finditer(before, shared.start()) if int(number[0]) < day]
        found[:0] = [
            FoundDate(int(number[0]), month, year, line + number.start(), line + number.end())
            for number in earlier
            if number[0].strip("0")
        ]
    if weekday_before is not None and weekday_after is None:
        found[0] = found[0]._replace(weekday=weekday_before)
    return found


def _days_before(before: str) -> re.Match[str] | None:
    """Days without a month that lead up to a date, with what joins them to it."""
    stripped = before.rstrip(_SPACES)
    last = stripped[-5:].lower().split()[-1:]
    may_join = stripped.endswith((",", "-", "–", "—")) or (last and last[0] in _JOINING)
    return _SHARED.search(before) if may_join else None


def _numbers(match: re.Match[str]) -> tuple[int, int, int | None]:
    if match["iso"]:
        return int(match["iso_day"]), int(match["iso_month"]), int(match["iso"])
    month = int(match["month"] or match["month_after"] or _MONTHS[" ".join(match["named"].lower().split())])
    year = match["year"] or match["year_after"] or match["year_last"] or match["year_slashed"]
    if year and len(year) == 2:
        year = ("20" if year < "50" else "19") + year
    return int(match["day"]), month, int(year) if year else None


def _exists(day: int, month: int, year: int | None) -> bool:
    try:
        dt.date(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return year is None or year >= 1000


def _stands_alone(match: re.Match[str], lead: _Lead, after: str) -> bool:
    """Whether it is a date though no "ngày", time of day or weekday stands before it, nor another date."""
    if match["iso"] or match["year_after"] or match["year_last"]:
        return True
    if match["year"] and len(match["year"]) == 4:
        return lead.apart or not (lead.words[-1:] == ["số"] or lead.ends_in(_DOCUMENTS, 2))
    if match["year"] or match["sign"] is None or match["sign"].strip() != "/":
        return False
    if not lead.apart and lead.ends_in(_OTHERWISE):
        return False
    day, month = int(match["day"]), int(match["month"])
    if day > 12:
        return (day, month) != (24, 7)
    likely = lead.ends_in(_LIKELY) or bool(lead.words and _CLOCK.fullmatch(lead.words[-1]))
    return not _counts(after) and (day > month or likely)


def _counts(after: str) -> bool:
    """Whether what follows is a noun that fractions are of."""
    first = after[:12].lower().split()[:1]
    return after[:1].isspace() and bool(first) and first[0].strip(_PUNCTUATION) in _COUNTED


def _with_years_of_ranges(source: str, found: list[FoundDate]) -> list[FoundDate]:
    """The dates, the first of a range ("30/7 đến 2/8/2019") in the year of its last, or the one before."""
    given = list(found)
    for place in range(len(given) - 2, -1, -1):
        first, last = given[place], given[place + 1]
        joint = source[first.end : min(last.start, first.end + _LONGEST_JOINT + 1)]
        if first.year is None and last.year and _RANGE.fullmatch(joint):
            year = last.year - ((first.month, first.day) > (last.month, last.day))
            if _exists(first.day, first.month, year):
                given[place] = first._replace(year=year)
    return given
