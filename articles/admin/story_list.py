"""The list of stories: its columns, filters and search."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import workflow
from articles.indexing import abbreviations
from articles.models import OpenForm, PublishedStory, Status, Story, open_comments
from articles.search import DESK, parse
from vietnamese import long_date

from . import sending
from .giving import give
from .pages import LongListPaginator
from .trail import name
from .unsaved import clock

# Of the stories that a search finds, the newest; an `IN` of more costs more than it helps.
MOST_FOUND = 2000


def status_badge(story: Story) -> SafeString:
    """The status in words, with a colour beside them.

    A story that waits for its time says so, where it came with `StoryList`'s annotations.
    """
    waits = getattr(story, "scheduled_for", None) and not getattr(story, "live", False)
    if waits and story.status == Status.PUBLISHED:
        return format_html('<span class="status status-approved">{}</span>', _("Scheduled"))
    return format_html('<span class="status status-{}">{}</span>', story.status, story.get_status_display())


def comments_said(many: int) -> str:
    """ "2 bình luận chưa xong" """
    return ngettext("%s open comment", "%s open comments", many) % many


def short_time(moment: dt.datetime) -> str:
    """ "15:30 10/8/2019", in Vietnam's time."""
    at = timezone.localtime(moment)
    return f"{at:%H:%M} {at.day}/{at.month}/{at.year}"


def badge_time(moment: dt.datetime) -> str:
    """ "15:30 Thứ Bảy, 10/8/2019", in Vietnam's time."""
    at = timezone.localtime(moment)
    return f"{at:%H:%M} {long_date(at)}"


def in_cards(label: str, value: str) -> SafeString:
    """A value that has its column's heading before it where the list reads as cards, on a phone."""
    return format_html('<span class="in-cards about">{}:</span> {}', label, value)


# Stands in an empty cell of a table, and not in a card, where nothing would say what is missing.
NONE = mark_safe('<span class="in-tables">–</span>')


class SectionFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_value_display = _("No section yet")


