"""Two editors on one record: the later save is refused, with what was typed kept and what changed shown.

A form carries, signed, what its record and rows held when it was opened. Comparing that with what they hold
now needs no column for versions, and sees what was changed in any way: a transition, a merge, a CSV file.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, router, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ledger.differences import Change, Held, changes, held_by
from ledger.models import Entry
from people.numbers import whole_number
from vietnamese import long_time

from .touched import tell_differing

_SALT = "people.seen"


class Clash(NamedTuple):
    """That the record was changed since the form was opened: when and by whom, and what."""

    who: str
    when: str
    changes: list[Change]


class Guarded:
    """For the admin page of a record that several people edit; also says which stories a change concerns."""

    change_form_template = "admin/people/record_form.html"

    def people_concerned(self, record: Any) -> Any:
        """The ids of the people whose printed lines a change of this record may change; None for all."""
        return []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)

        class GuardedForm(form):
            def clean(self) -> Any:
                cleaned = super().clean()
                if change and getattr(request, "clash", None):
                    raise ValidationError(
                        _(
                            "Not saved: this record was changed after you had opened it. All you typed is"
                            " below. Compare, then save again."
                        ),
                        code="clash",
                    )
                return cleaned

        return GuardedForm

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            found = self.model.objects.filter(pk=object_id)
            if request.method == "POST":
                found = found.select_for_update(of=("self",))
            if record := found.first():
                now = held_by(self, request, record)
                extra_context = {
                    "seen": signing.dumps(now, salt=_SALT, compress=True),
                    **(extra_context or {}),
                }
                if request.method == "POST":
                    request.clash = self._clash(request, record, now)
                    extra_context["clash"] = request.clash
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        request.record_changed = form.has_changed() or any(one.has_changed() for one in formsets)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)
        self._tell(request, obj)
        return response

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        self._tell(request, obj)
        return response

    def _tell(self, request: HttpRequest, obj: Any) -> None:
        if getattr(request, "record_changed", False):
            tell_differing(request, self.people_concerned(obj))

    def _clash(self, request: HttpRequest, record: models.Model, now: Held) -> Clash | None:
        try:
            seen = signing.loads(request.POST.get("seen", ""), salt=_SALT)
        except signing.BadSignature:
            seen = {}
        if seen == now:
            return None
        self._strike_what_is_gone(request, record, now)
        differ = [key for key in seen | now if seen.get(key) != now.get(key)]
        concerned = Q(model=record._meta.label_lower, record=record.pk)
        for key in differ:
            model, _dot, pk = key.rpartition(".")
            concerned |= Q(model=model, record=pk)
        last = Entry.objects.filter(concerned).first()
        who, when = (last.who, long_time(last.at)) if last else ("", "")
        return Clash(who, when, list(changes(seen, now)) if seen else [])

    def _strike_what_is_gone(self, request: HttpRequest, record: models.Model, now: Held) -> None:
        """Tick "delete" on the rows of the form that somebody else deleted: they cannot be saved."""
        data = request.POST.copy()
        for inline in self.get_inline_instances(request, record):
            formset = inline.get_formset(request, record)
            prefix = formset.get_default_prefix()
            for number in range(min(whole_number(data.get(f"{prefix}-INITIAL_FORMS")) or 0, 1_000)):
                pk = data.get(f"{prefix}-{number}-{inline.model._meta.pk.name}")
                if pk and f"{inline.model._meta.label_lower}.{pk}" not in now:
                    data[f"{prefix}-{number}-DELETE"] = "on"
        request.POST = data
