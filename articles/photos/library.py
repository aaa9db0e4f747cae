"""The library: whose photos one may look up, found by words, and used again in another story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles.models import Photo, Story, StoryPhoto, StoryPhotoPerson
from articles.search import Group, Phrase, Query
from people.models import Person
from vietnamese import fold, long_date

from .attaching import attach


class Words(NamedTuple):
    """What a new use of a photo begins with: its own copy of what was written of it before."""

    caption: str = ""
    credit: str = ""
    alt: str = ""
    people: tuple[Person, ...] = ()
    """From the left."""


def visible_to(user) -> QuerySet[Photo]:
    """The photos that an account may look up: all for editors; for a reporter those it brought in and
    those in its own stories. Others' pictures tell what others write about."""
    if user.has_perm("articles.edit_any_story"):
        return Photo.objects.all()
    own = StoryPhoto.objects.filter(story__author=user, photo__isnull=False)
    return Photo.objects.filter(Q(uploaded_by=user) | Q(pk__in=own.values("photo")))


def having(photos: QuerySet[Photo], query: Query, user) -> QuerySet[Photo]:
    """Those of which something `user` may read holds what the query asks for; see `articles.search.parse`.

    Captions of stories that `user` may not open do not count.
    """
    uses = _uses(user)

    def tells(phrase: Phrase) -> Q:
        said = [f"={word}" for word in phrase.exact] if phrase.marked else phrase.folded
        words = f" {' '.join(said)}{'' if phrase.prefix else ' '}"
        captions = uses.filter(caption_key__contains=words)
        return Q(search_key__contains=words) | Q(pk__in=captions.values("photo"))

    def meets(group: Group) -> Q:
        return reduce(or_, (reduce(and_, map(tells, phrases)) for phrases in group))

    for group in query.groups:
        photos = photos.filter(meets(group))
    for group in query.excluded:
        photos = photos.exclude(meets(group))
    return photos


def showing(photos: QuerySet[Photo], name: str, user) -> QuerySet[Photo]:
    """Those in which someone of that name is tagged in a story `user` may open, or whose file names them."""
    if not (said := fold(name)):
        return photos.none()
    tagged = _uses(user).filter(photo_people__person__in=Person.objects.named_like(name))
    return photos.filter(Q(pk__in=tagged.values("photo")) | Q(search_key__contains=f" {said}"))


def taken_at(photos: QuerySet[Photo], place: str, user) -> QuerySet[Photo]:
    """Those taken in a city, or used in a story of a place, of that name; typed with or without marks."""
    uses = _uses(user)
    told = _naming(place, uses.values_list("story__place", flat=True))
    cities = _naming(place, photos.values_list("city", flat=True))
    return photos.filter(Q(city__in=cities) | Q(pk__in=uses.filter(story__place__in=told).values("photo")))


def by_photographer(photos: QuerySet[Photo], name: str) -> QuerySet[Photo]:
    """Those taken by, or credited to, someone of that name; typed with or without marks, whole or in part."""
    creators, credits = (_naming(name, photos.values_list(one, flat=True)) for one in ("creator", "credit"))
    return photos.filter(Q(creator__in=creators) | Q(credit__in=credits))


def _naming(text: str, values: QuerySet) -> list[str]:
    """Of the values of a column those that hold every word of the text; names repeat, so there are few."""
    words = [f" {word}" for word in fold(text).split()]
    return [
        one
        for one in values.order_by().distinct()
        if one and words and all(word in f" {fold(one)}" for word in words)
    ]


def why_not(photo: Photo, day: dt.date) -> str:
    """Why the photo should not be used on that day without a second thought; "" when nothing speaks against
    it."""
    if photo.denied_at:
        return _("Denied: %s") % photo.denied_reason
    if photo.valid_until and day > photo.valid_until:
        return _("The right to use it ended after %s.") % long_date(photo.valid_until)
    if photo.valid_from and day < photo.valid_from:
        return _("It may not be used before %s.") % long_date(photo.valid_from)
    return _("Its file says that it was made by AI.") if photo.is_made_by_ai else ""


def words_for(photos: Iterable[Photo], user) -> dict[int, Words]:
    """The words to begin a new use with, by photo id: those of the newest use that `user` may open, else what
    the file says of itself. In two queries."""
    photos = list(photos)
    found: dict[int, Words] = {}
    uses = _uses(user).filter(photo__in=photos).exclude(caption="")
    for use in uses.order_by("pk").prefetch_related("photo_people__person"):
        people = tuple(one.person for one in use.photo_people.all())
        assert use.photo_id is not None
        found[use.photo_id] = Words(use.caption, use.credit, use.alt, people)
    for photo in photos:
        found.setdefault(photo.pk, Words(photo.caption, photo.credit or photo.creator, photo.alt))
    return found


@transaction.atomic
def reuse(story: Story, photo: Photo, words: Words) -> StoryPhoto:
    """Use a photo in another story, with words of its own from then on.

    Call it with the story locked, and record the edit afterwards.
    """
    use = attach(story, photo, caption=words.caption, credit=words.credit or photo.credit, alt=words.alt)
    if words.people:
        use.photo_people.all().delete()
    StoryPhotoPerson.objects.bulk_create(
        StoryPhotoPerson(story_photo=use, person=person, order=order)
        for order, person in enumerate(words.people, 1)
    )
    return use


def _uses(user) -> QuerySet[StoryPhoto]:
    return StoryPhoto.objects.visible_to(user).filter(photo__isnull=False)
