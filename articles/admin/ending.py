"""Photos whose rights end: those that end soon, and those that have ended while readers still see them."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Photo, Portrait, PublishedPhoto
from articles.models.photo import PhotoQuerySet

from .denying import Concerned, concerned_of

# Whoever revises the stories concerned.
EDIT_ANY = "articles.edit_any_story"
PER_PAGE = 40


class Ending(NamedTuple):
    """A photo whose last permitted day is near or past, and where readers see it."""

    photo: Photo
    ended: bool
    stories: list[Concerned]


def ending(today: dt.date) -> PhotoQuerySet:
    """Photos that end within `PHOTO_RIGHTS_DAYS`, and those past it that readers still see or are to see.

    Soonest first. Denied ones are seen by nobody.
    """
    now = timezone.now()
    seen = PublishedPhoto.objects.filter(
        Q(published__live_until=None) | Q(published__live_until__gt=now),
        photo=OuterRef("pk"),
        published__withdrawn_at=None,
    )
    portraits = Portrait.objects.filter(photo=OuterRef("pk"))
    last = today + dt.timedelta(settings.PHOTO_RIGHTS_DAYS)
    photos = Photo.objects.ending(dt.date.min, last).filter(denied_at=None)
    return photos.filter(Q(valid_until__gte=today) | Exists(seen) | Exists(portraits))


def count(user: Any) -> int | None:
    """How many there are, for those who revise stories; None for others."""
    return ending(timezone.localdate()).count() if user.has_perm(EDIT_ANY) else None


def ending_view(page: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The list, with the stories to revise; in as many queries for one photo as for forty."""
    if not request.user.has_perm(EDIT_ANY):
        raise PermissionDenied
    today = timezone.localdate()
    photos = ending(today).prefetch_related("portraits__person")
    shown = Paginator(photos, PER_PAGE).get_page(request.GET.get("page"))
    stories = concerned_of(list(shown.object_list), request.user)
    context = {
        **page.admin_site.each_context(request),
        "title": _("Photos whose rights end"),
        "opts": page.opts,
        "days": settings.PHOTO_RIGHTS_DAYS,
        "shown": shown,
        "photos": [
            Ending(photo, photo.valid_until < today, stories[photo.pk]) for photo in shown.object_list
        ],
    }
    return TemplateResponse(request, "admin/articles/photo/ending.html", context)
