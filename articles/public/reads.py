"""Every question that public pages ask of the published copies; nothing else public queries them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate, TruncMonth
from django.utils import timezone

from articles.indexing import copy_of, entry_of
from articles.models import PublishedStory, Section
from articles.models.published import PublishedStoryQuerySet

NEWEST = ("-first_published_at", "-id")
BEGINNING = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


def live() -> PublishedStoryQuerySet:
    """The copies readers may see now, newest first, without the text that lists do not print."""
    return PublishedStory.objects.live().select_related("section").defer("html").order_by(*NEWEST)


def whole_live() -> PublishedStoryQuerySet:
    """The copies readers may see now, newest first, text and all: for feeds."""
    return PublishedStory.objects.live().select_related("section").order_by(*NEWEST)


def sections() -> list[Section]:
    """The sections in the order of the navigation."""
    return list(Section.objects.all())


def newest(limit: int) -> list[PublishedStory]:
    """The newest live copies of the whole paper."""
    return list(live()[:limit])


def sections_with_newest(limit: int, without: Collection[PublishedStory]) -> list[tuple[Section, list]]:
    """Every section with its newest live copies, `limit` at most, leaving out those given; in two queries.

    The first finds how far back to go in each section, so that the second takes no more than it needs: to
    number all rows of a section (a window function) takes longer with every story published.
    """
    others = live().exclude(pk__in=[copy.pk for copy in without])
    last = others.filter(section=OuterRef("pk")).values("first_published_at")[limit - 1 : limit]
    sections = list(Section.objects.annotate(since=Subquery(last)))
    wanted = Q()
    for section in sections:
        wanted |= Q(section=section, **({"first_published_at__gte": section.since} if section.since else {}))
    found: dict[int, list[PublishedStory]] = {section.pk: [] for section in sections}
    for copy in others.filter(wanted) if sections else []:
        found[copy.section_id].append(copy)
    return [(section, found[section.pk][:limit]) for section in sections]


def of_section(section: Section) -> PublishedStoryQuerySet:
    """The live copies of a section, newest first."""
    return live().filter(section=section)


def mentioning(person_id: int) -> PublishedStoryQuerySet:
    """The live copies that mention a person, newest first."""
    return live().filter(mentions__person=person_id)


def story(story_id: int, others: int = 5) -> tuple[PublishedStory | None, list[PublishedStory]]:
    """The live copy of a story and the newest others of its section, in one query.

    None when readers may not see it.
    """
    section = PublishedStory.objects.live().filter(story=story_id).values("section")[:1]
    last = live().filter(section=Subquery(section)).values("first_published_at")[others : others + 1]
    # Bounds, not a list of keys: databases answer this from the index.
    newest = Q(section=Subquery(section), first_published_at__gte=Coalesce(Subquery(last), BEGINNING))
    copies = PublishedStory.objects.live().filter(Q(story=story_id) | newest).select_related("section")
    found = list(copies.order_by(*NEWEST))
    this = next((copy for copy in found if copy.story_id == story_id), None)
    return this, [copy for copy in found if copy is not this][:others]


def months() -> list[tuple[dt.date, dt.datetime]]:
    """The months in which live copies were published first, newest first, and when each last changed."""
    months = PublishedStory.objects.live().values(month=TruncMonth("first_published_at"))
    rows = months.annotate(changed=Max("live_from")).order_by("-month")
    return list(rows.values_list("month", "changed"))


def of_month(year: int, number: int) -> PublishedStoryQuerySet:
    """The live copies published first in a month, newest first."""
    return live().filter(first_published_at__year=year, first_published_at__month=number)


def by_month(year: int) -> dict[int, int]:
    """How many live copies were published first in each month of a year, by its number."""
    copies = PublishedStory.objects.live().filter(first_published_at__year=year)
    months = copies.values(month=TruncMonth("first_published_at")).annotate(copies=Count("pk")).order_by()
    return {month.month: count for month, count in months.values_list("month", "copies")}


def by_day(year: int, month: int) -> dict[dt.date, int]:
    """How many live copies were published first on each day of a month."""
    first = dt.date(year, month, 1)
    span = [_midnight(first), _midnight((first + dt.timedelta(32)).replace(day=1))]
    copies = PublishedStory.objects.live().filter(
        first_published_at__gte=span[0], first_published_at__lt=span[1]
    )
    days = copies.values(day=TruncDate("first_published_at")).annotate(copies=Count("pk")).order_by()
    return dict(days.values_list("day", "copies"))


def first_published() -> dt.datetime | None:
    """When the oldest live copy was published."""
    oldest = PublishedStory.objects.live().order_by("first_published_at", "pk")
    return oldest.values_list("first_published_at", flat=True).first()


def listed(entries: Collection[int]) -> dict[int, PublishedStory]:
    """The live copies that these entries of the readers' index are of, as lists print them: {entry: copy}."""
    return _by_entry(live().filter(pk__in=map(copy_of, entries)), entries)


def count(entries: Collection[int]) -> int:
    """How many of these entries are of live copies."""
    return PublishedStory.objects.live().filter(pk__in=map(copy_of, entries)).count()


def found(entries: Collection[int]) -> dict[int, PublishedStory]:
    """The live copies, whole, that these entries of the readers' index are of: {entry: copy}."""
    copies = PublishedStory.objects.live().select_related("section")
    return _by_entry(copies.filter(pk__in=map(copy_of, entries)), entries)


def found_in_outline(entries: Collection[int]) -> dict[int, PublishedStory]:
    """The same with no more of a copy than counting needs."""
    copies = PublishedStory.objects.live().only("section_id", "first_published_at", "people", "sources")
    return _by_entry(copies.filter(pk__in=map(copy_of, entries)), entries)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _by_entry(copies: Iterable[PublishedStory], entries: Collection[int]) -> dict[int, PublishedStory]:
    by_entry = {entry_of(copy.first_published_at, copy.pk): copy for copy in copies}
    return {entry: by_entry[entry] for entry in entries if entry in by_entry}


def withdrawn(story_id: int) -> PublishedStory | None:
    """What remains of a withdrawn story: its notice; never its text."""
    return (
        PublishedStory.objects.filter(story=story_id, withdrawn_at__isnull=False)
        .only("withdrawn_at", "withdrawal_notice")
        .order_by("-withdrawn_at")
        .first()
    )
