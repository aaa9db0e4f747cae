"""The portrait on a person's page, which belongs to the registry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from articles.models import Photo, Portrait
from articles.photos.forms import PhotoFileField
from people.admin.person import PersonAdmin
from people.models import Person

from .inlines import thumbnail


class PortraitRow(admin.StackedInline):
    """A file, or none; whoever may only look sees the picture."""

    model = Portrait
    verbose_name_plural = gettext_lazy("portrait")
    extra = 1
    max_num = 1
    readonly_fields = ("picture",)
    classes = ("record-rows",)

    def get_fields(self, request: HttpRequest, obj: Person | None = None) -> tuple:
        file = "photo" if self.has_change_permission(request, obj) else "picture"
        return (file, ("credit", "alt"))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Portrait]:
        return super().get_queryset(request).select_related("photo", "person")

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.ForeignKey) and db_field.remote_field.model is Photo:
            return PhotoFileField(by=request.user, label=capfirst(db_field.verbose_name))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("photo"))
    def picture(self, portrait: Portrait) -> str:
        """A small picture."""
        return thumbnail(portrait.photo)


PersonAdmin.inlines.append(PortraitRow)
