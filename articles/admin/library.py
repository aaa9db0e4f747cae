"""The library's page: photos as a grid, found and filtered; and from a story, those to use again in it."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import django_filters
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from articles import workflow
from articles.indexing import abbreviations
from articles.models import Photo, PublishedStory, Rights, Story, StoryPhoto
from articles.photos import library
from articles.photos.forms import SALT
from articles.photos.showing import shown
from articles.search import parse
from people.numbers import whole_number

from .widgets import DayField

A_PAGE = 48
MOST_AT_ONCE = 50


class DayFilter(django_filters.Filter):
    field_class = DayField


class LibraryFilter(django_filters.FilterSet):
    """What the library can be narrowed to. `request.user` decides which words and uses count."""

    q = django_filters.CharFilter(label=gettext_lazy("Search"), method="by_words")
    by = django_filters.CharFilter(label=gettext_lazy("Photographer"), method="by_photographer")
    since = DayFilter(label=gettext_lazy("From"), method="since_day")
    until = DayFilter(label=gettext_lazy("Until"), method="until_day")
    place = django_filters.CharFilter(label=gettext_lazy("Place"), method="by_place")
    person = django_filters.CharFilter(label=gettext_lazy("Person in the picture"), method="by_person")
    rights = django_filters.ChoiceFilter(
        label=gettext_lazy("Rights"),
        choices=[
            *Rights.choices,
            ("unknown", gettext_lazy("Not known")),
            ("ended", gettext_lazy("Denied or ended")),
        ],
        method="by_rights",
    )
    used = django_filters.ChoiceFilter(
        label=gettext_lazy("Used"),
        choices=[
            ("live", gettext_lazy("In a story that readers see")),
            ("yes", gettext_lazy("In a story")),
            ("no", gettext_lazy("Never yet")),
        ],
        method="by_use",
    )

    class Meta:
        model = Photo
        fields: tuple = ()

    def by_words(self, photos: QuerySet, name: str, value: str) -> QuerySet:
        return library.having(photos, parse(value, abbreviations(), typing=True), self.request.user)

    def by_photographer(self, photos: QuerySet, name: str, value: str) -> QuerySet:
        return library.by_photographer(photos, value)

    def since_day(self, photos: QuerySet, name: str, value: dt.date) -> QuerySet:
        return _on_days(photos, gte=_moment(value, dt.time.min))

    def until_day(self, photos: QuerySet, name: str, value: dt.date) -> QuerySet:
        return _on_days(photos, lte=_moment(value, dt.time.max))

    def by_place(self, photos: QuerySet, name: str, value: str) -> QuerySet:
        return library.taken_at(photos, value, self.request.user)

    def by_person(self, photos: QuerySet, name: str, value: str) -> QuerySet:
        return library.showing(photos, value, self.request.user)

    def by_rights(self, photos: QuerySet, name: str, value: str) -> QuerySet:
        if value == "ended":
            return photos.filter(Q(denied_at__isnull=False) | Q(valid_until__lt=timezone.localdate()))
        return photos.filter(rights="" if value == "unknown" else value)

    def by_use(self, photos: QuerySet, name: str, value: str) -> QuerySet:
        uses = StoryPhoto.objects.visible_to(self.request.user).filter(photo__isnull=False)
        if value == "live":
            uses = uses.filter(story__in=PublishedStory.objects.live().values("story"))
        return (photos.exclude if value == "no" else photos.filter)(pk__in=uses.values("photo"))


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))


def _on_days(photos: QuerySet, **bound: dt.datetime) -> QuerySet:
    """By when it was taken; where the file does not say, by when it came in."""
    ((lookup, moment),) = bound.items()
    taken = Q(**{f"taken_at__{lookup}": moment})
    return photos.filter(taken | Q(taken_at=None, **{f"uploaded_at__{lookup}": moment}))


class Card(NamedTuple):
    """A photo in the grid."""

    photo: Photo
    caption: str
    why_not: str
    stories: int
    """In how many stories, of those that whoever is looking knows of."""
    live: bool
    """Whether readers see one of them now."""


def cards(photos: list[Photo], user: Any) -> list[Card]:
    """What the grid shows of photos; as many queries for one as for thirty."""
    words = library.words_for(photos, user)
    stories: dict[int, set[int]] = {photo.pk: set() for photo in photos}
    uses = StoryPhoto.objects.visible_to(user).filter(photo__in=photos)
    for photo, story in uses.values_list("photo", "story"):
        stories[photo].add(story)
    wanted = set().union(*stories.values())
    live = set(PublishedStory.objects.live().filter(story__in=wanted).values_list("story", flat=True))
    return [
        Card(
            photo,
            words[photo.pk].caption,
            library.why_not(photo, timezone.localdate()),
            len(stories[photo.pk]),
            bool(stories[photo.pk] & live),
        )
        for photo in photos
    ]


def library_view(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The grid. With `?story=ID` of a story that may be edited, photos can be ticked and added to it."""
    story = _story(request)
    if request.method == "POST":
        return _add(request, story, context)
    return TemplateResponse(request, "admin/articles/photo/library.html", _found(request, story) | context)


