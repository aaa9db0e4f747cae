"""Every question that public pages ask of the published copies; nothing else public queries them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Greatest, TruncMonth
from django.utils import timezone

from articles.indexing import copy_of, entry_of
from articles.models import (
    CorrectionWording,
    FrontPlace,
    PublishedCorrection,
    PublishedPerson,
    PublishedStory,
    Section,
)
from articles.models.correction import PublishedCorrectionQuerySet
from articles.models.published import PublishedStoryQuerySet
from people.models import Person

NEWEST = ("-first_published_at", "-id")


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

    To number all rows of a section (a window function) would take longer with every story published.
    """
    others = live().exclude(pk__in=[copy.pk for copy in without])
    found: dict[Section, list[PublishedStory]] = {section: [] for section in sections()}
    for copy in live().filter(any_of(*(others.filter(section=section)[:limit] for section in found))):
        found[copy.section].append(copy)
    return list(found.items())


def of_section(section: Section) -> PublishedStoryQuerySet:
    """The live copies of a section, newest first."""
    return live().filter(section=section)


def mentioning(person_id: int) -> PublishedStoryQuerySet:
    """The live copies that mention a person, newest first."""
    return live().filter(mentions__person=person_id)


def front(
    limit: int, read: Collection[int] = (), places: Mapping[int, int] | None = None
) -> tuple[list[PublishedStory], list[PublishedStory], list[PublishedStory]]:
    """What the front page begins with, in one query: the live copies an editor placed, in their order; the
    newest, `limit` at most; those of the stories `read`, in that order.

    `places` ({story: position}) stands for what is stored, for a preview.
    """
    stored = FrontPlace.objects.in_force()
    by_hand: Any = stored.values("story") if places is None else list(places)
    placed = live().filter(story__in=by_hand)
    position = stored.filter(story=OuterRef("story")).values("position")[:1]
    wanted = any_of(live()[:limit], placed, live().filter(story__in=read))
    found: list[Any] = list(live().filter(wanted).annotate(pinned=Subquery(position)))
    pinned = {copy.story_id: copy.pinned for copy in found} if places is None else dict(places)
    first = [copy for copy in found if pinned.get(copy.story_id) is not None]
    first.sort(key=lambda copy: pinned[copy.story_id])
    return first, found[:limit], _in_order(found, read)


def story(
    story_id: int, others: int = 5, read: Collection[int] = ()
) -> tuple[PublishedStory | None, list[PublishedStory], list[PublishedStory]]:
    """The live copy of a story; `others` beside it, those that name the same people first, then the newest of
    its section; and those of the stories `read`, in that order. All in one query.

    None when readers may not see it.
    """
    this = PublishedStory.objects.live().filter(story=story_id)
    people = PublishedPerson.objects.filter(published__in=this.values("pk")).values("person")
    named = PublishedPerson.objects.filter(person__in=people)
    also = live().exclude(story=story_id)
    related = also.filter(pk__in=named.values("published"))[:others]
    there = also.filter(section=Subquery(this.values("section")[:1]))[:others]
    wanted = any_of(this, related, there, live().filter(story__in=read))
    copies = live().annotate(
        # Of the others no page prints the text.
        text=Case(When(story=story_id, then=F("html")), default=Value(""), output_field=TextField()),
        shares=Exists(named.filter(published=OuterRef("pk"))),
        names_hidden=Exists(
            PublishedPerson.objects.filter(published=OuterRef("pk"), person__status=Person.Status.HIDDEN)
        ),
    )
    found: list[Any] = list(copies.filter(wanted))
    copy = next((one for one in found if one.story_id == story_id), None)
    if copy is None:
        return None, [], []
    copy.html = copy.text
    if copy.names_hidden:
        unlink_hidden([copy])
    beside = [one for one in found if one is not copy and (one.shares or one.section_id == copy.section_id)]
    # Sorted by one thing: those of equal right stay newest first.
    beside.sort(key=lambda one: not one.shares)
    return copy, beside[:others], _in_order([one for one in found if one is not copy], read)


def unlink_hidden(copies: Iterable[PublishedStory]) -> None:
    """Take the address from those in the copies' `people` whose record is hidden today: their pages are not
    found. What was printed of them stays."""
    named = {one["id"] for copy in copies for one in copy.people}
    hidden = Person.Status.HIDDEN
    there = Q(merged_into=None, status=hidden) | Q(merged_into__status=hidden)
    gone = set(Person.objects.filter(there, pk__in=named).values_list("pk", flat=True))
    for copy in copies:
        copy.people = [{**one, "url": ""} if one["id"] in gone else one for one in copy.people]


