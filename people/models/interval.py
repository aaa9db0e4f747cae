from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.dates import LONG_AGO, NEVER, ImpreciseDate
from people.fields import ENDED, EdgeField, ImpreciseDateField


class Edges(NamedTuple):
    """The days between which an interval must have begun, and those between which it must have ended."""

    start_earliest: dt.date
    start_latest: dt.date
    end_earliest: dt.date
    end_latest: dt.date


class IntervalQuerySet(models.QuerySet):
    def possible(self, day: dt.date) -> Self:
        """What may have been so on a day, as far as the dates tell; both sides on the day of a handover."""
        return self.filter(start_earliest__lte=day, end_latest__gte=day)

    def certain(self, day: dt.date) -> Self:
        """What was so on a day whichever day its imprecise dates mean."""
        return self.filter(start_latest__lte=day, end_earliest__gte=day)

    def open(self) -> Self:
        """What has not ended, as far as is recorded."""
        return self.filter(end="")


class Interval(models.Model):
    """From and to, as imprecise as what is known, with both days included.

    An empty start is not known; an empty end is open; "?" as the end is over, nobody knows when. The four
    days beside them are derived when a row is saved (also by `bulk_create`), never by `update()`.
    """

    start = ImpreciseDateField(_("from"))
    end = ImpreciseDateField(_("to"), may_be_unknown=True)
    start_earliest = EdgeField(default=LONG_AGO)
    start_latest = EdgeField(default=NEVER)
    end_earliest = EdgeField(default=NEVER)
    end_latest = EdgeField(default=NEVER)

    objects = IntervalQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(end_latest__gte=F("start_earliest"))
                & Q(start_latest__gte=F("start_earliest"))
                & Q(end_latest__gte=F("end_earliest")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, *Edges._fields}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.__dict__.update(self.edges()._asdict())
        if self.end_latest < self.start_earliest:
            raise ValidationError({"end": gettext("It ends (%(end)s) before it begins (%(start)s).") % {
                "end": self.end_date.short, "start": self.start_date.short}})  # fmt: skip

    @property
    def start_date(self) -> ImpreciseDate | None:
        """When it began; None when that is not known."""
        return ImpreciseDate.parse(self.start) if self.start else None

    @property
    def end_date(self) -> ImpreciseDate | None:
        """When it ended; None when it has not, and when nobody knows (`ended_unknown` tells which)."""
        return ImpreciseDate.parse(self.end) if self.end and not self.ended_unknown else None

    @property
    def ended_unknown(self) -> bool:
        """Whether it is over and nobody knows since when."""
        return self.end == ENDED

    def edges(self) -> Edges:
        """The four days, worked out from the texts.

        An end nobody knows is no later than the day it was first recorded as such.
        """
        start, end = self.start_date, self.end_date
        first = start.earliest if start else LONG_AGO
        if end:
            last = (end.earliest, end.latest)
        elif self.ended_unknown:
            recorded = self.end_latest if self.end_latest < NEVER else timezone.localdate()
            last = (first, max(recorded, first))
        else:
            last = (NEVER, NEVER)
        return Edges(first, start.latest if start else NEVER, *last)

    def is_possible(self, day: dt.date) -> bool:
        """What `possible(day)` asks, of one row."""
        return self.start_earliest <= day <= self.end_latest

    def is_certain(self, day: dt.date) -> bool:
        """What `certain(day)` asks, of one row."""
        return self.start_latest <= day <= self.end_earliest

    @property
    def span(self) -> str:
        """For readers, its imprecision shown: "từ năm 2015 đến 10/8/2019"; "" when nothing is known."""
        return span(self.start, self.end)


def span(start: str, end: str) -> str:
    """`Interval.span` of a start and an end as stored."""
    parts = []
    if start:
        parts.append(gettext("from %(date)s") % {"date": ImpreciseDate.parse(start).spoken})
    if end == ENDED:
        parts.append(gettext("ended, date not known"))
    elif end:
        parts.append(gettext("to %(date)s") % {"date": ImpreciseDate.parse(end).spoken})
    return " ".join(parts)
