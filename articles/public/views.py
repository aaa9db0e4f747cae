"""The pages readers get."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from articles.models import PublishedStory
from articles.models.published import PublishedStoryQuerySet
from people.models import Body, Person
from people.titles import history, roster

from . import counting, figures, ninjs, people_index, popolo, profiles, reads, sharing, structured
from .moved import leading_to, moved
from .pages import numbered, page_of, stories_of
from .people_index import PeopleFilter

STORIES_A_PAGE = 20
PEOPLE_A_PAGE = 300
# As wide as `.portrait` in paper.css.
PORTRAIT_SIZES = "(min-width: 40rem) 11rem, 7rem"
FEATURES, LATEST, A_BLOCK = 3, 6, 4


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page."""
    return render(request, "public/front.html", front_context())


def front_context(places: Mapping[int, int] | None = None) -> dict[str, Any]:
    """What `public/front.html` prints: the stories an editor placed, the newest, a block a section of what is
    left. `places` ({story: position}) stands for what is stored: the desk's preview uses it."""
    placed, newest, read = reads.front(1 + FEATURES + LATEST, counting.ranking(), places)
    top = placed[: 1 + FEATURES]
    top += [copy for copy in newest if copy not in top][: 1 + FEATURES + LATEST - len(top)]
    blocks = reads.sections_with_newest(A_BLOCK, without=top)
    return {
        "sections": [section for section, _stories in blocks],
        "lead": top[0] if top else None,
        "features": top[1 : 1 + FEATURES],
        "latest": top[1 + FEATURES :],
        "read": read[: counting.SHOWN],
        "blocks": [(section, stories) for section, stories in blocks if stories],
        "structured": structured.paper(),
    }


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who makes the paper and answers for it, and by what principles."""
    context = {"sections": reads.sections(), "structured": structured.paper()}
    return render(request, "public/about.html", context)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A section's stories, newest first, twenty a page."""
    sections = reads.sections()
    here = next((section for section in sections if section.slug == slug), None)
    if not here:
        return not_found(request)
    copies = reads.of_section(here)
    if request.GET.get("page"):
        return _by_number(request, copies, here.get_absolute_url())
    page = stories_of(copies, request.GET.get("sau", ""), request.GET.get("truoc", ""), STORIES_A_PAGE)
    context = {"sections": sections, "section": here, "page": page, "share_image": sharing.of_page(here)}
    return render(request, "public/section.html", context)


@require_safe
def story(request: HttpRequest, section: str, slug: str, pk: int) -> HttpResponseBase:
    """A story; an old slug or section leads to its present address, and what is gone answers 410."""
    copy, related, read = reads.story(pk, read=counting.ranking())
    if copy is None:
        gone = reads.gone(pk)
        if gone is None:
            return not_found(request)
        context = {
            "sections": reads.sections(),
            "gone": gone,
            "corrections": reads.corrections().filter(story=pk),
            "newest": reads.newest(5),
        }
        response = render(request, "public/gone.html", context, status=410)
        # A cache may keep a 410 unasked (RFC 9110, 15.5.11); this one can be taken back.
        response["Cache-Control"] = "no-cache"
        return response
    if request.path != copy.get_absolute_url():
        return leading_to(copy.get_absolute_url(), request)
    context = {"sections": reads.sections(), "related": related, "read": read[: counting.SHOWN]}
    context |= story_context(copy)
    return render(request, "public/story.html", context)


