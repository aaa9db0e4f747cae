"""Public corrections: what the desk writes and approves, and the frozen notice that readers see."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .published import PublishedStory
from .story import Story


class CorrectionStatus(models.TextChoices):
    DRAFT = "draft", _("Being written")
    REVIEW = "review", _("Waiting for approval")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DROPPED = "dropped", _("Dropped")


class Correction(models.Model):
    """A correction as the desk writes it; `articles.workflow.correcting` alone changes one.

    `piece` is the copy that readers saw when the correction was begun: its title and section may be what is
    wrong, and are named as they were then.
    """

    TEXT = ("wrong", "right", "apology", "requester", "document")

    story = models.ForeignKey(Story, models.PROTECT, related_name="corrections", verbose_name=_("story"))
    piece = models.ForeignKey(PublishedStory, models.PROTECT, related_name="+")
    wrong = models.TextField(_("what was wrong"), max_length=5000)
    right = models.TextField(_("what is right"), max_length=5000)
    apology = models.TextField(_("apology"), max_length=2000, blank=True)
    requester = models.CharField(
        _("asked for by"),
        max_length=200,
        blank=True,
        help_text=_("Printed in the notice: the person or organisation that asked for it."),
    )
    document = models.CharField(
        _("document number"), max_length=120, blank=True, help_text=_("Printed in the notice, if any.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=CorrectionStatus, default=CorrectionStatus.DRAFT
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    # Everybody who wrote a word of it: none of them approves it.
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("approved by")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        # Written by those who may edit any story, approved by those who approve and publish.
        default_permissions = ("view",)
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["status", "changed_at"], name="corrections_by_status")]

    def __str__(self) -> str:
        return self.piece.headline

    @property
    def text(self) -> dict[str, str]:
        """What is approved, by the names of its fields."""
        return {name: getattr(self, name) for name in self.TEXT}

    @property
    def text_hash(self) -> str:
        """SHA-256 (64 hex digits) of the text; equal exactly when no word of it differs."""
        return _hash(self.text)


def _hash(text: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(text, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class PublishedCorrectionQuerySet(models.QuerySet["PublishedCorrection"]):
    def live(self) -> PublishedCorrectionQuerySet:
        """The notices that readers may see."""
        return self.filter(withdrawn_at=None)

    def with_piece_live(self) -> PublishedCorrectionQuerySet:
        """Each with `piece_live`: whether readers may see the story that it corrects."""
        copies = PublishedStory.objects.live().filter(story=OuterRef("story"))
        return self.annotate(piece_live=Exists(copies))


class PublishedCorrection(models.Model):
    """The notice that readers see, frozen when it was approved; only its withdrawal is written afterwards."""

    correction = models.OneToOneField(Correction, models.PROTECT, related_name="published")
    story = models.ForeignKey(Story, models.PROTECT, related_name="published_corrections")
    title = models.CharField(max_length=160)
    # The piece, its section and its date, in the words that the house then used.
    naming = models.TextField()
    headline = models.CharField(max_length=250)
    section_name = models.CharField(max_length=80)
    # From the root; the address may have changed since, and then leads on.
    address = models.CharField(max_length=300)
    wrong = models.TextField()
    right = models.TextField()
    apology = models.TextField(blank=True)
    requester = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(_("published"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = PublishedCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("published correction")
        verbose_name_plural = _("published corrections")
        default_permissions = ()
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="corrections_newest")]

    def __str__(self) -> str:
        return f"{self.title}: {self.headline}"

    def get_absolute_url(self) -> str:
        return reverse("correction", args=[self.pk])

    @property
    def text_hash(self) -> str:
        """SHA-256 (64 hex digits) of every word of it, the house's own wording too: what is approved."""
        return _hash({name: getattr(self, name) for name in ("title", "naming", *Correction.TEXT)})

    @property
    def on_story(self) -> dict[str, Any]:
        """What the story's own page and machines print of it: an entry of `PublishedStory.corrections`."""
        return {
            "id": self.pk,
            "title": self.title,
            "wrong": self.wrong,
            "right": self.right,
            "url": self.get_absolute_url(),
            "published_at": self.published_at.isoformat(),
        }
