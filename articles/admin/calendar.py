"""What is planned, scheduled and published, by day: a month or a week, of one section or of all."""

from __future__ import annotations

import datetime as dt
from calendar import Calendar
from collections import defaultdict
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import PublishedStory, Section, Story
from articles.workflow.steps import IN_HAND
from vietnamese import long_date

# Stories shown of a day in a month; the rest is in the week.
OF_A_DAY = 6


class Entry(NamedTuple):
    """One story on a day: when (empty for a planned one), and which of the three it is."""

    story: int
    headline: str
    section: str
    clock: str
    kind: str
    label: str


class Day(NamedTuple):
    """A day with its stories: those shown, and the number of those that are not."""

    date: dt.date
    name: str
    outside: bool
    today: bool
    entries: list[Entry]
    more: int


def calendar_view(story_admin, request: HttpRequest) -> HttpResponse:
    """The calendar of the month or week of `?day=`, today's when it is none; three queries."""
    if not story_admin.has_view_permission(request):
        raise PermissionDenied
    today = timezone.localdate()
    try:
        anchor = dt.date.fromisoformat(request.GET.get("day", ""))
        # The weeks of a month reach beyond it, and the calendar of computers has two ends.
        anchor.replace(year=anchor.year + 1), anchor.replace(year=anchor.year - 1, day=1)
    except ValueError:
        anchor = today
    week = request.GET.get("view") == "week"
    if week:
        monday = anchor - dt.timedelta(days=anchor.weekday())
        dates = [monday + dt.timedelta(days=number) for number in range(7)]
        before, after = dates[0] - dt.timedelta(days=7), dates[-1] + dt.timedelta(days=1)
    else:
        dates = list(Calendar().itermonthdates(anchor.year, anchor.month))
        first = anchor.replace(day=1)
        before = (first - dt.timedelta(days=1)).replace(day=1)
        after = (first + dt.timedelta(days=31)).replace(day=1)
    sections = list(Section.objects.all())
    section = next((one for one in sections if str(one.pk) == request.GET.get("section")), None)
    found = _entries(request.user, dates[0], dates[-1], section)
    shown = len(found) if week else OF_A_DAY
    days = [
        Day(
            date,
            long_date(date),
            not week and date.month != anchor.month,
            date == today,
            found[date][: shown or None],
            max(0, len(found[date]) - shown) if not week else 0,
        )
        for date in dates
    ]
    address = reverse("admin:articles_story_calendar")

    def to(day: dt.date, view: str) -> str:
        chosen: dict[str, Any] = {"day": day.isoformat(), "view": view}
        return f"{address}?{urlencode(chosen | ({'section': section.pk} if section else {}))}"

    view = "week" if week else "month"
    context = {
        **story_admin.admin_site.each_context(request),
        "title": _("Week of %(day)s") % {"day": long_date(dates[0])}
        if week
        else _("%(month)s/%(year)s") % {"month": anchor.month, "year": anchor.year},
        "opts": story_admin.opts,
        "days": [(day, to(day.date, "week")) for day in days],
        "weekdays": [day.name.partition(",")[0] for day in days[:7]],
        "view": view,
        "anchor": anchor,
        "before": to(before, view),
        "after": to(after, view),
        "now": to(today, view),
        "other": to(anchor, "month" if week else "week"),
        "sections": sections,
        "section": section,
        "nothing": not any(found.values()),
    }
    return TemplateResponse(request, "admin/articles/story/calendar.html", context)


def _entries(user, first: dt.date, last: dt.date, section: Section | None) -> dict[dt.date, list[Entry]]:
    """The stories of each day that `user` may open, planned ones after those with a time; two queries."""
    found: dict[dt.date, list[Entry]] = defaultdict(list)
    begin = timezone.make_aware(dt.datetime.combine(first, dt.time.min))
    end = timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min))
    visible = Story.objects.visible_to(user)
    of_section = {"section": section} if section else {}
    copies = PublishedStory.objects.filter(
        story__in=visible, live_from__gte=begin, live_from__lt=end, withdrawn_at=None, **of_section
    ).order_by("live_from", "pk")
    now = timezone.now()
    seen = set()
    for story, headline, name, at in copies.values_list("story", "headline", "section__name", "live_from"):
        local = timezone.localtime(at)
        # A story that was published again on the same day stands there once.
        if (story, local.date(), at > now) in seen:
            continue
        seen.add((story, local.date(), at > now))
        kind, label = ("scheduled", _("Scheduled")) if at > now else ("published", _("Published"))
        found[local.date()].append(Entry(story, headline, name, f"{local:%H:%M}", kind, label))
    planned = visible.filter(planned_on__range=(first, last), status__in=IN_HAND, **of_section)
    for story in planned.select_related("section").order_by("planned_on", "pk"):
        name = story.section.name if story.section else ""
        found[story.planned_on].append(Entry(story.pk, str(story), name, "", "planned", _("Planned")))
    return found
