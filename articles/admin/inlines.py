"""The rows in a story's form: photos, sources, bylines, people mentioned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Byline, Photo, Story, StoryPerson, StoryPhoto, StoryPhotoPerson, StorySource
from articles.photos.forms import PhotoFileField
from articles.photos.showing import shown
from people.models import Person
from people.titles import same_role, title_lines
from vietnamese import long_date

from .forms import RowForm, StoryPhotoForm
from .widgets import KnownSelect, MomentField, OrderedSelect


def thumbnail(photo: Photo) -> str:
    """A small picture, named by its number in the library."""
    return shown(photo, alt=_("Photo %s") % photo.pk)


class Rows(admin.StackedInline):
    """Rows that belong to a story: whoever may change the story may change them."""

    form = RowForm
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return self._story_admin.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        if obj is None:
            return self._story_admin.has_add_permission(request)
        return self._story_admin.has_change_permission(request, obj)

    has_change_permission = has_delete_permission = has_add_permission

    @property
    def _story_admin(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(Story)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.DateTimeField):
            return MomentField(label=capfirst(db_field.verbose_name), required=not db_field.blank)
        if isinstance(db_field, models.URLField):
            return db_field.formfield(assume_scheme="https", widget=forms.URLInput)
        if not isinstance(db_field, models.ForeignKey):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.remote_field.model is Photo:
            return PhotoFileField(by=request.user, label=capfirst(db_field.verbose_name), required=False)
        field = db_field.formfield(widget=KnownSelect(db_field, self.admin_site))
        records = self.admin_site.get_model_admin(db_field.remote_field.model)
        field.widget = RelatedFieldWidgetWrapper(
            field.widget,
            db_field.remote_field,
            self.admin_site,
            can_add_related=records.has_add_permission(request),
        )
        return field


class PhotoRows(Rows):
    model = StoryPhoto
    verbose_name = gettext_lazy("photo")
    verbose_name_plural = gettext_lazy("photos in the story")
    form = StoryPhotoForm
    template = "admin/articles/story/photos.html"
    readonly_fields = ("picture",)

    def get_fields(self, request: HttpRequest, obj: Story | None = None) -> tuple:
        file = "photo" if self.has_change_permission(request, obj) else "picture"
        return (file, "caption", ("credit", "rights", "order"), "alt", "in_picture")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[StoryPhoto]:
        return super().get_queryset(request).select_related("photo").prefetch_related("photo_people__person")

    def get_formset(self, request: HttpRequest, obj: Story | None = None, **kwargs: Any) -> type:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        formset.form.base_fields["in_picture"].widget = OrderedSelect(
            StoryPhotoPerson._meta.get_field("person"), self.admin_site
        )
        return formset

    # What is shown where the form is not open for changes.

    @admin.display(description=gettext_lazy("photo"))
    def picture(self, row: StoryPhoto) -> str:
        """A small picture."""
        return thumbnail(row.photo) if row.photo else _("No file yet.")

    @admin.display(description=gettext_lazy("Rights to the photo"))
    def rights(self, row: StoryPhoto) -> str:
        """In words."""
        return row.photo.get_rights_display() if row.photo else ""

    @admin.display(description=gettext_lazy("People in the picture, from the left"))
    def in_picture(self, row: StoryPhoto) -> str:
        """Their names."""
        return ", ".join(one.person.name for one in row.photo_people.all())


class SourceRows(Rows):
    model = StorySource
    verbose_name = gettext_lazy("source")
    verbose_name_plural = gettext_lazy("sources")
    fields = ("source", "url", ("published_at", "order"))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[StorySource]:
        return super().get_queryset(request).select_related("source")


class BylineRows(Rows):
    model = Byline
    fields = (("role", "order"), ("pen_name", "person"))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Byline]:
        return super().get_queryset(request).select_related("pen_name", "person")


class PersonRows(Rows):
    model = StoryPerson
    verbose_name = gettext_lazy("person")
    verbose_name_plural = gettext_lazy("people mentioned")
    fields = (("person", "order"), "printed_role", "registry")
    readonly_fields = ("registry",)
    # Titles on the event date, by person; filled once a request.
    titles: dict[int, str] = {}
    day = ""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[StoryPerson]:
        return super().get_queryset(request).select_related("person")

    def get_formset(self, request: HttpRequest, obj: Story | None = None, **kwargs: Any) -> type:
        if obj and obj.event_date:
            ids = Person.objects.filter(story_people__story=obj).values_list("pk", flat=True)
            self.titles = title_lines(list(ids), obj.event_date)
            self.day = long_date(obj.event_date)
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description=gettext_lazy("in the registry on the event date"))
    def registry(self, row: StoryPerson) -> str:
        """The title that the registry has on the event date, with a warning where the text has another."""
        if row.pk is None:
            return _("Shown when the story has been saved.")
        if not self.day:
            return format_html('<span class="warning">⚠ {}</span>', _("The story has no event date."))
        title = self.titles.get(row.person_id, "")
        if not title:
            return format_html('<span class="warning">⚠ {}</span>', _("No post on %s.") % self.day)
        if row.printed_role and not same_role(row.printed_role, title):
            return format_html(
                '{} <strong class="warning">⚠ {}</strong>', title, _("Differs from what the text prints.")
            )
        return title
