"""What a story is not complete without; the list that is gone through before it is handed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Story, StoryPerson, StoryPhoto

from .problem import Need, Problem

# Without these there is nothing to hand on.
TEXT = ("headline", "body")


class Rows(NamedTuple):
    """The rows of a story that count: photos with their files, people, whether anybody is credited.

    Of a story not saved yet the last is None: saving credits whoever writes it.
    """

    photos: Sequence[StoryPhoto]
    people: Sequence[StoryPerson]
    credited: bool | None


def rows_of(story: Story) -> Rows:
    """Those that are saved. Three queries, four where nobody is credited as an author."""
    if story._state.adding:
        return Rows([], [], credited=None)
    photos = list(story.story_photos.select_related("photo"))
    credited = story.bylines.exists() or story.story_sources.exists()
    return Rows(photos, list(story.story_people.all()), credited)


def needs(story: Story, rows: Rows | None = None) -> list[Need]:
    """All that `story` needs, met or not, in the order of the form; `rows` where they are at hand already."""
    rows = rows or rows_of(story)
    return [*_fields(story, rows), *(need for row in rows.photos for need in _photo(row)), *_credits(rows)]


def missing(story: Story) -> list[Problem]:
    """What `story` lacks."""
    return [need.problem for need in needs(story) if not need.met]


def _fields(story: Story, rows: Rows) -> Iterator[Need]:
    yield Need(
        Problem("error", "headline", _("The story has no headline."), "headline"), bool(story.headline)
    )
    yield Need(Problem("warning", "lead", _("The story has no lead."), "lead"), bool(story.lead))
    text = richtext.plain_text(story.body).strip()
    yield Need(Problem("error", "body", _("The story has no text."), "body"), bool(text))
    yield Need(Problem("error", "section", _("Choose a section."), "section"), story.section_id is not None)
    if story.event_date is None and rows.people:
        message = _("Give the event date: the titles of the people in the story depend on it.")
        yield Need(Problem("error", "event-date", message, "event_date"), met=False)
    else:
        message = _("The story has no event date.")
        yield Need(Problem("warning", "event-date", message, "event_date"), bool(story.event_date))


def _photo(row: StoryPhoto) -> Iterator[Need]:
    about = {"number": row.number}

    def need(field: str, message: str, met: bool, level="error") -> Need:
        code = "photo-empty" if field == "photo" else f"photo-{field}"
        return Need(Problem(level, code, message % about, f"photo-{row.number}-{field}"), met)

    if row.photo is None:
        message = _("Photo %(number)s has no file yet: it will not appear. Upload it or delete the row.")
        yield need("photo", message, False, "warning")
        return
    yield need("caption", _("Photo %(number)s has no caption."), bool(row.caption))
    if not row.photo.credit:
        yield need("credit", _("Photo %(number)s has no credit."), bool(row.credit))
    message = _("Nobody has said by what right photo %(number)s is printed: choose its rights.")
    yield need("rights", message, bool(row.photo.rights))
    message = _(
        "Photo %(number)s has no alternative text: say in a few words what it shows, for those who cannot"
        " see it."
    )
    yield need("alt", message, bool(row.alt))


def _credits(rows: Rows) -> Iterator[Need]:
    if rows.credited is None:
        return
    message = _("The story names neither an author nor a source.")
    yield Need(Problem("warning", "credit", message, "bylines"), rows.credited)
