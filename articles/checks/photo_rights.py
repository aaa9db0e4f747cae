"""By what right a photo is printed, and whether that holds on the day on which readers see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Photo
from vietnamese import long_date

from .problem import OVERRIDE_PROBLEM, Problem


def rights(photo: Photo, number: dict[str, int], anchor: str, day: dt.date) -> Iterator[Problem]:
    """What stands against printing `photo` on `day`, if anything; `number` names its row."""
    if photo.denied_at:
        message = _("Photo %(number)s may not be used any more: %(reason)s")
        about = number | {"reason": photo.denied_reason}
        yield Problem("error", "photo-denied", message % about, anchor, OVERRIDE_PROBLEM)
    if photo.valid_from and day < photo.valid_from:
        message = _("Photo %(number)s may not be used before %(day)s.")
        about = number | {"day": long_date(photo.valid_from)}
        yield Problem("error", "photo-early", message % about, anchor, OVERRIDE_PROBLEM)
    if photo.valid_until and day > photo.valid_until:
        message = _("The right to use photo %(number)s ended after %(day)s.")
        about = number | {"day": long_date(photo.valid_until)}
        yield Problem("error", "photo-expired", message % about, anchor, OVERRIDE_PROBLEM)
    elif photo.valid_until and day + dt.timedelta(settings.PHOTO_RIGHTS_DAYS) >= photo.valid_until:
        message = _("The right to use photo %(number)s ends soon, after %(day)s.")
        about = number | {"day": long_date(photo.valid_until)}
        yield Problem("warning", "photo-ending", message % about, anchor)
