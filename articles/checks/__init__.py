"""What a reviewer is shown before approving (room 3)."""

from .problem import OVERRIDE_PROBLEM, Problem
from .problems import errors, problems

__all__ = ["OVERRIDE_PROBLEM", "Problem", "errors", "problems"]
