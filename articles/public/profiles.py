"""What pages about officials print: the posts of a person, the posts of a body, an index of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import PublishedStory
from people.dates import ImpreciseDate
from people.models import Body, BodyChange, BodyName, Person
from people.titles import Role, Seat, now_lines, printed, roles
from vietnamese import initial, words


def timeline(held: Iterable[Role], today: dt.date) -> list[dict[str, Any]]:
    """Posts as `history` gives them, for a page: [{"role", "when", "now"}].

    `when` tells no more than is known: "từ năm 2015", "tính đến 10/8/2019" for what was verified long ago,
    "chưa kiểm chứng" for what never was.
    """
    return [
        {
            "role": role.title,
            "when": ", ".join(filter(None, [role.span, role.caveat(today)])),
            "now": not role.former and not role.caveat(today),
        }
        for role in held
    ]


def since(copy: PublishedStory, today: dt.date) -> dict[int, str]:
    """What has changed for the people of a copy since its day, by person id: "nay là …", as `now_lines`.

    One query; none when nothing can have changed or the desk wants nothing said.
    """
    day = copy.event_date or timezone.localdate(copy.live_from)
    if not copy.roles_since or not copy.people or day >= today:
        return {}
    return now_lines([one["id"] for one in copy.people], day, today)


def portrait(person: Person) -> dict[str, Any] | None:
    """The picture of a person selected with `portrait__photo`, as an entry of `PublishedStory.photos`."""
    found = getattr(person, "portrait", None)
    if found is None or found.photo.denied_at or not found.photo.sizes:
        return None
    photo = found.photo
    return {
        "caption": "",
        "credit": found.credit or photo.credit,
        "alt": found.alt or person.name,
        "width": photo.width,
        "height": photo.height,
        "sizes": photo.sizes,
        "label": photo.label,
        "focus": [photo.focus_x, photo.focus_y],
    }


def life(person: Person) -> str:
    """Birth and death as far as they are known: "Sinh năm 1960, mất 10/8/2019"."""
    born, died = person.lifespan
    parts = [
        _("Born %(date)s") % {"date": born.spoken} if born else "",
        _("died %(date)s") % {"date": died.spoken} if died else "",
    ]
    return ", ".join(filter(None, parts))


def by_letter(people: Iterable[Person], today: dt.date) -> list[tuple[str, list[dict[str, str]]]]:
    """People in the order given, under the first letter of their given names: [(letter, [{"name", "url",
    "line"}])]; `line` is the posts of today, with the day they were verified if that is long ago."""
    people = list(people)
    held = roles([person.pk for person in people], today)
    rows = [
        (letter_of(person.name), {"name": str(person), "url": person.get_absolute_url(), "line": line})
        for person in people
        for line in [_line(held[person.pk], today)]
    ]
    return [(letter, [row for _letter, row in rows]) for letter, rows in groupby(rows, lambda row: row[0])]


def seats(seats: Iterable[Seat], day: dt.date, today: dt.date) -> list[dict[str, Any]]:
    """A roster of `day` for a page: [{"title", "vacant", "doubtful", "holders": [{"name", "url", "note"}]}].

    A holder hidden from readers fills the seat and is not named. Doubtful is a seat on today's roster whose
    holder was verified long ago, or never.
    """
    return [
        {
            "title": seat.title,
            "vacant": seat.vacant,
            "doubtful": day == today and any(role.caveat(today) for role in seat.holders if not role.hidden),
            "holders": [
                {
                    "name": role.person,
                    "url": reverse("person", args=[role.person_slug, role.person_id]),
                    "note": _note(role, day, today),
                }
                for role in seat.holders
                if not role.hidden
            ],
        }
        for seat in seats
    ]


def as_day(asked: str) -> dt.date | None:
    """The day typed as 2019-08-10 or 10/8/2019; None for anything else."""
    try:
        found = ImpreciseDate.parse(asked)
    except ValueError:
        return None
    return found.earliest if found.day else None


def name_on(body: Body, day: dt.date) -> str:
    """The name a body had on a day, when that was another than today's; else ""."""
    former = body.other_names.filter(kind=BodyName.Kind.FORMER, end_earliest__gt=day)
    found = former.order_by("end_earliest").first()
    return found.name if found else ""


def changes(body: Body) -> list[dict[str, Any]]:
    """What became of a body and what it came from, newest first, in two queries:
    [{"what": "Merged into", "when": "1/7/2025", "bodies": [Body, ...]}]."""
    about = BodyChange.objects.filter(Q(body=body) | Q(successors=body)).distinct()
    return [
        {
            "what": one.get_kind_display() if one.body_id == body.pk else _("Came from"),
            "when": ImpreciseDate.parse(one.date).spoken,
            "bodies": one.successors.all() if one.body_id == body.pk else [one.body],
        }
        for one in about.select_related("body").prefetch_related("successors")
    ]


def letter_of(name: str) -> str:
    """The letter under which an index lists a person: that of the given name; "#" for none."""
    return initial(words(name)[-1]) if words(name) else "#"


def line(held: Iterable[Role], today: dt.date) -> str:
    """What is printed under a name of posts as `history` gives them: those of today, or "nguyên …"; with the
    day they were verified if that is long ago."""
    return _line(printed([role for role in held if role.start_earliest <= today]), today)


def _line(held: list[Role], today: dt.date) -> str:
    line = ", ".join(role.text for role in held)
    # The weakest of them holds for the line: what nobody verified, or else what was verified longest ago.
    doubtful = [role for role in held if role.caveat(today)]
    weakest = min(doubtful, key=lambda role: role.verified_on or dt.date.min, default=None)
    return f"{line} ({weakest.caveat(today)})" if weakest else line


def _note(role: Role, day: dt.date, today: dt.date) -> str:
    """How the post is held, if not in full; on today's roster also how old the knowledge is."""
    capacity = "" if role.capacity == "full" else role.title
    return ", ".join(filter(None, [capacity, role.caveat(today) if day == today else role.span]))
