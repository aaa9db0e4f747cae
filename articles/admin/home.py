"""What waits for this account today: the lists on the desk's front page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.checks import titles_changed
from articles.models import PublishedStory, Status, Story, StoryEvent, open_comments, own_changes
from people.verifying import counts

from . import sending

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


def lists(user) -> list[DeskList]:
    """The lists for `user`, what presses most first. The number of queries depends on the role alone.

    Each story carries its newest step as `last` (None for one that has taken none), and its time as `since`.
    """
    found = list(_lists(user))
    shown = [story for one in found for story in one.stories]
    events = StoryEvent.objects.select_related("by").in_bulk({story.last_event for story in shown} - {None})
    for story in shown:
        story.last = events.get(story.last_event)
        if user.pk in (story.author_id, story.assigned_to_id):
            story.send_photos = sending.offered(story, user)
    return found


def to_verify(user) -> dict[str, int] | None:
    """How much is to be verified (`people.verifying.counts`), for those who can; None for others."""
    return counts(timezone.localdate()) if user.has_perm("people.change_tenure") else None


def _lists(user) -> Iterator[DeskList]:
    newest = StoryEvent.objects.filter(story=OuterRef("pk")).exclude(step__in=workflow.BESIDE_THE_ROAD)
    newest = newest.order_by("-at", "-pk")
    stories = (
        Story.objects.visible_to(user)
        .select_related("section", "author", "assigned_to")
        .annotate(
            last_event=Subquery(newest.values("pk")[:1]),
            last_step=Subquery(newest.values("step")[:1]),
            since=Coalesce(Subquery(newest.values("at")[:1]), F("created_at")),
            open_comments=open_comments(),
        )
    )
    desk = user.has_perm("articles.edit_any_story")

    if desk:
        yield from _titles_changed(stories)
    drafts = list(stories.filter(author=user, status=Status.DRAFT).order_by("-changed_at"))
    given = list(stories.filter(assigned_to=user).order_by(F("due").asc(nulls_last=True), "since"))
    returned = [story for story in [*drafts, *given] if story.last_step == "return"]
    written = [story for story in drafts if story.last_step != "return"]
    given = [story for story in given if story.last_step != "return"]
    if returned or not desk:
        yield _list(_("Returned to me"), returned, empty=_("Nothing was returned to you."))
    if given:
        yield _list(_("Given to me"), given)
    if written or not desk:
        yield _list(_("My drafts"), written, {"status__exact": "draft", "mine": 1}, _("No drafts."))
    others = stories.filter(Q(assigned_to=None) | ~Q(assigned_to=user))
    if not desk:
        away = stories.filter(author=user, status__in=[Status.EDITING, Status.REVIEW, Status.APPROVED])
        yield _list(
            _("With the editors"),
            away.order_by("since"),
            empty=_("None of your stories is with the editors."),
        )
    else:
        yield _waiting(_("Waiting to be edited"), others, Status.EDITING, _("Nothing waits to be edited."))
    if user.has_perm("articles.approve_story"):
        review = others.annotate(changed_by_me=Exists(own_changes(user).filter(story=OuterRef("pk"))))
        yield _waiting(_("Waiting for approval"), review, Status.REVIEW, _("Nothing waits for approval."))
        overrides = StoryEvent.objects.unseen_overrides()
        unseen = overrides.filter(story=OuterRef("pk")).order_by("-pk")
        emergencies = stories.filter(pk__in=overrides.values("story")).annotate(
            last_event=Subquery(unseen.values("pk")[:1]), since=Subquery(unseen.values("at")[:1])
        )
        waiting = list(emergencies.order_by("since")[: SHOWN + 1])
        if waiting:
            yield _list(_("Emergency approvals to be looked at"), waiting)
    if user.has_perm("articles.publish_story"):
        yield _waiting(
            _("Approved, to be published"), others, Status.APPROVED, _("Nothing waits to be published.")
        )
        orphans = list(stories.left_behind().order_by("since")[: SHOWN + 1])
        if orphans:
            title = _("Left by accounts that are switched off: give them to someone")
            yield _list(title, orphans, LEFT)._replace(give=_address(LEFT))

    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    # Filtered before it is annotated: the time is that of the copy which the filter found.
    yield _list(
        _("Scheduled"),
        stories.filter(published__live_from__gt=now)
        .annotate(appears=F("published__live_from"))
        .order_by("appears"),
        {"readers": "scheduled"},
        _("Nothing is scheduled."),
    )
    today = PublishedStory.objects.live().filter(live_from__gte=midnight)
    yield _list(
        _("Published today"),
        stories.filter(published__in=today).annotate(appears=F("published__live_from")).order_by("-appears"),
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
    concerned = list(stories.filter(published__in=found).annotate(copy=F("published")).order_by("copy"))
    for story in concerned:
        story.titles_changed = found[story.copy]
    yield _list(_("Titles that changed since the approval"), concerned)


def _waiting(title: str, stories: QuerySet[Story], status: Status, empty: str) -> DeskList:
    """Those of a status, who has waited longest first."""
    return _list(title, stories.filter(status=status).order_by("since"), {"status__exact": status}, empty)


def _list(title: str, stories, more: dict | None = None, empty: str = "") -> DeskList:
    found = list(stories[: SHOWN + 1])
    return DeskList(title, found[:SHOWN], _address(more) if len(found) > SHOWN else "", empty)


def _address(filters: dict | None) -> str:
    return reverse("admin:articles_story_changelist") + (f"?{urlencode(filters)}" if filters else "")
