"""The desk, in Django's admin (room 2)."""

from . import correcting, front, imprint, portrait, records, redirects, story, touched

__all__ = ["correcting", "front", "imprint", "portrait", "records", "redirects", "story", "touched"]
