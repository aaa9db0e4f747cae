"""Photos: what is uploaded is kept private, readers get re-encoded sizes.

Everything outside uses these four names, `articles.photos.forms.PhotoFileField`, and `articles.photos.urls`.
"""

from .attaching import attach, next_number
from .decoding import BadPhoto
from .ingesting import ingest

__all__ = ["BadPhoto", "attach", "ingest", "next_number"]
