from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from vietnamese import fold, one_line, sort_key

from .body import Level
from .interval import Interval, IntervalQuerySet


class UnitQuerySet(IntervalQuerySet):
    def named_like(self, text: str) -> Self:
        """Those whose name holds every word of the text, typed with or without marks."""
        found = self
        for word in fold(text).split():
            found = found.filter(name_key__contains=word)
        return found


class Unit(Interval):
    """An administrative unit, within the days it existed, and what became of it."""

    name = models.CharField(_("name"), max_length=80, help_text=_("With its kind: tỉnh Quảng Ninh"))
    short_name = models.CharField(_("name without its kind"), max_length=80)
    code = models.CharField(_("official code"), max_length=8, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("in"),
    )
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="predecessors",
        blank=True,
        verbose_name=_("what came after"),
    )
    name_key = models.CharField(max_length=160, editable=False, default="", db_index=True)
    sort_key = models.CharField(max_length=200, editable=False, default="")

    objects = UnitQuerySet.as_manager()

    class Meta(Interval.Meta):
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        ordering = ["level", "sort_key", "pk"]
        constraints = [
            *Interval.Meta.constraints,
            models.UniqueConstraint(
                fields=["level", "code", "start"],
                condition=~models.Q(code=""),
                name="one_unit_of_a_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.short_name = one_line(self.name), one_line(self.short_name)
        self.name_key = fold(self.name)[:160]
        self.sort_key = sort_key(self.short_name)[:200]
        super().save(*args, **kwargs)
