from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import richtext
from articles.models import Comment, Photo, Story, StoryPhoto
from people.matching import find_people
from people.titles import same_role, title_lines
from vietnamese import FoundDate, find_dates, long_date

from .captions import captions
from .needs import missing
from .photo_rights import rights
from .problem import Problem

# An event so many years ago is rarer than a year mistyped.
LONG_AGO = 50


def errors(story: Story, at: dt.datetime | None = None) -> list[Problem]:
    """The problems that keep `story` from being approved, or published at `at` (now when None)."""
    return [problem for problem in problems(story, at) if problem.level == "error"]


def problems(story: Story, at: dt.datetime | None = None) -> list[Problem]:
    """All that is missing or doubtful in `story` if readers see it at `at` (now when None).

    Errors first; what is missing before what is doubtful, each in the order of the form.
    """
    return sorted([*missing(story), *doubts(story, at)], key=lambda problem: problem.level != "error")


def doubts(story: Story, at: dt.datetime | None = None) -> list[Problem]:
    """All that is doubtful in what `story` has, if readers see it at `at` (now when None)."""
    day = timezone.localdate(at)
    return [*_text(story), *_weekdays(story), *_photos(story, day), *_people(story), *_comments(story)]


def _text(story: Story) -> Iterator[Problem]:
    if story.event_date and story.event_date > timezone.localdate():
        day = long_date(story.event_date)
        yield Problem(
            "warning",
            "event-ahead",
            _("The event date, %(day)s, is yet to come.") % {"day": day},
            "event_date",
        )
    if story.event_date and story.event_date.year < timezone.localdate().year - LONG_AGO:
        about = {"day": long_date(story.event_date), "years": LONG_AGO}
        message = _("The event date, %(day)s, is more than %(years)s years ago: is its year right?") % about
        yield Problem("warning", "event-long-ago", message, "event_date")


def _weekdays(story: Story) -> Iterator[Problem]:
    """The dates in the text beside which another weekday is written than theirs."""
    texts = {"headline": story.headline, "lead": story.lead, "body": richtext.plain_text(story.body)}
    for field, text in texts.items():
        for found in find_dates(text):
            day = _meant(found, story.event_date)
            if day and found.weekday not in (None, day.weekday()):
                message = _("The weekday written beside %(written)s is wrong: that day is %(day)s.")
                about = {"written": text[found.start : found.end], "day": long_date(day)}
                yield Problem("warning", "weekday", message % about, field)


def _meant(found: FoundDate, event: dt.date | None) -> dt.date | None:
    """The day that a date in a text is; without a year the one nearest to the event."""
    if found.year or event is None:
        return found.date()
    days = (found.date(year) for year in (event.year - 1, event.year, event.year + 1))
    return min(filter(None, days), key=lambda day: abs(day - event), default=None)


def _photos(story: Story, day: dt.date) -> Iterator[Problem]:
    photos = story.story_photos.select_related("photo").prefetch_related("photo_people__person")
    rows = {row.number: row for row in photos}
    placed = set(richtext.figure_numbers(story.body))
    for number in sorted(placed - rows.keys()):
        yield Problem(
            "error",
            "photo-unknown",
            _("The text refers to photo %(number)s, which the story does not have. Take it out of the text.")
            % {"number": number},
            "body",
        )
    for row in rows.values():
        if row.photo:
            yield from _photo(row, row.photo, day, placed=row.number in placed)
    yield from captions([row for row in rows.values() if row.photo], story.event_date)


def _photo(row: StoryPhoto, photo: Photo, day: dt.date, *, placed: bool) -> Iterator[Problem]:
    anchor, number = f"photo-{row.number}", {"number": row.number}
    if photo.waiting:
        message = _("Photo %(number)s cannot be shown yet. %(why)s")
        yield Problem("error", "photo-waiting", message % (number | {"why": photo.waiting}), anchor)
    yield from rights(photo, number, anchor, day)
    if not placed:
        message = _("Photo %(number)s has no place in the text: it will stand at the end.")
        yield Problem("warning", "photo-unplaced", message % number, anchor)


def _people(story: Story) -> Iterator[Problem]:
    rows = list(story.story_people.select_related("person"))
    day = story.event_date
    if rows and day:
        titles = title_lines([row.person_id for row in rows], day)
        for row in rows:
            title = titles.get(row.person_id, "")
            about = {
                "name": row.person.name,
                "printed": row.printed_role,
                "registered": title,
                "day": long_date(day),
            }
            anchor = f"person-{row.person_id}"
            if not title:
                message = _("The registry has no post of %(name)s on %(day)s.") % about
                yield Problem("warning", "title-unknown", message, anchor)
            elif row.printed_role and not same_role(row.printed_role, title):
                message = _(
                    "%(name)s is printed as “%(printed)s”; on %(day)s the registry has “%(registered)s”."
                )
                yield Problem("warning", "title-differs", message % about, anchor)
    linked = {row.person_id for row in rows}
    text = "\n".join([story.headline, story.lead, richtext.plain_text(story.body)])
    named: dict[int, str] = {}
    for found in find_people(text):
        if found.person and found.person.pk not in linked:
            named[found.person.pk] = found.person.name
    for name in named.values():
        message = _("%(name)s is in the registry and in the text, but not among the people mentioned.")
        yield Problem("warning", "person-unlinked", message % {"name": name}, "people")


def _comments(story: Story) -> Iterator[Problem]:
    if many := Comment.objects.filter(story=story).open_now().count():
        message = ngettext("%s comment is not settled.", "%s comments are not settled.", many)
        yield Problem("warning", "comments", message % many, "comments")
