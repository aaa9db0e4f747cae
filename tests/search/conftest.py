from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.search import READERS, Document, abbreviation, parse
from tests.workflow.conftest import desk, story, walk  # noqa: F401


@pytest.fixture
def indexed(db) -> Callable[..., None]:
    """Put texts into the readers' index, numbered from 1: later ones are newer."""

    def put(*texts: str | Document) -> None:
        READERS.put(
            (number, text if isinstance(text, Document) else Document("", "", (text,)))
            for number, text in enumerate(texts, 1)
        )

    return put


@pytest.fixture
def find(db) -> Callable[..., list[int]]:
    """The numbers of the entries that a query finds, in order."""

    def numbers(query: str, *pairs: tuple[str, str], **options) -> list[int]:
        wanted = parse(query, [abbreviation(*pair) for pair in pairs], typing=options.pop("typing", False))
        return [found.pk for found in READERS.newest(wanted, limit=options.pop("limit", 50), **options)]

    return numbers
