"""What in the registry somebody should look at again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.models import save_recorded

from .fields import ENDED
from .models import STALE_AFTER, Body, Person, Post, Tenure

SOON = dt.timedelta(60)
"""How long before its end a tenure or a term is to be looked at."""


def stale(today: dt.date, after: dt.timedelta = STALE_AFTER) -> QuerySet[Tenure]:
    """Tenures still open that were never verified, or last more than `after` ago; the oldest first."""
    return (
        _known()
        .open()
        .filter(Q(verified_on=None) | Q(verified_on__lt=today - after), start_earliest__lte=today)
        .order_by(F("verified_on").asc(nulls_first=True), "pk")
    )


def ending(today: dt.date, within: dt.timedelta) -> QuerySet[Tenure]:
    """Tenures that end within that time or may have ended already, by their own end or their term's."""
    soon = today + within
    return (
        _known()
        .filter(end_latest__gte=today)
        .exclude(end=ENDED)
        .filter(Q(end_earliest__lte=soon) | Q(end="", term__end_earliest__lte=soon))
        .order_by("end_earliest", "pk")
    )


def vacant(today: dt.date) -> QuerySet[Post]:
    """Posts with a number of seats that nobody holds; heads of bodies first."""
    held = Tenure.objects.filter(post=OuterRef("pk")).possible(today)
    bodies = Body.objects.possible(today)
    return (
        Post.objects.possible(today)
        .filter(~Exists(held), seats__isnull=False, body__in=bodies)
        .select_related("body")
        .order_by("-head", "body__level", "body__sort_key", "order", "pk")
    )


def overfull(today: dt.date) -> QuerySet[Post]:
    """Posts with more full holders on record than seats, as `number`; what a forgotten end looks like."""
    full = Q(
        tenures__capacity=Tenure.Capacity.FULL,
        tenures__start_latest__lt=today,
        tenures__end_earliest__gt=today,
    )
    return (
        Post.objects.annotate(number=Count("tenures__person", filter=full, distinct=True))
        .filter(number__gt=F("seats"))
        .select_related("body")
        .order_by("pk")
    )


def counts(today: dt.date) -> dict[str, int]:
    """How much there is of each, by name; in three queries."""
    return {
        "stale": stale(today).count(),
        "ending": ending(today, SOON).count(),
        "vacant": vacant(today).count(),
    }


@transaction.atomic
def verify(found: QuerySet[Person] | QuerySet[Tenure], by: Any) -> int:
    """Put down that `by` found true today what these records say; returns how many they are.

    Somebody who is changing one of them at this moment is waited for, and a record that is then no longer one
    of those asked for, such as a tenure that has ended, is left out.
    """
    rows = list(found.select_for_update(of=("self",)))
    for row in rows:
        row.verified_on, row.verified_by = timezone.localdate(), by
        if isinstance(row, Person) and row.status == Person.Status.UNCHECKED:
            row.status = Person.Status.CHECKED
        save_recorded(row, _("Verified"), by=by)
    return len(rows)


def _known() -> QuerySet[Tenure]:
    return Tenure.objects.select_related("person", "post__body", "term")
