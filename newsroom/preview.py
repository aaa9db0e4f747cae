"""A story as readers would see it: for those at the desk who may open it, and at a link for an outsider.

It stands here because the desk and the public pages know nothing of each other.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from csp.constants import SELF
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import workflow
from articles.admin.front import asked_places
from articles.models import PreviewLink, PublishedStory, Status, Story
from articles.public.reads import sections
from articles.public.views import front_context, story_context
from articles.publishing import compile_copy, is_revised
from ledger.models import Entry, record


class LinkForm(forms.Form):
    """For how long an outsider may read the story."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("Open for"),
        choices=[(1, gettext_lazy("1 day")), (3, gettext_lazy("3 days")), (7, gettext_lazy("7 days"))],
        coerce=int,
        initial=3,
    )


# For the desk. Wrap these in `admin.site.admin_view`, which asks for a login and forbids keeping the page.


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page of the story as last saved, compiled as publishing would and stored nowhere.

    With `?bare` it is the page alone, for the frames of `widths`; with `?bare&live` the one that readers see
    now, and 404 where they see none.
    """
    bare = "bare" in request.GET
    story = _story(request, pk)
    context = _live_context(story) if bare and "live" in request.GET else _context(story)
    waiting = [] if bare else story.story_photos.filter(photo__sizes={}).select_related("photo")
    response = render(request, "newsroom/preview.html", {**context, "bare": bare, "waiting": waiting})
    if bare:
        response["X-Frame-Options"] = "SAMEORIGIN"
        response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    return _unlisted(response)


@require_POST
def front(request: HttpRequest) -> HttpResponse:
    """The front page in the order of the form on screen, saved or not."""
    if not request.user.has_perm("articles.change_frontplace"):
        raise PermissionDenied
    return _unlisted(
        render(request, "newsroom/preview_front.html", front_context(asked_places(request.POST)))
    )


@require_safe
def widths(request: HttpRequest, pk: int) -> HttpResponse:
    """The story's page at the width of a desktop and of a phone, and the links given to outsiders.

    With `?live` beside the page that readers see now.
    """
    story = _story(request, pk)
    live = is_revised(story)
    links = PreviewLink.objects.filter(story=story).select_related("made_by", "revision")[:20]
    shown = [(link, _address(link) if link.is_open else "") for link in links]
    context = {
        **admin.site.each_context(request),
        "title": _("Preview"),
        "subtitle": str(story),
        "original": story,
        "opts": Story._meta,
        "links": shown,
        "live": live,
        "width": "sides" if live and "live" in request.GET else "desktop",
        "form": LinkForm(),
        "may_give": _may_give(request, story),
    }
    return _unlisted(render(request, "newsroom/widths.html", context))


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link to the newest revision for an outsider; who made it is kept."""
    story = _story(request, pk)
    form = LinkForm(request.POST)
    by: Any = request.user
    if not _may_give(request, story) or not form.is_valid():
        raise PermissionDenied
    with transaction.atomic():
        story = workflow.lock(story.pk)
        if story.embargoed:
            messages.error(request, _("The story is under embargo: nobody outside may read it yet."))
            return redirect("preview-widths", pk)
        if story.status == Status.WITHDRAWN:
            messages.error(request, _("The story was withdrawn: nobody outside may read it."))
            return redirect("preview-widths", pk)
        workflow.record_edit(story, by=request.user)
        PreviewLink.objects.forget_pages()
        until = timezone.now() + dt.timedelta(days=form.cleaned_data["days"])
        page = render_to_string("newsroom/preview_link.html", {**_context(story), "until": until}, request)
        PreviewLink.objects.create(
            story=story,
            revision=story.revisions.latest("number"),
            made_by=by,
            expires_at=until,
            page=page,
        )
        admin.site.get_model_admin(Story).log_change(request, story, _("Made a preview link"))
        record(Entry.Kind.NOTED, story, _("Made a preview link"), by=request.user)
    messages.success(request, _("The link is below: copy it and send it."))
    return redirect("preview-widths", pk)


@require_POST
def revoke(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Close a link before its time."""
    story = _story(request, pk)
    if not _may_give(request, story):
        raise PermissionDenied
    with transaction.atomic():
        given = get_object_or_404(PreviewLink.objects.select_for_update(), story=story, pk=link)
        if given.revoked_at is None:
            given.revoke(request.user)
            admin.site.get_model_admin(Story).log_change(request, story, _("Closed a preview link"))
            record(Entry.Kind.NOTED, story, _("Closed a preview link"), by=request.user)
    messages.success(request, _("The link is closed."))
    return redirect("preview-widths", pk)


# For the outsider.


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page that a link was made for: this one story, and nothing that leads further into the desk."""
    link = PreviewLink.objects.by_token(token)
    if link is None:
        raise Http404
    if not link.is_open or link.story.embargoed:
        response = render(request, "newsroom/preview_over.html", {"sections": sections()}, status=410)
    else:
        response = HttpResponse(link.page)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return _unlisted(response)


def _story(request: HttpRequest, pk: int) -> Story:
    if not request.user.has_perm("articles.view_story"):
        raise PermissionDenied
    return get_object_or_404(Story.objects.visible_to(request.user).select_related("section"), pk=pk)


def _may_give(request: HttpRequest, story: Story) -> bool:
    return request.user.has_perm("articles.change_story")


def _context(story: Story) -> dict[str, Any]:
    copy = compile_copy(story, None, timezone.now())
    return {"sections": sections(), "story": story, **story_context(copy)}


def _live_context(story: Story) -> dict[str, Any]:
    copy = get_object_or_404(PublishedStory.objects.live().select_related("section"), story=story)
    # Whoever compares at the desk is not counted as a reader.
    return {"sections": sections(), "story": story, **story_context(copy), "count": "", "share": []}


def _address(link: PreviewLink) -> str:
    return settings.SITE_URL.rstrip("/") + reverse("preview-shared", args=[link.token])


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
