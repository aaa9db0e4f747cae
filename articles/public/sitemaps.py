"""What search engines may visit: a sitemap a month, so that old ones stay; two days' news; robots.txt.

https://www.sitemaps.org/protocol.html, with Google's extensions for images and news.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import Person

from . import reads
from .figures import absolute

XML = "application/xml; charset=utf-8"
NEWS_OF = dt.timedelta(days=2)
MOST_NEWS = 1000
MOST_IN_A_PART = 50_000  # the protocol's limit


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The parts: one a month, the sections, the people."""
    parts: list[tuple[str, dt.datetime | None]] = [
        (absolute(reverse("sitemap-month", args=[month.year, f"{month.month:02}"])), changed)
        for month, changed in reads.months()
    ]
    parts += [
        (absolute(reverse(name)), None)
        for name in ("sitemap-sections", "sitemap-people", "sitemap-corrections")
    ]
    return render(request, "public/sitemap_index.xml", {"parts": parts}, content_type=XML)


@require_safe
def month(request: HttpRequest, year: str, number: str) -> HttpResponse:
    """The stories of a month, with their pictures."""
    copies = reads.of_month(int(year), int(number))[:MOST_IN_A_PART] if 1 <= int(number) <= 12 else []
    if not copies:
        raise Http404
    urls = [
        {
            "address": absolute(copy.get_absolute_url()),
            "changed": copy.modified_at,
            "images": [
                absolute(photo["sizes"]["jpeg"][-1][2]) for photo in copy.photos if photo["sizes"].get("jpeg")
            ],
        }
        for copy in copies
    ]
    return render(request, "public/sitemap.xml", {"urls": urls}, content_type=XML)


@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    """The front page and the sections."""
    urls = [{"address": absolute("/")}]
    urls += [{"address": absolute(section.get_absolute_url())} for section in reads.sections()]
    return render(request, "public/sitemap.xml", {"urls": urls}, content_type=XML)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The list of people and everyone in it."""
    listed = Person.objects.listed().order_by("pk")[: MOST_IN_A_PART - 1]
    urls = [{"address": absolute(reverse("people"))}]
    urls += [{"address": absolute(person.get_absolute_url())} for person in listed]
    return render(request, "public/sitemap.xml", {"urls": urls}, content_type=XML)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The list of corrections and every one."""
    listed = reads.corrections()[: MOST_IN_A_PART - 1]
    urls: list[dict[str, Any]] = [{"address": absolute(reverse("corrections"))}]
    urls += [{"address": absolute(one.get_absolute_url()), "changed": one.published_at} for one in listed]
    return render(request, "public/sitemap.xml", {"urls": urls}, content_type=XML)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What was published within two days, for Google News."""
    since = timezone.now() - NEWS_OF
    copies = reads.live().filter(first_published_at__gte=since)[:MOST_NEWS]
    urls = [(absolute(copy.get_absolute_url()), copy) for copy in copies]
    return render(request, "public/news_sitemap.xml", {"urls": urls}, content_type=XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be visited but endless searches."""
    lines = [
        "User-agent: *",
        "Disallow: /toa-soan/",
        "Disallow: /tim-kiem/",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        f"Sitemap: {settings.SITE_URL}{reverse('news-sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
