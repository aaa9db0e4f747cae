"""Two people saved the same story: what each changed, and a form that loses nothing of either.

A field that only the other one changed is taken over into the form; one that both changed keeps what was
typed, is shown beside the other's, and can be chosen; and so each cell of each row (`merging_rows`).
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Revision, Story
from people.numbers import whole_number
from vietnamese import long_time

from . import merging_rows
from .compare import Field, changed_fields, fields
from .merging_rows import KINDS, Change
from .trail import name

# Where the rows of a snapshot stand in the form: by the prefix of their formset.
ROWS = {key: kind.prefix for key, kind in KINDS.items()}


class NotSaved(Exception):
    """Nothing was saved, for the reasons in `messages`; the form is to be shown as it was sent.

    `typed` is what it would have made of the story, where `newest` was saved since the form was loaded.
    """

    def __init__(
        self, *messages: str, newest: Revision | None = None, typed: dict[str, Any] | None = None
    ) -> None:
        super().__init__(*messages)
        self.messages = list(messages)
        self.newest, self.typed = newest, typed or {}


class Clash(NamedTuple):
    """One field, or cell of a row, that both changed since they had the same text.

    `choice` is what the form sends for it where the other's is to be taken.
    """

    label: str
    theirs: Field
    yours: Field
    choice: str


class Conflict(NamedTuple):
    """What happened while the form was open: `newest` was saved by somebody, and what to do about it."""

    newest: Revision
    who: str
    taken_over: list[Field]
    clashes: list[Clash]
    # Of what is taken over, the fields and kinds of rows that are so as a whole, and the rest.
    whole: list[str]
    rows: list[Change]


def conflict(story: Story, newest: Revision, loaded: str, typed: dict[str, Any], by: Any) -> Conflict:
    """Compare what `by` typed with the newest revision, both from the revision that the form was loaded with.

    `loaded` is its number as the form sent it; with none that exists, all that differs was changed by both.
    """
    base = story.revisions.filter(number=whole_number(loaded)).first()
    before = base.content if base else {}
    theirs = {field.key: field for field in changed_fields(newest.content, before)}
    yours = {field.key: field for field in changed_fields(typed, before)}
    found = Conflict(newest, saved_by(newest, by), [], [], [], [])
    for key in theirs:
        if newest.content.get(key) == typed.get(key):
            continue
        if key not in yours:
            found.whole.append(key)
            found.taken_over.append(theirs[key])
        elif key not in KINDS:
            choice = json.dumps([key])
            found.clashes.append(Clash(theirs[key].label, theirs[key], yours[key], choice))
        else:
            _rows(found, key, [content.get(key) or [] for content in (before, newest.content, typed)])
    return found


def _rows(found: Conflict, key: str, contents: list[list[dict[str, Any]]]) -> None:
    for change, both in merging_rows.changes(key, *contents):
        theirs = _shown(key, change.theirs, change.before)
        if both:
            choice = json.dumps([key, change.row, change.cell])
            yours = _shown(key, change.yours, change.before)
            found.clashes.append(Clash(theirs.label, theirs, yours, choice))
        else:
            found.rows.append(change)
            found.taken_over.append(theirs)


def _shown(key: str, new: list[dict[str, Any]], old: list[dict[str, Any]]) -> Field:
    return next(field for field in fields({key: new}, {key: old}) if field.key == key)


def saved_by(newest: Revision, by: Any) -> str:
    """Who saved a revision, told to `by`, who may have done so in another window."""
    return _("you (in another window)") if newest.author == by else name(newest.author)


def message(newest: Revision, by: Any) -> str:
    """What the form says first."""
    return _(
        "%(who)s saved this story at %(time)s, after you had opened it. Nothing of yours was saved yet; all"
        " you typed is below. Compare, then save again."
    ) % {"who": capfirst(saved_by(newest, by)), "time": long_time(newest.created_at)}


def merge(request: HttpRequest, found: Conflict) -> None:
    """Make the form that `request` sent one that continues from the newest revision."""
    for key in found.whole:
        if key not in KINDS:
            _take(request, found.newest, key)
    for change in found.rows:
        merging_rows.take(request, found.newest.story, change.key, change.row, change.cell)
    data = request.POST.copy()
    data["revision"] = str(found.newest.number)
    request.POST = data
    request.rows_taken_over = {ROWS[key] for key in found.whole if key in KINDS}


def prepare(request: HttpRequest, story_pk: str | None) -> None:
    """Make ready a form that was sent: rows whose record is gone since it was loaded are known again; where
    it showed a conflict, what was chosen of the other's takes the place of what was typed."""
    newest = Revision.objects.filter(story=story_pk).select_related("story").first() if story_pk else None
    if newest is None:
        return
    if request.POST.get("revision") != str(newest.number):
        merging_rows.find_again(request, newest.story)
        return
    for name_, choice in request.POST.items():
        if name_.startswith("choice-") and choice:
            _choose(request, newest, choice)


def _choose(request: HttpRequest, newest: Revision, choice: str) -> None:
    try:
        key, *where = json.loads(choice)
        if key in KINDS:
            one, cell = where
            if cell in (merging_rows.ROW, merging_rows.ORDER) or cell in KINDS[key].cells:
                one = tuple(one) if isinstance(one, list) else one
                merging_rows.take(request, newest.story, key, one, cell)
        elif key in newest.content:
            _take(request, newest, key)
    except (ValueError, TypeError, RecursionError):
        return  # None of ours.


def _take(request: HttpRequest, newest: Revision, key: str) -> None:
    """Put a field as `newest` has it into the form that `request` sent."""
    value = newest.content.get(key)
    data = request.POST.copy()
    if isinstance(value, bool):
        # A box that is not ticked is not sent.
        data.pop(key, None)
    if value is not False:
        data[key] = "" if value is None else "on" if value is True else str(value)
    request.POST = data
