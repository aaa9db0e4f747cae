"""How the paper writes times and pictures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.models import Section
from articles.public import feeds
from articles.public.figures import picture as describe
from articles.public.structured import machine_time
from people.dates import short_day
from people.models import Person
from vietnamese import long_date as vietnamese_date
from vietnamese import long_time as vietnamese_time

register = template.Library()
register.filter(machine_time)


@register.filter
def long_time(moment: dt.datetime) -> str:
    """An aware time as "Thứ Bảy, 10/8/2019, 15:30 (GMT+7)"."""
    return vietnamese_time(moment)


@register.filter
def long_date(date: dt.date) -> str:
    """A date as "Thứ Bảy, 10/8/2019"."""
    return vietnamese_date(date)


@register.filter
def short_date(date: dt.date) -> str:
    """A date as "10/8/2019"."""
    return short_day(date)


@register.filter
def short_time(moment: dt.datetime) -> str:
    """An aware time as lists have it: "10/8/2019, 15:30". Not "5 minutes ago": a page may be kept a while."""
    local = timezone.localtime(moment)
    return f"{short_day(local)}, {local:%H:%M}"


@register.inclusion_tag("public/_picture.html")
def picture(photo: dict[str, Any], sizes: str, first: bool = False) -> dict[str, Any]:
    """A picture of a list, at the width it has there; `sizes` as in HTML."""
    return {"photo": describe(photo, sizes=sizes, first=first)}


@register.simple_tag
def paper() -> str:
    """The paper's name, for pages that are made without a request."""
    return settings.SITE_NAME


@register.simple_tag
def feed_links(what: Section | Person | None = None) -> SafeString:
    """The feeds of the paper, of a section or of a person, in a page's head."""
    link = '<link rel="alternate" type="{}" title="{}" href="{}">\n'
    return format_html_join("", link, feeds.links(feeds.channel_of(what)))
