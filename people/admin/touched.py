"""What a change in the registry means for published stories: asked here, answered by whoever has them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from people.models import Tenure

Counter = Callable[[Iterable[Tenure]], int]
Finder = Callable[[HttpRequest, Collection[int] | None], tuple[int, str]]
_counters: list[Counter] = []
_finders: list[Finder] = []


def counts_stories(counter: Counter) -> Counter:
    """Decorator for a function that, given tenures, says how many published stories name the holder of one
    and tell of a day it may cover. To be registered when an app's admin is loaded."""
    _counters.append(counter)
    return counter


def finds_differing(finder: Finder) -> Finder:
    """Decorator for a function that, given a request and the ids of people (None for everybody), says how
    many published stories print another line for one of them than the registry now gives, and at what
    address they are listed. To be registered when an app's admin is loaded."""
    _finders.append(finder)
    return finder


def stories_touched(tenures: Iterable[Tenure]) -> int | None:
    """The number of published stories a change of the tenures may concern; None when nobody counts them."""
    tenures = list(tenures)
    return sum(counter(tenures) for counter in _counters) if _counters else None


def tell_differing(request: HttpRequest, people: Iterable[int] | None) -> None:
    """After a change: say how many published stories of these people (None: of all) now print something else
    than the registry, with the way to them. The stories stay as they are."""
    people = None if people is None else sorted(set(people))
    for finder in _finders if people != [] else ():
        number, address = finder(request, people)
        if number:
            told = ngettext(
                "%(number)s published story now prints something else than the registry:",
                "%(number)s published stories now print something else than the registry:",
                number,
            ) % {"number": number}
            messages.warning(request, format_html('{} <a href="{}">{}</a>', told, address, gettext("see")))
