from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .revision import Revision
from .story import Status, Story


class StoryEvent(models.Model):
    """One step a story took: who, when, from where to where, and why. Never changed."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="events", verbose_name=_("story"))
    step = models.CharField(_("step"), max_length=20)
    from_status = models.CharField(_("from"), max_length=12, choices=Status)
    to_status = models.CharField(_("to"), max_length=12, choices=Status)
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="+", null=True, verbose_name=_("revision")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("step taken")
        verbose_name_plural = _("steps taken")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.step}: {self.from_status} → {self.to_status}"
