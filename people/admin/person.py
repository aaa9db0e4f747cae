"""People at the desk: the person page with its timeline, duplicates, merging."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form, ModelChoiceField, Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from people.changes import close_for_death
from people.duplicates import similar
from people.merging import conflicts, merge, moves, undo
from people.models import Merge, Person, PersonName, Tenure
from people.titles import title_lines
from people.verifying import verify

from .base import FoldedSearch, PlainFields, Rows, Verified, note_verifier
from .exchange import Exchange, PersonSheet
from .guarded import Guarded
from .timeline import bars
from .touched import stories_touched, tell_differing


class NameRows(Rows):
    model = PersonName
    fields = (("name", "kind", "start", "end", "matchable"),)


class TenureRows(Rows):
    model = Tenure
    fields = (("post", "capacity", "start", "end", "ended", "verified_on"),)
    autocomplete_fields = ("post",)
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tenure]:
        return super().get_queryset(request).select_related("post__body", "person")


@admin.register(Person)
class PersonAdmin(Guarded, FoldedSearch, Verified, Exchange, PlainFields, admin.ModelAdmin):
    change_form_template = "admin/people/person_form.html"
    resource_classes = (PersonSheet,)
    list_display = ("name_told_apart", "title_today", "status", "verified_on")
    list_filter = ("status",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    fieldsets = (
        (None, {"fields": (("name", "disambiguator"), ("gender", "birth", "death"), "biography")}),
        (_("State of the record"), {"fields": (("status", "verified_on"),)}),
    )
    # Another app may append rows of its own, such as a portrait.
    inlines = [NameRows, TenureRows]

    class Media:
        css = {"all": ["people/people.css"]}
        js = [Script("people/duplicates.js", defer=True)]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset.filter(merged_into=None), search_term)

    def people_concerned(self, record: Person) -> list[int]:
        return [record.pk]

    @admin.display(description=_("name"), ordering="sort_key")
    def name_told_apart(self, person: Person) -> str:
        return str(person)

    @admin.display(description=_("today"))
    def title_today(self, person: Person) -> str:
        return person.line

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        lines = title_lines([person.pk for person in changelist.result_list], timezone.localdate())
        for person in changelist.result_list:
            person.line = lines[person.pk]
        return changelist

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "name":
            field.widget.attrs["data-duplicates"] = reverse("admin:people_person_similar")
            field.widget.attrs["data-found"] = gettext("On record already:")
        return field

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("trung-ten/", view(self.similar_view), name="people_person_similar"),
            path("<int:object_id>/gop/", view(self.merge_view), name="people_person_merge"),
            path("<int:object_id>/con-dung/", view(self.verify_view), name="people_person_verify"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        person = self.get_object(request, object_id)
        today = timezone.localdate()
        context = {
            "bars": bars(person, today) if person else [],
            "line": title_lines([person.pk], today)[person.pk] if person else "",
            "touched": stories_touched(person.tenures.all()) if person else None,
            "merges": Merge.objects.filter(target=person, undone_at=None).select_related("source", "by"),
            "may_merge": request.user.has_perm("people.merge_person"),
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for one in formset.forms:
            if isinstance(one.instance, Tenure) and one.has_changed():
                note_verifier(request, one.instance, one)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "death" in form.changed_data and form.instance.death:
            self._end_at_death(request, form.instance)

    def _end_at_death(self, request: HttpRequest, person: Person) -> None:
        try:
            closed = close_for_death(person)
        except ValidationError as problem:
            messages.warning(
                request,
                gettext("The posts still open were not ended: %(why)s") % {"why": " ".join(problem.messages)},
            )
            return
        if closed:
            posts = "; ".join(str(tenure.post) for tenure in closed)
            messages.info(request, gettext("Ended with the death: %(posts)s.") % {"posts": posts})

    def similar_view(self, request: HttpRequest) -> JsonResponse:
        """People on record whose name is like the one being typed: [{"name", "title", "url"}, …]."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed, own = request.GET.get("q", ""), request.GET.get("own", "")
        found = [one for one in similar(typed) if str(one.pk) != own]
        lines = title_lines([one.pk for one in found], timezone.localdate())
        return JsonResponse(
            {
                "found": [
                    {
                        "name": str(one),
                        "title": lines[one.pk],
                        "url": reverse("admin:people_person_change", args=[one.pk]),
                    }
                    for one in found
                ]
            }
        )

    def verify_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Put down that the record, with every open tenure, was found true today."""
        person = get_object_or_404(Person, pk=object_id)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if request.method == "POST":
            verify(Person.objects.filter(pk=person.pk), by=request.user)
            verify(person.tenures.open(), by=request.user)
            messages.success(
                request, gettext("%(person)s is put down as verified today.") % {"person": person}
            )
        return HttpResponseRedirect(reverse("admin:people_person_change", args=[person.pk]))

    def merge_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Choose the record to merge into, see what would move, and confirm."""
        source = get_object_or_404(Person, pk=object_id)
        if not request.user.has_perm("people.merge_person"):
            raise PermissionDenied
        form = MergeForm(request.POST or None, admin_site=self.admin_site)
        target, problems = None, []
        if form.is_valid():
            target = form.cleaned_data["target"]
            problems = conflicts(source, target)
            if "confirm" in request.POST and not problems:
                try:
                    done = merge(source, target, by=request.user)
                except ValidationError as problem:
                    problems = problem.messages
                else:
                    self._tell_merged(request, done)
                    tell_differing(request, [target.pk])
                    return HttpResponseRedirect(reverse("admin:people_person_change", args=[target.pk]))
        lines = title_lines([one.pk for one in (source, target) if one], timezone.localdate())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Merge %(person)s into another record") % {"person": source},
            "source": source,
            "target": target,
            "source_line": lines[source.pk],
            "target_line": lines[target.pk] if target else "",
            "form": form,
            "problems": problems,
            "moves": moves(source),
            "media": self.media + form.media,
        }
        return TemplateResponse(
            request, "admin/people/merge.html", context, status=409 if problems and target else 200
        )

    def _tell_merged(self, request: HttpRequest, done: Merge) -> None:
        messages.success(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                gettext("%(source)s is merged in.") % {"source": done.source},
                reverse("admin:people_merge_change", args=[done.pk]),
                gettext("See or undo the merge"),
            ),
        )


class MergeForm(Form):
    def __init__(self, *args: Any, admin_site: admin.AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = ModelChoiceField(
            Person.objects.filter(merged_into=None),
            label=gettext("Record to keep"),
            widget=AutocompleteSelect(Tenure._meta.get_field("person"), admin_site),
        )


@admin.register(Merge)
class MergeAdmin(admin.ModelAdmin):
    """Merges made, each of which can be undone."""

    change_form_template = "admin/people/merge_done.html"
    list_display = ("__str__", "by", "at", "undone_by", "undone_at")
    fields = ("source", "target", "by", "at", "undone_by", "undone_at")

    def get_urls(self) -> list[Any]:
        undo_view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:object_id>/tach/", undo_view, name="people_merge_undo"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context = {"may_merge": request.user.has_perm("people.merge_person")}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def undo_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        done = get_object_or_404(Merge.objects.select_related("source", "target"), pk=object_id)
        if not request.user.has_perm("people.merge_person"):
            raise PermissionDenied
        try:
            undo(done, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return HttpResponseRedirect(reverse("admin:people_merge_change", args=[done.pk]))
        messages.success(request, gettext("The two records stand apart again."))
        tell_differing(request, [done.source_id, done.target_id])
        return HttpResponseRedirect(reverse("admin:people_person_change", args=[done.source_id]))
