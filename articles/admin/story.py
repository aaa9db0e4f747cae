"""A story at the desk: who may open it, and its pages; its list, form and saving are in `story_*`."""

from __future__ import annotations

from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from articles import workflow
from articles.models import Story

from . import commenting, correcting, differing, intake, reviewing, sending, steps, unsaved, uploading
from .calendar import calendar_view
from .captions import caption_view
from .forms import StoryForm
from .inlines import BylineRows, PersonRows, PhotoRows, SourceRows
from .story_form import StoryLayout
from .story_list import StoryList
from .story_saving import StorySaving, newest_number
from .trail import revision_view, trail


@admin.register(Story)
class StoryAdmin(StoryLayout, StorySaving, StoryList):
    recorded = False  # by its revisions and steps
    form = StoryForm
    inlines = (PhotoRows, SourceRows, BylineRows, PersonRows)
    readonly_fields = ("text",)

    # Who may. What the queryset (`StoryList`) does not hold cannot be opened at all.

    def has_change_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        # What is sent for a story that has moved on meanwhile is refused by the form, which keeps it on the
        # screen; a page saying "forbidden" would throw it away.
        return obj is None or request.method == "POST" or workflow.may_edit(obj, request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Story | None:
        if request.method != "POST":
            # Before the text: whoever saves between the two is then found out when the form is sent.
            request.revision_shown = newest_number(object_id)
        story = super().get_object(request, object_id, from_field)
        if story and request.method == "POST" and transaction.get_connection().in_atomic_block:
            story = workflow.lock(story.pk)
        return story

    # Pages of its own.

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("caption/", view(caption_view), name="articles_story_caption"),
            # Not through `view`: an expired login is to be told, not sent to the login page.
            path("open/", partial(unsaved.keep, story_admin=self), name="articles_story_open"),
            path("logged-in/", view(unsaved.logged_in), name="articles_story_logged_in"),
            path("unsaved/<str:key>/discard/", view(unsaved.discard), name="articles_story_discard"),
            path(
                "photo/", view(partial(uploading.photo_view, story_admin=self)), name="articles_story_photo"
            ),
            path("<int:pk>/photos/", view(self.send_view), name="articles_story_send"),
            path("<int:pk>/photos/order/", view(self.send_order), name="articles_story_send_order"),
            path("<int:pk>/photos/<int:number>/", view(self.send_words), name="articles_story_send_words"),
            path("<int:pk>/step/<slug:name>/", view(self.step_view), name="articles_story_step"),
            path("<int:pk>/revision/<int:number>/", view(self.revision_view), name="articles_story_revision"),
            path("<int:pk>/correct/", view(self.correct_view), name="articles_story_correct"),
            path("calendar/", view(self.calendar_view), name="articles_story_calendar"),
            *intake.urls(self),
            *differing.urls(self),
            *reviewing.urls(self),
            *commenting.urls(self),
            *super().get_urls(),
        ]

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """What is planned, scheduled and published, by day."""
        return calendar_view(self, request)

    def step_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Ask about a step, or take it."""
        return steps.step_view(self, request, self._visible(request, pk), name)

    def correct_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin a correction."""
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return correcting.begin_view(request, self._visible(request, pk), context)

    def send_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send photos, from a phone for one."""
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return sending.page(request, self._visible(request, pk), context)

    def send_order(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put photos in order."""
        return sending.order(request, self._visible(request, pk))

    def send_words(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What one photo's fields say."""
        return sending.words(request, self._visible(request, pk), number)

    def revision_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """One revision to read."""
        return revision_view(self, request, self._visible(request, pk), number)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        story = self.get_object(request, object_id)
        shown = {"trail": trail(story) if story else []}
        return super().history_view(request, object_id, {**shown, **(extra_context or {})})

    def _visible(self, request: HttpRequest, pk: int) -> Story:
        story = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, story):
            raise PermissionDenied
        return story
