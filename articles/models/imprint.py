"""Who answers for the paper, as the press law asks every page to say."""

from __future__ import annotations

from django.core.cache import cache
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Each page prints it, so it is kept for a minute, or until it is saved.
KEY, SECONDS = "imprint", 60


class ImprintManager(models.Manager["Imprint"]):
    def current(self) -> Imprint:
        """The imprint, an empty one when none was written yet; not more than a minute old.

        Kept as plain values, so that another release of this code can read what this one left in the cache.
        """
        values = cache.get_or_set(KEY, lambda: self.values().first() or {}, SECONDS)
        return Imprint(**(values or {}))


class Imprint(models.Model):
    """The imprint: one row, printed at the foot of every page and in full on the page about the paper."""

    name = models.CharField(
        _("name of the press agency"), max_length=160, help_text=_("As the licence has it.")
    )
    agency = models.CharField(_("governing agency"), max_length=200)
    licence = models.CharField(_("licence number"), max_length=80)
    licence_day = models.DateField(_("licence of"))
    licence_by = models.CharField(_("licensed by"), max_length=200)
    editor_in_chief = models.CharField(_("editor-in-chief"), max_length=120)
    address = models.CharField(_("address"), max_length=250)
    phone = models.CharField(_("telephone"), max_length=60)
    email = models.EmailField(_("e-mail"))
    hotline = models.CharField(_("hotline"), max_length=60, blank=True)
    advertising = models.CharField(_("advertising contact"), max_length=250, blank=True)
    copyright = models.CharField(
        _("copyright line"),
        max_length=250,
        blank=True,
        help_text=_("What others must do who take over our texts."),
    )
    about = models.TextField(_("about the paper"), blank=True)
    ethics = models.TextField(
        _("principles"), blank=True, help_text=_("What the newsroom holds itself to, for readers.")
    )
    corrections = models.TextField(
        _("how mistakes are corrected"), blank=True, help_text=_("Where to report one, and what follows.")
    )

    objects = ImprintManager()

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprint")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_imprint")]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def forget() -> None:
        """Have the next page read what was saved just now."""
        cache.delete(KEY)

    @property
    def missing(self) -> list[str]:
        """The names of the fields the law asks for that hold nothing."""
        asked = [field for field in self._meta.fields if not field.blank and not field.primary_key]
        return [str(field.verbose_name) for field in asked if not getattr(self, field.name)]
