"""Corrections for readers: all of them, newest first; each at an address of its own; and as a feed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from . import feeds, reads, structured
from .pages import page_of
from .views import not_found

A_PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Every correction, newest first."""
    page = page_of(reads.corrections(), request.GET.get("page", ""), A_PAGE)
    if page is None:
        return not_found(request)
    title = reads.corrections_title()
    channel = _channel(title)
    context = {"sections": reads.sections(), "page": page, "title": title, "feeds": feeds.links(channel)}
    return render(request, "public/corrections.html", context)


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One correction; one that was withdrawn answers 410."""
    found = reads.correction(pk)
    if found is None:
        return not_found(request)
    context: dict[str, Any] = {"sections": reads.sections(), "notice": found}
    if found.withdrawn_at:
        return render(request, "public/correction_gone.html", context, status=410)
    context["structured"] = structured.correction(found)
    return render(request, "public/correction.html", context)


@require_safe
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest corrections, for feed readers."""
    items = [feeds.correction_item(one) for one in reads.corrections()[: feeds.AT_ONCE]]
    return feeds.answer_with(_channel(reads.corrections_title()), form, items)


def _channel(title: str) -> feeds.Channel:
    return feeds.Channel(f"{title} | {settings.SITE_NAME}", "cai-chinh", reverse("corrections"))
