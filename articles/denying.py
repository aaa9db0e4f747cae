"""A photo is denied: from that moment readers see it nowhere; and allowed again.

The entry of a denied photo is taken out of every copy, live, scheduled or past, and kept beside it, so that
neither page nor feed can print it; its files answer 410. An approval with it needs `override_problem`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from . import indexing, richtext
from .models import Photo, PublishedPhoto, PublishedStory, WithheldFile


def uses_before_readers(photos: Collection[Photo]) -> QuerySet[PublishedPhoto]:
    """The copies that readers see or are to see and that have one of the photos in them, or had before it was
    denied; newest first, with their sections and stories."""
    now = timezone.now()
    uses = PublishedPhoto.objects.filter(
        Q(published__live_until=None) | Q(published__live_until__gt=now),
        photo__in=photos,
        published__withdrawn_at=None,
    )
    uses = uses.select_related("published__section", "published__story")
    uses = uses.defer("published__html", "published__photos", "published__story__body", "taken_out")
    return uses.order_by("-published__first_published_at", "-published")


@transaction.atomic
def deny(photo: Photo, *, by, reason: str) -> bool:
    """Take a photo off the site, and let nobody use it again. False when it was denied already.

    Whoever publishes a story with it at this moment locks it first (`workflow.guards.complete`), so that
    either they find it denied or this finds their copy.
    """
    photo = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
    if photo.denied_at:
        return False
    photo.denied_at, photo.denied_by, photo.denied_reason = timezone.now(), by, reason
    photo.save(update_fields=["denied_at", "denied_by", "denied_reason"])
    manifests = [photo.sizes]
    for use in _uses(photo):
        copy = use.published
        use.taken_out = [entry for entry in copy.photos if entry["photo"] == photo.pk]
        use.save(update_fields=["taken_out"])
        manifests += [entry["sizes"] for entry in use.taken_out]
        _print(copy, [entry for entry in copy.photos if entry["photo"] != photo.pk])
    WithheldFile.objects.withhold((photo.pk, manifest) for manifest in manifests)
    return True


@transaction.atomic
def allow(photo: Photo) -> bool:
    """Undo it: the copies print the photo again, in its place. False when it is not denied."""
    photo = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
    if not photo.denied_at:
        return False
    photo.denied_at, photo.denied_by, photo.denied_reason = None, None, ""
    photo.save(update_fields=["denied_at", "denied_by", "denied_reason"])
    for use in _uses(photo).exclude(taken_out=[]):
        _print(use.published, _in_order(use.published, [*use.published.photos, *use.taken_out]))
        use.taken_out = []
        use.save(update_fields=["taken_out"])
    return True


def as_published(copy: PublishedStory) -> list[dict[str, Any]]:
    """The entries of all photos that a copy was published with, of those denied since then too."""
    taken_out = copy.shown_photos.exclude(taken_out=[]).values_list("taken_out", flat=True)
    return _in_order(copy, [*copy.photos, *(entry for entries in taken_out for entry in entries)])


def _in_order(copy: PublishedStory, photos: list[dict[str, Any]]) -> list[dict[str, Any]]:
    place = {number: index for index, number in enumerate(richtext.figure_numbers(copy.html))}
    return sorted(photos, key=lambda entry: place.get(entry["number"], len(place)))


def _uses(photo: Photo) -> QuerySet[PublishedPhoto]:
    uses = PublishedPhoto.objects.filter(photo=photo).select_related("published").order_by("published")
    return uses.select_for_update(of=("self", "published"))


def _print(copy: PublishedStory, photos: list[dict[str, Any]]) -> None:
    """Have a copy show these photos, to readers and to their search."""
    copy.photos = photos
    copy.save(update_fields=["photos"])
    if copy.withdrawn_at is None and (copy.live_until is None or copy.live_until > timezone.now()):
        indexing.index_copy(copy)
