"""The archive: every story, by section, person, body, source, kind, author and day.

Lists come from the readers' index by its facets alone, whose entries stand in the order of publication: any
page costs what the first one does, and so does any combination. docs/decisions/0019-archive.md says why.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.indexing import author_facet, entry_of
from articles.models import Kind, PublishedStory, Source
from articles.search import READERS, Facets, TookTooLong
from people.models import Body, Person

from . import reads
from .pages import StoryPage

A_PAGE = 20
A_DAY = 100  # stories on a page of one day
COUNTED = 500
# Of the people, or bodies, that a name may mean.
MOST_MEANT = 50
DAY: dict[str, Any] = {
    "widget": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    "input_formats": ["%Y-%m-%d", "%d/%m/%Y"],
}
NO_ENTRY, LAST_ENTRY = -1, 2**63 - 1

_PLACE = re.compile("[0-9]{1,19}")
_ID = re.compile("[1-9][0-9]{0,17}")


class ArchiveFilter(django_filters.FilterSet):
    """What the archive may be narrowed down to; all that is asked holds at once."""

    chuyen_muc = django_filters.ChoiceFilter(
        label=_("Section"),
        choices=lambda: [(section.slug, section.name) for section in reads.sections()],
        empty_label=_("All"),
    )
    loai = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices, empty_label=_("All"))
    tu = django_filters.DateFilter(label=_("From day"), **DAY)
    den = django_filters.DateFilter(label=_("To day"), **DAY)
    nhan_vat = django_filters.CharFilter(label=_("Person"), max_length=80)
    co_quan = django_filters.CharFilter(label=_("Body or organisation"), max_length=120)
    tac_gia = django_filters.CharFilter(label=_("Author"), max_length=80)
    nguon = django_filters.ChoiceFilter(
        label=_("Source"),
        choices=lambda: [(source.pk, source.credit) for source in Source.objects.all()],
        empty_label=_("All"),
    )

    def facets(self) -> Facets:
        """What the index is to be narrowed down to, by what of the form is valid."""
        asked = self.form.cleaned_data
        found: dict[str, list[int] | list[str]] = {}
        if slug := asked.get("chuyen_muc"):
            found["section"] = [section.pk for section in reads.sections() if section.slug == slug]
        if kind := asked.get("loai"):
            found["kind"] = [kind]
        if name := asked.get("nhan_vat"):
            found["person"] = _meant(Person.objects.listed(), name)
        if name := asked.get("co_quan"):
            found["body"] = _meant(Body.objects.all(), name)
        if name := asked.get("tac_gia"):
            found |= author_facet(name)
        if source := asked.get("nguon"):
            found["source"] = [int(source)]
        return found

    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day asked for."""
        asked = self.form.cleaned_data
        return asked.get("tu"), asked.get("den")


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """All stories, or those asked for, twenty a page, and how many there are."""
    asked = ArchiveFilter(request.GET, PublishedStory.objects.none())
    # Whether valid or not, so that a page says what it found nothing for.
    asked.form.is_valid()
    given = {name: value for name in asked.filters if (value := request.GET.get(name, "").strip()[:200])}
    context: dict[str, Any] = {"form": asked.form, "given": given, "query": _query(given)}
    above, below = bounds(*asked.span())
    try:
        facets = asked.facets()
        context["page"] = page = page_of(facets, above, below, request, A_PAGE)
        if asked.form.errors:
            context["page"] = StoryPage([])
        elif page.items:
            count = reads.count(READERS.listed(facets, above=above, below=below, limit=COUNTED + 1))
            context |= {"count": min(count, COUNTED), "more_than": count > COUNTED}
    except TookTooLong:
        context["too_long"] = True
    return _render(request, "archive", context, years=_years(*_days()))


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """How many stories each month of a year has."""
    first, last = _days()
    if not first.year <= year <= last.year:
        raise Http404
    starts = [dt.date(year, month, 1) for month in range(1, 13)]
    counts = reads.counts([*starts, dt.date(year + 1, 1, 1)])
    context = {
        "year": year,
        "months": zip(starts, counts, strict=True),
        "years": _years(first, last),
        "total": sum(counts),
    }
    return _render(request, "archive_year", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """How many stories each day of a month has."""
    first, last = _days()
    if not 1 <= month <= 12 or not (first.year, first.month) <= (year, month) <= (last.year, last.month):
        raise Http404
    start = dt.date(year, month, 1)
    before, after = start - dt.timedelta(1), (start + dt.timedelta(32)).replace(day=1)
    days = [start + dt.timedelta(number) for number in range((after - start).days)]
    counts = dict(zip(days, reads.counts([*days, after]), strict=True))
    weeks = [
        [(day, counts.get(day)) for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    context = {
        "month": start,
        "weeks": weeks,
        "total": sum(counts.values()),
        "previous": before if before >= first else None,
        "next": after if after <= last else None,
    }
    return _render(request, "archive_month", context)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The stories first published on a day, newest first."""
    try:
        here = dt.date(year, month, day)
    except ValueError:
        raise Http404 from None
    first, last = _days()
    if not first <= here <= last:
        raise Http404
    context: dict[str, Any] = {
        "day": here,
        "previous": here - dt.timedelta(1) if here > first else None,
        "next": here + dt.timedelta(1) if here < last else None,
    }
    try:
        context["page"] = page_of({}, *bounds(here, here), request, A_DAY)
    except TookTooLong:
        context["too_long"] = True
    return _render(request, "archive_day", context)


def bounds(first: dt.date | None, last: dt.date | None) -> tuple[int, int]:
    """The ids between which the entries of those days lie, the bounds themselves not among them."""
    above = entry_of(_midnight(first), 0) - 1 if first else NO_ENTRY
    below = entry_of(_midnight(last + dt.timedelta(1)), 0) if last and last < dt.date.max else LAST_ENTRY
    return min(max(above, NO_ENTRY), LAST_ENTRY), min(max(below, NO_ENTRY), LAST_ENTRY)


def page_of(facets: Facets, above: int, below: int, request: HttpRequest, size: int) -> StoryPage:
    """The page after the entry `?sau=`, before the one `?truoc=`, or the first.

    Raises:
        TookTooLong: as `Index.listed`.
    """
    after, before = request.GET.get("sau", ""), request.GET.get("truoc", "")
    if _PLACE.fullmatch(after) and int(after) < below:
        found = _live(facets, above, int(after), size, upwards=False)
        shown = found[:size]
        return _page(shown, newer=bool(shown), older=len(found) > size)
    if _PLACE.fullmatch(before) and above < int(before) < LAST_ENTRY:
        found = _live(facets, int(before), below, size, upwards=True)
        if len(found) > size:
            return _page(found[1:], newer=True, older=True)
    found = _live(facets, above, below, size, upwards=False)
    return _page(found[:size], newer=False, older=len(found) > size)


def _page(copies: list[PublishedStory], *, newer: bool, older: bool) -> StoryPage:
    def cursor(copy: PublishedStory) -> int:
        return entry_of(copy.first_published_at, copy.pk)

    return StoryPage(
        copies,
        f"truoc={cursor(copies[0])}" if newer else "",
        f"sau={cursor(copies[-1])}" if older else "",
    )


def _live(facets: Facets, above: int, below: int, size: int, *, upwards: bool) -> list[PublishedStory]:
    """A page and one more of the copies that readers may see, newest first."""
    found: list[PublishedStory] = []
    while len(found) <= size:
        some = READERS.listed(facets, above=above, below=below, limit=2 * size, upwards=upwards)
        copies = list(reads.listed(some).values())
        found = copies + found if upwards else found + copies
        if len(some) < 2 * size:
            break
        above, below = (some[0], below) if upwards else (above, some[-1])
    return found[-size - 1 :] if upwards else found[: size + 1]


def _meant(records: Any, asked: str) -> list[int]:
    """The records that a name may mean, or the one of that number."""
    if _ID.fullmatch(asked):
        return [int(asked)]
    return list(records.named_like(asked).values_list("pk", flat=True)[:MOST_MEANT])


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _days() -> tuple[dt.date, dt.date]:
    """The days of the first story and today; the day after today when there is no story yet."""
    today = timezone.localdate()
    first = reads.first_published()
    return (timezone.localdate(first) if first else today), today


def _years(first: dt.date, last: dt.date) -> Iterable[int]:
    return range(last.year, first.year - 1, -1)


def _query(given: dict[str, str]) -> str:
    return f"{urlencode(given)}&" if given else ""


def _render(request: HttpRequest, page: str, context: dict[str, Any], **more: Any) -> HttpResponse:
    whole = {"sections": reads.sections(), "today": timezone.localdate(), **context, **more}
    response = render(request, f"public/{page}.html", whole)
    if "too_long" in whole:
        response["Cache-Control"] = "no-store"  # the next reader may have an answer
    return response
