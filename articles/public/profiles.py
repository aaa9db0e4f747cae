"""What pages about officials print: the posts of a person, the posts of a body."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.dates import short_day
from people.models import Body, Person, Tenure, printed_role
from people.titles import roster


def timeline(person: Person) -> list[dict[str, Any]]:
    """The posts of a person, newest first: [{"role", "when", "now", "body"}].

    `when` tells no more than is known: "từ năm 2015", "tính đến 10/8/2019" for what was verified long ago.
    """
    today = timezone.localdate()
    return [
        {
            "role": _role(tenure),
            "when": ", ".join(filter(None, [tenure.span, _as_of(tenure.stated_as_of(today))])),
            "now": tenure.is_possible(today) and not tenure.end,
            "body": tenure.post.body,
        }
        for tenure in person.tenures.select_related("post__body")
    ]


def seats(body: Body, day: dt.date, today: dt.date) -> list[dict[str, Any]]:
    """The posts of a body on `day`, in order: [{"title", "vacant", "holders": [{"name", "url", "when"}]}]."""
    found = roster(body, day)
    people = Person.objects.in_bulk({role.person_id for seat in found for role in seat.holders})
    return [
        {
            "title": seat.title,
            "vacant": seat.vacant,
            "holders": [
                {
                    "name": people[role.person_id].name,
                    "url": reverse("person", args=[people[role.person_id].slug, role.person_id]),
                    "when": _as_of(role.stated_as_of(today)) if day == today else "",
                }
                for role in seat.holders
            ],
        }
        for seat in found
    ]


def _role(tenure: Tenure) -> str:
    post = tenure.post
    role = printed_role(post.title, post.printed_as, post.body.printed)
    if tenure.capacity == Tenure.Capacity.FULL:
        return role
    return f"{role} ({tenure.get_capacity_display()})"


def _as_of(day: dt.date | None) -> str:
    return _("as of %(day)s") % {"day": short_day(day)} if day else ""
