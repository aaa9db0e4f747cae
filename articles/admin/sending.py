"""Photos sent from the field: a page for a phone, one request a file, words saved as they are written.

Every request stands for itself and may be sent again: the same file attaches once, the same words save once.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import workflow
from articles.models import Photo, Rights, Status, Story, StoryPhoto, StoryPhotoPerson
from articles.photos import BadPhoto, attach, ingest
from articles.photos.attaching import meant
from articles.photos.forms import PhotoInput
from vietnamese import clean, one_line

logger = logging.getLogger(__name__)
MOST_PHOTOS = 200
FIELDS = {"caption": 2000, "credit": 160, "alt": 300, "people": 1000, "rights": 20}
# As the field of a story's form asks for people.
PEOPLE = urlencode({"app_label": "articles", "model_name": "storyphotoperson", "field_name": "person"})


class NotSent(Exception):
    """What was sent is not taken: the text says why and what to do.

    `status`: that of the answer. `saved`: what stands there instead.
    """

    def __init__(self, message: str, status: int, saved: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.saved = saved


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, story: Story, context: dict[str, Any]) -> HttpResponse:
    """The page; a POST brings one file ("file", answered in JSON) or, without a script, several ("files")."""
    if request.method != "POST":
        return _shown(request, story, context)
    if "file" in request.FILES:
        return answer(lambda: _taken(request, story, request.FILES["file"]))
    for upload in request.FILES.getlist("files"):
        try:
            _taken(request, story, upload)
        except NotSent as refusal:
            messages.error(request, f"{upload.name}: {refusal}")
        else:
            messages.success(request, _("“%s” is in the story.") % upload.name)
    refused = {}
    for row in _rows(story):
        sent = {name: request.POST.get(f"{row.number}-{name}") for name in FIELDS}
        typed = {name: text for name, text in sent.items() if text is not None}
        try:
            _said(request, story, row.number, {name: [None, text] for name, text in typed.items()})
        except NotSent as refusal:
            messages.error(request, f"{_('Photo %s') % row.number}: {refusal}")
            refused[row.number] = typed
    return _shown(request, story, context, refused) if refused else redirect(address(story))


@require_POST
def words(request: HttpRequest, story: Story, number: int) -> JsonResponse:
    """Save what a photo's fields say: {"caption": [what it was, what it is now], ...}.

    A field that somebody else changed meanwhile is refused (409), and what they wrote is sent back.
    """

    def save() -> dict[str, Any]:
        try:
            sent = json.loads(request.body)
            changes = {name: [str(was), str(now)] for name, (was, now) in sent.items() if name in FIELDS}
        except (ValueError, TypeError, AttributeError):
            raise NotSent(_("This was not understood. Load the page again."), 400) from None
        return _said(request, story, number, changes)

    return answer(save)


@require_POST
def order(request: HttpRequest, story: Story) -> JsonResponse:
    """Put the photos in the order of their numbers: {"numbers": [3, 1, 2]}."""

    def save() -> dict[str, Any]:
        try:
            numbers = [int(one) for one in json.loads(request.body)["numbers"]]
        except (ValueError, TypeError, KeyError):
            raise NotSent(_("This was not understood. Load the page again."), 400) from None
        with transaction.atomic():
            locked = _open(request, story)
            rows = {row.number: row for row in locked.story_photos.all()}
            known = [number for number in dict.fromkeys(numbers) if number in rows]
            rest = [number for number in rows if number not in known]
            for place, number in enumerate([*known, *rest], 1):
                rows[number].order = place
            StoryPhoto.objects.bulk_update(rows.values(), ["order"])
            workflow.record_edit(locked, by=request.user)
        return {"saved": True}

    return answer(save)


def address(story: Story) -> str:
    """Where the page of a story is."""
    return reverse("admin:articles_story_send", args=[story.pk])


def offered(story: Story, user: Any) -> str:
    """The address where a list of stories should lead `user` there, else ""; asks the database nothing.

    Not for what is approved: a photo would undo the approval, which is to be done knowingly, in the form.
    """
    writing = story.status in (Status.DRAFT, Status.EDITING, Status.REVIEW)
    return address(story) if writing and workflow.may_edit(story, user) else ""


def answer(act: Callable[[], dict[str, Any]]) -> JsonResponse:
    """What `act` returns, as JSON; what it refuses (`NotSent`) as {"error": why} with its status."""
    try:
        return JsonResponse(act())
    except NotSent as refusal:
        return JsonResponse({"error": str(refusal), "saved": refusal.saved}, status=refusal.status)


def _open(request: HttpRequest, story: Story) -> Story:
    """The story, locked; refused where this account may not change it now."""
    locked = workflow.lock(story.pk)
    if reason := workflow.why_not_editable(locked, request.user):
        raise NotSent(reason, 409)
    return locked


def taken_in(upload: UploadedFile, user: Any) -> Photo:
    """`ingest`, whose refusals become `NotSent`: 422 for what is never taken, 503 for what may be later."""
    try:
        return ingest(upload, by=user)
    except BadPhoto as error:
        raise NotSent(str(error), 422) from error
    except OSError as error:
        logger.exception("A photo could not be written")
        raise NotSent(
            _("The server could not keep the photo; its disk may be full. It stays here: try again later."),
            503,
        ) from error


def _taken(request: HttpRequest, story: Story, upload: UploadedFile) -> dict[str, Any]:
    """Take one file in. Decoding is done before the story is locked, so that nobody waits for it."""
    if reason := workflow.why_not_editable(story, request.user):
        raise NotSent(reason, 409)
    photo = taken_in(upload, request.user)
    with transaction.atomic():
        locked = _open(request, story)
        row = locked.story_photos.filter(photo=photo).first()
        known = row is not None
        if row is None:
            if locked.story_photos.count() >= MOST_PHOTOS:
                raise NotSent(_("A story holds at most %s photos.") % MOST_PHOTOS, 422)
            row = attach(locked, photo)
            workflow.record_edit(locked, by=request.user)
    row = _rows(story).get(pk=row.pk)
    return {"number": row.number, "known": known, "html": _card(request, row)}


def _said(
    request: HttpRequest, story: Story, number: int, changes: dict[str, list[str | None]]
) -> dict[str, Any]:
    """Save changed words; `was` None means that nobody asks what stood there."""
    with transaction.atomic():
        locked = _open(request, story)
        row = _rows(locked).filter(number=number).first()
        if row is None:
            raise NotSent(_("This photo is not in the story any more."), 410)
        before = spoken(row)
        for name, (was, now) in changes.items():
            said = _tidied(name, now or "")
            if name == "people":
                said = _as_known(said)
            if was is not None and before[name] not in (_tidied(name, was), said):
                message = _(
                    "Somebody else changed this meanwhile: “%s”. Yours was not saved; change it again."
                )
                raise NotSent(message % before[name], 409, before)
            if said != before[name]:
                if len(said) > FIELDS[name]:
                    raise NotSent(_too_long(name, said), 422)
                _write(request, row, name, said)
        row.save()
        workflow.record_edit(locked, by=request.user)
    row = _rows(story).get(pk=row.pk)
    names = spoken(row)
    unknown = _unknown(row.people_typed) if "people" in changes else []
    return {"saved": names, "unknown": unknown}


def _write(request: HttpRequest, row: StoryPhoto, name: str, said: str) -> None:
    if name == "people":
        found = meant(_names(said))
        row.people_typed = "" if all(found) else said
        row.photo_people.all().delete()
        StoryPhotoPerson.objects.bulk_create(
            StoryPhotoPerson(story_photo=row, person=person, order=order)
            for order, person in enumerate(dict.fromkeys(one for some in found for one in some), 1)
        )
    elif name == "rights":
        if said not in Rights.values or not row.photo or not row.photo.rights_may_be_set_by(request.user):
            raise NotSent(_("You may not say by what right this photo is printed."), 403)
        row.photo.rights = said
        row.photo.save(update_fields=["rights"])
    else:
        setattr(row, name, said)


def spoken(row: StoryPhoto) -> dict[str, str]:
    """What a photo's fields say, as the page shows them."""
    return {
        "caption": row.caption,
        "credit": row.credit,
        "alt": row.alt,
        "people": row.people_typed or ", ".join(str(one.person) for one in row.photo_people.all()),
        "rights": row.photo.rights if row.photo else "",
    }


