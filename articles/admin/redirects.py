"""The table of the former site's addresses, one by one and as CSV."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.results import RowResult

from articles.models import Redirect
from articles.models.redirect import COLUMNS, column, normal_path
from people.admin.exchange import CleanWidget, Exchange, Sheet


class OldAddressWidget(CleanWidget):
    """The form in which addresses are compared, so that a row is known again however it is written."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return normal_path(super().clean(value, row, **kwargs))


class RedirectSheet(Sheet):
    old = Field("old", COLUMNS["old"], widget=OldAddressWidget())
    new = Field("new", COLUMNS["new"], widget=CleanWidget())

    class Meta(Sheet.Meta):
        model = Redirect
        fields = ("old", "new")
        import_id_fields = ("old",)

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        dataset.headers = [column(str(heading or "")) for heading in dataset.headers or ()]
        super().before_import(dataset, **kwargs)

    def do_instance_save(self, instance: Redirect, is_create: bool) -> None:
        instance.put()


@admin.register(Redirect)
class RedirectAdmin(Exchange, admin.ModelAdmin):
    list_display = ("old", "new")
    search_fields = ("old", "new")
    list_per_page = 100
    show_full_result_count = False
    resource_classes = (RedirectSheet,)

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:
        obj.put()

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        new, changed = (
            result.totals[kind] for kind in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE)
        )
        messages.success(
            request, _("%(new)s redirects added, %(changed)s changed.") % {"new": new, "changed": changed}
        )
