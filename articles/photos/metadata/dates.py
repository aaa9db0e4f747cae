"""Moments as metadata write them. Dates without a day are no use to anyone here and count as absent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

_MOMENT = re.compile(
    r"\s*(\d{4})[-:/]?(\d\d)[-:/]?(\d\d)"
    r"(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?"
    r"\s*(Z|[+-]\d\d:?\d\d)?[\s\0]*"
)
_OFFSET = re.compile(r"\s*(?:(Z)|([+-])(\d\d):?(\d\d))[\s\0]*")


def moment(text: str, offset: str = "") -> dt.datetime | None:
    """A moment from XMP (ISO 8601), Exif ("2026:05:19 08:30:00") or IIM ("20260519083000+0700").

    Naive where neither `text` nor `offset` ("+07:00") names an offset; midnight where there is no time;
    None for what is no moment, or lies before photography or after the century.
    """
    found = _MOMENT.fullmatch(text[:64])
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    if not 1826 <= year <= 2100:
        return None
    try:
        return dt.datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(found[7] or offset))
    except ValueError:
        return None


def _zone(text: str) -> dt.timezone | None:
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    if found[1]:
        return dt.UTC
    minutes = int(found[3]) * 60 + int(found[4])
    return dt.timezone(dt.timedelta(minutes=-minutes if found[2] == "-" else minutes))


def with_offset_of(first: dt.datetime, others: Iterable[dt.datetime]) -> dt.datetime:
    """A moment, with the offset that another gives to the same wall clock where it names none itself."""
    if first.tzinfo is None:
        for other in others:
            if other.tzinfo and other.replace(tzinfo=None) == first:
                return other
    return first
