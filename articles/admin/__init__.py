"""The desk, in Django's admin (room 2)."""

from . import imprint, portrait, records, story, touched

__all__ = ["imprint", "portrait", "records", "story", "touched"]
