"""The desk, in Django's admin (room 2)."""

from . import records, story

__all__ = ["records", "story"]
