"""Model and form fields for imprecise dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .dates import ImpreciseDate

ENDED = "?"
"""What stands as the end of an interval that has ended, on a day nobody knows."""
_ENDED_WORDS = ("?", "không rõ", "đã thôi", "chưa rõ")


def as_text(value: Any, *, may_be_unknown: bool = False) -> str:
    """What is stored for a date given as text, a `date` or an `ImpreciseDate`; "" for nothing.

    Raises ValidationError for a text that is no date.
    """
    if not value:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    text = str(value).strip()
    if may_be_unknown and text.lower() in _ENDED_WORDS:
        return ENDED
    try:
        return str(ImpreciseDate.parse(text)) if text else ""
    except ValueError as problem:
        raise ValidationError(str(problem), code="invalid_date") from None


class ImpreciseDateFormField(forms.CharField):
    """Takes a date as Vietnamese write it, or as stored; shows it as Vietnamese write it."""

    def __init__(self, *, may_be_unknown: bool = False, **kwargs: Any) -> None:
        self.may_be_unknown = may_be_unknown
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return as_text(super().to_python(value), may_be_unknown=self.may_be_unknown)

    def prepare_value(self, value: Any) -> Any:
        try:
            return ImpreciseDate.parse(value).short if value else value
        except (TypeError, ValueError):
            return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return as_text(initial, may_be_unknown=True) != self.to_python(data)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = {"size": 11, "autocomplete": "off"}
        if self.may_be_unknown:
            attrs["placeholder"] = gettext("open")
        return super().widget_attrs(widget) | attrs


class ImpreciseDateField(models.CharField):
    """A date stored as the text "YYYY", "YYYY-MM" or "YYYY-MM-DD"; "" when there is none, and where
    `may_be_unknown`, "?" for an end whose date nobody knows. Other spellings are put so when saved."""

    def __init__(self, *args: Any, may_be_unknown: bool = False, **kwargs: Any) -> None:
        self.may_be_unknown = may_be_unknown
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.may_be_unknown:
            kwargs["may_be_unknown"] = True
        return name, path, args, kwargs

    def to_python(self, value: Any) -> str:
        return as_text(value, may_be_unknown=self.may_be_unknown)

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = self.to_python(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> forms.Field:
        help_text = (
            _("Year, month/year or day/month/year; empty while it lasts; ? for an end nobody can date")
            if self.may_be_unknown
            else _("Year, month/year or day/month/year; empty when not known")
        )
        defaults = {
            "form_class": ImpreciseDateFormField,
            "may_be_unknown": self.may_be_unknown,
            "help_text": self.help_text or help_text,
        }
        # CharField would cut what is typed ("ngày 10 tháng 2 năm 2015") at the column's ten characters.
        return super().formfield(**(defaults | kwargs | {"max_length": 40}))


class EdgeField(models.DateField):
    """A day worked out from the interval's texts (`Interval.edges`) whenever its row is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def pre_save(self, instance: Any, add: bool) -> dt.date:
        value = getattr(instance.edges(), self.attname)
        setattr(instance, self.attname, value)
        return value
