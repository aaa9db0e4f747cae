"""How much waits for this account to act: the number in the desk's header, made afresh for each page."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from articles import workflow
from articles.models import CorrectionStatus, Status, Story, StoryEvent, own_changes
from articles.workflow.steps import IN_HAND


def count(user: Any) -> int:
    """Stories given or returned to `user` or waiting for anyone of their role, corrections, emergencies.

    What is given to somebody else, or that `user` may not approve as they wrote it, does not wait for them.
    One query for a reporter, three at most for others.
    """
    if not user.has_perm("articles.view_story"):
        return 0
    moves = StoryEvent.objects.filter(story=OuterRef("pk")).exclude(step__in=workflow.BESIDE_THE_ROAD)
    last = Subquery(moves.order_by("-at", "-pk").values("step")[:1])
    wanted = Q(assigned_to=user) | Q(status=Status.DRAFT, author=user, last_step="return")
    anyone = Q(assigned_to=None)
    if user.has_perm("articles.edit_any_story"):
        wanted |= anyone & Q(status=Status.EDITING)
    approves = user.has_perm("articles.approve_story")
    if approves:
        own = Exists(own_changes(user).filter(story=OuterRef("pk")))
        wanted |= anyone & Q(status=Status.REVIEW) & ~own
    if user.has_perm("articles.publish_story"):
        wanted |= anyone & Q(status=Status.APPROVED)
    stories = Story.objects.visible_to(user).filter(status__in=IN_HAND)
    found = stories.alias(last_step=last).filter(wanted).count()
    if approves:
        # Nobody looks at what they approved themselves.
        found += StoryEvent.objects.unseen_overrides().exclude(by=user).values("story").distinct().count()
    for one in workflow.corrections_in_hand(user):
        found += not (one.mine and one.status == CorrectionStatus.REVIEW)
    return found
