from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Person

from .photo import Photo


class Portrait(models.Model):
    """The picture of a person beside their record: readers see it as soon as it is saved."""

    person = models.OneToOneField(
        Person, models.CASCADE, related_name="portrait", verbose_name=_("person"), editable=False
    )
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="portraits", verbose_name=_("photo"))
    credit = models.CharField(
        _("credit"), max_length=160, blank=True, help_text=_("That of the photo when empty")
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it; the person's name when empty"),
    )

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")

    def __str__(self) -> str:
        return str(self.person)
