from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# First words of addresses that mean something else; `newsroom.urls` and DESIGN's table of addresses.
RESERVED = frozenset(
    {
        *("anh", "cai-chinh", "co-quan", "dem", "gioi-thieu", "healthz", "index", "luu-tru", "media"),
        *(
            "news-sitemap",
            "nhan-vat",
            "readyz",
            "robots",
            "rss",
            "sitemap",
            "static",
            "tim-kiem",
            "toa-soan",
            "xem-truoc",
        ),
    }
)


def validate_not_reserved(slug: str) -> None:
    """Refuse a slug whose address already leads elsewhere. Raises ValidationError."""
    if slug in RESERVED:
        raise ValidationError(
            gettext("“/%(slug)s/” is taken by another part of the site. Choose another address.")
            % {"slug": slug},
            code="reserved",
        )


class Chain(models.TextChoices):
    """Who stands between a reporter and the reader."""

    FULL = "full", _("Edited, then approved")
    BRIEFS = "briefs", _("News in brief goes straight to approval, all else is edited first")
    SHORT = "short", _("Straight to approval")
    CHIEF = "chief", _("Edited, then approved by the editor-in-chief")


class Section(models.Model):
    """A section of the paper, such as "Chính trị"; its slug is the first part of its stories' addresses."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, validators=[validate_not_reserved])
    chain = models.CharField(
        _("chain of approval"),
        max_length=8,
        choices=Chain,
        default=Chain.FULL,
        help_text=_("A story marked sensitive goes to the editor-in-chief whatever its section."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])

    def clean(self) -> None:
        """Refuse an address that leads to another section since that one moved. Raises ValidationError."""
        former = FormerSlug.objects.exclude(section=self.pk).select_related("section").filter(slug=self.slug)
        if other := former.first():
            message = gettext(
                "“/%(slug)s/” was the address of “%(section)s” and leads there. Choose another."
            )
            raise ValidationError({"slug": message % {"slug": self.slug, "section": other.section}})

    def remember(self, slug: str) -> None:
        """Have a former slug lead to this section from now on; its present one no longer is a former one."""
        FormerSlug.objects.filter(slug=self.slug).delete()
        if slug and slug != self.slug:
            FormerSlug.objects.get_or_create(slug=slug, section=self)


class FormerSlug(models.Model):
    """A slug that a section had before: its address answers 301, for ever."""

    slug = models.SlugField(max_length=80, unique=True)
    section = models.ForeignKey(Section, models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug
