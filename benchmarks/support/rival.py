"""The same texts and words for `modelsearch`, Wagtail's search as a package of its own."""

from __future__ import annotations

import importlib.util
import time
from typing import Any

NAME = "modelsearch"
HERE = importlib.util.find_spec(NAME) is not None


def model(base: type) -> Any:
    """The table of texts as a model, which `modelsearch` finds by its three fields when it is installed."""
    from django.db import models

    if not HERE:
        return type("BenchmarkText", (base,), {"__module__": __name__, "Meta": _meta("articles")})
    from modelsearch import index
    from modelsearch.queryset import SearchableQuerySetMixin

    queryset = type("Searchable", (SearchableQuerySetMixin, models.QuerySet), {})
    found = type(
        "BenchmarkText",
        (index.Indexed, base),
        {
            "__module__": __name__,
            "Meta": _meta(NAME),
            "objects": queryset.as_manager(),
            # No AutocompleteField: its index of beginnings is left out.
            "search_fields": [
                index.SearchField("title", boost=2),
                index.SearchField("lead"),
                index.SearchField("text"),
                index.FilterField("id"),
            ],
        },
    )
    from modelsearch.models import IndexEntry

    IndexEntry.add_generic_relations()
    return found


def _meta(label: str) -> type:
    return type("Meta", (), {"app_label": label, "db_table": "benchmark_texts"})


def build(texts: Any) -> float:
    """Index all texts as `rebuild_modelsearch_index` does, a thousand at a time; in seconds."""
    from modelsearch.backends import get_search_backend

    backend = get_search_backend("default")
    started = time.perf_counter()
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(texts))
    index = rebuilder.start()
    last = 0
    while some := list(texts.objects.filter(pk__gt=last).order_by("pk")[:1000]):
        index.add_items(texts, some)
        last = some[-1].pk
    rebuilder.finish()
    return time.perf_counter() - started


def search(texts: Any, words: str, *, best: bool) -> list[int]:
    """Twenty texts that have all words, or the phrase, newest first or best first: their ids."""
    from modelsearch.query import Phrase

    query = Phrase(words.strip('"')) if words.startswith('"') else words
    rows = texts.objects.only("id").order_by("-id")
    return [row.pk for row in rows.search(query, order_by_relevance=best)[:20]]
