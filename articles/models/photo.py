from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models import Person
from vietnamese import fold_key, word_key, words

from .story import Story

# IPTC's digital source types of pictures that a trained model made, in whole or in part.
# https://cv.iptc.org/newscodes/digitalsourcetype/
MADE_BY_AI = {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"}


def search_key(*texts: str) -> str:
    """Texts as the library looks them up: every word between spaces, first without marks, then as it is
    spelled with "=" before it; "|" stands between texts, so that no phrase reaches over."""
    spelled = [" ".join(word_key(word) for word in words(text)) for text in texts]
    marked = [" ".join(f"={word}" for word in one.split()) for one in spelled]
    return f" {' | '.join(filter(None, [*map(fold_key, spelled), *marked]))} "


class Rights(models.TextChoices):
    """By what right we print a photo. Drawings and what a machine made are told apart to readers."""

    STAFF = "staff", _("Staff photo")
    CONTRACT = "contract", _("Contributor's photo")
    AGENCY = "agency", _("Agency or another newspaper")
    HANDOUT = "handout", _("Handed out by a body or company")
    SOCIAL = "social", _("Social media, with the owner's consent")
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    ILLUSTRATION = "illustration", _("Illustration")
    AI = "ai", _("Made by AI")


# What readers are told of a picture that is no photograph of what happened.
LABELLED = (Rights.ILLUSTRATION, Rights.AI)


class SizesFailure(models.TextChoices):
    """Why the sizes of a photo could not be made."""

    NOT_WRITTEN = "not-written", _("the server could not write the files; its disk may be full")
    ORIGINAL = "original", _("the file that was uploaded is damaged or missing on the server")
    OTHER = "other", _("the log of the server says why")


class PhotoQuerySet(models.QuerySet["Photo"]):
    def denied(self) -> PhotoQuerySet:
        """Those that may no longer be shown."""
        return self.filter(denied_at__isnull=False)

    def ending(self, first: dt.date, last: dt.date) -> PhotoQuerySet:
        """Those whose last permitted day lies between two days, these included, soonest first."""
        return self.filter(valid_until__range=(first, last)).order_by("valid_until", "pk")


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
    # first: all a template needs for a <picture>. Empty until they are made (`articles.photos.making`).
    sizes = models.JSONField(default=dict, editable=False)
    # Why they could not be made, or not again after a change; "" when they were, or nobody has tried yet.
    sizes_failure = models.CharField(
        max_length=16, choices=SizesFailure, blank=True, editable=False, default=""
    )
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
    rights = models.CharField(
        _("rights"),
        max_length=16,
        choices=Rights,
        blank=True,
        help_text=_("By what right the paper prints it. Without rights no story with it is approved."),
    )
    terms = models.TextField(
        _("terms"),
        blank=True,
        help_text=_("What was agreed: contract or letter, whom to ask, what is not allowed"),
    )
    # Both days are permitted ones, in Vietnam's time.
    valid_from = models.DateField(_("may be used from"), null=True, blank=True)
    valid_until = models.DateField(
        _("may be used until"), null=True, blank=True, db_index=True, help_text=_("Empty: without end")
    )
    denied_at = models.DateTimeField(_("denied"), null=True, editable=False)
    denied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("denied by"),
    )
    denied_reason = models.TextField(_("why it is denied"), editable=False, blank=True)
    # The point that every cut keeps in view, in hundredths of the width and of the height.
    focus_x = models.PositiveSmallIntegerField(
        _("focal point from the left, %"), default=50, validators=[MaxValueValidator(100)]
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focal point from the top, %"), default=50, validators=[MaxValueValidator(100)]
    )
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

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        permissions = [
            ("download_original", "Can download photos as they were uploaded"),
            ("deny_photo", "Can deny the use of a photo and take it off the site"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="photo_rights_end_after_they_begin",
                violation_error_message=_("The last day of use is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(focus_x__lte=100, focus_y__lte=100), name="photo_focus_is_inside_the_picture"
            ),
        ]

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

    def shown_at(self, width: int = 0) -> list | None:
        """[width, height, address] of the smallest JPEG at least so wide (px), else of the widest.

        None while there is none: `waiting` says why.
        """
        made = self.sizes.get("jpeg") or [None]
        return next((one for one in made if one and one[0] >= width), made[-1])

    @property
    def waiting(self) -> str:
        """Why there is no picture to show yet, in words; "" when there is."""
        if self.sizes:
            return ""
        if self.sizes_failure:
            return gettext("Its sizes could not be made: %s.") % self.get_sizes_failure_display()
        return gettext("Its sizes are being made …")

    @property
    def is_made_by_ai(self) -> bool:
        """Whether its file says that a trained model made it, in whole or in part."""
        return self.digital_source_type in MADE_BY_AI

    @property
    def label(self) -> str:
        """What readers are told it is: "illustration", "ai", or "" for a photograph.

        A file that says a model made it is labelled so, whatever rights were chosen.
        """
        if self.is_made_by_ai:
            return Rights.AI.value
        return self.rights if self.rights in LABELLED else ""

    def rights_may_be_set_by(self, user) -> bool:
        """Whether `user` may say by what right it is printed: who brought it in, and the desk."""
        return user.has_perm("articles.change_photo") and (
            self.uploaded_by_id == user.pk or user.has_perm("articles.edit_any_story")
        )

    def settle_rights(self, rights: str, user) -> None:
        """Keep the rights said of several photos at once, where nobody has said any and `user` may."""
        if rights and not self.rights and self.rights_may_be_set_by(user):
            self.rights = rights
            self.save(update_fields=["rights"])


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
        help_text=_("What the picture shows, for those who cannot see it"),
    )
    people = models.ManyToManyField(
        Person, through="articles.StoryPhotoPerson", related_name="+", verbose_name=_("people in the picture")
    )
    # What was typed of them, from the left with commas between, as long as some are not in the registry: "".
    people_typed = models.CharField(max_length=1000, blank=True, editable=False, default="")
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
