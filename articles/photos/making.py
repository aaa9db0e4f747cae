"""The sizes of a photo are made: at once, or by a worker where the setting `TASKS` says so."""

from __future__ import annotations

import logging
from contextvars import ContextVar

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task
from PIL import Image

from articles.models import Photo, SizesFailure, WithheldFile

from . import storage
from .decoding import BadPhoto, decode
from .resizing import render, share_key

logger = logging.getLogger(__name__)
ADDRESS = "/anh/"

# (photo id, its picture): what was just decoded need not be decoded again by a task that runs at once.
_at_hand: ContextVar[tuple[int, Image.Image] | None] = ContextVar("at_hand", default=None)


def is_current(photo: Photo) -> bool:
    """Whether its sizes are there and say what the row says: credit and the like, focal point, recipe."""
    share = photo.sizes.get("share")
    return bool(share) and share[2].startswith(ADDRESS + share_key(photo))


def have_made(photo: Photo, image: Image.Image | None = None) -> None:
    """Have the sizes made that are missing or out of date; afterwards `photo` tells how it stands.

    Those there are stay in use until the new ones are written, and after that for published copies, until
    `photo_orphans` finds nobody who needs them. No failure is raised: `photo.sizes_failure` says it.
    `image`: as `decode` gives it, where it is at hand.
    """
    if is_current(photo) and not photo.sizes_failure:
        return
    if photo.sizes_failure:
        # It waits again, for a worker too.
        Photo.objects.filter(pk=photo.pk).update(sizes_failure="")
    token = _at_hand.set((photo.pk, image) if image else None)
    try:
        make_sizes.enqueue(photo.pk)
    finally:
        _at_hand.reset(token)
    photo.refresh_from_db(fields=["sizes", "sizes_failure"])


@task()
def make_sizes(pk: int) -> None:
    """Make the sizes of a photo unless they are there; may run twice, also at once, and after one died."""
    photo = Photo.objects.filter(pk=pk).first()
    if photo is None:
        return
    if is_current(photo):
        return _settle(photo, photo.sizes, "")
    try:
        manifest = _write(photo, _picture(photo))
    except Exception as error:
        logger.exception("The sizes of photo %s could not be made", pk)
        _settle(photo, {}, _reason(error))
    else:
        _settle(photo, manifest, "")


def _reason(error: Exception) -> SizesFailure:
    if isinstance(error, BadPhoto | FileNotFoundError):
        return SizesFailure.ORIGINAL
    return SizesFailure.NOT_WRITTEN if isinstance(error, OSError) else SizesFailure.OTHER


def _picture(photo: Photo) -> Image.Image:
    pk, image = _at_hand.get() or (None, None)
    if image and pk == photo.pk:
        return image
    with storage.originals().open(storage.stored_name(photo.sha256)) as file:
        return decode(file, photo.filename).image


def _write(photo: Photo, image: Image.Image) -> dict[str, list]:
    """The manifest of sizes that are now all on the disk; when that fails, what was written is taken away."""
    kept_in = storage.sizes()
    manifest: dict[str, list] = {"webp": [], "jpeg": []}
    written: list[str] = []
    try:
        for one in render(image, photo):
            path = storage.stored_name(one.name)
            if not kept_in.exists(path):
                written.append(path)
                kept_in.save(path, ContentFile(one.data))
            entry = [one.width, one.height, ADDRESS + one.name]
            if one.kind == "share":
                manifest["share"] = entry
            else:
                manifest[one.kind].insert(0, entry)
    except Exception:
        with transaction.atomic():
            # Another worker that made the same may have finished, and then they are needed.
            if not is_current(Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)):
                for path in written:
                    kept_in.delete(path)
        raise
    return manifest


def _settle(photo: Photo, manifest: dict[str, list], failure: str) -> None:
    """Write down what came of it, unless somebody was faster, or changed meanwhile what is to be made."""
    with transaction.atomic():
        row = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
        if share_key(row) != share_key(photo) or (failure and is_current(row)):
            return
        if not failure and not _all_there(manifest):
            # Another worker took away what this one found written.
            failure = SizesFailure.NOT_WRITTEN
        if not failure:
            row.sizes = manifest
        row.sizes_failure = failure
        row.save(update_fields=["sizes", "sizes_failure"])
        if row.denied_at or row.withheld_files.exists():
            # Denied, or in a withdrawn story: readers get new files too only where they see the photo.
            WithheldFile.objects.withhold([(row.pk, row.sizes)])


def _all_there(manifest: dict[str, list]) -> bool:
    kept_in = storage.sizes()
    entries = [*manifest["webp"], *manifest["jpeg"], manifest["share"]]
    return all(kept_in.exists(storage.stored_name(one[2].removeprefix(ADDRESS))) for one in entries)
