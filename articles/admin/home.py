"""What waits for this account today: the lists on the desk's front page."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from copy import copy
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.checks import titles_changed
from articles.models import PublishedStory, Status, Story, StoryEvent, open_comments
from people.verifying import counts

from . import sending, waiting

SHOWN = 20
# Of the copies that are scheduled or went live lately, so many are compared with the registry.
LATELY = dt.timedelta(days=2)
CHECKED = 60
# What accounts left that are switched off, in the list of stories.
LEFT = {"mine": "left"}


class DeskList(NamedTuple):
    """One list: its stories, at most `SHOWN`, and where the rest is to be found ("" when all are shown)."""

    title: str
    stories: list[Story]
    more: str
    empty: str
    # Where all of them can be given to somebody at once.
    give: str = ""

    @property
    def overdue(self) -> int:
        """Of how many the deadline has passed."""
        return sum(story.overdue for story in self.stories)


# A story's key as "pk", that of its newest step as "last_event", "since", and what else its list tells of it.
Row = dict[str, Any]


def lists(user) -> list[DeskList]:
    """The lists for `user`, what presses most first. The number of queries depends on the role alone.

    Each story carries its newest step as `last` (None for one that has taken none), and its time as `since`.
    """
    found = list(_lists(user))
    shown = [row for one in found for row in one.stories]
    stories = Story.objects.select_related("section", "author", "assigned_to").defer("lead", "body")
    stories = stories.annotate(open_comments=open_comments()).in_bulk({row["pk"] for row in shown})
    events = StoryEvent.objects.select_related("by").in_bulk({row["last_event"] for row in shown} - {None})

    def told(row: Row) -> Story:
        # A story of two lists is told of in each in its own way.
        story = copy(stories[row["pk"]])
        story.headline = row.get("printed", story.headline)
        for name in row.keys() - {"pk"}:
            setattr(story, name, row[name])
        story.last = events.get(row["last_event"])
        if user.pk in (story.author_id, story.assigned_to_id):
            story.send_photos = sending.offered(story, user)
        return story

    return [one._replace(stories=[told(row) for row in one.stories]) for one in found]


def to_verify(user) -> dict[str, int] | None:
    """How much is to be verified (`people.verifying.counts`), for those who can; None for others."""
    return counts(timezone.localdate()) if user.has_perm("people.change_tenure") else None


def _lists(user) -> Iterator[DeskList]:
    """The lists, each with rows in the place of its stories."""
    stories = Story.objects.visible_to(user).annotate(last_event=waiting.last_move("pk"), since=waiting.SINCE)
    desk = user.has_perm("articles.edit_any_story")
    rows = waiting.rows(user)
    given = sorted(
        (row for row in rows if row["assigned_to_id"] == user.pk),
        key=lambda row: row["due"].timestamp() if row["due"] else math.inf,
    )
    drafts = [row for row in rows if row["status"] == Status.DRAFT and row["author_id"] == user.pk]
    drafts.sort(key=lambda row: row["changed_at"], reverse=True)
    others = [row for row in rows if row["assigned_to_id"] != user.pk]

    def with_status(status: Status) -> list[Row]:
        return [row for row in others if row["status"] == status]

    if desk:
        yield from _titles_changed(stories)
    returned = [row for row in [*drafts, *given] if row["last_step"] == "return"]
    written = [row for row in drafts if row["last_step"] != "return"]
    given = [row for row in given if row["last_step"] != "return"]
    if returned or not desk:
        yield _list(_("Returned to me"), returned, empty=_("Nothing was returned to you."))
    if given:
        yield _list(_("Given to me"), given)
    if written or not desk:
        yield _list(_("My drafts"), written, {"status__exact": "draft", "mine": 1}, _("No drafts."))
    if not desk:
        away = [row for row in rows if row["status"] != Status.DRAFT]
        yield _list(_("With the editors"), away, empty=_("None of your stories is with the editors."))
    else:
        editing = with_status(Status.EDITING)
        yield _waiting(_("Waiting to be edited"), editing, Status.EDITING, _("Nothing waits to be edited."))
    if user.has_perm("articles.approve_story"):
        review = with_status(Status.REVIEW)
        yield _waiting(_("Waiting for approval"), review, Status.REVIEW, _("Nothing waits for approval."))
        overrides = StoryEvent.objects.unseen_overrides()
        unseen = overrides.filter(story=OuterRef("pk")).order_by("-pk")
        emergencies = stories.filter(pk__in=overrides.values("story")).annotate(
            last_event=Subquery(unseen.values("pk")[:1]), since=Subquery(unseen.values("at")[:1])
        )
        if found := _rows(emergencies.order_by("since")):
            yield _list(_("Emergency approvals to be looked at"), found)
    if user.has_perm("articles.publish_story"):
        approved = with_status(Status.APPROVED)
        yield _waiting(
            _("Approved, to be published"), approved, Status.APPROVED, _("Nothing waits to be published.")
        )
        if orphans := _rows(stories.left_behind().order_by("since")):
            title = _("Left by accounts that are switched off: give them to someone")
            yield _list(title, orphans, LEFT)._replace(give=_address(LEFT))

    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    # Filtered before it is annotated: time and headline are those of the copy which the filter found.
    of_copy = {"appears": F("published__live_from"), "printed": F("published__headline")}
    scheduled = stories.filter(published__live_from__gt=now).annotate(**of_copy)
    yield _list(
        _("Scheduled"),
        _rows(scheduled.order_by("appears"), *of_copy),
        {"readers": "scheduled"},
        _("Nothing is scheduled."),
    )
    today = PublishedStory.objects.live().filter(live_from__gte=midnight)
    published = stories.filter(published__in=today).annotate(**of_copy)
    yield _list(
        _("Published today"),
        _rows(published.order_by("-appears"), *of_copy),
        {"readers": "live"},
        _("Nothing was published today."),
    )


def _titles_changed(stories: QuerySet[Story]) -> Iterator[DeskList]:
    """Those scheduled, or live since a short while, that name people whose titles are not what they were."""
    since = timezone.now() - LATELY
    copies = PublishedStory.objects.filter(live_from__gte=since, withdrawn_at=None).defer("html", "photos")
    found = titles_changed(copies.order_by("-live_from")[:CHECKED])
    if not found:
        return
    concerned = stories.filter(published__in=found).annotate(copy=F("published")).order_by("copy")
    changed = [row | {"titles_changed": found[row["copy"]]} for row in _rows(concerned, "copy")]
    yield _list(_("Titles that changed since the approval"), changed)


def _rows(stories: QuerySet[Story], *more: str) -> list[Row]:
    """The first of them, as many as tell whether there are more than are shown."""
    return list(stories.values("pk", "last_event", "since", *more)[: SHOWN + 1])


def _waiting(title: str, rows: list[Row], status: Status, empty: str) -> DeskList:
    """Those of a status, who has waited longest first."""
    return _list(title, rows, {"status__exact": status}, empty)


def _list(title: str, rows: list[Row], more: dict | None = None, empty: str = "") -> DeskList:
    return DeskList(title, rows[:SHOWN], _address(more) if len(rows) > SHOWN else "", empty)


def _address(filters: dict | None) -> str:
    return reverse("admin:articles_story_changelist") + (f"?{urlencode(filters)}" if filters else "")
