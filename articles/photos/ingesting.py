"""An uploaded file becomes a Photo: checked, kept, and made into the sizes readers get."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from articles.models import Photo
from vietnamese import one_line

from . import storage
from .decoding import Upload, check_bytes, decode
from .likeness import likeness, most_like
from .resizing import render, share_key

ADDRESS = "/anh/"


def ingest(file: Upload, *, by, credit: str = "", rights: str = "") -> Photo:
    """Keep a photo and make its sizes; for bytes that are here already, the Photo there is, unchanged.

    What the file says of itself fills the row; `resembles` is the photo here that it looks like, if any.
    `credit`: in place of the file's own.
    `file`: seekable, read from its start, left open. `by`: the account that brings it in, or None.
    `rights`: one of `Rights`, or "" while nobody has said.
    Files are written first and the row last, so a row never points at nothing; when writing fails, what
    was written is taken away again. Two uploads of the same bytes at once get the same row.

    Raises BadPhoto when the file is no photo we take, and OSError when the server cannot write it.
    """
    name = shown_name(getattr(file, "name", None))
    size = check_bytes(file, name)
    sha256 = hashlib.sha256()
    while block := file.read(2**20):
        sha256.update(block)
    digest = sha256.hexdigest()
    if known := Photo.objects.filter(sha256=digest).first():
        return known

    decoded = decode(file, name)
    said = decoded.metadata
    bits = likeness(decoded.image)
    photo = Photo(
        sha256=digest,
        format=decoded.format,
        width=decoded.width,
        height=decoded.height,
        bytes=size,
        filename=name,
        credit=one_line(credit) or said.credit,
        headline=said.headline,
        caption=said.caption,
        alt=said.alt,
        creator=said.creator,
        source=said.source,
        copyright=said.copyright,
        licence_url=said.licence_url,
        city=said.city,
        keywords=list(said.keywords),
        persons_shown=list(said.persons_shown),
        taken_at=_instant(said.taken),
        taken_offset=_offset(said.taken),
        digital_source_type=said.digital_source_type,
        likeness=bits,
        resembles=most_like(bits),
        rights=rights,
        uploaded_by=by,
    )
    with _kept(photo) as keep:
        file.seek(0)
        keep(storage.originals(), digest, File(file))
        photo.sizes = _make_sizes(photo, decoded.image, keep)
        try:
            with transaction.atomic():
                photo.save(force_insert=True)
        except IntegrityError:
            # Another upload of the same bytes was faster.
            return Photo.objects.get(sha256=digest)
    return photo


def remake(photo: Photo) -> None:
    """Make the sizes again from the original when what is written into them has changed, at new addresses;
    that for sharing also when the focal point has.

    Those there were stay for the published copies printed with them, until `photo_orphans` finds no one
    who needs them. Raises BadPhoto and OSError.
    """
    if photo.sizes["share"][2].startswith(ADDRESS + share_key(photo)):
        return
    with storage.originals().open(storage.stored_name(photo.sha256)) as file:
        decoded = decode(file, photo.filename)
    with _kept(photo) as keep:
        photo.sizes = _make_sizes(photo, decoded.image, keep)
        photo.save(update_fields=["sizes"])


Keep = Callable[[Storage, str, File], None]


@contextmanager
def _kept(photo: Photo) -> Iterator[Keep]:
    """Files written with what this gives are taken away again when writing one fails."""
    written: list[tuple[Storage, str]] = []

    def keep(to: Storage, as_name: str, content: File) -> None:
        path = storage.stored_name(as_name)
        if not to.exists(path):
            written.append((to, path))
            to.save(path, content)

    try:
        yield keep
    except OSError:
        if photo.pk or not Photo.objects.filter(sha256=photo.sha256).exists():
            for kept_in, path in written:
                kept_in.delete(path)
        raise


def _make_sizes(photo: Photo, image: Image.Image, keep: Keep) -> dict[str, list]:
    manifest: dict[str, list] = {"webp": [], "jpeg": []}
    for one in render(image, photo):
        keep(storage.sizes(), one.name, ContentFile(one.data))
        entry = [one.width, one.height, ADDRESS + one.name]
        if one.kind == "share":
            manifest["share"] = entry
        else:
            manifest[one.kind].insert(0, entry)
    return manifest


def _instant(taken: dt.datetime | None) -> dt.datetime | None:
    # Without an offset the camera's clock is taken for the newsroom's.
    return timezone.make_aware(taken) if taken and taken.tzinfo is None else taken


def _offset(taken: dt.datetime | None) -> int | None:
    offset = taken.utcoffset() if taken else None
    return None if offset is None else int(offset.total_seconds() // 60)


def shown_name(name: str | os.PathLike[str] | None) -> str:
    """A file's name fit to be printed, at most 150 characters; it never decides anything on the disk."""
    text = str(name or "").replace("\\", "/").replace("\x00", "")
    return one_line(PurePosixPath(text).name)[-150:]
