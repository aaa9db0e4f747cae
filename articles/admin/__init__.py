"""The desk, in Django's admin (room 2)."""

from . import imprint, portrait, records, redirects, story, touched

__all__ = ["imprint", "portrait", "records", "redirects", "story", "touched"]
