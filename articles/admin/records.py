"""The registers the desk keeps: sections, sources, pen names, photos."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from articles.models import Abbreviation, PenName, Photo, Section, Source, Story, StoryPhoto
from vietnamese import fold, slug

from .inlines import thumbnail
from .story_list import short_time
from .trail import name


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


@admin.register(Section)
class SectionAdmin(FoldedSearch):
    form = SectionForm
    list_display = ("name", "slug", "chain", "order")
    list_editable = ("order",)

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> tuple[str, ...]:
        # It is part of the address of every story that was published in it.
        return ("slug",) if obj and obj.published.exists() else ()


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
    list_display = ("small", "credit", "uploader", "uploaded", "used")
    list_display_links = ("small",)
    list_filter = ("illustration",)
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    search_fields = ("credit", "filename", "uses__caption")
    fields = ("small", "credit", "illustration", "about", "stories")
    readonly_fields = ("small", "about", "stories")
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Photos come in with stories.
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        photos = (
            super().get_queryset(request).select_related("uploaded_by").annotate(uses_count=Count("uses"))
        )
        if request.user.has_perm("articles.edit_any_story"):
            return photos
        # A reporter's own, and those in their stories: others' pictures tell what others write about.
        own = StoryPhoto.objects.filter(story__author=request.user, photo__isnull=False)
        return photos.filter(Q(uploaded_by=request.user) | Q(pk__in=own.values("photo")))

    @admin.display(description=gettext_lazy("photo"))
    def small(self, photo: Photo) -> SafeString:
        """A small picture."""
        return thumbnail(photo)

    @admin.display(description=gettext_lazy("uploaded by"), ordering="uploaded_by__first_name")
    def uploader(self, photo: Photo) -> str:
        """Who brought it in."""
        return name(photo.uploaded_by) if photo.uploaded_by else "–"

    @admin.display(description=gettext_lazy("uploaded"), ordering="uploaded_at")
    def uploaded(self, photo: Photo) -> str:
        """When, day first."""
        return short_time(photo.uploaded_at)

    @admin.display(description=gettext_lazy("used"), ordering="uses_count")
    def used(self, photo: Photo) -> Any:
        """In how many stories."""
        return photo.uses_count

    @admin.display(description=gettext_lazy("file"))
    def about(self, photo: Photo) -> str:
        """What kind of file it was."""
        return f"{photo.filename or '–'} · {photo.format} · {photo.width} × {photo.height}"

    @admin.display(description=gettext_lazy("stories"))
    def stories(self, photo: Photo) -> str:
        """Links to the stories that use it, as far as whoever is looking may open them."""
        found = [(reverse("admin:articles_story_change", args=[one.pk]), str(one)) for one in photo.used_in]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', found) or "–"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Photo | None:
        photo = super().get_object(request, *args, **kwargs)
        if photo:
            photo.used_in = (
                Story.objects.visible_to(request.user).filter(story_photos__photo=photo).distinct()
            )
        return photo


@admin.register(Abbreviation)
class AbbreviationAdmin(admin.ModelAdmin):
    list_display = ("short", "long")
    search_fields = ("short", "long")
