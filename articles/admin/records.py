"""The registers the desk keeps: sections, sources, pen names, photos."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Abbreviation, PenName, Photo, PublishedStory, Section, Source, Story
from articles.photos import library
from articles.photos.making import have_made, is_current
from vietnamese import fold, slug

from .denying import denial, deny_view
from .ending import ending_view
from .inlines import thumbnail
from .library import chosen_view, library_view
from .story_list import short_time, status_badge
from .trail import name
from .widgets import DayField


class FoldedSearch(admin.ModelAdmin):
    """A register of at most some hundreds, found by name with or without marks."""

    search_fields = ("name",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        words = fold(search_term).split()
        if not words:
            return queryset, False
        found = [
            pk for pk, text in queryset.values_list("pk", "name") if all(word in fold(text) for word in words)
        ]
        return queryset.filter(pk__in=found), False


class SectionForm(forms.ModelForm):
    """A section's address is made from its name, unless one is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if given and "slug" in self.fields and not given.get("slug"):
            given["slug"] = slug(given.get("name", ""), max_length=80)
        return given


class PlaceForm(forms.ModelForm):
    """A section's place among the others, in the list of sections; the list has no label for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].widget.attrs["aria-label"] = _("Place of “%s”") % self.instance


@admin.register(Section)
class SectionAdmin(FoldedSearch):
    form = SectionForm
    list_display = ("name", "slug", "chain", "order")
    list_editable = ("order",)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, form=PlaceForm, **kwargs)

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # It is part of the address of every story that was published in it.
        obj.remember(form.initial.get("slug", "") if change else "")


@admin.register(Source)
class SourceAdmin(FoldedSearch):
    list_display = ("name", "domain", "credit_line", "photos_reusable")
    list_filter = ("photos_reusable",)


@admin.register(PenName)
class PenNameAdmin(FoldedSearch):
    list_display = ("name", "account")
    autocomplete_fields = ("user",)
    list_select_related = ("user",)

    @admin.display(description=gettext_lazy("account"), ordering="user")
    def account(self, pen_name: PenName) -> str:
        """Whose it is."""
        return name(pen_name.user) if pen_name.user else "–"


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    fields = (
        "focus",
        ("focus_x", "focus_y"),
        "standing",
        ("credit", "rights"),
        ("valid_from", "valid_until"),
        "terms",
        "caption",
        "alt",
        ("creator", "source"),
        ("copyright", "licence_url"),
        "about",
        "resembling",
        "came_in",
        "stories",
    )
    readonly_fields = ("focus", "standing", "about", "resembling", "came_in", "stories", "original")
    actions = None

    class Media:
        css = {"all": ["desk/photo.css"]}
        js = [forms.Script("desk/focus.js", defer=True)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Photos come in with stories.
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return library.visible_to(request.user).select_related("uploaded_by", "denied_by")

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("chosen/", view(chosen_view), name="articles_photo_chosen"),
            path("ending/", view(self.ending_view), name="articles_photo_ending"),
            path("<int:pk>/deny/", view(self.deny_view), name="articles_photo_deny"),
            *super().get_urls(),
        ]

    def ending_view(self, request: HttpRequest) -> HttpResponse:
        """Those whose rights end."""
        return ending_view(self, request)

    def deny_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Deny its use, or allow it again."""
        return deny_view(self, request, pk)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The library, as a grid."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {"title": _("Photo library"), "opts": self.opts}
        return library_view(request, context | (extra_context or {}))

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or obj.rights_may_be_set_by(request.user)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.DateField):
            return DayField(
                label=capfirst(db_field.verbose_name), required=False, help_text=db_field.help_text
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("photo"))
    def focus(self, photo: Photo) -> SafeString:
        """The picture, its focal point and the cuts around it."""
        may_change = photo.rights_may_be_set_by(photo.looked_at_by)
        context = {"photo": photo, "size": photo.shown_at(640), "may_change": may_change}
        return mark_safe(render_to_string("admin/articles/photo/focus.html", context))

    @admin.display(description=gettext_lazy("use"))
    def standing(self, photo: Photo) -> SafeString:
        """Whether it is denied, and where that is changed."""
        return denial(photo, photo.looked_at_by)

    @admin.display(description=gettext_lazy("looks like"))
    def resembling(self, photo: Photo) -> str:
        """The photo that was here already when this one came, and looks like it."""
        return thumbnail(photo.resembles) if photo.resembles else "–"

    def save_model(self, request: HttpRequest, obj: Photo, form: forms.ModelForm, change: bool) -> None:
        """Save; the credit, the licence and the like are written into the files, so these are made again."""
        super().save_model(request, obj, form, change)
        have_made(obj)
        if obj.sizes_failure:
            messages.error(
                request,
                _(
                    "Saved, but the picture files could not be made again: %s. Tell whoever runs the server,"
                    " then try again."
                )
                % obj.get_sizes_failure_display(),
            )
        elif not is_current(obj):
            messages.info(
                request, _("The picture files are being made again; those there were stay until then.")
            )

    @admin.display(description=gettext_lazy("file"))
    def about(self, photo: Photo) -> str:
        """What kind of file it was."""
        return f"{photo.filename or '–'} · {photo.format} · {photo.width} × {photo.height}"

    @admin.display(description=gettext_lazy("came in"))
    def came_in(self, photo: Photo) -> str:
        """Who brought it in, and when."""
        who = name(photo.uploaded_by) if photo.uploaded_by else "–"
        return f"{who} · {short_time(photo.uploaded_at)}"

    @admin.display(description=gettext_lazy("original"))
    def original(self, photo: Photo) -> SafeString:
        """A link to download the file as it was uploaded."""
        return format_html('<a href="{}">{}</a>', reverse("photo_original", args=[photo.pk]), _("Download"))

    @admin.display(description=gettext_lazy("stories"))
    def stories(self, photo: Photo) -> str:
        """The stories that use it, those one may open, and which of them readers see."""
        found = []
        for story in photo.used_in:
            desk = reverse("admin:articles_story_change", args=[story.pk])
            found.append(format_html('<a href="{}">{}</a> {}', desk, story, status_badge(story)))
        for copy in photo.live_in:
            seen = format_html('<a href="{}">{}</a>', copy.get_absolute_url(), copy.headline)
            found.append(format_html("{}: {}", _("Readers see"), seen))
        return format_html_join(mark_safe("<br>"), "{}", ((one,) for one in found)) or "–"

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> tuple:
        mine = obj and obj.uploaded_by_id == request.user.pk
        download = mine or request.user.has_perm("articles.download_original")
        return (*self.fields, "original") if download else self.fields

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Photo | None:
        photo = super().get_object(request, *args, **kwargs)
        if photo:
            stories = Story.objects.visible_to(request.user).filter(story_photos__photo=photo).distinct()
            copies = PublishedStory.objects.live().select_related("section")
            shown = {"shown_photos__photo": photo, "shown_photos__taken_out": []}
            photo.used_in, photo.live_in = stories, copies.filter(story__in=stories, **shown)
            photo.looked_at_by = request.user
        return photo


@admin.register(Abbreviation)
class AbbreviationAdmin(admin.ModelAdmin):
    list_display = ("short", "long")
    search_fields = ("short", "long")
