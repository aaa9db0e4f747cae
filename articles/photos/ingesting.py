"""An uploaded file becomes a Photo: checked, kept, and made into the sizes readers get."""

from __future__ import annotations

import hashlib
import os
from pathlib import PurePosixPath

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from articles.models import Photo
from vietnamese import one_line

from . import storage
from .decoding import Upload, check_bytes, decode
from .resizing import render

ADDRESS = "/anh/"


def ingest(file: Upload, *, by, credit: str = "", illustration: bool = False) -> Photo:
    """Keep a photo and make its sizes; for bytes that are here already, the Photo there is, unchanged.

    `file`: seekable, read from its start, left open. `by`: the account that brings it in, or None.
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

    photo = decode(file, name)
    manifest: dict[str, list] = {"webp": [], "jpeg": []}
    written: list[tuple[Storage, str]] = []

    def keep(to: Storage, as_name: str, content: File) -> None:
        path = storage.stored_name(as_name)
        if not to.exists(path):
            written.append((to, path))
            to.save(path, content)

    try:
        file.seek(0)
        keep(storage.originals(), digest, File(file))
        for one in render(photo.image, digest):
            keep(storage.sizes(), one.name, ContentFile(one.data))
            entry = [one.width, one.height, ADDRESS + one.name]
            if one.kind == "share":
                manifest["share"] = entry
            else:
                manifest[one.kind].insert(0, entry)
        return Photo.objects.get_or_create(
            sha256=digest,
            defaults={
                "format": photo.format,
                "width": photo.width,
                "height": photo.height,
                "bytes": size,
                "filename": name,
                "sizes": manifest,
                "credit": one_line(credit),
                "illustration": illustration,
                "uploaded_by": by,
            },
        )[0]
    except OSError:
        if not Photo.objects.filter(sha256=digest).exists():
            for kept_in, path in written:
                kept_in.delete(path)
        raise


def shown_name(name: str | os.PathLike[str] | None) -> str:
    """A file's name fit to be printed, at most 150 characters; it never decides anything on the disk."""
    text = str(name or "").replace("\\", "/").replace("\x00", "")
    return one_line(PurePosixPath(text).name)[-150:]
