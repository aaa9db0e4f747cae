from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Person
from vietnamese import fold

from .story import Story

# IPTC's digital source types of pictures that a trained model made, in whole or in part.
# https://cv.iptc.org/newscodes/digitalsourcetype/
MADE_BY_AI = {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"}


def search_key(*texts: str) -> str:
    """Texts as the library looks them up: folded, every word after a space."""
    return f" {fold(' '.join(texts))}"


class Photo(models.Model):
    """A photo file: the original is kept private under its SHA-256, readers get re-encoded sizes."""

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    format = models.CharField(_("format"), max_length=8, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    bytes = models.PositiveBigIntegerField(_("file size"), editable=False)
    # As the uploader's device called it; shown, never used as a path.
    filename = models.CharField(_("file name"), max_length=150, blank=True, editable=False)
    # {"webp": [[width, height, address], ...], "jpeg": [...], "share": [1200, 630, address]}, narrowest
    # first: all a template needs for a <picture>.
    sizes = models.JSONField(default=dict, editable=False)
    # What the file said of itself when it came in (`articles.photos.metadata`): suggestions for its uses.
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    caption = models.TextField(_("caption"), blank=True)
    alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    creator = models.CharField(_("photographer"), max_length=160, blank=True)
    source = models.CharField(_("source"), max_length=160, blank=True)
    copyright = models.CharField(_("copyright"), max_length=300, blank=True)
    licence_url = models.CharField(_("licence address"), max_length=500, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    keywords = models.JSONField(_("keywords"), default=list, blank=True, editable=False)
    persons_shown = models.JSONField(_("persons shown"), default=list, blank=True, editable=False)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True, db_index=True, editable=False)
    # Minutes east of Greenwich on the camera's clock; null when the file does not say, and `taken_at` took
    # the clock for Vietnam's.
    taken_offset = models.SmallIntegerField(null=True, blank=True, editable=False)
    digital_source_type = models.CharField(max_length=60, blank=True, editable=False)
    # 64 bits that hardly change when a photo is saved again or smaller (`articles.photos.likeness`).
    likeness = models.BigIntegerField(null=True, editable=False)
    resembles = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("looks like"),
    )
    credit = models.CharField(_("credit"), max_length=160, blank=True)
    illustration = models.BooleanField(_("illustration, not a photograph"), default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="photos",
        null=True,
        editable=False,
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True, db_index=True)
    search_key = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        permissions = [("download_original", "Can download photos as they were uploaded")]

    def __str__(self) -> str:
        return f"{self.pk} ({self.width}×{self.height})"

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key(
            self.filename.rpartition(".")[0] or self.filename,
            self.credit,
            self.headline,
            self.caption,
            self.creator,
            self.source,
            self.city,
            *self.keywords,
            *self.persons_shown,
        )
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    @property
    def is_made_by_ai(self) -> bool:
        """Whether its file says that a trained model made it, in whole or in part."""
        return self.digital_source_type in MADE_BY_AI


class StoryPhotoQuerySet(models.QuerySet["StoryPhoto"]):
    def visible_to(self, user) -> StoryPhotoQuerySet:
        """The uses in stories that this account may open at the desk."""
        return self.filter(story__in=Story.objects.visible_to(user))


class StoryPhoto(models.Model):
    """One use of a photo in one story, with its own caption, credit, alt text and people.

    The body refers to it by `number`, which is unique in the story and never used again, so that a
    restored revision still points at the right picture. Without a photo it is an empty slot that waits.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="story_photos", verbose_name=_("story"))
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    photo = models.ForeignKey(
        Photo, models.PROTECT, related_name="uses", null=True, blank=True, verbose_name=_("photo")
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=160, blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it; the caption when empty"),
    )
    people = models.ManyToManyField(
        Person, through="articles.StoryPhotoPerson", related_name="+", verbose_name=_("people in the picture")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    caption_key = models.TextField(editable=False, default="")

    objects = StoryPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo in the story")
        verbose_name_plural = _("photos in the story")
        ordering = ["order", "number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="one_photo_number_per_story")]

    def __str__(self) -> str:
        return f"{self.number}. {self.caption[:60]}"

    def save(self, *args, **kwargs) -> None:
        self.caption_key = search_key(self.caption, self.alt)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "caption_key"}
        super().save(*args, **kwargs)


class StoryPhotoPerson(models.Model):
    """Someone in a picture, counted from the left."""

    story_photo = models.ForeignKey(StoryPhoto, models.CASCADE, related_name="photo_people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="photo_people")
    order = models.PositiveSmallIntegerField(_("order from the left"), default=0)

    class Meta:
        verbose_name = _("person in the picture")
        verbose_name_plural = _("people in the picture")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story_photo", "person"], name="one_row_per_photo_and_person")
        ]

    def __str__(self) -> str:
        return str(self.person)