def _names(text: str) -> list[str]:
    return [one.strip() for one in text.replace(";", ",").split(",") if one.strip()]


def _as_known(text: str) -> str:
    """Names as the registry has them; as they were typed where some are not in it."""
    found = meant(_names(text))
    people = dict.fromkeys(str(one) for some in found for one in some)
    return ", ".join(people) if all(found) else text


def _unknown(text: str) -> list[str]:
    names = _names(text)
    return [name for name, people in zip(names, meant(names), strict=True) if not people]


def _too_long(name: str, said: str) -> str:
    labels = {
        "caption": _("Caption"),
        "credit": _("Credit"),
        "alt": _("What the picture shows"),
        "people": _("People, from the left"),
        "rights": _("Rights"),
    }
    about = {"field": labels[name], "length": len(said), "limit": FIELDS[name]}
    return _("“%(field)s” has %(length)s characters; at most %(limit)s fit. Not saved: shorten it.") % about


def _tidied(name: str, text: str) -> str:
    said = clean(text).strip() if name == "caption" else one_line(text)
    if name == "people":
        said = ", ".join(_names(said))
    return said


def _rows(story: Story) -> Any:
    return (
        StoryPhoto.objects.filter(story=story, photo__isnull=False)
        .select_related("photo")
        .prefetch_related("photo_people__person")
        .order_by("order", "number")
    )


def _card(request: HttpRequest, row: StoryPhoto) -> str:
    return render_to_string("admin/articles/story/sent_photo.html", _described(request, row), request)


def _described(request: HttpRequest, row: StoryPhoto, typed: dict[str, str] | None = None) -> dict[str, Any]:
    photo = row.photo
    return {
        "row": row,
        "said": spoken(row) | (typed or {}),
        "rights": Rights.choices if photo.rights_may_be_set_by(request.user) else [],
        "rights_words": photo.get_rights_display(),
    }


def _shown(
    request: HttpRequest,
    story: Story,
    context: dict[str, Any],
    typed: dict[int, dict[str, str]] | None = None,
) -> HttpResponse:
    """The page, with what was `typed` of the photos whose words were refused."""
    reason = workflow.why_not_editable(story, request.user)
    if not request.user.has_perm("articles.view_story"):
        raise PermissionDenied
    shown = {
        "title": _("Send photos"),
        "original": story,
        "why_not": reason,
        "cards": [_described(request, row, (typed or {}).get(row.number)) for row in _rows(story)],
        "accept": PhotoInput.accept,
        "people_url": f"{reverse('admin:autocomplete')}?{PEOPLE}",
        "rights": Rights.choices,
    }
    return TemplateResponse(request, "admin/articles/story/send.html", context | shown)
