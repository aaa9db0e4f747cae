"""What a reviewer is shown before approving (room 3)."""

from .problem import OVERRIDE_PROBLEM, Problem
from .problems import errors, problems
from .since_approval import TitleChange, titles_changed

__all__ = ["OVERRIDE_PROBLEM", "Problem", "TitleChange", "errors", "problems", "titles_changed"]
