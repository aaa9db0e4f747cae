"""Every question that public pages ask of the published copies; nothing else public queries them."""

from __future__ import annotations

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from articles.models import PublishedStory, Section
from articles.models.published import PublishedStoryQuerySet

NEWEST = ("-first_published_at", "-id")


def live() -> PublishedStoryQuerySet:
    """The copies readers may see now, newest first, without the text that lists do not print."""
    return PublishedStory.objects.live().select_related("section").defer("html").order_by(*NEWEST)


def sections() -> list[Section]:
    """The sections in the order of the navigation."""
    return list(Section.objects.all())


def newest(limit: int) -> list[PublishedStory]:
    """The newest live copies of the whole paper."""
    return list(live()[:limit])


def newest_of_each_section(limit: int) -> dict[int, list[PublishedStory]]:
    """The newest live copies of each section by its id, in one query."""
    row = Window(RowNumber(), partition_by=F("section"), order_by=[F(n[1:]).desc() for n in NEWEST])
    blocks: dict[int, list[PublishedStory]] = {}
    for copy in live().annotate(row=row).filter(row__lte=limit):
        blocks.setdefault(copy.section_id, []).append(copy)
    return blocks


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
    this = PublishedStory.objects.live().filter(story=story_id)
    newest = live().filter(section=this.values("section")[:1]).values("pk")[: others + 1]
    copies = PublishedStory.objects.live().filter(Q(story=story_id) | Q(pk__in=newest))
    copy, rest = None, []
    for one in copies.select_related("section").order_by(*NEWEST):
        if one.story_id == story_id:
            copy = one
        else:
            rest.append(one)
    return copy, rest[:others]


def withdrawn(story_id: int) -> PublishedStory | None:
    """What remains of a withdrawn story: its notice; never its text."""
    return (
        PublishedStory.objects.filter(story=story_id, withdrawn_at__isnull=False)
        .only("withdrawn_at", "withdrawal_notice")
        .order_by("-withdrawn_at")
        .first()
    )
