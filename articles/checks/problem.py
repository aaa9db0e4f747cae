from __future__ import annotations

from typing import Literal, NamedTuple

OVERRIDE_PROBLEM = "articles.override_problem"


class Problem(NamedTuple):
    """Something a reviewer should know: an error keeps a story from being approved, a warning does not."""

    level: Literal["error", "warning"]
    code: str
    message: str
    # Where the desk jumps to: a field, "photo-3" / "person-7" for a row, "photo-3-caption" for a field in it.
    anchor: str
    # The right of those who may approve in spite of an error, in an emergency and with a reason: for instance
    # OVERRIDE_PROBLEM. "" when nobody may.
    overridable: str = ""


class Need(NamedTuple):
    """Something that whoever writes supplies: what is said while it is missing, and whether it is there."""

    problem: Problem
    met: bool
