"""Search: one query language, two databases, an index for readers and one for the desk.

Words are split and normalised in Python (`vietnamese`); a database only stores and matches keys: an FTS5
table on SQLite, a `tsvector` with a GIN index on PostgreSQL. docs/decisions/0011-search.md says why.
"""

from .documents import Document, Facets
from .highlighting import Piece, excerpt, mark
from .index import BEST_OF, DESK, INDEXES, READERS, Found, Index, TookTooLong
from .query import Abbreviation, Group, Phrase, Query, abbreviation, parse

__all__ = [
    "BEST_OF",
    "DESK",
    "INDEXES",
    "READERS",
    "Abbreviation",
    "Document",
    "Facets",
    "Found",
    "Group",
    "Index",
    "Phrase",
    "Piece",
    "Query",
    "TookTooLong",
    "abbreviation",
    "excerpt",
    "mark",
    "parse",
]
