"""What the admin pages of the registry share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from people.models import Post, Term


class FoldedSearch:
    """Search and autocomplete by `named_like`: with or without marks, in any case, NFC or NFD."""

    # Shows the box; how it searches is below.
    search_fields = ("name_key",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return queryset.named_like(search_term), False


class PlainFields:
    """Native date inputs, and no buttons beside a chosen record but the one that adds another."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.DateField):
            kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        if db_field.is_relation and db_field.related_model in (Post, Term):
            # Their labels name the body.
            kwargs["queryset"] = db_field.related_model.objects.select_related("body")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class Verified:
    """Whoever changes the day of verification is the one who verified."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        note_verifier(request, obj, form)
        super().save_model(request, obj, form, change)


def note_verifier(request: HttpRequest, record: Any, form: Any) -> None:
    """Put down who verified, when the form changes that day; checking a record verifies it today."""
    if "status" in form.changed_data and record.status == record.Status.CHECKED and not record.verified_on:
        record.verified_on = timezone.localdate()
        record.verified_by = request.user
    if "verified_on" in form.changed_data:
        record.verified_by = request.user if record.verified_on else None


class KnownSelect(AutocompleteSelect):
    """Shows the record chosen without asking the database for it again: a query less for each row."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        if self.known is None or [str(one) for one in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*blank, self.create_option(name, value[0], str(self.known), True, len(blank))], 0)]


class RowForm(forms.ModelForm):
    """A row whose related records were selected with it (`select_related`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            select = getattr(field.widget, "widget", field.widget)
            if isinstance(select, KnownSelect) and self.instance.pk:
                select.known = getattr(self.instance, name)


class QuickRows(PlainFields):
    """Rows with autocompletion that take as many queries for a hundred as for one."""

    form = RowForm

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Rows(QuickRows, admin.StackedInline):
    """Rows edited in place, each on one line where there is room; a blank one is added by a button.

    Help is told in tooltips: repeated in every row it would be a wall of text.
    """

    extra = 0
    classes = ("record-rows",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and field.help_text:
            field.widget.attrs["title"] = field.help_text
            field.help_text = ""
        return field
