"""What was withdrawn, as readers last saw it: for those who must show it to an inspector.

It stands here because the desk and the public pages know nothing of each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import workflow
from articles.denying import as_published
from articles.models import PublishedStory, StoryEvent
from articles.models.published import PublishedStoryQuerySet
from articles.photos.views import private_size
from articles.public import cards
from articles.public.figures import absolute
from articles.public.reads import sections
from articles.public.views import story_context

INSPECT = "articles.inspect_withdrawn"
PER_PAGE = 40


class Withdrawal(NamedTuple):
    """One withdrawal: the step, and the copy that readers saw last before it."""

    event: StoryEvent
    copy: PublishedStory | None

    @property
    def decision(self) -> str:
        """The number of the decision that ordered it, or ""."""
        return self.event.facts.get("decision") or ""


# Wrap these in `admin.site.admin_view`, which asks for a login and forbids keeping the page.


@require_safe
def withdrawals(request: HttpRequest) -> HttpResponse:
    """Every withdrawal, newest first; in as many queries for one as for forty."""
    _check(request)
    events = StoryEvent.objects.filter(step="withdraw").select_related("story", "by")
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Withdrawn stories"),
        "page": page,
        "withdrawals": _withdrawals(page.object_list),
    }
    return render(request, "newsroom/withdrawals.html", context)


@require_safe
def sealed(request: HttpRequest, pk: int) -> HttpResponse:
    """One copy of a withdrawn story as readers saw it, photos and all; who looked is on record."""
    _check(request)
    copy = _copy(pk)
    published = as_published(copy)
    copy.photos = [_privately(pk, entry) for entry in published]
    events = copy.story.events.filter(step="withdraw").select_related("story", "by")
    withdrawal = next((one for one in _withdrawals(events) if _same(one.copy, copy)), None)
    workflow.record_inspection(copy, by=request.user)
    assert copy.withdrawn_at is not None
    page = story_context(copy, timezone.localdate(copy.withdrawn_at))
    files = [address for entry in published for address in _addresses(entry)]
    context = {
        "sections": sections(),
        **page,
        # What a cache in front of the site may still have.
        "addresses": [
            absolute(address) for address in (page["canonical"], page["ninjs"], cards.address(copy), *files)
        ],
        "share": [],
        "count": "",
        "withdrawal": withdrawal,
        "until": _until(copy),
        "others": _withdrawn().filter(story=copy.story_id).exclude(pk=pk).order_by("live_from"),
        "now": timezone.now(),
    }
    response = render(request, "newsroom/sealed.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@require_safe
def sealed_photo(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A photo file of such a copy, which answers 410 at its own address."""
    _check(request)
    if name not in {
        address.rsplit("/", 1)[-1] for entry in as_published(_copy(pk)) for address in _addresses(entry)
    }:
        raise Http404
    return private_size(request, name)


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(INSPECT):
        raise PermissionDenied


def _withdrawn() -> PublishedStoryQuerySet:
    return PublishedStory.objects.filter(withdrawn_at__isnull=False)


def _copy(pk: int) -> PublishedStory:
    return get_object_or_404(_withdrawn().select_related("section", "story", "revision"), pk=pk)


def _withdrawals(events: Iterable[StoryEvent]) -> list[Withdrawal]:
    """Each of the steps with the last copy that it took from readers; one query more."""
    events = list(events)
    copies = _withdrawn().filter(story__in={event.story_id for event in events}).select_related("section")
    copies = copies.defer("html", "photos", "people", "lead").order_by("-withdrawn_at", "-live_from", "-pk")
    found: dict[int, list[PublishedStory]] = {}
    for copy in copies:
        found.setdefault(copy.story_id, []).append(copy)
    return [Withdrawal(event, _taken(event, found.get(event.story_id, []))) for event in events]


def _taken(event: StoryEvent, copies: list[PublishedStory]) -> PublishedStory | None:
    """The first of these, latest withdrawal first, that the step took; it was recorded just after them."""
    return next((one for one in copies if one.withdrawn_at and one.withdrawn_at <= event.at), None)


def _same(one: PublishedStory | None, other: PublishedStory) -> bool:
    return one is not None and one.withdrawn_at == other.withdrawn_at


def _until(copy: PublishedStory) -> dt.datetime | None:
    """When readers saw the copy no more."""
    return min(filter(None, [copy.live_until, copy.withdrawn_at]), default=None)


def _addresses(entry: dict[str, Any]) -> list[str]:
    sizes = entry["sizes"]
    found = [*sizes.get("webp", []), *sizes.get("jpeg", []), *([sizes["share"]] if "share" in sizes else [])]
    return [address for _width, _height, address in found]


def _privately(pk: int, entry: dict[str, Any]) -> dict[str, Any]:
    """The entry of a photo with the addresses at which `sealed_photo` gives its files."""

    def moved(size: list[Any]) -> list[Any]:
        width, height, address = size
        return [width, height, reverse("sealed-photo", args=[pk, address.rsplit("/", 1)[-1]])]

    sizes = {
        kind: moved(found) if kind == "share" else [moved(one) for one in found]
        for kind, found in entry["sizes"].items()
    }
    return {**entry, "sizes": sizes}
