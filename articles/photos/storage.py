"""Where photo files are kept. `STORAGES["originals"]` is private, `STORAGES["sizes"]` is what readers get."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import cached_property

PARTIAL = ".partial-"


class WholeFileStorage(FileSystemStorage):
    """Files in a folder of MEDIA_ROOT whose names follow from their content, each whole or not there at all.

    A file is written under a passing name, forced to disk and then renamed, so that neither a full disk
    nor a power cut leaves half of one under its name.
    """

    def __init__(self, folder: str, **options) -> None:
        super().__init__(allow_overwrite=True, **options)
        self.folder = folder

    @cached_property
    def base_location(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.folder

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(prefix=PARTIAL, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            os.chmod(partial, self.file_permissions_mode or 0o644)
            os.replace(partial, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(partial)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name


def originals() -> Storage:
    return storages["originals"]


def sizes() -> Storage:
    return storages["sizes"]


def stored_name(name: str) -> str:
    """Where a file is inside its storage: `ab/abcdef…`, so that no folder grows too long."""
    return f"{name[:2]}/{name}"


def names(storage: Storage) -> Iterator[str]:
    """The name of every file in the storage, those half-written when the power went out too."""
    if not storage.exists(""):
        return
    folders, files = storage.listdir("")
    yield from files
    for folder in folders:
        for file in storage.listdir(folder)[1]:
            yield f"{folder}/{file}"
