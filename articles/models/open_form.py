from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .story import Story

# A form says that it is open every twenty seconds; a browser slows that to a minute in a hidden tab.
OPEN_FOR = dt.timedelta(seconds=75)
# How long unsaved words wait for their writer, and a form already saved is remembered as such.
KEPT_FOR = dt.timedelta(days=30)
# The same for an account that was switched off: long enough to notice a mistake.
KEPT_WHEN_SWITCHED_OFF = dt.timedelta(days=1)
# Of one account; the oldest make room.
MOST = 40


class OpenFormQuerySet(models.QuerySet["OpenForm"]):
    def open_now(self) -> OpenFormQuerySet:
        """Those that somebody has on the screen."""
        return self.filter(seen_at__gt=timezone.now() - OPEN_FOR, saved=False, user__is_active=True)

    def unsaved_of(self, user: Any) -> OpenFormQuerySet:
        """What `user` typed and did not save, newest first."""
        return self.filter(user=user, saved=False).exclude(data="").order_by("-changed_at", "-pk")

    def prune(self, user: Any) -> None:
        """Forget what nobody will come back for, of everybody; and of `user` what is too much."""
        now = timezone.now()
        old = Q(touched_at__lt=now - KEPT_FOR) | Q(data="", saved=False, touched_at__lt=now - OPEN_FOR)
        gone = Q(user__is_active=False, touched_at__lt=now - KEPT_WHEN_SWITCHED_OFF)
        self.filter(old | gone).delete()
        newest = self.filter(user=user).order_by("-touched_at", "-pk")
        if too_many := list(newest.values_list("pk", flat=True)[MOST:]):
            self.filter(pk__in=too_many).delete()


class OpenForm(models.Model):
    """A story's form in one browser tab: since when it is open, and what was typed in it and not saved.

    The words are its writer's alone: no page shows them to anybody else, no revision holds them. That the
    form is open, everyone who may see the story may know.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # None while the story itself has not been saved.
    story = models.ForeignKey(Story, models.CASCADE, related_name="open_forms", null=True)
    # Made anew for each showing of the form.
    key = models.CharField(max_length=40)
    # The form's fields as JSON, [[name, value], ...] in their order; "" when all is saved.
    data = models.TextField(default="")
    opened_at = models.DateTimeField(default=timezone.now)
    # When the tab last said that it is open; None once it said that it closed.
    seen_at = models.DateTimeField(null=True)
    # When the words in `data` were typed.
    changed_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(auto_now=True, db_index=True)
    # What it held became a revision: a late copy of it is not to be kept again.
    saved = models.BooleanField(default=False)

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="a_form_is_known_by_its_key")]
        indexes = [models.Index(fields=["story", "seen_at"], name="open_forms_of_a_story")]

    def __str__(self) -> str:
        return f"{self.user}: {self.story or '–'}"
