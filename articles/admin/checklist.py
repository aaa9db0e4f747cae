"""What a story lacks, each with the place in the form where it is supplied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from articles.checks import Need, Problem, needs, rows_of
from articles.models import Story, StoryPerson, StoryPhoto

from .merging import ROWS


class Places:
    """Where in a story's form each thing is that a `Problem` may be about.

    `photos` and `people` in the order of their rows; `open_` says whether there are fields to type in.
    """

    def __init__(
        self, photos: Iterable[StoryPhoto], people: Iterable[StoryPerson], *, open_: bool = True
    ) -> None:
        self.open_ = open_
        self.rows = {f"photo-{row.number}": f"{ROWS['photos']}-{at}" for at, row in enumerate(photos)}
        self.rows |= {f"person-{row.person_id}": f"{ROWS['people']}-{at}" for at, row in enumerate(people)}

    def of(self, problem: Problem) -> str:
        """The id of an element; "" where the form does not have it."""
        kind, _dash, rest = problem.anchor.partition("-")
        if rest:
            number, _dash, field = rest.partition("-")
            row = self.rows.get(f"{kind}-{number}", "")
            return f"id_{row}-{field}" if row and field and self.open_ else row
        if kind in ROWS:
            return f"{ROWS[kind]}-group"
        return "comments" if kind == "comments" else f"id_{kind}" if self.open_ else ""


class Line(NamedTuple):
    """One line of the checklist."""

    code: str
    message: str
    level: str
    place: str
    met: bool


def checklist(found: Iterable[Need], places: Places) -> list[Line]:
    """What to go through before a story is handed on."""
    return [Line(one.code, one.message, one.level, places.of(one), met) for one, met in found]


def lacking(story: Story) -> list[Line]:
    """What `story` lacks as it is saved, and where the form that it opens with has the place for it."""
    rows = rows_of(story)
    places = Places(rows.photos, rows.people)
    return [line for line in checklist(needs(story, rows), places) if not line.met]
