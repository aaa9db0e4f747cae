"""Who is in a picture, against what its caption says of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import accumulate

from django.utils.translation import gettext as _

from articles.models import StoryPhoto
from people.matching import Found, find_people
from people.titles import same_role, title_lines
from vietnamese import fold, long_date

from .problem import Problem


def captions(rows: Sequence[StoryPhoto], day: dt.date | None) -> Iterator[Problem]:
    """People tagged but not named, and roles that differ from the registry on `day`.

    `rows` with their `photo_people__person` prefetched; asks as much for one as for thirty.
    """
    if not any(row.caption for row in rows):
        return
    found = _by_row(rows, find_people("\n".join(row.caption for row in rows), day))
    people = {one.person.pk for here in found for one in here if one.person}
    titles = title_lines(people, day) if day else {}
    for row, here in zip(rows, found, strict=True):
        named = {person.pk for one in here for person in one.candidates}
        said = f" {fold(row.caption)} "
        for tagged in row.photo_people.all():
            about = {"name": tagged.person.name, "number": row.number}
            known_as = f" {fold(tagged.person.name)} "
            if row.caption and tagged.person_id not in named and known_as not in said:
                message = _("%(name)s is in photo %(number)s, but its caption does not name them.")
                yield Problem("warning", "caption-unnamed", message % about, f"photo-{row.number}")
        yield from _roles(row, here, titles, day) if day else ()


def _roles(row: StoryPhoto, here: list[Found], titles: dict[int, str], day: dt.date) -> Iterator[Problem]:
    for one in here:
        if one.person is None or not one.role_printed:
            continue
        title = titles[one.person.pk]
        about = {
            "name": one.person.name,
            "number": row.number,
            "printed": one.role_printed,
            "registered": title,
            "day": long_date(day),
        }
        if not title:
            message = _(
                "The caption of photo %(number)s prints %(name)s as “%(printed)s”; the registry has no"
                " post on %(day)s."
            )
            yield Problem("warning", "caption-title-unknown", message % about, f"photo-{row.number}")
        elif not same_role(one.role_printed, title):
            message = _(
                "The caption of photo %(number)s prints %(name)s as “%(printed)s”; on %(day)s the"
                " registry has “%(registered)s”."
            )
            yield Problem("warning", "caption-title-differs", message % about, f"photo-{row.number}")


def _by_row(rows: Sequence[StoryPhoto], found: Sequence[Found]) -> list[list[Found]]:
    """What was found in the captions joined by line ends, parted again."""
    ends = list(accumulate(len(row.caption) + 1 for row in rows))
    starts = [0, *ends]
    return [
        [one for one in found if start <= one.start < end] for start, end in zip(starts, ends, strict=False)
    ]
