from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import models, transaction
from django.db.models import F, Sum
from django.utils import timezone

from .story import Story

KEPT = dt.timedelta(days=8)


class ReadCountQuerySet(models.QuerySet["ReadCount"]):
    def record(self, counts: Mapping[tuple[int, dt.datetime], int]) -> None:
        """Add {(story id, hour): reads} and forget what is older than a week; every story must be there."""
        with transaction.atomic():
            self.bulk_create(
                [self.model(story_id=story, hour=hour, reads=0) for story, hour in counts],
                ignore_conflicts=True,
            )
            for (story, hour), reads in sorted(counts.items()):
                self.filter(story=story, hour=hour).update(reads=F("reads") + reads)
            self.filter(hour__lt=timezone.now() - KEPT).delete()

    def most(self, since: dt.datetime, limit: int) -> list[int]:
        """The ids of the stories read most since then, most first."""
        rows = self.filter(hour__gte=since).values("story").annotate(total=Sum("reads"))
        return list(rows.order_by("-total", "-story").values_list("story", flat=True)[:limit])


class ReadCount(models.Model):
    """How many times a story was read within one hour; nothing of who read it."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    hour = models.DateTimeField(db_index=True)
    reads = models.PositiveIntegerField(default=0)

    objects = ReadCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "hour"], name="one_count_per_story_and_hour")]

    def __str__(self) -> str:
        return f"{self.story_id}, {self.hour:%Y-%m-%d %H}: {self.reads}"
