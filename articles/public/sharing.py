"""Where a reader may send a story on: plain links, no other host's script, and the picture shown there."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import PublishedStory, Section
from articles.photos.resizing import SHARE
from articles.photos.views import EVERYONE, PRIVATE
from people.models import Body, Person

from . import cards, reads
from .figures import absolute

# Those with a card of their own, as an address names them: what readers may see of each.
PAGES: dict[str, QuerySet[Any]] = {
    "chuyen-muc": Section.objects.all(),
    "nhan-vat": Person.objects.listed(),
    "co-quan": Body.objects.select_related("parent"),
}


def links(address: str) -> list[tuple[str, str]]:
    """[(name, address)] of the pages where the story at `address` is shared.

    Zalo has no documented address for it; this is the one its own button opens: base64 of {"url": …}.
    """
    zalo = base64.b64encode(json.dumps({"url": address}).encode()).decode()
    return [
        ("Zalo", f"https://button-share.zalo.me/share_external?{urlencode({'d': zalo})}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}"),
    ]


def of_photo(photo: dict[str, Any]) -> dict[str, Any] | None:
    """The cut for sharing of an entry of `PublishedStory.photos`, as `image` has it; None without one."""
    if not (share := photo["sizes"].get("share")):
        return None
    width, height, address = share
    return {"address": absolute(address), "width": width, "height": height, "alt": photo["alt"]}


def image(copy: PublishedStory) -> dict[str, Any] | None:
    """The picture that stands for a copy: "address", "width", "height" (px) and "alt".

    The cut of its first photo; of a story without one its card; None for one that is not saved and has none.
    """
    if cut := next(filter(None, map(of_photo, copy.photos)), None):
        return cut
    if not copy.pk:
        return None
    return _shown(cards.address(copy), copy.headline)


def of_page(page: Section | Person | Body | None) -> dict[str, Any]:
    """The card of a section, a person, a body with its `parent`, or (None) the paper; as `image` has it."""
    words = cards.of_page(page)
    kind = next((kind for kind, rows in PAGES.items() if isinstance(page, rows.model)), "")
    which = [kind, page.pk] if page else []
    where = reverse("page-card" if page else "paper-card", args=[*which, cards.key(words)])
    return _shown(where, words.headline)


def _shown(where: str, alt: str) -> dict[str, Any]:
    width, height = SHARE
    return {"address": absolute(where), "width": width, "height": height, "alt": alt}


@require_safe
def page_card(request: HttpRequest, key: str, kind: str = "", pk: int = 0) -> HttpResponseBase:
    """The card of a section, a person or a body that readers see, or of the paper itself."""
    page = PAGES[kind].filter(pk=pk).first() if kind in PAGES else None
    if kind and page is None:
        return HttpResponse(status=404, headers={"Cache-Control": PRIVATE})
    return _answer(request, of_page(page)["address"], cards.of_page(page))


@require_safe
def card(request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
    """The card of a story that readers see; what was shared before leads to the picture of today.

    Of what was withdrawn or has expired it answers 410, of any other story 404.
    """
    copy, _others, _read = reads.story(pk, others=0)
    if copy is None:
        status = 410 if reads.gone(pk) else 404
        return HttpResponse(status=status, headers={"Cache-Control": PRIVATE})
    present = image(copy)
    assert present is not None
    return _answer(request, present["address"], cards.of_story(copy))


def _answer(request: HttpRequest, present: str, words: cards.Words) -> HttpResponseBase:
    """The card with these words; at a former address the way to the picture of today."""
    if absolute(request.path) != present:
        return redirect(present)
    return HttpResponse(cards.draw(words), "image/jpeg", headers={"Cache-Control": EVERYONE})
