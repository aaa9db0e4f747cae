"""How many published stories a tenure touches: asked here, answered by the app that knows the stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from people.models import Tenure

Counter = Callable[[Iterable[Tenure]], int]
_counters: list[Counter] = []


def counts_stories(counter: Counter) -> Counter:
    """Decorator for a function that, given tenures, says how many published stories name the holder of one
    and tell of a day it may cover. To be registered when an app's admin is loaded."""
    _counters.append(counter)
    return counter


def stories_touched(tenures: Iterable[Tenure]) -> int | None:
    """The number of published stories a change of the tenures may concern; None when nobody counts them."""
    tenures = list(tenures)
    return sum(counter(tenures) for counter in _counters) if _counters else None
