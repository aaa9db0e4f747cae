from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.dates import short_day

from .post import Post


class ProtocolOrderQuerySet(models.QuerySet["ProtocolOrder"]):
    def in_force(self, day: dt.date) -> Self:
        """The order in force on a day, alone; none when the first begins later."""
        return self.filter(since__lte=day).order_by("-since")[:1]


class ProtocolOrder(models.Model):
    """The order in which posts are printed and listed, from a day until the next order begins.

    Posts it does not name come after, by level, system and their order in the body.
    """

    since = models.DateField(_("in force from"), unique=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    posts = models.ManyToManyField(Post, through="people.ProtocolPlace", related_name="+")

    objects = ProtocolOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("protocol order")
        verbose_name_plural = _("protocol orders")
        ordering = ["-since"]

    def __str__(self) -> str:
        return short_day(self.since)


class ProtocolPlace(models.Model):
    """The place of one post in one protocol order, from 1."""

    order = models.ForeignKey(ProtocolOrder, models.CASCADE, related_name="places")
    post = models.ForeignKey(Post, models.CASCADE, related_name="places", verbose_name=_("post"))
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("place in the order")
        verbose_name_plural = _("places in the order")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["post", "order"], name="one_place_per_post_and_order")]

    def __str__(self) -> str:
        return f"{self.position}. {self.post}"
