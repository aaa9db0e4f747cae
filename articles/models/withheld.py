from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models

from .photo import Photo


class WithheldFileQuerySet(models.QuerySet["WithheldFile"]):
    def withhold(self, manifests: Iterable[tuple[int, dict[str, list]]]) -> None:
        """Let readers have the files of these manifests only where they see the photo: [(photo, sizes)]."""
        photos = {key: photo for photo, manifest in manifests for key in _keys(manifest)}
        # In one order, so that two who withhold the same files at once never wait for each other.
        rows = [self.model(key=key, photo_id=photos[key]) for key in sorted(photos)]
        self.bulk_create(rows, ignore_conflicts=True)


class WithheldFile(models.Model):
    """A file that is not for everyone: readers get it where they see its photo, and 410 otherwise.

    Those of photos that were denied or that stand in a withdrawn story. The row only has the question asked;
    the answer is found each time (`articles.photos.views`), so that nobody has to take the row away again.
    `key` is the part of the file's name that nobody can guess (`articles.photos.resizing.name_key`).
    """

    key = models.CharField(max_length=32, primary_key=True)
    photo = models.ForeignKey(Photo, models.CASCADE, related_name="withheld_files")

    objects = WithheldFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key


def _keys(manifest: dict[str, list]) -> Iterator[str]:
    entries = [*manifest.get("webp", []), *manifest.get("jpeg", [])]
    entries += [manifest["share"]] if "share" in manifest else []
    for _width, _height, address in entries:
        yield address.rsplit("/", 1)[-1].partition("-")[0]
