from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.validators import validate_source_address
from vietnamese import clean, fold, one_line

from .body import Body
from .interval import Edges, Interval, IntervalQuerySet
from .person import Person, stale_since
from .post import Post


class TermQuerySet(IntervalQuerySet):
    def named_like(self, text: str) -> Self:
        """Those whose body's name holds each word, or whose own name does."""
        found = self
        for word in fold(text).split():
            found = found.filter(Q(name_key__contains=word) | Q(body__name_key__contains=word))
        return found


class Term(Interval):
    """The term of a body, such as khoá XV, 2020–2025."""

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="terms", verbose_name=_("body or organisation")
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("Such as khoá XV"))

    name_key = models.CharField(max_length=160, editable=False, default="")

    objects = TermQuerySet.as_manager()

    class Meta(Interval.Meta):
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ["-start_earliest", "name"]
        constraints = [
            *Interval.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="one_term_of_a_name_in_a_body"),
        ]

    def __str__(self) -> str:
        years = "–".join(str(date.year) for date in (self.start_date, self.end_date) if date)
        return f"{self.body}, {self.name}" + (f" ({years})" if years else "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.name_key = fold(self.name)[:160]
        super().save(*args, **kwargs)


class TenureQuerySet(IntervalQuerySet):
    def named_like(self, text: str) -> Self:
        """Those whose person, title or body has each word in its name."""
        found = self
        for word in fold(text).split():
            found = found.filter(
                Q(person__name_key__contains=word)
                | Q(post__name_key__contains=word)
                | Q(post__body__name_key__contains=word)
            )
        return found


class Tenure(Interval):
    """A person holding a post, from and to (Popolo calls it a Membership)."""

    class Capacity(models.TextChoices):
        FULL = "full", _("Full")
        ACTING = "acting", _("Acting (quyền)")
        ASSIGNED = "assigned", _("Given the task (được giao nhiệm vụ)")
        IN_CHARGE = "in_charge", _("In charge (phụ trách)")

    class Began(models.TextChoices):
        ELECTED = "elected", _("Elected")
        RE_ELECTED = "re_elected", _("Re-elected")
        APPOINTED = "appointed", _("Appointed")
        DESIGNATED = "designated", _("Designated (chỉ định)")
        TRANSFERRED = "transferred", _("Transferred")
        ASSIGNED = "assigned", _("Assigned")
        OTHER = "other", _("Otherwise")

    class Ended(models.TextChoices):
        TERM = "term", _("End of the term")
        TRANSFERRED = "transferred", _("Transferred")
        RETIRED = "retired", _("Retired")
        RESIGNED = "resigned", _("Resigned")
        RELIEVED = "relieved", _("Relieved (miễn nhiệm)")
        REMOVED = "removed", _("Removed (bãi nhiệm, cách chức)")
        DIED = "died", _("Died")
        ABOLISHED = "abolished", _("The post or body was abolished")
        OTHER = "other", _("Otherwise")

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures", verbose_name=_("person"))
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures", verbose_name=_("post"))
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="tenures",
        null=True,
        blank=True,
        verbose_name=_("term of office"),
    )
    capacity = models.CharField(_("capacity"), max_length=9, choices=Capacity, default=Capacity.FULL)
    began = models.CharField(_("how it began"), max_length=11, choices=Began, blank=True)
    ended = models.CharField(_("how it ended"), max_length=11, choices=Ended, blank=True)
    decision = models.CharField(_("decision number"), max_length=120, blank=True)
    source_url = models.CharField(
        _("source address"),
        max_length=500,
        blank=True,
        validators=[validate_source_address],
        help_text=_("A web address, or the path of one of our own stories"),
    )
    verified_on = models.DateField(
        _("last verified"),
        null=True,
        blank=True,
        help_text=_("The day on which this was known to be so"),
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("verified by"),
    )
    note = models.TextField(_("note"), blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta(Interval.Meta):
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["-start_earliest", "-pk"]
        indexes = [
            models.Index(fields=["person", "start_earliest"], name="tenure_of_person"),
            models.Index(fields=["post", "start_earliest", "end_latest"], name="tenure_of_post"),
            models.Index(fields=["end_latest", "verified_on"], name="tenure_to_verify"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.note = clean(self.note).strip()
        super().save(*args, **kwargs)

    def edges(self) -> Edges:
        """As of any interval; an open tenure had begun by the day it was last verified, and one that ended
        on a day nobody knows had ended by then."""
        edges = super().edges()
        if not self.verified_on:
            return edges
        known_by = max(self.verified_on, edges.start_earliest)
        if self.ended_unknown:
            return edges._replace(end_latest=min(edges.end_latest, known_by))
        if not self.end:
            return edges._replace(start_latest=min(edges.start_latest, known_by))
        return edges

    def stated_as_of(self, today: dt.date) -> dt.date | None:
        """The day a page prints after "tính đến": that of the last verification, when the tenure is open
        and was verified too long before `today` to be stated as a fact of today; else None."""
        return None if self.end else stale_since(self.verified_on, today)

    def clean(self) -> None:
        super().clean()
        if self.ended and not self.end:
            raise ValidationError(
                {"end": gettext("How it ended is given, but not when. Write ? when nobody knows the day.")}
            )
        if self.post_id and self.person_id:
            self._refuse_two_at_once()
        if self.term_id and self.post_id and self.term.body_id != self.post.body_id:
            raise ValidationError({"term": gettext("That is a term of another body.")})

    def _refuse_two_at_once(self) -> None:
        """One who holds a post holds it once; and a post has no more full holders than seats.

        Only what certainly overlaps by more than a day counts: two hold a post on the day of a handover.
        """
        others = (
            Tenure.objects.filter(
                post=self.post,
                start_latest__lt=self.end_earliest,
                end_earliest__gt=self.start_latest,
                start_latest__lte=F("end_earliest"),
            )
            .exclude(pk=self.pk)
            .select_related("person")
        )
        same = [one for one in others if one.person_id == self.person_id and one.capacity == self.capacity]
        if same and self.start_latest <= self.end_earliest:
            raise ValidationError(
                gettext("%(person)s is already recorded as holding this post at that time (%(span)s).")
                % {"person": self.person, "span": same[0].span or gettext("dates not known")}
            )
        if self.post.seats is None or self.capacity != self.Capacity.FULL:
            return
        holders = [one for one in others if one.capacity == self.Capacity.FULL]
        if len({one.person_id for one in holders} - {self.person_id}) >= self.post.seats:
            raise ValidationError(
                gettext(
                    "%(post)s has no seat free then: %(people)s. End that tenure first, or use “Transition”."
                )
                % {
                    "post": self.post,
                    "people": "; ".join(f"{one.person} {one.span}".strip() for one in holders),
                }
            )


class Suspension(Interval):
    """A while in which a holder is suspended from duty: the post is still theirs."""

    tenure = models.ForeignKey(Tenure, models.CASCADE, related_name="suspensions", verbose_name=_("tenure"))
    decision = models.CharField(_("decision number"), max_length=120, blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-start_earliest", "-pk"]

    def __str__(self) -> str:
        return self.span
