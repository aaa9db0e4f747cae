"""What a reviewer is shown before approving (room 3)."""

from .problems import OVERRIDE_PROBLEM, Problem, errors, problems

__all__ = ["OVERRIDE_PROBLEM", "Problem", "errors", "problems"]
