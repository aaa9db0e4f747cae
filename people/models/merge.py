from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .person import Person


class Merge(models.Model):
    """That one record of a person was merged into another: what moved, by whom, and whether it was undone."""

    source = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("merged record"))
    target = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("into"))
    # What `people.merging` needs to put everything back.
    moved = models.JSONField(default=dict, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
