"""What a reviewer is shown before approving (room 3)."""

from .problems import Problem, errors, problems

__all__ = ["Problem", "errors", "problems"]
