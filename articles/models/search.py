from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from vietnamese import KEY_VERSION, one_line, words


class Abbreviation(models.Model):
    """An abbreviation that newsrooms use and what it stands for; a search for the one finds the other."""

    short = models.CharField(_("abbreviation"), max_length=40, unique=True, help_text=_("Such as UBND"))
    long = models.CharField(_("stands for"), max_length=120, help_text=_("Such as uỷ ban nhân dân"))

    class Meta:
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")
        ordering = ["short", "pk"]

    def __str__(self) -> str:
        return f"{self.short} = {self.long}"

    def clean(self) -> None:
        self.short, self.long = one_line(self.short), one_line(self.long)
        for field in ("short", "long"):
            if not words(getattr(self, field)):
                raise ValidationError({field: _("Write it in letters or digits.")})


class SearchIndex(models.Model):
    """How a search index was built. When keys are made otherwise by now, it has to be built again."""

    name = models.CharField(max_length=20, primary_key=True)
    key_version = models.PositiveSmallIntegerField()
    built_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name

    @property
    def current(self) -> bool:
        """Whether its keys are those that are looked for today."""
        return self.key_version == KEY_VERSION
