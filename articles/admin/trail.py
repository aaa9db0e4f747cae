"""What happened to a story: its steps and its revisions, and one revision to read."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.models import Revision, Story, StoryEvent
from articles.models import account_name as name
from articles.workflow import step_label

from .compare import fields


class Entry(NamedTuple):
    """One line of the trail: a step taken, or a revision saved."""

    at: object
    who: str
    label: str
    event: StoryEvent | None
    revision: Revision | None


def trail(story: Story, most: int | None = None) -> list[Entry]:
    """Steps and revisions of `story`, newest first, at most `most` of each. Two queries."""
    events = story.events.select_related("by", "revision")[:most]
    revisions = story.revisions.select_related("author").defer("content")[:most]
    entries = [Entry(one.at, name(one.by), str(step_label(one.step)), one, None) for one in events]
    entries += [Entry(one.created_at, name(one.author), _("Saved"), None, one) for one in revisions]
    return sorted(entries, key=lambda entry: (entry.at, entry.event is not None), reverse=True)[:most]


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
