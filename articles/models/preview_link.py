from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .revision import Revision
from .story import Story

SALT = "articles.preview"


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open_now(self) -> PreviewLinkQuerySet:
        """Those whose address still shows the story."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def by_token(self, token: str) -> PreviewLink | None:
        """The link that an address names, open or not; None where the address is not one of ours."""
        try:
            pk = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        return self.select_related("story").filter(pk=pk).first()

    def revoke(self, by: Any) -> None:
        """Close their addresses, for good."""
        self.filter(revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by, page="")

    def forget_pages(self) -> None:
        """Drop the pages that nobody can open any more; who made them for what is kept."""
        self.exclude(page="").filter(
            models.Q(expires_at__lte=timezone.now()) | models.Q(revoked_at__isnull=False)
        ).update(page="")


class PreviewLink(models.Model):
    """An address at which an outsider may read one revision of a story for a while, unpublished."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="preview_links", verbose_name=_("story"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", verbose_name=_("revision"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    # The page as it was made, so that it stays the revision it was made of.
    page = models.TextField()

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ()
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.story} ({self.revision})"

    @property
    def token(self) -> str:
        """The last part of the address: signed, so that no other can be guessed from it."""
        return signing.dumps(self.pk, salt=SALT)

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self, by: Any, now: dt.datetime | None = None) -> None:
        """Close the address, for good."""
        if self.revoked_at is None:
            self.revoked_at, self.revoked_by, self.page = now or timezone.now(), by, ""
            self.save(update_fields=["revoked_at", "revoked_by", "page"])
