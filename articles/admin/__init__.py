"""The desk, in Django's admin (room 2)."""

from . import records, story, touched

__all__ = ["records", "story", "touched"]
