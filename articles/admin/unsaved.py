"""What was typed and not saved is kept for whoever typed it and offered when they return; and who has a
story open is told to the others, as advice.

The browser (`static/desk/unsaved.js`) sends the form every few seconds while it changes, and otherwise says
every twenty seconds that it is open.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import secrets
from typing import Any, NamedTuple

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.models import OpenForm, Revision, Story
from people.numbers import whole_number

from .compare import Field
from .trail import name

# Characters of a whole form; a story of 50 kB makes about 60,000.
MOST_CHARACTERS = 1_000_000
# As many copies are compared and offered at once; older ones come when these are settled.
OFFERED = 3
_KEY = re.compile(r"[\w-]{8,40}", re.ASCII)


class Tried(Exception):
    """A form was saved to see what it would make of the story, and undone; `content` is its snapshot."""

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__()
        self.content = content


class AlreadySaved(Exception):
    """The same showing of a form has made `story` already."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story


class Offer(NamedTuple):
    """A copy to be restored: what its writer changed in it, [] where that cannot be told."""

    form: OpenForm
    changes: list[Field]


def new_key() -> str:
    """A name for one showing of a form."""
    return secrets.token_urlsafe(16)


def clock(moment: dt.datetime) -> str:
    """ "10:32", with the day when it is not today's."""
    at = timezone.localtime(moment)
    return f"{at:%H:%M}" if at.date() == timezone.localdate() else f"{at:%H:%M} {at.day}/{at.month}"


# The browser's questions.


@never_cache
@require_POST
def keep(request: HttpRequest, story_admin: Any) -> JsonResponse:
    """Note that a form is open, and keep what it holds unsaved.

    Takes the fields `user`, `key`, `story` ("" for a new one), and perhaps `data` (the form as JSON pairs; ""
    when all is saved), `age` (seconds since it was typed), `restored` (the key of a copy that is now in this
    form) and `closed`. Answers 401 where nobody is logged in, 409 where somebody else is by now, 404 where
    the story is not theirs to open, 413 and 400 for what cannot be kept.
    """
    user, sent = request.user, request.POST
    if not (user.is_active and user.is_staff):
        return JsonResponse({"error": "login"}, status=401)
    if sent.get("user") != str(user.pk):
        return JsonResponse({"error": "account"}, status=409)
    key = sent.get("key", "")
    story = _story(story_admin, request, sent.get("story", ""))
    if not _KEY.fullmatch(key):
        return JsonResponse({"error": "key"}, status=400)
    data = sent.get("data")
    if data and len(data) > MOST_CHARACTERS:
        return JsonResponse({"error": "size"}, status=413)
    if data and not _pairs(data):
        return JsonResponse({"error": "data"}, status=400)
    row, made = OpenForm.objects.get_or_create(user=user, key=key, defaults={"story": story})
    if made:
        OpenForm.objects.prune(user)
    if row.saved:
        return JsonResponse({"saved": True, "kept": False})
    now = timezone.now()
    changes: dict[str, Any] = {"seen_at": None if "closed" in sent else now, "touched_at": now}
    if data is not None and data != row.data:
        row.data = data
        changes |= {"data": data, "changed_at": now - dt.timedelta(seconds=_age(sent.get("age", "")))}
    # Not over a save that came in between.
    OpenForm.objects.filter(pk=row.pk, saved=False).update(**changes)
    if data and _KEY.fullmatch(sent.get("restored", "")) and sent["restored"] != key:
        OpenForm.objects.filter(user=user, key=sent["restored"], saved=False).delete()
    answer = {"saved": False, "kept": bool(row.data), "others": [], "newer": ""}
    if story:
        answer["others"] = others(story, user, key)
        answer["newer"] = newer(story, user, sent.get("revision", ""))
    return JsonResponse(answer)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a copy of one's own away."""
    row = OpenForm.objects.filter(user=request.user, key=key).first()
    if row is None:
        return redirect("admin:index")
    row.delete()
    return redirect(address(row, restore=False))


def logged_in(request: HttpRequest) -> HttpResponse:
    """Where the login leads that was opened beside a form: back to the form."""
    context = {**admin.site.each_context(request), "title": _("Logged in")}
    return TemplateResponse(request, "admin/articles/story/logged_in.html", context)


def _story(story_admin: Any, request: HttpRequest, pk: str) -> Story | None:
    if not pk:
        if not story_admin.has_add_permission(request):
            raise Http404
        return None
    story = story_admin.get_queryset(request).filter(pk=whole_number(pk)).first()
    if story is None or not story_admin.has_change_permission(request, story):
        raise Http404
    return story


