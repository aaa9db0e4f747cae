"""A caption proposed for the people tagged in a picture."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.photos.captions import propose
from people.models import Person
from people.numbers import whole_number
from vietnamese import long_date

from .widgets import DayField

MOST_PEOPLE = 60


@require_safe
def caption_view(request: HttpRequest) -> JsonResponse:
    """`?person=7&person=3&day=2019-08-10` → {"caption", "about"}: whom it names, and on what day.

    It tells of the registry alone, never of a story, and is for those who may write stories and look people
    up. What it does not understand it leaves out.
    """
    if not (request.user.has_perm("articles.change_story") and request.user.has_perm("people.view_person")):
        raise PermissionDenied
    asked = request.GET.getlist("person")
    wanted = list(filter(None, map(whole_number, asked)))
    found = Person.objects.in_bulk(wanted[:MOST_PEOPLE])
    people = [found[pk] for pk in dict.fromkeys(wanted) if pk in found]
    day = _day(request.GET.get("day", ""))
    if not people:
        about = _("Choose first who is in the picture, from the left.")
    elif day is None:
        about = _("The story has no event date, so the posts are left out.")
    else:
        about = _("Posts as held on %s.") % long_date(day)
    return JsonResponse({"caption": propose(people, day), "about": about})


def _day(text: str) -> dt.date | None:
    try:
        return DayField(required=False).clean(text)
    except ValidationError:
        return None