def story_context(copy: PublishedStory, day: dt.date | None = None) -> dict[str, Any]:
    """What `public/story.html` prints of a copy, saved or not, on a day (None: today); for the desk too."""
    placed = copy.section_id and copy.story_id
    since = profiles.since(copy, day or timezone.localdate())
    canonical = figures.absolute(copy.get_absolute_url()) if placed else ""
    return {
        "copy": copy,
        "people": [{**one, "since": one["url"] and since.get(one["id"], "")} for one in copy.people],
        "body": figures.body(copy),
        "texts": [one["name"] for one in copy.bylines if one["role"] == "text"],
        "photographers": [one["name"] for one in copy.bylines if one["role"] == "photo"],
        "corrections": [
            {**one, "at": dt.datetime.fromisoformat(one["published_at"])} for one in copy.corrections
        ],
        "structured": structured.news_article(copy),
        "share_image": sharing.image(copy),
        "ninjs": ninjs.address(copy) if placed else "",
        "canonical": canonical,
        # Not in a preview, which nobody else can open and which is no reading.
        "share": sharing.links(canonical) if copy.pk else [],
        "count": reverse("count", args=[copy.story_id]) if copy.pk else "",
    }


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone the paper keeps a record of, by given name in Vietnamese order, filtered as asked."""
    asked = PeopleFilter(request.GET, Person.objects.listed().order_by("sort_key", "pk"))
    found = asked.qs
    page = page_of(found, request.GET.get("page", ""), PEOPLE_A_PAGE)
    if not page:
        return not_found(request)
    given = {name: value for name in asked.filters if (value := request.GET.get(name))}
    letters = people_index.letters(found, PEOPLE_A_PAGE)
    context = {
        "sections": reads.sections(),
        "form": asked.form,
        "given": given,
        # Goes before the number of a page.
        "query": f"{urlencode(given)}&" if given else "",
        "total": sum(letter.people for letter in letters),
        "letters": letters,
        "page": page,
        "people": profiles.by_letter(page.items, timezone.localdate()),
    }
    return render(request, "public/people.html", context)


@require_safe
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """An official: the posts held, and the stories that mention them. A merged record leads to the other."""
    person = Person.objects.select_related("merged_into", "portrait__photo").filter(pk=pk).first()
    if person and person.merged_into:
        return leading_to(person.merged_into.get_absolute_url(), request)
    if person is None or person.status == Person.Status.HIDDEN:
        return not_found(request)
    if request.path != person.get_absolute_url():
        return leading_to(person.get_absolute_url(), request)
    copies = reads.mentioning(pk)
    if request.GET.get("page"):
        return _by_number(request, copies, person.get_absolute_url())
    page = stories_of(copies, request.GET.get("sau", ""), request.GET.get("truoc", ""), STORIES_A_PAGE)
    today = timezone.localdate()
    held = history(person, today)
    picture = profiles.portrait(person)
    context = {
        "sections": reads.sections(),
        "person": person,
        "life": profiles.life(person),
        "line": profiles.line(held, today),
        "share_image": (picture and sharing.of_photo(picture)) or sharing.of_page(person),
        "portrait": picture and figures.picture(picture, sizes=PORTRAIT_SIZES, first=True),
        "tenures": profiles.timeline(held, today),
        "structured": structured.person(person, held, picture, today),
        "page": page,
    }
    return render(request, "public/person.html", context)


@require_safe
@conditional_page
def person_popolo(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """An official for machines, as Popolo JSON; a former address leads on as that of the page does."""
    person = Person.objects.select_related("merged_into", "portrait__photo").filter(pk=pk).first()
    if person is None or (person.status == Person.Status.HIDDEN and not person.merged_into):
        return not_found(request)
    kept = person.merged_into or person
    address = reverse("person-popolo", args=[kept.slug, kept.pk])
    if request.path != address:
        return redirect(address, permanent=True)
    image = structured.largest(profiles.portrait(person))
    return _json(popolo.person(person, image, timezone.localdate()))


@require_safe
def body(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A body and who holds its posts, now or on `?ngay=YYYY-MM-DD`; of one that has ended, its last day."""
    body = Body.objects.select_related("parent").filter(pk=pk).first()
    if body is None:
        return not_found(request)
    if request.path != body.get_absolute_url():
        return leading_to(body.get_absolute_url(), request)
    today = timezone.localdate()
    last = min(body.end_latest, today)
    asked = request.GET.get("ngay", "").strip()
    day = profiles.as_day(asked) if asked else last
    there = day is not None and day <= today and body.is_possible(day)
    seats = roster(body, day) if day and there else []
    shown = profiles.seats(seats, day, today) if day else []
    context = {
        "sections": reads.sections(),
        "body": body,
        "share_image": sharing.of_page(body),
        "asked": asked[:40],
        "day": day,
        "today": today,
        "there": there,
        "ended": last < today,
        "name_then": profiles.name_on(body, day) if day and there else "",
        "changes": profiles.changes(body),
        "seats": shown,
        "doubtful": any(seat["doubtful"] for seat in shown),
        "structured": structured.body(body, seats if day == today else [], today),
    }
    return render(request, "public/body.html", context)


@require_safe
@conditional_page
def body_popolo(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A body for machines, as Popolo JSON."""
    body = Body.objects.filter(pk=pk).first()
    if body is None:
        return not_found(request)
    address = reverse("body-popolo", args=[body.slug, body.pk])
    if request.path != address:
        return redirect(address, permanent=True)
    return _json(popolo.organization(body, timezone.localdate()))


def _by_number(request: HttpRequest, copies: PublishedStoryQuerySet, address: str) -> HttpResponseBase:
    """A page by its number, as addresses once had it, leads to the place where it begins today."""
    query = numbered(copies, request.GET["page"], STORIES_A_PAGE)
    if query is None:
        return not_found(request)
    return redirect(f"{address}?{query}" if query else address, permanent=not query)


def _json(data: dict[str, Any]) -> JsonResponse:
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Where a former address leads; or a 404 that helps: the sections, and what is new."""
    if elsewhere := moved(request):
        return elsewhere
    context = {"sections": reads.sections(), "newest": reads.newest(5)}
    return render(request, "public/404.html", context, status=404)
