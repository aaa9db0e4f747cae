"""What a reviewer is shown before approving (room 3)."""

from .needs import TEXT, missing, needs
from .problem import OVERRIDE_PROBLEM, Need, Problem
from .problems import doubts, errors, problems
from .since_approval import TitleChange, titles_changed

__all__ = [
    "OVERRIDE_PROBLEM",
    "TEXT",
    "Need",
    "Problem",
    "TitleChange",
    "doubts",
    "errors",
    "missing",
    "needs",
    "problems",
    "titles_changed",
]
