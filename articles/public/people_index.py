"""The index of people: who is asked for, and where each letter begins."""

from __future__ import annotations

from typing import NamedTuple

import django_filters
from django.db.models import Count, Min, Q
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import STALE_AFTER, Body, Level, Tenure
from people.models.person import PersonQuerySet

from .profiles import letter_of

IN_OFFICE, FORMER = "nay", "nguyen"


class PeopleFilter(django_filters.FilterSet):
    """Name, body, level, current or former; all that is said of a post is said of one and the same."""

    ten = django_filters.CharFilter(label=_("Name"), max_length=80)
    co_quan = django_filters.CharFilter(label=_("Body or organisation"), max_length=80)
    cap = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices, empty_label=_("All"))
    chuc = django_filters.ChoiceFilter(
        label=_("In office"),
        choices=[(IN_OFFICE, _("In office now")), (FORMER, _("Formerly in office"))],
        empty_label=_("All"),
    )

    def filter_queryset(self, people: PersonQuerySet) -> PersonQuerySet:
        """Those asked for, by what of the form is valid.

        In office is who holds a post today as far as has been verified lately; formerly, who held one and
        holds none of those asked for now.
        """
        asked = self.form.cleaned_data
        people = people.named_like(asked.get("ten", ""))
        today = timezone.localdate()
        held = Tenure.objects.all()
        if asked.get("co_quan"):
            held = held.filter(post__body__in=Body.objects.named_like(asked["co_quan"]).values("pk"))
        if asked.get("cap"):
            held = held.filter(post__body__level=asked["cap"])
        if asked.get("chuc") == IN_OFFICE:
            known = Q(verified_on__gte=today - STALE_AFTER) | ~Q(end="")
            held = held.possible(today).filter(known)
            people = people.filter(death="")
        elif asked.get("chuc") == FORMER:
            people = people.exclude(pk__in=held.possible(today).values("person"))
            held = held.filter(end_latest__lt=today)
        if any(asked.get(name) for name in ("co_quan", "cap", "chuc")):
            people = people.filter(pk__in=held.values("person"))
        return people


class Letter(NamedTuple):
    """A letter of the index, how many stand under it, and the page on which it begins."""

    letter: str
    people: int
    page: int


def letters(people: PersonQuerySet, a_page: int) -> list[Letter]:
    """The letters under which people stand, in order; in one query."""
    # The first two digits of a sort key are those of the given name's first letter.
    groups = (
        people.order_by()
        .annotate(code=Substr("sort_key", 1, 2))
        .values("code")
        .annotate(count=Count("pk"), name=Min("name"))
        .order_by("code")
    )
    found: dict[str, Letter] = {}
    before = 0
    for group in groups:
        letter = letter_of(group["name"])
        first = found.get(letter, Letter(letter, 0, before // a_page + 1))
        found[letter] = first._replace(people=first.people + group["count"])
        before += group["count"]
    return list(found.values())
