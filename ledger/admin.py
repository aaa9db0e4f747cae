"""The ledger at the desk: read, searched, taken along; never written."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vietnamese import long_time, sort_key

from .models import TEXT, Entry, record

SHOWN_IN_LIST = 4
_TIME = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T")
COLUMNS = ("number", "at", "who", "address", "kind", "done", "model", "record", "subject")


class RecordFilter(admin.SimpleListFilter):
    """By the kind of record, in its own words."""

    title = gettext_lazy("kind of record")
    parameter_name = "model"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        labels = Entry.objects.order_by("model").values_list("model", flat=True).distinct()
        return sorted(((label, _kind(label)) for label in labels), key=lambda pair: sort_key(pair[1]))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        return queryset.filter(model=self.value()) if self.value() else queryset


def _kind(label: str) -> str:
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name))
    except LookupError:  # of an app that is no longer here
        return label


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    """Found by words, kind, account, kind of record and day; CSV of what was found."""

    change_list_template = "admin/ledger/entry/change_list.html"
    list_display = ("place", "when", "who", "origin", "what", "subject", "changed")
    list_filter = ("kind", RecordFilter)
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 0
    # Counting all there is would read the whole ledger at every look.
    show_full_result_count = False
    date_hierarchy = "at"
    search_fields = ("folded",)
    search_help_text = gettext_lazy("Who, what, of what, from which address; with or without marks.")
    fields = ("place", "when", "who", "origin", "what", "kind", "link", "differences", "note", "chain")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        return queryset.mentioning(search_term), False

    def get_urls(self) -> list[Any]:
        export = self.admin_site.admin_view(self.export)
        return [path("csv/", export, name="ledger_entry_csv"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse | HttpResponseRedirect:
        """The entries that the list shows, of all its pages, as a CSV file; that it was taken is recorded."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:ledger_entry_changelist"))
        found: ChangeList = self.get_changelist_instance(request)
        entries = found.get_queryset(request)
        last = entries.first()
        if last is None:
            self.message_user(request, _("There is nothing to take along."))
            return HttpResponseRedirect(reverse("admin:ledger_entry_changelist"))
        count = entries.count()
        told = ngettext("Took %(count)s entry along as CSV", "Took %(count)s entries along as CSV", count)
        record(
            Entry.Kind.EXPORTED, last, told % {"count": count}, by=request.user, note=request.GET.urlencode()
        )
        answer = StreamingHttpResponse(_lines(entries.filter(pk__lte=last.pk)), content_type="text/csv")
        answer["Content-Disposition"] = 'attachment; filename="so-ghi.csv"'
        answer["Cache-Control"] = "no-store"
        return answer

    @admin.display(description=gettext_lazy("no."), ordering="pk")
    def place(self, entry: Entry) -> str:
        return str(entry.number or "…")

    @admin.display(description=gettext_lazy("at"), ordering="at")
    def when(self, entry: Entry) -> str:
        return long_time(localtime(entry.at))

    @admin.display(description=gettext_lazy("what was done"))
    def what(self, entry: Entry) -> str:
        return entry.done

    @admin.display(description=gettext_lazy("of what"))
    def link(self, entry: Entry) -> SafeString | str:
        app, _dot, model = entry.model.partition(".")
        try:
            address = reverse(f"admin:{app}_{model}_change", args=[entry.record])
        except NoReverseMatch:
            return entry.subject
        return format_html('<a href="{}">{}</a>', address, entry.subject)

    @admin.display(description=gettext_lazy("from where"), ordering="address")
    def origin(self, entry: Entry) -> str:
        return entry.address or _("the server")

    @admin.display(description=gettext_lazy("before and after"))
    def changed(self, entry: Entry) -> SafeString:
        shown = [change for change in entry.changes if change[1] != TEXT]
        more = len(shown) - SHOWN_IN_LIST
        return listed(shown[:SHOWN_IN_LIST], _("and %s more") % more if more > 0 else "")

    @admin.display(description=gettext_lazy("before and after"))
    def differences(self, entry: Entry) -> SafeString:
        return listed(entry.changes)

    @admin.display(description=gettext_lazy("chain"))
    def chain(self, entry: Entry) -> SafeString:
        return format_html("<code>{}</code><br>→ <code>{}</code>", entry.previous or "–", entry.hash or "…")


def listed(changes: list[list[str]], more: str = "") -> SafeString:
    """A list of changes, each (row, field, before, after), in HTML; `more` is said last."""
    rows = (
        (" · ".join(filter(None, (row, field))), _read(before), _read(after))
        for row, field, before, after in changes
    )
    return format_html(
        '<ul class="ledger">{}{}</ul>',
        format_html_join("", "<li>{}: <del>{}</del> → <ins>{}</ins></li>", rows),
        format_html("<li>{}</li>", more) if more else "",
    )


def _read(value: str) -> str:
    """A value as people read it: a time was written down as machines read it (ISO 8601)."""
    try:
        return long_time(dt.datetime.fromisoformat(value)) if _TIME.match(value) else value or "–"
    except ValueError:
        return value


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(entries: QuerySet[Entry]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # The mark tells spreadsheets that it is UTF-8.
    yield "\ufeff" + writer.writerow([*COLUMNS, "changes", "note", "previous", "hash"])
    for entry in entries.iterator(500):
        changes = "\n".join(
            f"{row} {field}: {before} → {after}" for row, field, before, after in entry.changes
        )
        told = [getattr(entry, name) for name in COLUMNS]
        told[1] = entry.at.isoformat()
        yield writer.writerow(map(harmless, [*told, changes, entry.note, entry.previous, entry.hash]))


def harmless(value: Any) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
