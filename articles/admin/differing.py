"""Published stories that print another title for someone than the registry now gives for the story's day.

Readers' copies are frozen: what was corrected in the registry since is never rewritten in them, but listed
here, for an editor to revise the story and publish it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import PublishedPerson, PublishedStory, Story, StoryPerson
from people.admin.touched import finds_differing
from people.many_days import lines_on
from people.models import Person
from people.numbers import whole_number

PER_PAGE = 50
# More people than this are not named in an address; the list of everybody holds theirs too.
MOST_NAMED = 50


class Other(NamedTuple):
    """One person in a story: what it prints after the name, and what the registry gives for its day."""

    person: int
    name: str
    printed: str
    registry: str


class Differing(NamedTuple):
    """A published copy, the day its titles are those of, and the people it prints otherwise."""

    copy: PublishedStory
    day: dt.date
    people: list[Other]


def differing(copies: QuerySet[PublishedStory], people: Collection[int] | None = None) -> list[Differing]:
    """Those of the copies that print somebody (one of `people`, if given) otherwise than the registry now
    would, in the order of the copies. In seven queries at most, whatever their number."""
    if people is not None:
        copies = copies.filter(pk__in=PublishedPerson.objects.filter(person__in=people).values("published"))
    into = dict(Person.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    told = [
        (copy, copy.event_date or timezone.localdate(copy.live_from), _kept(row["id"], into), row)
        for copy in copies.defer("html", "lead", "photos", "bylines", "sources")
        for row in copy.people
    ]
    if people is not None:
        told = [one for one in told if one[2] in people]
    lines = lines_on((person, day) for _copy, day, person, _row in told)
    # One of whom the registry knows no post is printed as the story itself has it.
    silent = {copy.story_id for copy, day, person, _row in told if not lines[person, day]}
    typed = {
        (story, person): role
        for story, person, role in StoryPerson.objects.filter(story__in=silent).values_list(
            "story_id", "person_id", "printed_role"
        )
    }
    found: dict[int, Differing] = {}
    for copy, day, person, row in told:
        registry = lines[person, day]
        if (registry or typed.get((copy.story_id, person), "")) != row["title"]:
            one = found.setdefault(copy.pk, Differing(copy, day, []))
            one.people.append(Other(person, row["name"], row["title"], registry))
    return list(found.values())


def _kept(person: int, into: dict[int, int]) -> int:
    """The record that a person's was merged into in the end; merges make no loop."""
    while person in into:
        person = into[person]
    return person


def _copies(request: HttpRequest) -> QuerySet[PublishedStory]:
    """The live copies of the stories the account may open, the newest first."""
    stories = Story.objects.visible_to(request.user)
    return PublishedStory.objects.live().filter(story__in=stories).order_by("-first_published_at", "-pk")


@finds_differing
def find(request: HttpRequest, people: Collection[int] | None) -> tuple[int, str]:
    """How many stories of these people print them otherwise, and where they are listed."""
    address = reverse("admin:articles_story_differing")
    if people is not None and len(people) <= MOST_NAMED:
        address += f"?nguoi={','.join(map(str, people))}"
    return len(differing(_copies(request), people)), address


def urls(page: ModelAdmin) -> list[Any]:
    """The address of the list, below that of the stories."""

    def view(request: HttpRequest) -> HttpResponse:
        return differing_view(page, request)

    return [path("in-khac-so/", page.admin_site.admin_view(view), name="articles_story_differing")]


def differing_view(page: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The stories whose printed line differs, of the people in `?nguoi=3,14` or of everybody."""
    if not page.has_view_permission(request):
        raise PermissionDenied
    named = set(filter(None, map(whole_number, request.GET.get("nguoi", "").split(","))))
    shown = Paginator(differing(_copies(request), named or None), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": _("Published stories that print something else than the registry"),
        "shown": shown,
        "named": ",".join(map(str, sorted(named))),
        "media": page.media,
    }
    return TemplateResponse(request, "admin/articles/story/differing.html", context)
