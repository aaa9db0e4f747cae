"""What the search indexes hold of stories and of published copies, and when it is put there.

Written in the transaction that saves or publishes. What readers find is asked of `live()` besides, so that
the entry of a copy that is not live yet, or no longer, tells nobody anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from vietnamese import KEY_VERSION, fold_key, word_key

from . import richtext
from .models import Abbreviation, PublishedStory, SearchIndex, Story
from .search import DESK, READERS, Document, abbreviation

AT_ONCE = 500
_LARGEST_KEY = 2**31 - 1


def entry_of(first_published_at: dt.datetime, pk: int) -> int:
    """The id of a copy's entry, higher for what was published later: newest first needs no sorting then.

    Seconds since 1970 in the upper bits, the copy's key (of 31 bits at most) in the lower.
    """
    return (int(first_published_at.timestamp()) << 31) | pk


def copy_of(entry: int) -> int:
    """The key of the copy that an entry is of."""
    return entry & _LARGEST_KEY


def index_copy(copy: PublishedStory) -> None:
    """Let readers find a copy that was just saved, from its `live_from` on; forget those that have ended."""
    ended = PublishedStory.objects.filter(story=copy.story_id, live_until__lte=timezone.now())
    READERS.remove([entry_of(*row) for row in ended.values_list("first_published_at", "pk")])
    READERS.put([(entry_of(copy.first_published_at, copy.pk), _of_copy(copy))])


def forget_copies(copies: list[PublishedStory]) -> None:
    """Take copies out of the readers' index."""
    READERS.remove([entry_of(copy.first_published_at, copy.pk) for copy in copies])


def index_story(story: Story) -> None:
    """Let the desk find a story by what it now says."""
    # Read afresh with all its rows: one query a kind of row, however many there are.
    DESK.put([(story.pk, _of_story(_with_rows().get(pk=story.pk)))])


def abbreviations() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What newsrooms shorten and what it stands for, as `articles.search.parse` takes it."""
    return [abbreviation(*row) for row in Abbreviation.objects.values_list("short", "long")]


@transaction.atomic
def rebuild(name: str) -> int:
    """Empty the index "readers" or "desk" and fill it again; the number of entries.

    Saving and publishing wait meanwhile on SQLite; on PostgreSQL they do not, and what they add stays.
    """
    index = {"readers": READERS, "desk": DESK}[name]
    index.clear()
    entries = _copies() if name == "readers" else _stories()
    count = 0
    while some := list(islice(entries, AT_ONCE)):
        index.put(some)
        count += len(some)
    SearchIndex(name=name, key_version=KEY_VERSION).save()
    return count


def _copies() -> Iterator[tuple[int, Document]]:
    now = timezone.now()
    for copy in PublishedStory.objects.exclude(live_until__lte=now).order_by("pk").iterator(AT_ONCE):
        yield entry_of(copy.first_published_at, copy.pk), _of_copy(copy)


def _stories() -> Iterator[tuple[int, Document]]:
    for story in _with_rows().order_by("pk").iterator(AT_ONCE):
        yield story.pk, _of_story(story)


def _with_rows() -> QuerySet[Story]:
    return Story.objects.prefetch_related("story_photos", "story_people__person")


def _of_copy(copy: PublishedStory) -> Document:
    return Document(
        copy.headline,
        copy.lead,
        (
            *richtext.plain_text(copy.html).splitlines(),
            *(photo["caption"] for photo in copy.photos),
            *corrections_of(copy),
            *(f"{one['title']} {one['name']}" for one in copy.people),
            *(one["credit"] for one in copy.sources),
            *(one["name"] for one in copy.bylines),
            copy.place,
        ),
        {
            "section": [copy.section_id],
            "year": [timezone.localtime(copy.first_published_at).year],
            "person": [one["id"] for one in copy.people],
            "source": [one["id"] for one in copy.sources if "id" in one],
            "kind": [copy.kind],
            "body": sorted({body for one in copy.people for body in one.get("bodies", [])}),
            **author_facets(copy.bylines),
        },
    )


def corrections_of(copy: PublishedStory) -> list[str]:
    """What the story's page says above its lead of each correction."""
    return [f"{one['title']}: {one['right']}" for one in copy.corrections]


def author_facet(name: str) -> dict[str, list[str]]:
    """The facet of stories by an author so called; typed without marks, of any marks."""
    key = word_key(name)
    bare = fold_key(key)
    return {"bare" if key == bare else "author": [key.replace(" ", "")]}


def author_facets(bylines: list[dict[str, str]]) -> dict[str, list[str]]:
    """Who is credited: under "author" each name as it is spelled, under "bare" without marks."""
    keys = {word_key(one["name"]) for one in bylines}
    return {
        "author": sorted(key.replace(" ", "") for key in keys),
        "bare": sorted({fold_key(key).replace(" ", "") for key in keys}),
    }


def _of_story(story: Story) -> Document:
    return Document(
        story.headline,
        story.lead,
        (
            *richtext.plain_text(story.body).splitlines(),
            *(row.caption for row in story.story_photos.all()),
            *(f"{row.printed_role} {row.person.name}" for row in story.story_people.all()),
            story.place,
        ),
    )
