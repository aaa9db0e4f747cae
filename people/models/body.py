from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.fields import ImpreciseDateField
from people.validators import validate_source_address
from vietnamese import clean, fold, one_line, slug, sort_key

from .interval import Interval, IntervalQuerySet


class System(models.TextChoices):
    """The system a body belongs to; within a level they are listed in this order."""

    PARTY = "party", _("Party")
    ASSEMBLY = "assembly", _("Assembly")
    GOVERNMENT = "government", _("Government")
    FRONT = "front", _("Fatherland Front")
    MASS = "mass", _("Mass organisation")
    JUDICIARY = "judiciary", _("Judiciary")
    ARMED = "armed", _("Armed forces")
    OTHER = "other", _("Other")


class Level(models.IntegerChoices):
    """The level of a body, from the highest; district level ended on 1 July 2025."""

    CENTRAL = 1, _("Central")
    PROVINCE = 2, _("Province")
    DISTRICT = 3, _("District (until 30 June 2025)")
    COMMUNE = 4, _("Commune")
    OTHER = 9, _("Other")


class BodyQuerySet(IntervalQuerySet):
    def named_like(self, text: str) -> Self:
        """Those one of whose names holds every word of the text, typed with or without marks, NFC or NFD."""
        found = self
        for word in fold(text).split():
            other = BodyName.objects.filter(name_key__contains=word).values("body")
            found = found.filter(models.Q(name_key__contains=word) | models.Q(pk__in=other))
        return found


class Body(Interval):
    """A Party committee, assembly, office, front, organisation …; its interval is that of its existence."""

    name = models.CharField(
        _("name"), max_length=200, help_text=_("In full, such as Uỷ ban nhân dân tỉnh Quảng Ninh")
    )
    short_name = models.CharField(
        _("as printed after a title"),
        max_length=120,
        blank=True,
        help_text=_("Such as UBND tỉnh Quảng Ninh; the name when empty"),
    )
    slug = models.SlugField(_("address"), max_length=140, blank=True, editable=False)
    system = models.CharField(_("system"), max_length=10, choices=System, default=System.GOVERNMENT)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, default=Level.PROVINCE)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("part of"),
    )
    unit = models.ForeignKey(
        "people.Unit",
        models.PROTECT,
        related_name="bodies",
        null=True,
        blank=True,
        verbose_name=_("administrative unit"),
    )
    # Folded names, for autocomplete; and Vietnamese order, for lists.
    name_key = models.CharField(max_length=340, editable=False, default="", db_index=True)
    sort_key = models.CharField(max_length=300, editable=False, default="", db_index=True)

    objects = BodyQuerySet.as_manager()

    class Meta(Interval.Meta):
        verbose_name = _("body or organisation")
        verbose_name_plural = _("bodies and organisations")
        ordering = ["level", "sort_key", "pk"]

    def __str__(self) -> str:
        return self.printed

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.short_name = one_line(self.name), one_line(self.short_name)
        self.name_key = fold(f"{self.name} {self.short_name}")[:340]
        self.sort_key = sort_key(self.printed)[:300]
        self.slug = slug(self.printed, fallback="co-quan")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("body", args=[self.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        above, seen = self.parent, {self.pk}
        while above:
            if above.pk in seen:
                raise ValidationError({"parent": gettext("A body cannot be part of itself.")})
            seen.add(above.pk)
            above = above.parent

    @property
    def printed(self) -> str:
        """The name as house style prints it after a title."""
        return self.short_name or self.name


class BodyName(Interval):
    """A former name of a body, in use until its end; or another name it goes by."""

    class Kind(models.TextChoices):
        FORMER = "former", _("Former name")
        OTHER = "other", _("Other name or abbreviation")

    body = models.ForeignKey(
        Body, models.CASCADE, related_name="other_names", verbose_name=_("body or organisation")
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.FORMER)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("as printed after a title"), max_length=120, blank=True)
    name_key = models.CharField(max_length=340, editable=False, default="", db_index=True)

    class Meta(Interval.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["end_latest", "pk"]
        indexes = [models.Index(fields=["body", "kind", "end_earliest"], name="bodyname_on_a_day")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.short_name = one_line(self.name), one_line(self.short_name)
        self.name_key = fold(f"{self.name} {self.short_name}")[:340]
        super().save(*args, **kwargs)


class BodyChange(models.Model):
    """That a body was renamed, merged, split, founded or abolished; when, and what came after."""

    class Kind(models.TextChoices):
        FOUNDED = "founded", _("Founded")
        RENAMED = "renamed", _("Renamed")
        MERGED = "merged", _("Merged into")
        SPLIT = "split", _("Split into")
        ABOLISHED = "abolished", _("Abolished")

    body = models.ForeignKey(
        Body, models.CASCADE, related_name="changes", verbose_name=_("body or organisation")
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    date = ImpreciseDateField(_("date"), blank=False)
    successors = models.ManyToManyField(
        Body, related_name="predecessors", blank=True, verbose_name=_("what came after")
    )
    decision = models.CharField(_("decision number"), max_length=120, blank=True)
    source_url = models.CharField(
        _("source address"), max_length=500, blank=True, validators=[validate_source_address]
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("change of a body")
        verbose_name_plural = _("changes of a body")
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.body}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.note = clean(self.note).strip()
        super().save(*args, **kwargs)
