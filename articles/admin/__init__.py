"""The desk, in Django's admin (room 2)."""

from . import portrait, records, story, touched

__all__ = ["portrait", "records", "story", "touched"]