def any_of(*copies: PublishedStoryQuerySet) -> Q:
    """The condition that a copy is one of these, which are a few each.

    Databases look them up one by one; for conditions joined by OR they go through all that was published.
    """
    every = [
        PublishedStory.objects.filter(pk__in=some.values("pk")).order_by().values("pk") for some in copies
    ]
    return Q(pk__in=every[0].union(*every[1:], all=True)) if every else Q(pk__in=[])


def are_live(stories: Collection[int]) -> set[int]:
    """Those of the stories that readers may see now."""
    return set(PublishedStory.objects.live().filter(story__in=stories).values_list("story", flat=True))


def _in_order(copies: Iterable[PublishedStory], stories: Collection[int]) -> list[PublishedStory]:
    by_story = {copy.story_id: copy for copy in copies}
    return [by_story[story] for story in stories if story in by_story]


def months() -> list[tuple[dt.date, dt.datetime]]:
    """The months in which live copies were published first, newest first, and when each last changed."""
    months = PublishedStory.objects.live().values(month=TruncMonth("first_published_at"))
    modified = Greatest("live_from", Coalesce("corrected_at", "live_from"))
    rows = months.annotate(changed=Max(modified)).order_by("-month")
    return list(rows.values_list("month", "changed"))


def of_month(year: int, number: int) -> PublishedStoryQuerySet:
    """The live copies published first in a month, newest first."""
    return live().filter(first_published_at__year=year, first_published_at__month=number)


def counts(starts: Sequence[dt.date]) -> list[int]:
    """How many live copies were published first from each day on till before the next; in one query.

    A condition for each costs the databases less than truncating each row's time does.
    """
    edges = [_midnight(day) for day in starts]
    spans = {
        f"n{number}": Count("pk", filter=Q(first_published_at__gte=first, first_published_at__lt=last))
        for number, (first, last) in enumerate(pairwise(edges))
    }
    copies = PublishedStory.objects.live()
    found = copies.filter(first_published_at__gte=edges[0], first_published_at__lt=edges[-1]).aggregate(
        **spans
    )
    return list(found.values())


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


def gone(story_id: int) -> PublishedStory | None:
    """What remains of a story that readers saw and see no more, withdrawn or expired; never its text.

    That is when it went (`gone_at`) and the notice of its withdrawal. None while they see it, and of what
    they never saw.
    """
    now = timezone.now()
    begun = PublishedStory.objects.filter(story=story_id, live_from__lte=now)
    seen = begun.exclude(withdrawn_at=None, live_until__lte=F("live_from"))
    told = seen.only("withdrawn_at", "withdrawal_notice", "live_until")
    last = told.order_by("-live_from", "-pk").first()
    ended = last and (last.withdrawn_at or (last.live_until and last.live_until <= now))
    return last if ended else None


def corrections() -> PublishedCorrectionQuerySet:
    """The corrections readers may see, newest first; each knows whether its story is live (`piece_live`)."""
    return PublishedCorrection.objects.live().with_piece_live().order_by("-published_at", "-pk")


def correction(pk: int) -> PublishedCorrection | None:
    """A correction that is or was published."""
    return PublishedCorrection.objects.with_piece_live().filter(pk=pk).first()


def changed(since: dt.datetime, until: dt.datetime) -> tuple[list[PublishedStory], list[PublishedCorrection]]:
    """The copies and corrections that readers began or ceased to see, or saw corrected, after `since` and up
    to `until`; none that they never saw."""
    begun = PublishedStory.objects.filter(live_from__lte=until).exclude(live_until__lte=F("live_from"))
    seen = begun.exclude(withdrawn_at__lte=F("live_from")).select_related("section").defer("html")
    seen = seen.prefetch_related("mentions__person__merged_into")
    copies = {
        copy.pk: copy
        for field in ("live_from", "live_until", "corrected_at", "withdrawn_at")
        for copy in seen.filter(**{f"{field}__gt": since, f"{field}__lte": until})
    }
    told, taken_back = (
        Q(**{f"{field}__gt": since, f"{field}__lte": until}) for field in ("published_at", "withdrawn_at")
    )
    notices = PublishedCorrection.objects.filter(told | taken_back)
    return list(copies.values()), list(notices)


def corrections_title() -> str:
    """What the house calls its corrections now."""
    return CorrectionWording.objects.current().title
