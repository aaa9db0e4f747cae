from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import PublishedStory
from people.models import Body, Person

from . import figures, profiles, reads, structured

PER_PAGE = 20


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page: the newest story large, those after it, then a block a section."""
    newest = reads.newest(9)
    shown = {copy.pk for copy in newest}
    blocks = reads.newest_of_each_section(4 + len(newest))
    sections = reads.sections()
    return render(
        request,
        "public/front.html",
        {
            "sections": sections,
            "lead": newest[0] if newest else None,
            "features": newest[1:5],
            "latest": newest[5:],
            "blocks": [
                (section, stories)
                for section in sections
                if (stories := [c for c in blocks.get(section.pk, []) if c.pk not in shown][:4])
            ],
        },
    )


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section's stories, newest first, twenty a page."""
    sections = reads.sections()
    here = next((section for section in sections if section.slug == slug), None)
    if here is None:
        raise Http404
    page = _page(request, reads.of_section(here))
    return render(request, "public/section.html", {"sections": sections, "section": here, "page": page})


@require_safe
def story(request: HttpRequest, section: str, slug: str, pk: int) -> HttpResponseBase:
    """A story; an old slug or section leads to its present address, a withdrawn story answers 410."""
    copy = reads.story(pk)
    if copy is None:
        gone = reads.withdrawn(pk)
        if gone is None:
            raise Http404
        return render(request, "public/gone.html", {"copy": gone, "sections": reads.sections()}, status=410)
    if request.path != copy.get_absolute_url():
        return redirect(copy, permanent=True)
    return render(request, "public/story.html", {"sections": reads.sections(), **story_context(copy)})


def story_context(copy: PublishedStory) -> dict[str, Any]:
    """What `public/story.html` prints of a copy, saved or not: the desk's preview uses it too."""
    return {
        "copy": copy,
        "body": figures.body(copy),
        "texts": [one["name"] for one in copy.bylines if one["role"] == "text"],
        "photographers": [one["name"] for one in copy.bylines if one["role"] == "photo"],
        "structured": structured.news_article(copy),
        "share_image": _absolute(structured.share_image(copy)),
        "canonical": _absolute(copy.get_absolute_url()) if copy.section_id and copy.story_id else "",
    }


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone the paper keeps a record of, by given name in Vietnamese order."""
    people = Person.objects.listed().order_by("sort_key", "pk")
    return render(request, "public/people.html", {"sections": reads.sections(), "people": people})


@require_safe
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """An official: the posts held, and the stories that mention them. A merged record leads to the other."""
    person = Person.objects.select_related("merged_into").filter(pk=pk).first()
    if person and person.merged_into:
        return redirect(person.merged_into, permanent=True)
    if person is None or person.status == Person.Status.HIDDEN:
        raise Http404
    if request.path != person.get_absolute_url():
        return redirect(person, permanent=True)
    context = {
        "sections": reads.sections(),
        "person": person,
        "tenures": profiles.timeline(person),
        "page": _page(request, reads.mentioning(pk)),
    }
    return render(request, "public/person.html", context)


@require_safe
def body(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A body and who holds its posts, now or on `?ngay=YYYY-MM-DD`."""
    body = Body.objects.filter(pk=pk).first()
    if body is None:
        raise Http404
    if request.path != body.get_absolute_url():
        return redirect(body, permanent=True)
    today = timezone.localdate()
    asked = request.GET.get("ngay", "")
    try:
        day = dt.date.fromisoformat(asked) if asked else today
    except ValueError:
        day = None
    context = {
        "sections": reads.sections(),
        "body": body,
        "asked": asked[:40],
        "day": day,
        "today": today,
        "seats": profiles.seats(body, day, today) if day else [],
    }
    return render(request, "public/body.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A 404 that helps: the sections, and what is new."""
    context = {"sections": reads.sections(), "newest": reads.newest(5)}
    return render(request, "public/404.html", context, status=404)


def _page(request: HttpRequest, copies):
    try:
        return Paginator(copies, PER_PAGE).page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}" if path else ""
