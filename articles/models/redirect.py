"""Addresses of the paper's former site, and where each leads today."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST = 400
# What the columns of a CSV file are called, by field; the fields' own names will do too.
COLUMNS = {"old": "địa chỉ cũ", "new": "dẫn tới"}


class RedirectQuerySet(models.QuerySet["Redirect"]):
    def at(self, path: str, query: str) -> Redirect | None:
        """What leads on from a path, as a server decoded it, and its query; the path alone serves too."""
        path = path.rstrip("/")
        wanted = [f"{path}?{query}", path] if query else [path]
        if not path or len(wanted[0]) > LONGEST or "\0" in wanted[0]:
            return None
        found = {redirect.old: redirect for redirect in self.filter(old__in=wanted)}
        return next((found[one] for one in wanted if one in found), None)


class Redirect(models.Model):
    """One former address and where it leads; asked only where no page of ours answers.

    It never leads to another former address: who comes is sent on once.
    """

    old = models.CharField(
        _("former address"),
        max_length=LONGEST,
        unique=True,
        help_text=_("From the first slash on, such as /tin-tuc/bai-1.html or /index.php?id=7"),
    )
    new = models.CharField(
        _("leads to"),
        max_length=500,
        help_text=_("A page of this site, from its first slash on, or a whole address with https://"),
    )

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    def clean(self) -> None:
        """Bring both addresses into the form they are compared in; the new one is followed to its end.

        Raises:
            ValidationError: one is no address, leads to no page of ours, or in a circle.
        """
        self.old = normal_path(self.old)
        if not self.old.startswith("/"):
            raise ValidationError(
                {"old": gettext("Write it from its first slash on; the front page has an address already.")}
            )
        self.new = _target(self.new.strip())
        following = Redirect.objects.filter(old=normal_path(self.new)).exclude(pk=self.pk).first()
        if self.new.startswith("/") and following:
            self.new = following.new
        if self.new.startswith("/") and normal_path(self.new) == self.old:
            raise ValidationError({"new": gettext("This leads in a circle.")})

    @transaction.atomic
    def put(self) -> None:
        """Save it, checked, and have what led to its old address lead on to its new one.

        Raises:
            ValidationError: as `clean`.
        """
        self.full_clean()
        self.save()
        Redirect.objects.filter(new__in=[self.old, f"{self.old}/"]).update(new=self.new)


def normal_path(address: str) -> str:
    """A path with its query as it is compared: decoded, without host, and without the last slash."""
    parts = urlsplit(address.strip())
    query = f"?{parts.query}" if parts.query else ""
    return unquote(parts.path).rstrip("/") + query


def column(heading: str) -> str:
    """What a column of a CSV file is called in full, by however it was headed."""
    heading = " ".join(heading.split()).lower()
    return COLUMNS.get(heading, heading)


def _target(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.netloc:
        ours = urlsplit(settings.SITE_URL)
        if parts.netloc != ours.netloc:
            return address
        address = address.partition(parts.netloc)[2] or "/"
        parts = urlsplit(address)
    if (
        not address.startswith("/")
        or address.startswith("//")
        or "\\" in address
        or not address.isprintable()
    ):
        raise ValidationError(
            {
                "new": gettext(
                    "Write a page of this site from its first slash on, or a whole https:// address."
                )
            }
        )
    try:
        resolve(parts.path)
    except Resolver404:
        # It may itself be a former address, which leads on.
        if not Redirect.objects.filter(old=normal_path(address)).exists():
            raise ValidationError({"new": gettext("There is no such page on this site.")}) from None
    return address
