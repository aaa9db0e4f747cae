"""The screen on which a body's term ends and the next begins: filled in, previewed, then carried out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models import Body, Person, Tenure
from people.transition import Handover, Outcome, carry_out, preview
from people.validators import validate_source_address

from .touched import stories_touched, tell_differing

if TYPE_CHECKING:
    from collections.abc import Iterator

STAYS, AGAIN = "", "again"


class TransitionForm(forms.Form):
    """When, and for each post who leaves, who goes on, and who comes."""

    day = forms.DateField(
        label=_("day of the handover"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    term = forms.ModelChoiceField(None, label=_("new term of office"), required=False)
    began = forms.ChoiceField(
        label=_("newcomers are"), choices=Tenure.Began.choices, initial=Tenure.Began.ELECTED
    )
    decision = forms.CharField(label=_("decision number"), max_length=120, required=False)
    source_url = forms.CharField(
        label=_("source address"), max_length=500, required=False, validators=[validate_source_address]
    )

    def __init__(self, *args: Any, body: Body, admin_site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = body.terms.select_related("body")
        self.posts = list(body.posts.possible(timezone.localdate()).select_related("body"))
        tenures = Tenure.objects.filter(post__in=self.posts).open().select_related("person", "post__body")
        self.tenures = list(tenures.order_by("start_earliest", "pk"))
        ended = [(value, label) for value, label in Tenure.Ended.choices if value != Tenure.Ended.DIED]
        what = [
            (STAYS, _("No change")),
            (AGAIN, _("Goes on, in the new term")),
            (_("Leaves"), ended),
        ]
        for tenure in self.tenures:
            self.fields[f"what_{tenure.pk}"] = forms.ChoiceField(
                label=str(tenure.person), choices=what, required=False
            )
        for post in self.posts:
            self.fields[f"new_{post.pk}"] = forms.ModelMultipleChoiceField(
                Person.objects.filter(merged_into=None),
                label=gettext("who comes: %(post)s") % {"post": post},
                required=False,
                widget=AutocompleteSelectMultiple(Tenure._meta.get_field("person"), admin_site),
            )
            self.fields[f"capacity_{post.pk}"] = forms.ChoiceField(
                label=gettext("capacity: %(post)s") % {"post": post},
                choices=Tenure.Capacity.choices,
                required=False,
            )

    def head(self) -> list[forms.BoundField]:
        """The fields that hold for the whole handover."""
        return [self[name] for name in ("day", "term", "began", "decision", "source_url")]

    def rows(self) -> Iterator[dict[str, Any]]:
        """For the table: each post with its holders, their fields, and the fields for those who come."""
        for post in self.posts:
            yield {
                "post": post,
                "holders": [
                    (tenure, self[f"what_{tenure.pk}"])
                    for tenure in self.tenures
                    if tenure.post_id == post.pk
                ],
                "new": self[f"new_{post.pk}"],
                "capacity": self[f"capacity_{post.pk}"],
            }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.changes():
            raise ValidationError(gettext("Nothing is chosen: say who leaves, who goes on or who comes."))
        return data

    def changes(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name.startswith(("what_", "new_")))

    def handover(self) -> Handover:
        data = self.cleaned_data
        chosen = {tenure: data[f"what_{tenure.pk}"] for tenure in self.tenures}
        return Handover(
            day=data["day"],
            ends={tenure: how for tenure, how in chosen.items() if how not in (STAYS, AGAIN)},
            again=[tenure for tenure, how in chosen.items() if how == AGAIN],
            begins=[
                (post, person, data[f"capacity_{post.pk}"] or Tenure.Capacity.FULL)
                for post in self.posts
                for person in data[f"new_{post.pk}"]
            ],
            term=data["term"],
            began=data["began"],
            decision=data["decision"],
            source_url=data["source_url"],
        )


@transaction.atomic
def transition_view(page: ModelAdmin, request: HttpRequest, body: Body) -> HttpResponse:
    """Fill in, preview, carry out. What is carried out is what the preview showed, or it is shown again."""
    if request.method == "POST":
        # Whoever else hands over or closes this body, or ends a tenure in it, is waited for or waits.
        Body.objects.select_for_update().get(pk=body.pk)
        list(Tenure.objects.filter(post__body=body).select_for_update(of=("self",)))
    form = TransitionForm(request.POST or None, body=body, admin_site=page.admin_site)
    outcome, seen, touched = None, "", None
    if request.method == "POST" and form.is_valid():
        outcome = preview(form.handover(), by=request.user)
        seen = _digest(outcome)
        touched = stories_touched(outcome.ended)
        if "apply" in request.POST and not outcome.problems:
            if request.POST.get("seen") == seen:
                return _carry_out(page, request, body, form.handover())
            messages.warning(
                request, gettext("The records have changed since the preview. Look at it again.")
            )
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": gettext("Handover: %(body)s") % {"body": body},
        "body": body,
        "form": form,
        "outcome": outcome,
        "seen": seen,
        "touched": touched,
        "media": page.media + form.media,
    }
    faulty = bool(form.errors or (outcome and outcome.problems))
    return TemplateResponse(request, "admin/people/transition.html", context, status=422 if faulty else 200)


def _carry_out(page: ModelAdmin, request: HttpRequest, body: Body, handover: Handover) -> HttpResponse:
    done = carry_out(handover, by=request.user)
    told = gettext("Handover carried out: %(ended)s ended, %(begun)s begun.") % {
        "ended": len(done.ended),
        "begun": len(done.begun),
    }
    page.log_change(request, body, told)
    messages.success(request, told)
    tell_differing(request, [one.person_id for one in (*done.ended, *done.begun)])
    return HttpResponseRedirect(reverse("admin:people_body_change", args=[body.pk]))


def _digest(outcome: Outcome) -> str:
    """Equal exactly when two outcomes would write the same."""
    written = [
        (one.pk, one.person_id, one.post_id, one.capacity, one.start, one.end, one.ended)
        for one in outcome.ended
    ] + [(one.person_id, one.post_id, one.capacity, one.start, one.term_id) for one in outcome.begun]
    shown = [(line.person.pk, line.before, line.after) for line in outcome.lines]
    return hashlib.sha256(repr((written, shown)).encode()).hexdigest()
