"""What the desk's templates print: times in the Vietnamese form, statuses, names."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

import vietnamese
from articles.admin import story_list, trail, unsaved, waiting
from articles.models import OpenForm, Story
from articles.photos.showing import shown

register = template.Library()
register.simple_tag(shown, name="small_picture")


@register.filter
def long_time(moment: dt.datetime) -> str:
    """ "Thứ Bảy, 10/8/2019, 15:30 (GMT+7)" """
    return vietnamese.long_time(moment)


@register.filter
def long_day(day: dt.date) -> str:
    """A date as "Thứ Bảy, 10/8/2019"."""
    return vietnamese.long_date(day)


@register.filter
def relative(moment: dt.datetime) -> str:
    """ "5 phút trước" """
    return vietnamese.relative(moment, timezone.now())


@register.filter
def badge_time(moment: dt.datetime) -> str:
    """ "15:30 Thứ Bảy, 10/8/2019" """
    return story_list.badge_time(moment)


@register.filter
def day_time(moment: dt.datetime) -> str:
    """ "15:30 hôm nay", else "15:30 Thứ Bảy, 10/8/2019" """
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return _("%(time)s today") % {"time": f"{local:%H:%M}"}
    return story_list.badge_time(moment)


@register.filter
def clock(moment: dt.datetime) -> str:
    """ "15:30 10/8" """
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {local.day}/{local.month}"


@register.filter
def clock_today(moment: dt.datetime) -> str:
    """ "15:30", with the day when it is not today's."""
    return unsaved.clock(moment)


@register.filter
def copy_headline(row: OpenForm) -> str:
    """What to call a copy that was not saved."""
    return unsaved.headline(row)


@register.filter
def person_name(user) -> str:
    """What the newsroom calls an account."""
    return trail.name(user)


@register.filter
def status_badge(story: Story) -> SafeString:
    """The status in words, with a colour beside them."""
    return story_list.status_badge(story)


@register.simple_tag
def waits_for(user) -> int:
    """How much waits for an account to act."""
    return waiting.count(user)
