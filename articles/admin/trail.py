"""What happened to a story: its steps and its revisions, and one revision to read."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.models import Revision, Story, StoryEvent
from articles.models import account_name as name
from articles.workflow import BESIDE_THE_ROAD, step_label
from vietnamese import long_date, long_time

from .compare import fields


class Entry(NamedTuple):
    """One line of the trail: a step taken, or a revision saved."""

    at: object
    who: str
    label: str
    event: StoryEvent | None
    revision: Revision | None

    @property
    def particulars(self) -> list[str]:
        """What the step was given, in words."""
        return [line for _key, line in particulars(self.event)] if self.event else []


def trail(story: Story, most: int | None = None) -> list[Entry]:
    """Steps and revisions of `story`, newest first, at most `most` of each. Two queries."""
    events = story.events.select_related("by", "revision").defer("revision__content")[:most]
    revisions = story.revisions.select_related("author").defer("content")[:most]
    entries = [Entry(one.at, name(one.by), str(step_label(one.step)), one, None) for one in events]
    entries += [Entry(one.created_at, name(one.author), _("Saved"), None, one) for one in revisions]
    return sorted(entries, key=lambda entry: (entry.at, entry.event is not None), reverse=True)[:most]


def last_move(story: Story) -> StoryEvent | None:
    """The step that brought `story` to where it waits; None for a draft that took none."""
    return story.events.exclude(step__in=BESIDE_THE_ROAD).select_related("by").first()


def particulars(event: StoryEvent) -> list[tuple[str, str]]:
    """What a step was given, in words: [("due", "Deadline: Thứ Bảy, 10/8/2019, 15:30 (GMT+7)."), ...]."""
    labels = {
        "to": _("To: %s."),
        "due": _("Deadline: %s."),
        "at": _("At: %s."),
        "until": _("Goes at: %s."),
        "day": _("Day: %s."),
        "restored": _("From revision %s."),
        "decision": _("Decision: %s."),
        "correction": _("Correction %s."),
        "change": _("Readers are told at the foot: %s."),
    }
    return [(key, labels[key] % _shown(key, value)) for key, value in event.facts.items() if key in labels]


def _shown(key: str, value: Any) -> str:
    if key == "change":
        return value.rstrip(".") or _("when it was updated")
    if not value or key in ("to", "restored", "decision", "correction"):
        return value or _("none any more")
    return (
        long_date(dt.date.fromisoformat(value))
        if key == "day"
        else long_time(dt.datetime.fromisoformat(value))
    )


def revision_view(story_admin, request: HttpRequest, story: Story, number: int) -> HttpResponse:
    """One revision, with what changed since the one before it marked."""
    revisions = {
        one.number: one
        for one in story.revisions.select_related("author").filter(number__in=[number - 1, number])
    }
    if number not in revisions:
        raise Http404
    revision, before = revisions[number], revisions.get(number - 1)
    context = {
        **story_admin.admin_site.each_context(request),
        "title": _("Revision %s") % number,
        "subtitle": str(story),
        "opts": story_admin.opts,
        "original": story,
        "revision": revision,
        "author": name(revision.author),
        "before": before,
        "newest": story.revisions.order_by("-number").values_list("number", flat=True).first(),
        "fields": fields(revision.content, before.content if before else None),
    }
    return TemplateResponse(request, "admin/articles/story/revision.html", context)
