"""The front page, put in order by hand: drag, two buttons or Alt with the arrow keys (room 2)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Script, inlineformset_factory
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import FrontPage, FrontPlace, PublishedStory, Story

from .single import SingleAdmin
from .widgets import MomentField

AT_MOST = 12


class PlaceForm(forms.ModelForm):
    """One place; a story that readers neither see nor will see has no place on the front page."""

    since = MomentField(label=gettext_lazy("from"), required=False)
    until = MomentField(label=gettext_lazy("until"), required=False)

    class Meta:
        model = FrontPlace
        fields = ("position", "story", "since", "until")

    def clean_story(self) -> Story:
        story = self.cleaned_data["story"]
        if "story" in self.changed_data and not _open_copies().filter(story=story).exists():
            raise ValidationError(
                _("“%(story)s” is not published: publish or schedule it first.") % {"story": story}
            )
        return story

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if given and given.get("since") and given.get("until") and given["since"] >= given["until"]:
            self.add_error("until", _("It ends before it begins."))
        return given


class PlaceRows(admin.TabularInline):
    model = FrontPlace
    form = PlaceForm
    extra = 0
    max_num = AT_MOST
    fields = ("position", "story", "since", "until", "seen")
    readonly_fields = ("seen",)
    autocomplete_fields = ("story",)
    verbose_name_plural = gettext_lazy("stories in order: the first leads, the next three stand beside it")

    def get_queryset(self, request: HttpRequest) -> QuerySet[FrontPlace]:
        return super().get_queryset(request).select_related("story")

    @admin.display(description=gettext_lazy("now"))
    def seen(self, place: FrontPlace) -> str:
        """What has become of it at this moment."""
        now = timezone.now()
        if place.pk is None:
            return "–"
        if place.until and place.until <= now:
            return _("its time is over")
        if place.since and place.since > now:
            return _("its time is to come")
        copy = _open_copies().filter(story=place.story).order_by("live_from").first()
        if copy is None:
            return _("no longer published")
        return _("scheduled") if copy.live_from > now else _("on the front page, or next in line")


@admin.register(FrontPage)
class FrontPageAdmin(SingleAdmin):
    """One page; its places are stored together, or none is."""

    change_form_template = "admin/articles/frontpage/change_form.html"
    fields = ("changed_at",)
    readonly_fields = ("changed_at",)
    inlines = (PlaceRows,)

    class Media:
        css = {"all": ["people/people.css"]}
        js = [Script("people/reorder.js", defer=True)]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is always a front page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        FrontPage.objects.get_or_create(pk=1)
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


def asked_places(data: Any) -> dict[int, int]:
    """The places a form on screen asks for, unsaved, of those whose time it is: {story id: position}."""
    rows = inlineformset_factory(FrontPage, FrontPlace, form=PlaceForm, extra=0, max_num=AT_MOST)
    now = timezone.now()
    asked = {}
    for form in rows(data, instance=FrontPage.objects.filter(pk=1).first(), prefix="places").forms:
        form.is_valid()
        given = form.cleaned_data if hasattr(form, "cleaned_data") else {}
        story, since, until = (given.get(name) for name in ("story", "since", "until"))
        if story and not given.get("DELETE") and (not since or since <= now) and (not until or until > now):
            asked[story.pk] = given.get("position") or 0
    return asked


def _open_copies() -> QuerySet[PublishedStory]:
    return PublishedStory.objects.exclude(live_until__lte=timezone.now())