def _age(seconds: str) -> int:
    return min(whole_number(seconds) or 0, 30 * 24 * 3600)


def _pairs(data: str) -> list[tuple[str, str]]:
    """The fields in `data`; [] when it holds none or is none of ours."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    if not all(
        isinstance(one, list) and len(one) == 2 and all(isinstance(x, str) for x in one) for one in found
    ):
        return []
    # Half a surrogate pair is JSON but no text.
    return [(field, value.encode(errors="replace").decode()) for field, value in found]


# Who else is there.


def others(story: Story, user: Any, key: str = "") -> list[str]:
    """Who has `story` open besides the form `key` of `user`, since when, longest first. One query."""
    rows = (
        story.open_forms.open_now().exclude(user=user, key=key).select_related("user").order_by("opened_at")
    )
    said: dict[int, str] = {}
    for row in rows:
        said.setdefault(row.user_id, _who(row, user))
    return list(said.values())


def _who(row: OpenForm, user: Any) -> str:
    if row.user_id == user.pk:
        return _("You have this story open in another window, since %s.") % clock(row.opened_at)
    return _("%(who)s has had this story open since %(time)s.") % {
        "who": name(row.user),
        "time": clock(row.opened_at),
    }


def newer(story: Story, user: Any, loaded: str) -> str:
    """That somebody saved a newer revision than the number `loaded`, which the form was made from."""
    newest: Revision | None = story.revisions.select_related("author").defer("content").first()
    if newest is None or not loaded or str(newest.number) == loaded:
        return ""
    said = _("%(who)s saved this story at %(time)s. Your save will be compared with it before it counts.")
    return said % {"who": name(newest.author), "time": clock(newest.created_at)}


# The copies.


def address(row: OpenForm, *, restore: bool = True) -> str:
    """Where the form of a copy is, with or without the copy in it."""
    if row.story_id:
        found = reverse("admin:articles_story_change", args=[row.story_id])
    else:
        found = reverse("admin:articles_story_add")
    return f"{found}?restore={row.key}" if restore else found


def headline(row: OpenForm) -> str:
    """What to call a copy: the headline typed, else the story's."""
    typed = dict(_pairs(row.data)).get("headline", "").strip()
    return typed or str(row.story or _("Untitled"))


def waiting(user: Any) -> list[tuple[str, OpenForm, str]]:
    """All that `user` did not save, newest first: its headline, itself, and where it is restored."""
    rows = OpenForm.objects.unsaved_of(user).select_related("story")[:20]
    return [(headline(row), row, address(row)) for row in rows]


def copies(user: Any, story_pk: str | None) -> list[OpenForm]:
    """The unsaved copies of `user` of one story, or of new ones; newest first."""
    found = OpenForm.objects.unsaved_of(user).filter(story=story_pk)
    return list(found[:OFFERED])


def base(row: OpenForm) -> Revision | None:
    """The revision that a copy was typed upon."""
    number = whole_number(dict(_pairs(row.data)).get("revision", ""))
    return Revision.objects.filter(story=row.story_id, number=number).first() if row.story_id else None


def as_sent(request: HttpRequest, row: OpenForm) -> HttpRequest:
    """A request that sends the form which `row` keeps, in a showing of its own."""
    sent = copy.copy(request)
    data = QueryDict(mutable=True)
    for field, value in _pairs(row.data):
        data.appendlist(field, value)
    for button in ("_save", "_continue", "_addanother", "_saveasnew", "_step"):
        data.pop(button, None)
    for choice in [field for field in data if field.startswith("choice-")]:
        del data[choice]
    data["form_key"], data["restored"] = new_key(), row.key
    sent.method, sent.POST, sent._files, sent.GET = "POST", data, MultiValueDict(), QueryDict()
    # Nothing was sent, and nothing will be saved.
    sent._dont_enforce_csrf_checks = True
    return sent


def finish(request: HttpRequest, story: Story) -> None:
    """The form that `request` sent is saved: its copies are done with. Inside the transaction that saved.

    Raises:
        AlreadySaved: the same form made another story before.
    """
    key = request.POST.get("form_key", "")
    if not _KEY.fullmatch(key):
        return
    row, _made = OpenForm.objects.select_for_update().get_or_create(user=request.user, key=key)
    if row.saved and row.story_id != story.pk:
        raise AlreadySaved(row.story)
    keys = [key, request.POST.get("restored", "")]
    OpenForm.objects.filter(user=request.user, key__in=keys).update(
        story=story, data="", saved=True, seen_at=None, touched_at=timezone.now()
    )
