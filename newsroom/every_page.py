"""Every kind of page there is, as far as there is something to show on it: for screenshots and tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin import steps
from articles.models import Photo, PublishedCorrection, PublishedStory, Status, Story
from people.models import Body, Person


class Page(NamedTuple):
    """A name for files of the page, its address, and the account that opens it, None for a reader."""

    name: str
    address: str
    who: str | None = None


def every_page(reporter: str, editor: str, secretary: str, chief: str) -> Iterator[Page]:
    """The pages, given one account of each role."""
    yield from _for_readers()
    yield Page("desk-login", reverse("admin:login"))
    for who in (reporter, editor, secretary, chief):
        yield Page(f"desk-home-{who}", reverse("admin:index"), who)
    for who in (reporter, secretary):
        yield Page(f"desk-stories-{who}", reverse("admin:articles_story_changelist"), who)
    yield Page("desk-new-story", reverse("admin:articles_story_add"), reporter)
    yield Page("desk-intake", reverse("admin:articles_story_intake"), reporter)
    for story in Story.objects.filter(status=Status.DRAFT, author__username=reporter)[:1]:
        yield Page("desk-send-photos", reverse("admin:articles_story_send", args=[story.pk]), reporter)
    for status in Status.values:
        for story in Story.objects.filter(status=status).order_by("pk")[:1]:
            yield from _of_story(story, secretary, chief)
    for name in ("articles_story_calendar", "articles_story_differing", "articles_photo_ending"):
        yield Page(f"desk-{name.rpartition('_')[2]}", reverse(f"admin:{name}"), secretary)
    for name in ("withdrawals", "deputies"):
        yield Page(f"desk-{name}", reverse(name), chief)
    for gone in PublishedStory.objects.filter(withdrawn_at__isnull=False)[:1]:
        yield Page("desk-sealed", reverse("sealed", args=[gone.pk]), chief)
    for photo in Photo.objects.order_by("pk")[:1]:
        yield Page("desk-photo-deny", reverse("admin:articles_photo_deny", args=[photo.pk]), chief)
    yield from _of_registry(editor, secretary)
    yield from _of_records(chief)
    yield Page("desk-password", reverse("admin:password_change"), reporter)


def _for_readers() -> Iterator[Page]:
    live = PublishedStory.objects.live().select_related("section").order_by("-first_published_at")
    yield Page("front", reverse("front"))
    for kind in sorted(set(live.values_list("kind", flat=True))):
        story = live.filter(kind=kind)[0]
        yield Page(f"story-{kind}", story.get_absolute_url())
        yield Page(f"section-{story.section.slug}", story.section.get_absolute_url())
    for story in live.filter(photos=[])[:1]:
        yield Page("story-without-photo", story.get_absolute_url())
    for gone in PublishedStory.objects.filter(withdrawn_at__isnull=False).select_related("section")[:1]:
        yield Page("withdrawn", gone.get_absolute_url())
    yield Page("corrections", reverse("corrections"))
    for notice in PublishedCorrection.objects.live()[:1]:
        yield Page("correction", notice.get_absolute_url())
        yield Page("story-corrected", notice.address)
    yield Page("not-found", "/khong-co-trang-nay/")
    yield Page("search", reverse("search"))
    yield Page("search-found", reverse("search") + "?q=hop+tac")
    yield Page("search-nothing", reverse("search") + "?q=%22khong+ai+viet+the%22")
    yield Page("archive", reverse("archive"))
    for story in live[:1]:
        day = timezone.localdate(story.first_published_at)
        yield Page("archive-year", reverse("archive-year", args=[day.year]))
        yield Page("archive-month", reverse("archive-month", args=[day.year, day.month]))
        yield Page("archive-day", reverse("archive-day", args=[day.year, day.month, day.day]))
    yield Page("about", reverse("about"))
    yield Page("people", reverse("people"))
    for person in Person.objects.listed().filter(published_mentions__isnull=False)[:1]:
        yield Page("person", person.get_absolute_url())
    for body in Body.objects.filter(posts__isnull=False)[:1]:
        yield Page("body", body.get_absolute_url())


def _of_story(story: Story, secretary: str, chief: str) -> Iterator[Page]:
    for name in ("change", "history", "review", "revisions"):
        address = reverse(f"admin:articles_story_{name}", args=[story.pk])
        yield Page(f"desk-story-{story.status}-{name}", address, secretary)
    yield Page(f"desk-story-{story.status}-preview", reverse("preview", args=[story.pk]), secretary)
    for number in story.revisions.values_list("number", flat=True)[:1]:
        address = reverse("admin:articles_story_revision", args=[story.pk, number])
        yield Page(f"desk-story-{story.status}-revision", address, secretary)
    if story.status == Status.PUBLISHED:
        yield Page("desk-story-correct", reverse("admin:articles_story_correct", args=[story.pk]), secretary)
    address = reverse("preview-widths", args=[story.pk])
    yield Page(f"desk-story-{story.status}-preview-widths", address, secretary)
    account = get_user_model().objects.get(username=chief)
    for step in filter(steps.asks, workflow.available_steps(story, account)):
        yield Page(f"desk-step-{story.status}-{step.name}", steps.address(story, step.name), chief)


def _of_registry(editor: str, secretary: str) -> Iterator[Page]:
    yield Page("desk-verifying", reverse("admin:people_tenure_verifying"), editor)
    for person in Person.objects.order_by("pk")[:1]:
        yield Page("desk-person-merge", reverse("admin:people_person_merge", args=[person.pk]), secretary)
    for body in Body.objects.order_by("pk")[:1]:
        for name in ("transition", "rename", "close"):
            yield Page(f"desk-body-{name}", reverse(f"admin:people_body_{name}", args=[body.pk]), editor)


def _of_records(chief: str) -> Iterator[Page]:
    """The list of each kind of record, an empty form and the first one's, as the editor-in-chief has them."""
    request = HttpRequest()
    request.user = get_user_model().objects.get(username=chief)
    for model, page in admin.site._registry.items():
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        if not page.has_view_permission(request):
            continue
        yield Page(f"desk-{label}-list", reverse(f"admin:{label}_changelist"), chief)
        if page.has_add_permission(request):
            yield Page(f"desk-{label}-add", reverse(f"admin:{label}_add"), chief)
        for record in model._default_manager.order_by("pk")[:1]:
            for name in ("change", "history", "delete"):
                if name != "delete" or page.has_delete_permission(request, record):
                    address = reverse(f"admin:{label}_{name}", args=[record.pk])
                    yield Page(f"desk-{label}-{name}", address, chief)
