from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.dates import ImpreciseDate
from people.fields import ImpreciseDateField
from vietnamese import clean, fold, key, name_sort_key, one_line, slug

from .interval import Interval


class PersonQuerySet(models.QuerySet["Person"]):
    def listed(self) -> Self:
        """Those readers may look up: neither hidden nor merged into another record."""
        return self.filter(merged_into=None).exclude(status=Person.Status.HIDDEN)

    def named_like(self, text: str) -> Self:
        """Those one of whose names holds every word of the text, typed with or without marks, NFC or NFD."""
        found = self
        for word in fold(text).split():
            # Not a join on names: a person with two matching names must come once.
            other = PersonName.objects.filter(name_key__contains=word).values("person")
            found = found.filter(Q(name_key__contains=word) | Q(pk__in=other))
        return found


class Person(models.Model):
    """Someone the newsroom writes about."""

    class Gender(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        OTHER = "other", _("Other")

    class Status(models.TextChoices):
        """Where the record stands; what the person does is told by the tenures."""

        UNCHECKED = "unchecked", _("Not checked yet")
        CHECKED = "checked", _("Checked")
        HIDDEN = "hidden", _("Hidden from readers")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=140, blank=True, editable=False)
    disambiguator = models.CharField(
        _("tells apart"),
        max_length=120,
        blank=True,
        help_text=_("Only when two people share the name, such as “Sở Y tế” or “sinh năm 1970”"),
    )
    gender = models.CharField(_("gender"), max_length=6, choices=Gender, blank=True)
    birth = ImpreciseDateField(_("born"))
    death = ImpreciseDateField(_("died"))
    biography = models.TextField(_("biography"), blank=True)
    status = models.CharField(
        _("state of the record"), max_length=9, choices=Status, default=Status.UNCHECKED
    )
    verified_on = models.DateField(_("last verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("verified by"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="merged_from",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("merged into"),
    )
    # Folded name, for autocomplete; canonical name, for duplicates; and given name first, for A–Z.
    name_key = models.CharField(max_length=240, editable=False, default="", db_index=True)
    spelling_key = models.CharField(max_length=240, editable=False, default="", db_index=True)
    sort_key = models.CharField(max_length=300, editable=False, default="", db_index=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "pk"]
        permissions = [("merge_person", "Can merge records of people")]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="person_not_merged_into_itself")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.disambiguator})" if self.disambiguator else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.disambiguator = one_line(self.disambiguator)
        self.biography = clean(self.biography).strip()
        self.name_key = fold(self.name)[:240]
        self.spelling_key = key(self.name)[:240]
        self.sort_key = name_sort_key(self.name)[:300]
        self.slug = slug(self.name, fallback="nhan-vat")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        if self.birth and self.death and self.lifespan[1].latest < self.lifespan[0].earliest:
            raise ValidationError({"death": gettext("Died before being born.")})
        same = Person.objects.filter(
            spelling_key=key(self.name)[:240], disambiguator=one_line(self.disambiguator), merged_into=None
        )
        if self.merged_into_id is None and same.exclude(pk=self.pk).exists():
            said = gettext("There is another %(name)s. Say what tells them apart, such as the office.")
            raise ValidationError({"disambiguator": said % {"name": self.name}})

    @property
    def lifespan(self) -> tuple[ImpreciseDate | None, ImpreciseDate | None]:
        """Birth and death, each None when not known or not so."""
        return tuple(ImpreciseDate.parse(text) if text else None for text in (self.birth, self.death))

    def stated_as_of(self, today: dt.date) -> dt.date | None:
        """The day the record was last verified, when that is too long before `today` to go unsaid."""
        return stale_since(self.verified_on, today)


def stale_since(verified_on: dt.date | None, today: dt.date) -> dt.date | None:
    """`verified_on` when it is more than `STALE_AFTER` before today; else None."""
    return verified_on if verified_on and verified_on < today - STALE_AFTER else None


STALE_AFTER = dt.timedelta(days=settings.VERIFY_AFTER_DAYS)
"""How long a verification holds: half a year unless the newsroom says otherwise."""


class PersonName(Interval):
    """Another name of a person: former, other, or a known misspelling; dated like all else."""

    class Kind(models.TextChoices):
        OTHER = "other", _("Other name")
        FORMER = "former", _("Former name")
        MISSPELLING = "misspelling", _("Misspelling")

    person = models.ForeignKey(Person, models.CASCADE, related_name="other_names", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.OTHER)
    matchable = models.BooleanField(
        _("look for it in stories"),
        default=True,
        help_text=_("Off for a name too common to mean this person"),
    )
    name_key = models.CharField(max_length=240, editable=False, default="", db_index=True)

    class Meta(Interval.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["pk"]
        constraints = [
            *Interval.Meta.constraints,
            models.UniqueConstraint(fields=["person", "name"], name="a_person_has_a_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.name_key = fold(self.name)[:240]
        super().save(*args, **kwargs)
