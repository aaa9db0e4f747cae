"""The page that answers a question: `/tim-kiem/?q=`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import richtext
from articles.indexing import abbreviations, corrections_of
from articles.models import PublishedStory, Section
from articles.search import BEST_OF, READERS, Found, Piece, Query, TookTooLong, excerpt, mark, parse

from . import reads

A_PAGE = 20
SUGGESTED = 6
MOST_OF_A_FACET = 8
# What a search may be narrowed down by: its name in the address → in the index.
FACETS = {"chuyen-muc": "section", "nhan-vat": "person", "nguon": "source", "nam": "year"}
BEST_FIRST = "phu-hop"

_NUMBER = re.compile("[1-9][0-9]{0,8}")
_PLACE = re.compile("([01])(-?[0-9]{1,19})")


class Result(NamedTuple):
    """A story found: its copy, headline and text with what was looked for marked, and whether it is
    spelled as typed."""

    copy: PublishedStory
    headline: list[Piece]
    text: list[Piece]
    exact: bool


class Choice(NamedTuple):
    """One way to narrow a search down, how many of those found it leaves, and the address that does it."""

    name: str
    stories: int
    address: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What readers may see and ask for, newest first or best first, twenty a page."""
    asked = request.GET.get("q", "")
    query = parse(asked, abbreviations()) if asked.strip() else Query()
    sections = reads.sections()
    context: dict[str, Any] = {
        "sections": sections,
        "q": asked[:400],
        "query": query,
        "best_first": request.GET.get("sap-xep") == BEST_FIRST,
    }
    if query:
        try:
            context |= _answer(request, query, sections, context["best_first"])
        except TookTooLong:
            context["too_long"] = True
    response = render(request, "public/search.html", context)
    response["X-Robots-Tag"] = "noindex, follow"
    return response


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Headlines for what is being typed: {"found": [{"headline", "url"}]}."""
    query = parse(request.GET.get("q", ""), typing=True)
    found: list[Found] = []
    if query:
        with suppress(TookTooLong):
            found = READERS.newest(query, limit=4 * SUGGESTED)
    copies = reads.listed([one.pk for one in found]).values()
    rows = [{"headline": copy.headline, "url": copy.get_absolute_url()} for copy in copies]
    return JsonResponse({"found": rows[:SUGGESTED]})


def _answer(request: HttpRequest, query: Query, sections: list[Section], best_first: bool) -> dict[str, Any]:
    facets = {
        name: int(request.GET[asked])
        for asked, name in FACETS.items()
        if _NUMBER.fullmatch(request.GET.get(asked, ""))
    }
    narrowed = {name: [value] for name, value in facets.items()}
    # The newest, of which are counted: a total over everything would cost more than the page itself.
    first = (
        READERS.best(query, facets=narrowed)
        if best_first
        else READERS.newest(query, facets=narrowed, limit=BEST_OF)
    )
    counted = reads.found_in_outline([one.pk for one in first])
    after = _PLACE.fullmatch(request.GET.get("sau", ""))
    place = Found(int(after[2]), after[1] == "1") if after and abs(int(after[2])) < 2**63 else None
    seen = [one for one in first if one.pk in counted]
    if best_first:
        start = seen.index(place) + 1 if place in seen else 0
        page = seen[start : start + A_PAGE + 1]
    elif place:
        page = _live(query, narrowed, place)
    else:
        page = seen[: A_PAGE + 1]
    copies = reads.found([one.pk for one in page[:A_PAGE]])
    results = [_result(copies[one.pk], query, one.exact) for one in page[:A_PAGE] if one.pk in copies]
    last = page[A_PAGE - 1] if len(page) > A_PAGE else None
    return {
        "exact": [one for one in results if one.exact],
        "near": [one for one in results if not one.exact],
        "count": len(seen),
        "more_than": len(first) >= BEST_OF,
        "chosen": _chosen(request, facets, sections, counted.values()),
        "facets": _facets(request, facets, sections, list(counted.values())) if len(seen) > 1 else [],
        "by_time": _address(request, **{"sap-xep": None}),
        "by_fit": _address(request, **{"sap-xep": BEST_FIRST}),
        "next": _address(request, sau=f"{int(last.exact)}{last.pk}") if last else "",
        "start": _address(request) if place else "",
    }


def _live(query: Query, facets: dict[str, list[int]], after: Found) -> list[Found]:
    """A page and one more of what readers may see, from `after` on."""
    page: list[Found] = []
    place: Found = after
    while len(page) <= A_PAGE:
        some = READERS.newest(query, facets=facets, after=place, limit=2 * A_PAGE)
        live = reads.found_in_outline([one.pk for one in some])
        page += [one for one in some if one.pk in live]
        if len(some) < 2 * A_PAGE:
            break
        place = some[-1]
    return page[: A_PAGE + 1]


def _result(copy: PublishedStory, query: Query, exact: bool) -> Result:
    captions = (photo["caption"] for photo in copy.photos)
    people = (f"{one['title']} {one['name']}".strip() for one in copy.people)
    text = richtext.plain_text(copy.html).splitlines()
    passages = [copy.lead, *text, *captions, *people, *corrections_of(copy)]
    return Result(copy, mark(copy.headline, query), excerpt("\n".join(filter(None, passages)), query), exact)


def _facets(
    request: HttpRequest, facets: dict[str, int], sections: list[Section], copies: list[PublishedStory]
) -> list[tuple[str, list[Choice]]]:
    """What can be chosen, by kind, the most frequent first; nothing where there is no choice."""
    names = {section.pk: section.name for section in sections}
    people = {one["id"]: one["name"] for copy in copies for one in copy.people}
    sources = {one["id"]: one["credit"] for copy in copies for one in copy.sources if "id" in one}
    kinds: list[tuple[str, str, str, dict[int, str], Callable[[PublishedStory], Iterable[int]]]] = [
        ("section", "chuyen-muc", _("Section"), names, lambda copy: [copy.section_id]),
        ("person", "nhan-vat", _("People"), people, lambda copy: [one["id"] for one in copy.people]),
        (
            "source",
            "nguon",
            _("Source"),
            sources,
            lambda copy: [one["id"] for one in copy.sources if "id" in one],
        ),
        ("year", "nam", _("Year"), {}, lambda copy: [timezone.localtime(copy.first_published_at).year]),
    ]
    found = []
    for facet, parameter, label, known, values in kinds:
        counts = Counter(value for copy in copies for value in set(values(copy)))
        choices = [
            Choice(known.get(value, str(value)), count, _address(request, **{parameter: value}))
            for value, count in sorted(counts.items(), key=lambda item: (-item[1], -item[0]))
        ]
        if facet not in facets and len(choices) > 1:
            found.append((label, choices[:MOST_OF_A_FACET]))
    return found


def _chosen(
    request: HttpRequest, facets: dict[str, int], sections: list[Section], copies: Iterable[PublishedStory]
) -> list[tuple[str, str]]:
    """What the search is narrowed down to, each with the address that leaves it out: [(name, address)]."""
    copies = list(copies)
    named = {
        "section": {section.pk: section.name for section in sections},
        "person": {one["id"]: one["name"] for copy in copies for one in copy.people},
        "source": {one["id"]: one["credit"] for copy in copies for one in copy.sources if "id" in one},
        "year": {},
    }
    parameters = {name: asked for asked, name in FACETS.items()}
    return [
        (named[facet].get(value, str(value)), _address(request, **{parameters[facet]: None}))
        for facet, value in facets.items()
    ]


def _address(request: HttpRequest, **changes: Any) -> str:
    """This page's address with some parameters set, or left out where None; from its beginning."""
    parameters = request.GET.copy()
    parameters.pop("sau", None)
    for name, value in changes.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"
