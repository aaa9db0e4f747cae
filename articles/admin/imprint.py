"""The imprint, written by the editor-in-chief."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.forms import Field
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models import Imprint

from .single import SingleAdmin
from .widgets import DayField


@admin.register(Imprint)
class ImprintAdmin(SingleAdmin):
    fieldsets = (
        (
            _("What the press law asks for"),
            {
                "fields": (
                    "name",
                    "agency",
                    ("licence", "licence_day"),
                    "licence_by",
                    "editor_in_chief",
                    "address",
                    ("phone", "email"),
                )
            },
        ),
        (_("Also at the foot of every page"), {"fields": ("hotline", "advertising", "copyright")}),
        (_("On the page about the paper"), {"fields": ("about", "ethics", "corrections")}),
    )

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        if isinstance(db_field, models.DateField):
            return DayField(label=capfirst(db_field.verbose_name), help_text=db_field.help_text)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Imprint, form: Any, change: bool) -> None:
        """Save, and have pages print it at once."""
        super().save_model(request, obj, form, change)
        transaction.on_commit(Imprint.forget)