def _found(request: HttpRequest, story: Story | None) -> dict[str, Any]:
    photos = library.visible_to(request.user).select_related("uploaded_by")
    asked = LibraryFilter(request.GET, photos, request=request)
    page = Paginator(asked.qs, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "form": asked.form,
        "narrowed": any(query.get(name) for name in asked.filters if name != "q"),
        "page": page,
        "cards": cards(list(page.object_list), request.user),
        "query": query.urlencode(),
        "story": story,
    }


def _story(request: HttpRequest) -> Story | None:
    """The story that photos are looked for, None when it is for none."""
    pk = request.GET.get("story", "")
    if not pk:
        return None
    stories = Story.objects.visible_to(request.user)
    story = stories.filter(pk=whole_number(pk)).first()
    if story is None or not workflow.may_edit(story, request.user):
        raise PermissionDenied
    return story


def _chosen(request: HttpRequest, sent: Any) -> list[Photo]:
    """The photos ticked, in the order sent, of those that may be looked up."""
    asked = list(filter(None, map(whole_number, sent.getlist("photo"))))
    found = library.visible_to(request.user).in_bulk(asked[:MOST_AT_ONCE])
    return [found[pk] for pk in dict.fromkeys(asked) if pk in found]


def _add(request: HttpRequest, story: Story | None, context: dict[str, Any]) -> HttpResponse:
    if story is None:
        raise PermissionDenied
    photos = _chosen(request, request.POST)
    doubtful = [(one, why) for one in photos if (why := library.why_not(one, timezone.localdate()))]
    if not photos:
        messages.warning(request, _("Tick the photos to add first."))
    elif doubtful and "anyway" not in request.POST:
        asked = {"doubtful": doubtful, "chosen": photos}
        found = _found(request, story) | asked | context
        return TemplateResponse(request, "admin/articles/photo/library.html", found)
    else:
        with transaction.atomic():
            story = workflow.lock(story.pk)
            if reason := workflow.why_not_editable(story, request.user):
                raise PermissionDenied(reason)
            words = library.words_for(photos, request.user)
            for photo in photos:
                library.reuse(story, photo, words[photo.pk])
            workflow.record_edit(story, by=request.user)
            story.save(update_fields=["changed_at"])
        said = ngettext("%s photo was added.", "%s photos were added.", len(photos)) % len(photos)
        messages.success(request, f"{said} {_('Look at the captions: they are this story’s own now.')}")
        return redirect("admin:articles_story_change", story.pk)
    return redirect(request.get_full_path())


@require_safe
def chosen_view(request: HttpRequest) -> JsonResponse:
    """`?photo=7&photo=3` → {"photos": [...]}: what new rows of a story's form begin with."""
    if not (request.user.has_perm("articles.view_photo") and request.user.has_perm("articles.change_story")):
        raise PermissionDenied
    photos = _chosen(request, request.GET)
    words = library.words_for(photos, request.user)
    return JsonResponse({"photos": [for_new_row(photo, words[photo.pk]) for photo in photos]})


def for_new_row(photo: Photo, words: library.Words) -> dict[str, Any]:
    """What a new row of a story's form begins with (`newPhotoRow` in static/desk/photos.js)."""
    return {
        "id": photo.pk,
        # What a form carries of a photo uploaded before: `articles.photos.forms`.
        "kept": signing.dumps(photo.pk, salt=SALT),
        "picture": shown(photo),
        "caption": words.caption,
        "credit": words.credit,
        "alt": words.alt,
        "people": [{"id": one.pk, "name": str(one)} for one in words.people],
        "why_not": library.why_not(photo, timezone.localdate()),
    }
