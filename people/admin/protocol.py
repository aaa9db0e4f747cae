"""The protocol order, put in order by dragging, by buttons, or by the number of each place."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from people.models import ProtocolOrder, ProtocolPlace

from .base import PlainFields, QuickRows
from .guarded import Guarded


class PlaceRows(QuickRows, admin.TabularInline):
    model = ProtocolPlace
    extra = 0
    fields = ("position", "post")
    autocomplete_fields = ("post",)
    verbose_name_plural = _("posts in order, the highest first")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProtocolPlace]:
        return super().get_queryset(request).select_related("post__body")


@admin.register(ProtocolOrder)
class ProtocolOrderAdmin(Guarded, PlainFields, admin.ModelAdmin):
    """A new order begins as a copy of the one in force that day; then it is put in order."""

    list_display = ("__str__", "note", "made_by", "made_at")
    fields = ("since", "note")
    inlines = (PlaceRows,)

    class Media:
        css = {"all": ["people/people.css"]}
        js = [Script("people/reorder.js", defer=True)]

    def people_concerned(self, record: ProtocolOrder) -> None:
        return None

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: ProtocolOrder, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        before = ProtocolOrder.objects.in_force(obj.since).first()
        obj.made_by = request.user
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            places = before.places.all() if before else ()
            ProtocolPlace.objects.bulk_create(
                ProtocolPlace(order=obj, post_id=place.post_id, position=place.position) for place in places
            )

    def response_add(
        self, request: HttpRequest, obj: ProtocolOrder, post_url_continue: Any = None
    ) -> HttpResponse:
        # There is nothing to order until it is saved once.
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)
