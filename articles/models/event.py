from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from .revision import Revision
from .story import Status, Story


class StoryEventQuerySet(models.QuerySet["StoryEvent"]):
    def overrides(self) -> StoryEventQuerySet:
        """Steps for which somebody set objections aside in an emergency."""
        return self.exclude(override="")

    def unseen_overrides(self) -> StoryEventQuerySet:
        """Those that nobody has looked at since."""
        looks = StoryEvent.objects.filter(story=OuterRef("story"), step="look", pk__gt=OuterRef("pk"))
        return self.overrides().filter(~Exists(looks))


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
    # What the step was given besides: {"to": "Vân An", "due": "2019-08-10T15:30:00+07:00", "at", "until",
    # "day", "decision"}; null says that it was taken away.
    facts = models.JSONField(_("particulars"), default=dict, blank=True)
    # Of an emergency: why, and what it set aside, in the words that the person read.
    override = models.TextField(_("reason of the emergency"), blank=True)
    set_aside = models.JSONField(_("set aside"), default=list, blank=True)

    objects = StoryEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("step taken")
        verbose_name_plural = _("steps taken")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["story"], name="event_overrides", condition=~models.Q(override="")),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.from_status} → {self.to_status}"


def own_changes(user) -> models.QuerySet[Revision]:
    """The revisions by `user` that nobody else has approved, of any story: what `user` may not approve."""
    approvals = StoryEvent.objects.filter(
        story=OuterRef("story"), step="approve", revision__number__gte=OuterRef("number")
    )
    return Revision.objects.filter(~Exists(approvals.exclude(by=user)), author=user)
