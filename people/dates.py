"""Dates as imprecise as what is known: a year, a month, or a day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONG_AGO = dt.date.min
"""The earliest day of an interval whose beginning is not known."""
NEVER = dt.date.max
"""The last day of an interval that is open."""

_WRITTEN = re.compile(
    r"(?P<iso>(?P<y1>\d{4})(?:-(?P<m1>\d{1,2})(?:-(?P<d1>\d{1,2}))?)?)"
    r"|(?:(?:ngày )?(?P<d2>\d{1,2})(?: ?[/.-] ?| tháng ))?"
    r"(?:tháng )?(?P<m2>\d{1,2})(?: ?[/.-] ?| năm )(?P<y2>\d{4})"
    r"|năm (?P<y3>\d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ImpreciseDate:
    """A year, a month of a year, or a day, as it was given. Two of them are never compared with each other:
    `earliest` and `latest` are days, and those are."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> ImpreciseDate:
        """From "2015", "2015-02", "2015-02-10" (ISO 8601 reduced precision), or as written in Việt Nam:
        "2/2015", "10/2/2015", "năm 2015", "tháng 2 năm 2015", "ngày 10 tháng 2 năm 2015".

        Raises ValueError, its message in the reader's language, for any other text and a day no calendar has.
        """
        text = " ".join(text.split())
        match = _WRITTEN.fullmatch(text)
        if not match:
            raise ValueError(
                _("“%(text)s” is not a date. Write it as 2015, 2/2015 or 10/2/2015.") % {"text": text[:40]}
            )
        year, month, day = (
            int(found) if (found := next(filter(None, map(match.group, names)), None)) else None
            for names in (("y1", "y2", "y3"), ("m1", "m2"), ("d1", "d2"))
        )
        try:
            dt.date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueError(_("There is no such day as %(text)s.") % {"text": text}) from None
        if year < 1000:
            raise ValueError(_("The year must have four digits: %(text)s.") % {"text": text})
        return cls(year, month, day)

    @property
    def earliest(self) -> dt.date:
        """The first day it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        """The last day it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """As stored: YYYY, YYYY-MM or YYYY-MM-DD."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part))
        return "-".join(parts)

    @property
    def short(self) -> str:
        """As written in tables and forms: 2015, 2/2015, 10/2/2015."""
        return "/".join(str(part) for part in (self.day, self.month, self.year) if part)

    @property
    def spoken(self) -> str:
        """As it stands in a sentence after "từ" and "đến": năm 2015, tháng 2/2015, 10/2/2015."""
        if self.day:
            return self.short
        if self.month:
            return _("month %(month)s") % {"month": self.short}
        return _("year %(year)s") % {"year": self.year}


def short_day(day: dt.date) -> str:
    """A day as tables have it: 10/8/2019."""
    return f"{day.day}/{day.month}/{day.year}"
