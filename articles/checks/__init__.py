"""What a reviewer is shown before approving (room 3)."""

from .needs import TEXT, Rows, missing, needs, rows_of
from .problem import OVERRIDE_PROBLEM, Need, Problem
from .problems import doubts, errors, problems
from .since_approval import TitleChange, titles_changed

__all__ = [
    "OVERRIDE_PROBLEM",
    "TEXT",
    "Need",
    "Problem",
    "Rows",
    "TitleChange",
    "doubts",
    "errors",
    "missing",
    "needs",
    "problems",
    "rows_of",
    "titles_changed",
]
