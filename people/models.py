from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """Someone the newsroom writes about."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=140, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name
