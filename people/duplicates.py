"""People who may be on record already under a name like the one being typed."""

from __future__ import annotations

from collections import Counter

from django.db.models import Q

from vietnamese import fold

from .models import Person, PersonName

SHOWN = 8


def similar(name: str, limit: int = SHOWN) -> list[Person]:
    """People on record whose name is like the one typed, the nearest first; in two queries.

    Like is: the same but for marks and the order of words; or with one middle word more or less ("Lê Bình",
    "Lê Thị Bình"). Nothing for a single word: there every second person would be like it.
    """
    typed = fold(name).split()
    if len(typed) < 2:
        return []
    word = Q(name_key__contains=typed[-1])
    others = PersonName.objects.filter(word).values("person")
    found = Person.objects.filter(word | Q(pk__in=others), merged_into=None).prefetch_related("other_names")
    near = []
    for person in found:
        names = (person.name_key, *(other.name_key for other in person.other_names.all()))
        distances = [distance for one in names if (distance := _distance(typed, one.split())) is not None]
        if distances:
            near.append((min(distances), person.sort_key, person.pk, person))
    return [person for *_order, person in sorted(near)[:limit]]


def _distance(one: list[str], other: list[str]) -> int | None:
    """0 for the same words, 1 for one more or less before the same given name; else None."""
    if Counter(one) == Counter(other):
        return 0
    shorter, longer = sorted((one, other), key=len)
    if len(longer) != len(shorter) + 1 or len(shorter) < 2 or shorter[-1] != longer[-1]:
        return None
    return 1 if not Counter(shorter) - Counter(longer) else None
