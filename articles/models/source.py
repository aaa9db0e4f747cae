from django.db import models
from django.utils.translation import gettext_lazy as _

from .story import Story


class Source(models.Model):
    """A newspaper or agency whose text we reprint, with its terms."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    domain = models.CharField(
        _("domain"),
        max_length=120,
        unique=True,
        null=True,
        blank=True,
        help_text=_("As it stands in “Nguồn tin: …”, such as baoquangninh.com.vn"),
    )
    credit_line = models.CharField(
        _("credit line"),
        max_length=160,
        blank=True,
        help_text=_("Printed as the source; the name when empty"),
    )
    terms = models.TextField(_("terms"), blank=True)
    licence = models.CharField(_("licence"), max_length=160, blank=True)
    photos_reusable = models.BooleanField(_("their photos may be reused"), default=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def credit(self) -> str:
        """What a page prints after “Nguồn tin:”."""
        return self.credit_line or self.name


class StorySource(models.Model):
    """One source of one story: where the original stands and when it appeared."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="story_sources", verbose_name=_("story"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="story_sources", verbose_name=_("source"))
    url = models.URLField(_("address of the original"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("original published at"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("source of the story")
        verbose_name_plural = _("sources of the story")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "source"], name="one_row_per_story_and_source")
        ]

    def __str__(self) -> str:
        return str(self.source)
