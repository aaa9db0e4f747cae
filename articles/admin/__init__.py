"""The desk, in Django's admin (room 2)."""

from . import front, imprint, portrait, records, redirects, story, touched

__all__ = ["front", "imprint", "portrait", "records", "redirects", "story", "touched"]
