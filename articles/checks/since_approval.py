"""Whether the people in an approved story are still what it calls them when it reaches readers.

No worker watches the clock: the desk's pages ask when they are shown.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from articles.models import PublishedStory, StoryEvent
from people.titles import title_lines


class TitleChange(NamedTuple):
    """Someone whose title in the registry is no longer what it was for a copy; "" where there is none."""

    name: str
    before: str
    after: str


def titles_changed(copies: Iterable[PublishedStory]) -> dict[int, list[TitleChange]]:
    """The changes in each copy that has any: {the copy's key: [...]}.

    Either the registry was corrected, so that it now gives another title for the day the story tells of than
    the copy prints; or the person's post changed between the approval and the day the copy appears. One
    query, and one for each different day that the copies tell of, were approved on and appear on.
    """
    copies = [copy for copy in copies if copy.people]
    approvals = StoryEvent.objects.filter(
        step="approve", revision__in=[copy.revision_id for copy in copies]
    ).order_by("at")
    approved = {event.revision_id: timezone.localdate(event.at) for event in approvals} if copies else {}
    wanted: dict[dt.date, set[int]] = defaultdict(set)
    days = {}
    for copy in copies:
        appears = timezone.localdate(copy.live_from)
        days[copy.pk] = (copy.event_date or appears, approved.get(copy.revision_id, appears), appears)
        for day in days[copy.pk]:
            wanted[day].update(person["id"] for person in copy.people)
    titles = {day: title_lines(people, day) for day, people in wanted.items()}
    found: dict[int, list[TitleChange]] = {}
    for copy in copies:
        told, at_approval, at_go_live = (titles[day] for day in days[copy.pk])
        for person in copy.people:
            pk, printed = person["id"], person["title"]
            if told.get(pk) and told[pk] != printed:
                change = TitleChange(person["name"], printed, told[pk])
            elif at_approval.get(pk) != at_go_live.get(pk):
                change = TitleChange(person["name"], at_approval.get(pk, ""), at_go_live.get(pk, ""))
            else:
                continue
            found.setdefault(copy.pk, []).append(change)
    return found
