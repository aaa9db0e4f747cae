"""Which published stories a change in the registry concerns: asked by the registry's pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate

from articles.models import PublishedStory
from people.admin.touched import counts_stories
from people.models import Tenure


@counts_stories
def stories_touched(tenures: Iterable[Tenure]) -> int:
    """How many live stories name the holder of one of the tenures and tell of a day it may cover."""
    covered = Q()
    for tenure in tenures:
        covered |= Q(mentions__person=tenure.person_id, day__range=(tenure.start_earliest, tenure.end_latest))
    if not covered:
        return 0
    told = PublishedStory.objects.live().annotate(day=Coalesce("event_date", TruncDate("first_published_at")))
    return told.filter(covered).values("pk").distinct().count()
