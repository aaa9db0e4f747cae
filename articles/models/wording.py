"""How the paper words its corrections, as counsel would have it."""

from __future__ import annotations

import datetime as dt
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.dates import short_day

# What the sentence that names the piece is filled in with; the law asks for the first three.
PIECE, SECTION, DATE, PAPER = "{bài}", "{chuyên mục}", "{ngày}", "{báo}"


def validate_naming(sentence: str) -> None:
    """Refuse a sentence that leaves out the piece, its section or its date. Raises ValidationError."""
    if missing := [place for place in (PIECE, SECTION, DATE) if place not in sentence]:
        told = gettext("The notice must name the piece, its section and its date. Missing: %s.")
        raise ValidationError(told % ", ".join(missing))
    if unknown := set(re.findall(r"\{[^{}]*\}", sentence)) - {PIECE, SECTION, DATE, PAPER}:
        told = gettext("Nothing is filled in for %(unknown)s. Use %(known)s.")
        known = ", ".join((PIECE, SECTION, DATE, PAPER))
        raise ValidationError(told % {"unknown": ", ".join(sorted(unknown)), "known": known})


class CorrectionWordingManager(models.Manager["CorrectionWording"]):
    def current(self) -> CorrectionWording:
        """The record, or its defaults while nobody has changed them."""
        return self.first() or CorrectionWording(pk=1)


class CorrectionWording(models.Model):
    """One row: the words of a correction, and what one must hold; published notices stay as they are."""

    title = models.CharField(_("title"), max_length=160, default="Thông tin cải chính, xin lỗi")
    naming = models.TextField(
        _("sentence that names the piece"),
        max_length=1000,
        default="{báo} ngày {ngày}, chuyên mục {chuyên mục}, đăng bài “{bài}” có thông tin chưa chính xác. "
        "Toà soạn cải chính như sau:",
        validators=[validate_naming],
        help_text=_("{bài}, {chuyên mục}, {ngày} and {báo} stand for the piece, its section, its date, us."),
    )
    apology = models.TextField(
        _("usual apology"),
        max_length=2000,
        blank=True,
        default="Toà soạn xin lỗi bạn đọc và các cơ quan, tổ chức, cá nhân có liên quan vì sai sót này.",
        help_text=_("Offered when a correction is begun; it may be changed there."),
    )
    apology_required = models.BooleanField(_("no correction without an apology"), default=True)
    requester_required = models.BooleanField(_("no correction without who asked for it"), default=False)
    document_required = models.BooleanField(_("no correction without a document number"), default=False)

    objects = CorrectionWordingManager()

    class Meta:
        verbose_name = _("wording of corrections")
        verbose_name_plural = _("wording of corrections")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_wording_of_corrections")]

    def __str__(self) -> str:
        return self.title

    @property
    def required(self) -> tuple[str, ...]:
        """The fields of a `Correction` that may not be empty."""
        asked = [name for name in ("apology", "requester", "document") if getattr(self, f"{name}_required")]
        return ("wrong", "right", *asked)

    def name_piece(self, headline: str, section: str, day: dt.date) -> str:
        """The sentence that names a piece, filled in."""
        values = {PIECE: headline, SECTION: section, DATE: short_day(day), PAPER: settings.SITE_NAME}
        # At once: what a headline holds is not filled in again.
        return re.sub(r"\{[^{}]*\}", lambda found: values.get(found[0], found[0]), self.naming)
