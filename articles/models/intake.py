from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .story import Story


class Intake(models.Model):
    """A text as it reached the desk, kept whole, and what was found in it."""

    story = models.OneToOneField(Story, models.CASCADE, related_name="intake", verbose_name=_("story"))
    text = models.TextField(_("text as received"))
    # SHA-256 of the folded text: the same story again, however it is accented or spaced.
    fingerprint = models.CharField(max_length=64, db_index=True, editable=False)
    filename = models.CharField(_("file name"), max_length=255, blank=True)
    # [{"kind": ..., "found": bool, "message": ..., ...}], as `articles.intake` writes it.
    report = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("brought in by")
    )
    at = models.DateTimeField(_("brought in"), auto_now_add=True)

    class Meta:
        verbose_name = _("text received")
        verbose_name_plural = _("texts received")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.story}"
