"""Two people saved the same story: what each changed, and a form that loses nothing of either.

A field that only the other one changed is taken over into the form; one that both changed keeps what was
typed, and is shown beside the other's.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.models import Revision, Story
from vietnamese import long_time

from .compare import Field, changed_fields
from .trail import name

# Where the parts of a snapshot stand in the form: fields by their name, rows by the prefix of their formset.
ROWS = {
    "photos": "story_photos",
    "sources": "story_sources",
    "bylines": "bylines",
    "people": "story_people",
}


class NotSaved(Exception):
    """Nothing was saved, for the reasons in `messages`; the form is to be shown as it was sent."""

    def __init__(self, *messages: str, conflict: Conflict | None = None) -> None:
        super().__init__(*messages)
        self.messages = list(messages)
        self.conflict = conflict


class Clash(NamedTuple):
    """One field that both changed since they had the same text."""

    label: str
    theirs: Field
    yours: Field


class Conflict(NamedTuple):
    """What happened while the form was open: `newest` was saved by somebody, and what to do about it."""

    newest: Revision
    who: str
    taken_over: list[Field]
    clashes: list[Clash]


def conflict(story: Story, newest: Revision, loaded: str, typed: dict[str, Any]) -> Conflict:
    """Compare what was typed with the newest revision, both from the revision that the form was loaded with.

    `loaded` is its number as the form sent it; with none that exists, all that differs was changed by both.
    """
    base = story.revisions.filter(number=loaded).first() if loaded.isascii() and loaded.isdigit() else None
    before = base.content if base else {}
    theirs = {field.key: field for field in changed_fields(newest.content, before)}
    yours = {field.key: field for field in changed_fields(typed, before)}
    differ = [key for key in theirs if newest.content.get(key) != typed.get(key)]
    return Conflict(
        newest=newest,
        who=name(newest.author),
        taken_over=[theirs[key] for key in differ if key not in yours],
        clashes=[Clash(theirs[key].label, theirs[key], yours[key]) for key in differ if key in yours],
    )


def message(found: Conflict) -> str:
    """What the form says first."""
    return _(
        "%(who)s saved this story at %(time)s, after you had opened it. Nothing of yours was saved yet; all"
        " you typed is below. Compare, then save again."
    ) % {"who": found.who, "time": long_time(found.newest.created_at)}


def merge(request: HttpRequest, found: Conflict) -> None:
    """Make the form that `request` sent one that continues from the newest revision."""
    data = request.POST.copy()
    data["revision"] = str(found.newest.number)
    for field in found.taken_over:
        if field.key not in ROWS:
            value = found.newest.content[field.key]
            data[field.key] = "" if value is None else str(value)
    request.POST = data
    request.rows_taken_over = {ROWS[field.key] for field in found.taken_over if field.key in ROWS}
