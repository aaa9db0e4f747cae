"""An uploaded file becomes a Photo: checked, kept, and made into the sizes readers get."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import PurePosixPath

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Photo
from vietnamese import one_line

from . import storage
from .decoding import Upload, check_bytes, decode
from .likeness import likeness, most_like
from .making import have_made


def ingest(file: Upload, *, by, credit: str = "", rights: str = "") -> Photo:
    """Keep a photo and have its sizes made; for bytes that are here already, the Photo there is, unchanged.

    What the file says of itself fills the row; `resembles` is the photo here that it looks like, if any.
    `credit`: in place of the file's own.
    `file`: seekable, read from its start, left open. `by`: the account that brings it in, or None.
    `rights`: one of `Rights`, or "" while nobody has said.
    The file is written first and then the row, so a row never points at nothing; then the sizes are made, at
    once or by a worker (`making`): `Photo.waiting` tells how that stands. Two uploads of the same bytes at
    once get the same row.

    Raises BadPhoto when the file is no photo we take, and OSError when the server cannot keep it.
    """
    name = shown_name(getattr(file, "name", None))
    size = check_bytes(file, name)
    sha256 = hashlib.sha256()
    while block := file.read(2**20):
        sha256.update(block)
    digest = sha256.hexdigest()
    if known := Photo.objects.filter(sha256=digest).first():
        if not known.sizes:
            have_made(known)
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
    original = storage.stored_name(digest)
    if not storage.originals().exists(original):
        file.seek(0)
        storage.originals().save(original, File(file))
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
    except IntegrityError:
        # Another upload of the same bytes was faster.
        photo = Photo.objects.get(sha256=digest)
    have_made(photo, decoded.image)
    return photo


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