class MineFilter(admin.SimpleListFilter):
    title = gettext_lazy("reporter")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        # A reporter sees no others' stories.
        if not request.user.has_perm("articles.edit_any_story"):
            return []
        return [("1", _("Mine")), ("left", _("Left by accounts that are switched off"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        if self.value() == "left":
            return queryset.left_behind()
        return queryset.filter(author=request.user) if self.value() == "1" else queryset


class ReadersFilter(admin.SimpleListFilter):
    title = gettext_lazy("presence on the site")
    parameter_name = "readers"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("live", _("Live")), ("scheduled", _("Scheduled")), ("no", _("Not on the site"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        now = timezone.now()
        if self.value() == "live":
            return queryset.filter(live=True)
        if self.value() == "scheduled":
            return queryset.filter(pk__in=_stories(live_from__gt=now))
        if self.value() == "no":
            # A few among many: what else may be off the site is not looked at.
            visible = Story.objects.visible_to(request.user)
            return queryset.filter(live=False).in_any(
                visible.filter(pk__in=_stories(live_from__gt=now)),
                visible.filter(pk__in=_stories(expires_at__lte=now)),
                *(visible.filter(status=status) for status in Status if status != Status.PUBLISHED),
            )
        return queryset


def _stories(**copies: Any) -> QuerySet:
    """The keys of the stories that have such a copy."""
    return PublishedStory.objects.filter(**copies).order_by().values("story")


class StoryList(admin.ModelAdmin):
    """How the list of stories looks and is searched."""

    empty_value_display = NONE
    list_display = ("title", "state", "section", "reporter", "event_day", "changed", "readers")
    list_display_links = ("title",)
    list_filter = ("status", MineFilter, ReadersFilter, ("section", SectionFilter), "kind")
    # What an index holds in its order. By section and status there are filters.
    sortable_by = ("title", "event_day", "changed")
    list_per_page = 50
    paginator = LongListPaginator
    ordering = ("-changed_at", "-pk")
    search_fields = ("headline_key",)
    search_help_text = gettext_lazy("Words of the story, with or without marks; “side by side”, -without")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = (give,)
    actions_on_bottom = True
    actions_on_top = False

    def has_give_permission(self, request: HttpRequest) -> bool:
        """Whether to offer giving stories to somebody; whether each may be given is for its step to say."""
        return request.user.has_perm(workflow.STEPS["assign"].permission)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        waiting = PublishedStory.objects.filter(story=OuterRef("pk"), live_from__gt=timezone.now())
        return (
            super()
            .get_queryset(request)
            .visible_to(request.user)
            .annotate(
                live=Exists(PublishedStory.objects.live().filter(story=OuterRef("pk"))),
                scheduled_for=Subquery(waiting.order_by("live_from").values("live_from")[:1]),
                open_comments=open_comments(),
            )
            .select_related("section", "author")
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Story], search_term: str
    ) -> tuple[QuerySet[Story], bool]:
        if not search_term.strip():
            return queryset, False
        query = parse(search_term, abbreviations(), typing=True)
        found = DESK.newest(query, limit=MOST_FOUND)
        return queryset.filter(pk__in=[one.pk for one in found]), False

    @admin.display(description=gettext_lazy("headline"), ordering="headline_key")
    def title(self, story: Story) -> str:
        """The headline, or that there is none yet."""
        return str(story)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        found = super().get_changelist_instance(request)
        open_now = OpenForm.objects.open_now().exclude(user=request.user).select_related("user")
        found.result_list = list(found.result_list.defer("lead", "body"))
        prefetch_related_objects(
            found.result_list, Prefetch("open_forms", open_now.order_by("opened_at"), to_attr="open_now")
        )
        for story in found.result_list:
            story.send_photos = sending.offered(story, request.user)
        return found

    @admin.display(description=gettext_lazy("status"))
    def state(self, story: Story) -> SafeString:
        """The status as a badge, and who else has the story open."""
        since: dict[str, str] = {}
        for row in getattr(story, "open_now", ()):
            since.setdefault(name(row.user), clock(row.opened_at))
        said = [(comments_said(many),)] if (many := getattr(story, "open_comments", 0)) else []
        said += [(_("%(who)s: open since %(time)s") % {"who": who, "time": at},) for who, at in since.items()]
        lines = format_html_join("", '<br><span class="about">{}</span>', said)
        photos = ""
        if address := getattr(story, "send_photos", ""):
            photos = format_html('<br><a class="send-photos" href="{}">{}</a>', address, _("Send photos"))
        return format_html("{}{}{}", status_badge(story), lines, photos)

    @admin.display(description=gettext_lazy("reporter"))
    def reporter(self, story: Story) -> str:
        """The reporter's full name."""
        return name(story.author)

    @admin.display(description=gettext_lazy("event date"), ordering="event_date")
    def event_day(self, story: Story) -> SafeString | None:
        """The event date, day first."""
        day = story.event_date
        return in_cards(_("Event"), f"{day.day}/{day.month}/{day.year}") if day else None

    @admin.display(description=gettext_lazy("last change"), ordering="changed_at")
    def changed(self, story: Story) -> SafeString:
        """The time of the last change, day first, in Vietnam's time."""
        return in_cards(_("Changed"), short_time(story.changed_at))

    @admin.display(description=gettext_lazy("on the site"))
    def readers(self, story: Story) -> str:
        """Whether readers see it, or will."""
        words = [_("Live")] if story.live else []
        if story.scheduled_for:
            words.append(_("Scheduled for %(time)s") % {"time": badge_time(story.scheduled_for)})
        elif story.embargo_until and story.embargoed:
            words.append(_("Embargo: not before %(time)s") % {"time": badge_time(story.embargo_until)})
        return ", ".join(words) or NONE
