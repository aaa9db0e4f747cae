"""What an address that no page answers leads to: sections that changed theirs, and the former site's pages.

Asked only when nothing else matched, so that no page that is there costs a query more.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse

from articles.models import FormerSlug, Redirect

LONGEST_QUERY = 2000  # characters

_SECTION = re.compile(
    r"/(?:(?P<page>[-\w]{1,80})/?|rss/(?P<feed>[-\w]{1,80})\.(?P<form>rss|atom|json))", re.ASCII
)


def moved(request: HttpRequest) -> HttpResponsePermanentRedirect | None:
    """Where the address that was asked for leads today; None when nobody knows."""
    section = _SECTION.fullmatch(request.path)
    slug = section and (section["page"] or section["feed"])
    former = FormerSlug.objects.select_related("section").filter(slug=slug).first() if slug else None
    if section and former:
        address = former.section.get_absolute_url()
        if section["feed"]:
            address = reverse("section-feed", args=[former.section.slug, section["form"]])
        return leading_to(address, request)
    redirect = Redirect.objects.at(request.path, request.META.get("QUERY_STRING", ""))
    return HttpResponsePermanentRedirect(redirect.new) if redirect else None


def leading_to(address: str, request: HttpRequest) -> HttpResponsePermanentRedirect:
    """To a page's address of today, with what was asked of it, unless that is longer than any page reads."""
    query = request.META.get("QUERY_STRING", "")
    asked = 0 < len(query) <= LONGEST_QUERY
    return HttpResponsePermanentRedirect(f"{address}?{query}" if asked else address)
