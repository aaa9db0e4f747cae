"""Bodies, posts, terms and administrative units at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models import Body, BodyChange, BodyName, Post, PostName, Tenure, Term, Unit
from people.titles import roster

from .base import FoldedSearch, PlainFields, Rows
from .body_changes import CloseForm, RenameForm
from .exchange import BodySheet, Exchange, PostSheet
from .guarded import Guarded
from .touched import tell_differing
from .transition import transition_view


class BodyNameRows(Rows):
    model = BodyName
    fields = (("kind", "name", "short_name", "start", "end"),)


class BodyChangeRows(Rows):
    model = BodyChange
    fields = (("kind", "date", "successors", "decision", "source_url"),)
    autocomplete_fields = ("successors",)


class PostRows(Rows):
    model = Post
    fields = (("title", "seats", "head", "implies", "order", "start", "end"),)
    autocomplete_fields = ("implies",)
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return super().get_queryset(request).select_related("body", "implies__body")


class TermRows(Rows):
    model = Term
    fields = (("name", "start", "end"),)


class PostNameRows(Rows):
    model = PostName
    fields = (("title", "printed_as", "start", "end"),)


@admin.register(Body)
class BodyAdmin(Guarded, FoldedSearch, Exchange, PlainFields, admin.ModelAdmin):
    change_form_template = "admin/people/body_form.html"
    resource_classes = (BodySheet,)
    list_display = ("printed_name", "system", "level", "parent", "start_shown", "end_shown")
    list_filter = ("level", "system")
    list_select_related = ("parent",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ("parent", "unit")
    fieldsets = (
        (None, {"fields": ("name", "short_name", ("system", "level"), ("parent", "unit"), ("start", "end"))}),
    )
    inlines = (PostRows, TermRows, BodyNameRows, BodyChangeRows)

    class Media:
        css = {"all": ["people/people.css"]}

    def people_concerned(self, record: Body) -> QuerySet:
        return Tenure.objects.filter(post__body=record).values_list("person", flat=True)

    @admin.display(description=_("name"), ordering="sort_key")
    def printed_name(self, body: Body) -> str:
        return body.printed

    @admin.display(description=_("from"), ordering="start_earliest")
    def start_shown(self, body: Body) -> str:
        return body.start_date.short if body.start_date else ""

    @admin.display(description=_("to"), ordering="end_latest")
    def end_shown(self, body: Body) -> str:
        return body.end_date.short if body.end_date else body.end

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/chuyen-giao/", view(self.transition), name="people_body_transition"),
            path("<int:object_id>/doi-ten/", view(self.rename_view), name="people_body_rename"),
            path("<int:object_id>/ket-thuc/", view(self.close_view), name="people_body_close"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        body = self.get_object(request, object_id)
        context = {"roster": roster(body, timezone.localdate()) if body else []}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def transition(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return transition_view(self, request, self._body(request, object_id))

    def rename_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        body = self._body(request, object_id)
        initial = {"name": body.name, "short_name": body.short_name}
        form = RenameForm(request.POST or None, initial=initial)
        return self._change(request, body, form, gettext("Rename %(body)s") % {"body": body})

    def close_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        body = self._body(request, object_id)
        form = CloseForm(request.POST or None, admin_site=self.admin_site)
        return self._change(request, body, form, gettext("Close %(body)s") % {"body": body})

    def _body(self, request: HttpRequest, object_id: int) -> Body:
        body = get_object_or_404(Body, pk=object_id)
        if not self.has_change_permission(request, body):
            raise PermissionDenied
        return body

    def _change(self, request: HttpRequest, body: Body, form: Any, title: str) -> HttpResponse:
        """A form that changes a body and more; what it did is told and logged."""
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    told = form.carry_out(body, by=request.user)
                    self.log_change(request, body, told)
            except ValidationError as problem:
                form.add_error(None, problem.messages)
                body.refresh_from_db()
            else:
                messages.success(request, told)
                tell_differing(request, self.people_concerned(body))
                return HttpResponseRedirect(reverse("admin:people_body_change", args=[body.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "body": body,
            "form": form,
            "media": self.media + form.media,
            "open": roster(body, timezone.localdate()),
        }
        return TemplateResponse(
            request, "admin/people/body_change.html", context, status=422 if form.errors else 200
        )


@admin.register(Post)
class PostAdmin(Guarded, FoldedSearch, Exchange, PlainFields, admin.ModelAdmin):
    resource_classes = (PostSheet,)
    list_display = ("__str__", "seats", "head", "implies")
    list_filter = ("body__level", "body__system")
    list_select_related = ("body", "implies__body")
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ("body", "implies")
    fields = (("body", "title"), "printed_as", ("seats", "head", "order"), "implies", ("start", "end"))
    inlines = (PostNameRows,)

    class Media:
        css = {"all": ["people/people.css"]}

    def people_concerned(self, record: Post) -> QuerySet:
        return Tenure.objects.filter(post=record).values_list("person", flat=True)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        # Every label of a post names its body.
        return super().get_queryset(request).select_related("body")


@admin.register(Term)
class TermAdmin(FoldedSearch, PlainFields, admin.ModelAdmin):
    list_display = ("__str__",)
    list_select_related = ("body",)
    autocomplete_fields = ("body",)
    fields = ("body", "name", ("start", "end"))

    class Media:
        css = {"all": ["people/people.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        return super().get_queryset(request).select_related("body")


@admin.register(Unit)
class UnitAdmin(FoldedSearch, PlainFields, admin.ModelAdmin):
    list_display = ("name", "level", "parent", "code", "start", "end")
    list_filter = ("level",)
    list_select_related = ("parent",)
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ("parent", "successors")
    fields = (("name", "short_name"), ("level", "code"), "parent", ("start", "end"), "successors")

    class Media:
        css = {"all": ["people/people.css"]}
