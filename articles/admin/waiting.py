"""What waits at the desk, and for whom: the lists of the front page and the number in every page's header."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles import workflow
from articles.models import CorrectionStatus, Status, Story, StoryEvent, own_changes
from articles.workflow.steps import IN_HAND

# Which right makes what has that status wait for anyone who has it.
ANYONE = {
    Status.EDITING: "articles.edit_any_story",
    Status.REVIEW: "articles.approve_story",
    Status.APPROVED: "articles.publish_story",
}


def last_move(value: str) -> Subquery:
    """To annotate stories with: that field of the newest step on their road; null where none was taken."""
    moves = StoryEvent.objects.filter(story=OuterRef("pk")).exclude(step__in=workflow.BESIDE_THE_ROAD)
    return Subquery(moves.order_by("-at", "-pk").values(value)[:1])


# To annotate stories with: since when each is where it is.
SINCE = Coalesce(last_move("at"), F("created_at"))


def in_hand(user: Any) -> QuerySet[Story]:
    """The stories in hand that concern `user`: own drafts, what is given to them, what waits for anyone with
    their rights; a reporter's with the editors too.

    Each with its newest step's name as `last_step`, and whether `user` wrote of it what nobody else has
    approved as `changed_by_me`.
    """
    stories = Story.objects.all()
    concerning = [stories.filter(author=user, status=Status.DRAFT), stories.filter(assigned_to=user)]
    concerning += [stories.filter(status=status) for status in ANYONE if user.has_perm(ANYONE[status])]
    if not user.has_perm("articles.edit_any_story"):
        concerning += [stories.filter(author=user, status=status) for status in ANYONE]
    own = Exists(own_changes(user).filter(story=OuterRef("pk")))
    return (
        stories.visible_to(user)
        .in_any(*concerning)
        .filter(status__in=IN_HAND)
        .annotate(last_step=last_move("step"), changed_by_me=Q(status=Status.REVIEW) & own)
    )


def rows(user: Any) -> list[dict[str, Any]]:
    """`in_hand`, who has waited longest first: what a list is made of, without the words. One query."""
    found = in_hand(user).annotate(last_event=last_move("pk"), since=SINCE)
    return list(
        found.order_by("since", "pk").values(
            *("pk", "status", "author_id", "assigned_to_id", "due", "changed_at"),
            *("last_event", "last_step", "since", "changed_by_me"),
        )
    )


def count(user: Any) -> int:
    """Stories given or returned to `user` or waiting for anyone of their role, corrections, emergencies.

    What is given to somebody else, or that `user` may not approve as they wrote it, does not wait for them.
    One query for a reporter, three at most for others.
    """
    if not user.has_perm("articles.view_story"):
        return 0
    returned = Q(status=Status.DRAFT, author=user, last_step="return")
    anyones = [status for status in ANYONE if user.has_perm(ANYONE[status])]
    waits = Q(assigned_to=None, status__in=anyones, changed_by_me=False)
    found = in_hand(user).filter(Q(assigned_to=user) | returned | waits).count()
    if user.has_perm("articles.approve_story"):
        # Nobody looks at what they approved themselves.
        found += StoryEvent.objects.unseen_overrides().exclude(by=user).values("story").distinct().count()
    for one in workflow.corrections_in_hand(user):
        found += not (one.mine and one.status == CorrectionStatus.REVIEW)
    return found
