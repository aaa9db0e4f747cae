from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Person

from .photo import Photo
from .revision import Revision
from .section import Section
from .story import Kind, Story


class PublishedStoryQuerySet(models.QuerySet["PublishedStory"]):
    def live(self) -> PublishedStoryQuerySet:
        """What readers may see at this moment; every public query begins here."""
        # Not `live_from__lte`: nearly every row has begun, and SQLite would look them all up by that index
        # and sort them, where another index has them in the order asked for.
        return self.not_over().exclude(live_from__gt=timezone.now())

    def not_over(self) -> PublishedStoryQuerySet:
        """What readers see or are to see; never what was withdrawn, whatever the clock says."""
        ahead = Q(live_until__isnull=True) | Q(live_until__gt=timezone.now())
        return self.filter(ahead, withdrawn_at__isnull=True)


class PublishedStory(models.Model):
    """The frozen copy that readers see, made by `articles.publishing` alone.

    A story has one row each time it was published. The next one takes over at its own `live_from`, which
    is the `live_until` of the one before, so a scheduled revision needs nobody to switch it on.
    Everything a page prints is in the row: showing a story asks for nothing else.
    """

    story = models.ForeignKey(
        Story, models.PROTECT, related_name="published", db_index=False, verbose_name=_("story")
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="published", verbose_name=_("revision")
    )
    section = models.ForeignKey(Section, models.PROTECT, related_name="published", verbose_name=_("section"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    slug = models.SlugField(_("address"), max_length=160)
    headline = models.CharField(_("headline"), max_length=250)
    lead = models.TextField(_("lead"), blank=True)
    # Sanitised. Its figures are references (`<figure data-photo="3">`) to `photos` below, which a page
    # fills in without a query, so that old stories follow when the markup of pictures improves.
    html = models.TextField()
    event_date = models.DateField(_("event date"), null=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    # Whether the page says which posts of its people have changed since the event date.
    roles_since = models.BooleanField(default=True)
    # [{"role": "text", "name": "Minh Hà"}]
    bylines = models.JSONField(default=list)
    # [{"credit": "baoquangninh.com.vn", "url": "", "published_at": null}]
    sources = models.JSONField(default=list)
    # [{"id": 3, "name": "...", "url": "/nhan-vat/...", "title": "the roles held on the event date",
    # "bodies": [the bodies they held them in]}]
    people = models.JSONField(default=list)
    # In the order of the page: [{"photo", "number", "caption", "credit", "alt", "width", "height", "sizes",
    # "label", "focus"}]; `sizes` is {"webp": [[width, height, address], ...], "jpeg": [...]}, narrowest
    # first, `label` "illustration", "ai" or "", `focus` [from the left, from the top] in hundredths.
    photos = models.JSONField(default=list)
    # Newest first: [{"id", "title", "wrong", "right", "url", "published_at"}], of `PublishedCorrection`; the
    # one part of a copy that is written after it was published.
    corrections = models.JSONField(default=list)
    corrected_at = models.DateTimeField(null=True)
    # What the page says at its foot of the last change that was announced to readers: when, and what.
    updated_at = models.DateTimeField(null=True)
    update_note = models.CharField(max_length=300, blank=True)
    first_published_at = models.DateTimeField(_("published"))
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True)
    # When the desk wants it gone; `live_until` is earlier when another copy takes its place.
    expires_at = models.DateTimeField(_("expires"), null=True)
    # Set on every row of a withdrawn story: its address answers 410 with this notice.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawal_notice = models.TextField(_("notice to readers"), blank=True)

    objects = PublishedStoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("published copy")
        verbose_name_plural = _("published copies")
        ordering = ["-first_published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="published_copy_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["story"], condition=Q(live_until__isnull=True), name="one_open_copy_per_story"
            ),
        ]
        indexes = [
            models.Index(fields=["-first_published_at", "-id"], name="published_newest"),
            models.Index(
                fields=["section", "-first_published_at", "-id"], name="published_newest_in_section"
            ),
            # All that counting needs, so that no row, with its text, is read.
            models.Index(
                fields=["first_published_at", "live_from", "live_until", "withdrawn_at"],
                name="published_counted_live",
            ),
            # What appears today or is scheduled: a few, at the end of all.
            models.Index(fields=["live_from"], name="published_by_time"),
            models.Index(
                fields=["live_until"], condition=Q(live_until__isnull=False), name="published_by_end"
            ),
            # Whether a story is live, and when it will be, without reading a copy.
            models.Index(
                fields=["story", "live_from", "live_until", "withdrawn_at"], name="published_of_story"
            ),
            models.Index(
                fields=["expires_at"], name="published_expiring", condition=Q(expires_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.section.slug, self.slug, self.story_id])

    @property
    def gone_at(self) -> dt.datetime | None:
        """When readers cease to see it, or ceased."""
        return self.withdrawn_at or self.live_until

    @property
    def modified_at(self) -> dt.datetime:
        """When what readers see of it last changed: by its publication, or by a correction since."""
        return max(self.live_from, self.corrected_at or self.live_from)

    @property
    def badge(self) -> str:
        """The kind in words, for all but plain news, which needs none."""
        return "" if self.kind == Kind.NEWS else self.get_kind_display()


class PublishedPerson(models.Model):
    """That a published copy mentions a person; what it prints of them is in the copy's `people`."""

    published = models.ForeignKey(PublishedStory, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="published_mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["published", "person"], name="one_mention_per_copy")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.published_id}"


class PublishedPhoto(models.Model):
    """That a published copy shows a photo; what it prints of it is in the copy's `photos`.

    Of a photo that was denied afterwards the entry is taken out of the copy and kept here, so that no page
    can print it.
    """

    published = models.ForeignKey(PublishedStory, models.CASCADE, related_name="shown_photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="published_uses")
    # The entries of a denied photo, as they were in the copy's `photos`; in their order (`articles.denying`).
    taken_out = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["published", "photo"], name="one_row_per_copy_and_photo")
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} in {self.published_id}"
