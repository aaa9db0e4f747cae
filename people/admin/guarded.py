"""Two editors on one record: the later save is refused, with what was typed kept and what changed shown.

A form carries, signed, what its record and rows held when it was opened. Comparing that with what they hold
now needs no column for versions, and sees what was changed in any way: a transition, a merge, a CSV file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, router, transaction
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vietnamese import long_time

from .touched import tell_differing

_SALT = "people.seen"
Held = dict[str, dict[str, Any]]
"""What rows hold: {"people.tenure.12": {"start": "2015", "post": 3}}."""


class Change(NamedTuple):
    """What somebody else did to one field of a record or of one of its rows, or ("" for `field`) to a row."""

    row: str
    field: str
    before: str
    after: str


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
            found = self.model.objects.filter(pk=unquote(object_id)) if unquote(object_id).isdigit() else None
            if found is not None and request.method == "POST":
                found = found.select_for_update(of=("self",))
            record = found.first() if found is not None else None
            if record:
                now = self._held(request, record)
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

    def _held(self, request: HttpRequest, record: models.Model) -> Held:
        """What the record and the rows edited with it hold now; in a query or two for each kind of row."""
        held = dict(_values([record]))
        for inline in self.get_inline_instances(request, record):
            owner = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            rows = inline.model._default_manager.filter(**{owner.name: record})
            many = [field.name for field in inline.model._meta.many_to_many]
            held |= dict(_values(rows.prefetch_related(*many)))
        return held

    def _clash(self, request: HttpRequest, record: models.Model, now: Held) -> Clash | None:
        try:
            seen = signing.loads(request.POST.get("seen", ""), salt=_SALT)
        except signing.BadSignature:
            seen = {}
        if seen == now:
            return None
        self._strike_what_is_gone(request, record, now)
        last = (
            LogEntry.objects.filter(
                content_type=ContentType.objects.get_for_model(self.model), object_id=str(record.pk)
            )
            .select_related("user")
            .first()
        )
        who = (last.user.get_full_name() or last.user.get_username()) if last else ""
        when = long_time(last.action_time) if last else ""
        return Clash(who, when, list(_changes(seen, now)) if seen else [])

    def _strike_what_is_gone(self, request: HttpRequest, record: models.Model, now: Held) -> None:
        """Tick "delete" on the rows of the form that somebody else deleted: they cannot be saved."""
        data = request.POST.copy()
        for inline in self.get_inline_instances(request, record):
            formset = inline.get_formset(request, record)
            prefix = formset.get_default_prefix()
            for number in range(_number(data.get(f"{prefix}-INITIAL_FORMS"))):
                pk = data.get(f"{prefix}-{number}-{inline.model._meta.pk.name}")
                if pk and f"{inline.model._meta.label_lower}.{pk}" not in now:
                    data[f"{prefix}-{number}-DELETE"] = "on"
        request.POST = data


def _number(text: str | None) -> int:
    return min(int(text), 1_000) if text and text.isascii() and text.isdigit() else 0


def _values(rows: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in rows:
        fields = {
            field.name: _plain(field.value_from_object(row))
            for field in row._meta.concrete_fields
            if field.editable and not field.primary_key
        }
        for field in row._meta.many_to_many:
            if field.remote_field.through._meta.auto_created:
                fields[field.name] = sorted(one.pk for one in getattr(row, field.name).all())
        yield f"{row._meta.label_lower}.{row.pk}", fields


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _changes(before: Held, after: Held) -> Iterator[Change]:
    for label in before | after:
        model = apps.get_model(label.rpartition(".")[0])
        old, new = before.get(label), after.get(label)
        held = new or old or {}
        row = _name(model, held)
        if old is None or new is None:
            yield Change(row, "", "" if old is None else row, "" if new is None else row)
            continue
        for name in new:
            if old.get(name) != new[name]:
                field = model._meta.get_field(name)
                yield Change(
                    row, capfirst(field.verbose_name), _shown(field, old.get(name)), _shown(field, new[name])
                )


def _name(model: type[models.Model], held: dict[str, Any]) -> str:
    """A row by its kind and what tells it apart: "nhiệm kỳ: Bí thư Tỉnh uỷ Quảng Ninh"."""
    for name in ("post", "name", "title", "kind"):
        if name in held:
            said = _shown(model._meta.get_field(name), held[name])
            return f"{capfirst(model._meta.verbose_name)}: {said}" if said else str(model._meta.verbose_name)
    return str(capfirst(model._meta.verbose_name))


def _shown(field: Any, value: Any) -> str:
    """A value as the form shows it."""
    if field.is_relation:
        chosen = value if isinstance(value, list) else [value]
        found = field.related_model._default_manager.filter(pk__in=[one for one in chosen if one])
        return ", ".join(map(str, found))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value or ""))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    form_field = field.formfield()
    shown = form_field.prepare_value(value) if form_field else value
    return "" if shown is None else str(shown)
