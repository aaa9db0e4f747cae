"""What stands first on the front page, by an editor's hand."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .story import Story


class FrontPage(models.Model):
    """The front page, of which there is one: its places are put in order together."""

    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front page")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_front_page")]

    def __str__(self) -> str:
        return str(_("front page"))


class FrontPlaceQuerySet(models.QuerySet["FrontPlace"]):
    def in_force(self) -> Self:
        """Those whose time it is. Whether readers may see the story is not asked here but of its copies."""
        now = timezone.now()
        return self.filter(Q(since=None) | Q(since__lte=now), Q(until=None) | Q(until__gt=now))


class FrontPlace(models.Model):
    """The place of one story on the front page: the first leads, those after it are features.

    One whose time has passed, or whose story is withdrawn, gives its place to the next without anyone's help.
    """

    page = models.ForeignKey(FrontPage, models.CASCADE, related_name="places")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+", verbose_name=_("story"))
    position = models.PositiveSmallIntegerField(_("position"))
    since = models.DateTimeField(_("from"), null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = FrontPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("places on the front page")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["story"], name="one_place_per_story")]

    def __str__(self) -> str:
        return f"{self.position}. {self.story}"
