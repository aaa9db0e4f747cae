from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vietnamese import fold, one_line

from .body import Body
from .interval import Interval, IntervalQuerySet


class PostQuerySet(IntervalQuerySet):
    def named_like(self, text: str) -> Self:
        """Those whose title, or body's name, holds each word: "bi thu tinh uy quang ninh"."""
        found = self
        for word in fold(text).split():
            found = found.filter(Q(name_key__contains=word) | Q(body__name_key__contains=word))
        return found


class Post(Interval):
    """A seat in a body, there whether filled or not; its interval is that of its existence."""

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="posts", verbose_name=_("body or organisation")
    )
    title = models.CharField(
        _("title of the post"),
        max_length=120,
        help_text=_("Without the body: Bí thư, Phó Chủ tịch, Uỷ viên"),
    )
    printed_as = models.CharField(
        _("printed as"),
        max_length=160,
        blank=True,
        help_text=_("Only when it is not the title followed by the body's name, such as Tổng Bí thư"),
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, default=1, help_text=_("Empty for any number")
    )
    head = models.BooleanField(_("heads the body"), default=False)
    implies = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="implied_by",
        null=True,
        blank=True,
        verbose_name=_("makes this one superfluous"),
        help_text=_("A lesser post left out when both are held: Uỷ viên Ban Thường vụ beside Bí thư"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_key = models.CharField(max_length=300, editable=False, default="", db_index=True)

    objects = PostQuerySet.as_manager()

    class Meta(Interval.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["body", "-head", "order", "pk"]
        constraints = [
            *Interval.Meta.constraints,
            models.UniqueConstraint(fields=["body", "title", "start"], name="one_post_of_a_title_in_a_body"),
        ]

    def __str__(self) -> str:
        return printed_role(self.title, self.printed_as, self.body.printed)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.printed_as = one_line(self.title), one_line(self.printed_as)
        self.name_key = fold(f"{self.title} {self.printed_as}")[:300]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        lesser, seen = self.implies, {self.pk}
        while lesser:
            if lesser.pk in seen:
                raise ValidationError({"implies": gettext("A post cannot make itself superfluous.")})
            seen.add(lesser.pk)
            lesser = lesser.implies
        if self.seats == 0:
            raise ValidationError(
                {"seats": gettext("A post has at least one seat; leave it empty for any number.")}
            )


def printed_role(title: str, printed_as: str, body: str) -> str:
    """A post as house style prints it: "Bí thư" of "Thành uỷ Hà Nội", or `printed_as` alone when given."""
    return printed_as or f"{title} {body}"


class PostName(Interval):
    """A former title of a post, in use until its end."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="former_names", verbose_name=_("post"))
    title = models.CharField(_("title of the post"), max_length=120)
    printed_as = models.CharField(_("printed as"), max_length=160, blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("former title")
        verbose_name_plural = _("former titles")
        ordering = ["end_latest", "pk"]
        indexes = [models.Index(fields=["post", "end_earliest"], name="postname_on_a_day")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.printed_as = one_line(self.title), one_line(self.printed_as)
        super().save(*args, **kwargs)
