"""The page on which a photo is denied or allowed again, and what it says of the stories with it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import denying
from articles.models import Photo, Status, Story, account_name
from vietnamese import clean, long_time

from .steps import address

DENY_PHOTO = "articles.deny_photo"


class Concerned(NamedTuple):
    """A story with a photo that readers see, or are to see."""

    story: Story
    headline: str
    seen: str
    """Where readers see it; "" for one that waits for its time."""
    revise: str
    """Where it is revised; "" where that is not the next step."""


class DenialForm(forms.Form):
    """Why a photo is denied, or allowed again."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Required. Everybody who would use the photo reads it."),
    )

    def clean_reason(self) -> str:
        """Without what nobody can see."""
        if not (reason := clean(self.cleaned_data["reason"]).strip()):
            raise forms.ValidationError(self.fields["reason"].error_messages["required"], code="required")
        return reason


def concerned_of(photos: Collection[Photo], user: Any) -> dict[int, list[Concerned]]:
    """The stories with each of the photos, by its id, that readers see or are to see and `user` may open.

    Newest first, with where each is revised; in one query.
    """
    now = timezone.now()
    uses = denying.uses_before_readers(photos).filter(published__story__in=Story.objects.visible_to(user))
    found: dict[int, dict[int, Concerned]] = {photo.pk: {} for photo in photos}
    for use in uses:
        copy, stories = use.published, found[use.photo_id]
        live = copy.live_from <= now
        may = live and copy.story.status == Status.PUBLISHED and user.has_perm("articles.edit_any_story")
        # Of a story that is live and has its next copy waiting, what readers see now.
        if live or copy.story_id not in stories:
            stories[copy.story_id] = Concerned(
                copy.story,
                copy.headline,
                copy.get_absolute_url() if live else "",
                address(copy.story, "revise") if may else "",
            )
    return {photo: list(stories.values()) for photo, stories in found.items()}


def denial(photo: Photo, user: Any) -> SafeString:
    """Whether it is denied, and the way to the page on which that is changed."""
    if photo.denied_at:
        about = {"who": account_name(photo.denied_by), "time": long_time(photo.denied_at)}
        said = format_html(
            '<strong class="warning">⚠ {}</strong> {}<br>{}',
            _("Denied: readers do not see it, and no story with it is approved."),
            _("By %(who)s, %(time)s.") % about,
            photo.denied_reason,
        )
    else:
        said = format_html("{}", _("It may be used, within its rights."))
    if not user.has_perm(DENY_PHOTO):
        return said
    words = _("Allow it again …") if photo.denied_at else _("Deny its use …")
    link = reverse("admin:articles_photo_deny", args=[photo.pk])
    return format_html_join(
        mark_safe("<br>"), "{}", ((said,), (format_html('<a href="{}">{}</a>', link, words),))
    )


def deny_view(page: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why (GET), deny the photo or allow it again (POST); 403 without the right to it."""
    if not request.user.has_perm(DENY_PHOTO):
        raise PermissionDenied
    photo = get_object_or_404(page.get_queryset(request).select_related("denied_by"), pk=pk)
    denied = photo.denied_at is not None
    form = DenialForm(request.POST or None)
    # What was on the screen decides, not what somebody else has made of it meanwhile.
    undo = request.POST.get("undo") == "1" if request.method == "POST" else denied
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        with transaction.atomic():
            if undo:
                done = denying.allow(photo)
                said = _("The photo may be used again; the stories that had it show it again.")
                record = _("Allowed again: %s") % reason
            else:
                done = denying.deny(photo, by=request.user, reason=reason)
                said = _("The photo is denied: readers do not see it any more.")
                record = _("Denied: %s") % reason
            if done:
                page.log_change(request, photo, record)
        if done:
            messages.success(request, said)
        else:
            messages.warning(request, _("Somebody was first: look how the photo stands now."))
        return redirect(
            "admin:articles_photo_deny" if done and not undo else "admin:articles_photo_change", pk
        )
    context = {
        **page.admin_site.each_context(request),
        "title": _("Allow the photo again") if undo else _("Deny the use of the photo"),
        "opts": page.opts,
        "original": photo,
        "undo": undo,
        "form": form,
        "concerned": concerned_of([photo], request.user)[photo.pk],
        "portraits": [one.person for one in photo.portraits.select_related("person")],
        "denied_by": account_name(photo.denied_by) if denied else "",
    }
    return TemplateResponse(
        request, "admin/articles/photo/deny.html", context, status=422 if form.errors else 200
    )
