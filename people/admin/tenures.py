"""Tenures at the desk, and the list of what needs verifying."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from people.models import STALE_AFTER, Suspension, Tenure
from people.numbers import whole_number
from people.verifying import SOON, ending, overfull, stale, vacant, verify

from .base import FoldedSearch, PlainFields, Rows, Verified
from .exchange import Exchange, TenureSheet
from .guarded import Guarded
from .touched import stories_touched, tell_differing

SHOWN = 50
CHOICES_OF_DAYS = (30, 90, 180, 365)


class SuspensionRows(Rows):
    model = Suspension
    fields = (("start", "end", "decision"),)


@admin.register(Tenure)
class TenureAdmin(Guarded, FoldedSearch, Verified, Exchange, PlainFields, admin.ModelAdmin):
    change_form_template = "admin/people/tenure_form.html"
    change_list_template = "admin/people/tenure_list.html"
    import_export_change_list_template = "admin/people/tenure_list.html"
    resource_classes = (TenureSheet,)
    list_display = ("person", "post", "capacity", "span", "verified_on")
    list_filter = ("capacity", "post__body__level", "post__body__system")
    list_select_related = ("person", "post__body")
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ("person", "post", "term")
    fieldsets = (
        (None, {"fields": (("person", "post"), ("capacity", "term"), ("start", "began"), ("end", "ended"))}),
        (_("Sources"), {"fields": ("decision", "source_url", "verified_on", "note")}),
    )
    inlines = (SuspensionRows,)

    class Media:
        css = {"all": ["people/people.css"]}

    def people_concerned(self, record: Tenure) -> list[int]:
        return [record.person_id]

    def delete_model(self, request: HttpRequest, obj: Tenure) -> None:
        super().delete_model(request, obj)
        tell_differing(request, [obj.person_id])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tenure]:
        return super().get_queryset(request).select_related("person", "post__body")

    @admin.display(description=_("when"), ordering="start_earliest")
    def span(self, tenure: Tenure) -> str:
        return tenure.span or gettext("dates not known")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.verifying_view)
        return [path("can-kiem-chung/", view, name="people_tenure_verifying"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        tenure = self.get_object(request, object_id)
        context = {"touched": stories_touched([tenure]) if tenure else None}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def verifying_view(self, request: HttpRequest) -> HttpResponse:
        """What needs verifying: open and not verified for N days, about to end, vacant, too many holders."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        days = _days(request.GET.get("ngay", ""))
        if request.method == "POST":
            return self._verify(request)
        old = stale(today, dt.timedelta(days))
        soon = ending(today, SOON)
        empty = vacant(today)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("What needs verifying"),
            "days": days,
            "choices_of_days": CHOICES_OF_DAYS,
            "stale": old[:SHOWN],
            "stale_number": old.count(),
            "ending": soon[:SHOWN],
            "ending_number": soon.count(),
            "vacant": empty[:SHOWN],
            "vacant_number": empty.count(),
            "overfull": overfull(today)[:SHOWN],
            "may_change": self.has_change_permission(request),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/people/verifying.html", context)

    def _verify(self, request: HttpRequest) -> HttpResponse:
        """Put down that the chosen tenures, if still open, were found true today."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        chosen = filter(None, map(whole_number, request.POST.getlist("tenure")))
        number = verify(Tenure.objects.filter(pk__in=chosen).open(), by=request.user)
        told = ngettext("%(number)s put down as true today.", "%(number)s put down as true today.", number)
        messages.success(request, told % {"number": number})
        return HttpResponseRedirect(f"{reverse('admin:people_tenure_verifying')}?{request.GET.urlencode()}")


def _days(typed: str) -> int:
    number = whole_number(typed) or 0
    return number if 0 < number < 10_000 else STALE_AFTER.days
