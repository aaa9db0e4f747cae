"""Photo files and the slots of a text: which goes where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Photo
from articles.photos import BadPhoto, ingest
from articles.photos.decoding import decode
from articles.photos.ingesting import shown_name
from vietnamese import sort_key

from .findings import Finding, NotTaken
from .parsing import Slot


class Fitted(NamedTuple):
    """A slot with its photo, None while there is none; those beyond the text's slots have no place in it."""

    slot: Slot
    photo: Photo | None


def take_photos(files: Iterable[BinaryIO | Photo], *, by: User) -> list[Photo]:
    """Ingest photos, in their order; those that are here already are passed as they are.

    All are looked at before the first is kept. Raises NotTaken, naming each file that is no photo we take.
    """
    files = list(files)
    wrong = []
    for file in files:
        if not isinstance(file, Photo):
            try:
                decode(file, shown_name(getattr(file, "name", None)))
            except BadPhoto as error:
                wrong.append(str(error))
    if wrong:
        raise NotTaken(*wrong, _("Nothing was brought in."))
    return [file if isinstance(file, Photo) else ingest(file, by=by) for file in files]


def by_name(filename: str) -> tuple[str, str]:
    """A sort key for the files of photos: anh2.jpg before anh10.jpg."""
    return sort_key(filename), filename


def fit(slots: Sequence[Slot], photos: Sequence[Photo]) -> list[Fitted]:
    """Photos into slots in order; what is over becomes slots that are not in the text."""
    beyond = (Slot(number) for number in range(len(slots) + 1, len(photos) + 1))
    waiting = (None for _ in range(len(slots) - len(photos)))
    return [Fitted(slot, photo) for slot, photo in zip([*slots, *beyond], [*photos, *waiting], strict=True)]


def report(fitted: Sequence[Fitted], slots: int) -> list[Finding]:
    """What there is to say about photos in a text of so many slots."""
    findings = []
    filled = sum(one.photo is not None for one in fitted)
    if filled:
        message = ngettext(
            "%(count)s photo was put in its place",
            "%(count)s photos were put in their places, in order",
            filled,
        )
        findings.append(Finding("photos", True, message % {"count": filled}))
    if empty := len(fitted) - filled:
        message = ngettext(
            "%(count)s place for a photo is still empty: upload it or delete the place.",
            "%(count)s places for photos are still empty: upload them or delete the places.",
            empty,
        )
        findings.append(Finding("photos", False, message % {"count": empty}))
    if (over := len(fitted) - slots) > 0:
        message = ngettext(
            "%(count)s photo more than places in the text: it stands at the end, without a caption.",
            "%(count)s photos more than places in the text: they stand at the end, without captions.",
            over,
        )
        findings.append(Finding("photos", False, message % {"count": over}))
    first: dict[int, int] = {}
    for slot, photo in fitted:
        if photo and (same := first.setdefault(photo.pk, slot.number)) != slot.number:
            message = _("Photos %(first)s and %(second)s are the same file.")
            findings.append(Finding("photo-twice", False, message % {"first": same, "second": slot.number}))
    return findings
