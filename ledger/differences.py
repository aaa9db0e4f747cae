"""What a record and the rows edited with it hold, and how two such states differ, in words people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.admin import ModelAdmin
from django.db import models
from django.forms.models import _get_foreign_key
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

Held = dict[str, dict[str, Any]]
"""What rows hold: {"people.tenure.12": {"start": "2015", "post": 3}}."""

# Never kept: not even as a hash.
SECRET = {"password"}


class Change(NamedTuple):
    """What was done to one field of a record or of one of its rows, or ("" for `field`) to a row."""

    row: str
    field: str
    before: str
    after: str


def held_by(page: ModelAdmin, request: HttpRequest, record: models.Model) -> Held:
    """What the record and the rows edited with it on `page` hold now; a query or two for each kind of row."""
    held = held_alone(record)
    for inline in page.get_inline_instances(request, record):
        owner = _get_foreign_key(page.model, inline.model, fk_name=inline.fk_name)
        rows = inline.model._default_manager.filter(**{owner.name: record})
        many = [field.name for field in inline.model._meta.many_to_many]
        held |= dict(_values(rows.prefetch_related(*many)))
    return held


def held_alone(record: models.Model) -> Held:
    """What the record itself holds."""
    return dict(_values([record]))


def _values(rows: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in rows:
        fields = {
            field.name: _plain(field.value_from_object(row))
            for field in row._meta.concrete_fields
            if field.editable and not field.primary_key and field.name not in SECRET
        }
        for field in row._meta.many_to_many:
            if field.remote_field.through._meta.auto_created:
                fields[field.name] = sorted(one.pk for one in getattr(row, field.name).all())
        yield f"{row._meta.label_lower}.{row.pk}", fields


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def changes(before: Held, after: Held) -> Iterator[Change]:
    """How two states differ; the rows that were added and those that were struck out are told by name."""
    for label in before | after:
        model = apps.get_model(label.rpartition(".")[0])
        old, new = before.get(label), after.get(label)
        held = new or old or {}
        row = _name(model, held)
        if old is None or new is None:
            yield Change(row, "", "" if old is None else row, "" if new is None else row)
            continue
        for name in old | new:
            if old.get(name) != new.get(name):
                field = model._meta.get_field(name)
                was, now = _shown(field, old.get(name)), _shown(field, new.get(name))
                if was != now:
                    yield Change(row, capfirst(field.verbose_name), was, now)


def _name(model: type[models.Model], held: dict[str, Any]) -> str:
    """A row by its kind and what tells it apart: "nhiệm kỳ: Bí thư Tỉnh uỷ Quảng Ninh"."""
    for name in ("post", "name", "title", "kind"):
        if name in held:
            said = _shown(model._meta.get_field(name), held[name])
            return f"{capfirst(model._meta.verbose_name)}: {said}" if said else str(model._meta.verbose_name)
    return str(capfirst(model._meta.verbose_name))


def _shown(field: Any, value: Any) -> str:
    """A value as the form shows it."""
    if value is None:
        return ""
    if field.is_relation:
        chosen = value if isinstance(value, list) else [value]
        found = field.related_model._default_manager.filter(pk__in=[one for one in chosen if one])
        return ", ".join(map(str, found))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    form_field = field.formfield()
    shown = form_field.prepare_value(value) if form_field else value
    return "" if shown is None else str(shown)
