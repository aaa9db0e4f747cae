"""Where a reader may send a story on: plain links, no other host's script, and the picture shown there."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from articles.models import PublishedStory
from articles.photos.resizing import SHARE
from articles.photos.views import EVERYONE, PRIVATE

from . import cards, reads
from .figures import absolute


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
    width, height = SHARE
    address = absolute(cards.address(copy))
    return {"address": address, "width": width, "height": height, "alt": copy.headline}


@require_safe
def card(request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
    """The card of a story that readers see; what was shared before leads to the picture of today.

    Of a withdrawn story it answers 410, of any other 404.
    """
    copy, _others, _read = reads.story(pk, others=0)
    if copy is None:
        status = 410 if reads.withdrawn(pk) else 404
        return HttpResponse(status=status, headers={"Cache-Control": PRIVATE})
    present = image(copy)
    assert present is not None
    if absolute(request.path) != present["address"]:
        return redirect(present["address"])
    return HttpResponse(cards.draw(copy), "image/jpeg", headers={"Cache-Control": EVERYONE})
