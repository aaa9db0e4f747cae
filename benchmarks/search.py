"""Search over 100,000 stories made of the sentences of a real one.

    python benchmarks/search.py [NUMBER OF STORIES]

On the database that DATABASE_URL names, in tables of its own that are dropped afterwards; SQLite in memory
when it is not set. Times are wall-clock for one call of the index, the twenty newest found; the ratio is to
`LIKE` over the folded texts for the same words, newest first, in the same run.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

TIMES = 40


def write(text: str, end: str = "\n") -> None:
    sys.stdout.write(text + end)


def main() -> None:
    import django

    django.setup()
    from django.db import connection

    from articles.search import Document, Index, parse
    from vietnamese import fold

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    index = Index("benchmark")
    make(connection, index.table)
    try:
        started = time.perf_counter()
        folded = fill(index, connection, count, Document, fold)
        write(
            f"{connection.vendor}: {count:,} stories, built in {time.perf_counter() - started:.0f} s,",
            end=" ",
        )
        write(f"{size(connection, index.table) / 1e6:.0f} MB; the folded texts alone {folded / 1e6:.0f} MB")
        rows = [
            ("one word", ["hợp tác", "du lịch", "Quảng Ninh", "cảng", "đầu tư"]),
            ("one word, no marks", ["tinh", "nam", "dau", "hop", "cang"]),
            ("two words", ["hạ tầng", "kinh tế", "quang ninh", "thành phố"]),
            ("four words", ["phát triển kinh tế", "tinh uy quang ninh", "hợp tác phát triển"]),
            ("a phrase", ['"hợp tác phát triển"', '"quang ninh"', '"kinh tế xã hội"']),
            ("a rare word", [f"số{count // 2}", f"số{count // 3}"]),
        ]
        write(f"{'':24}{'p50 ms':>9}{'p95 ms':>9}{'best ms':>9}{'LIKE ms':>10}{'of LIKE':>9}")
        for label, queries in rows:
            parsed = [parse(query) for query in queries]
            took = measure([lambda q=q: index.newest(q, limit=20) for q in parsed])
            best = measure([lambda q=q: index.best(q) for q in parsed], 3)
            plain = measure([lambda q=q: like(connection, fold(q)) for q in queries], 3)
            middle, naive = statistics.median(took), statistics.median(plain)
            late = sorted(took)[int(len(took) * 0.95)]
            write(
                f"{label:24}{middle:9.2f}{late:9.2f}{statistics.median(best):9.1f}{naive:10.1f}"
                f"{middle / naive:9.4f}"
            )
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {index.table}")
            cursor.execute("DROP TABLE benchmark_texts")


def make(connection, table: str) -> None:
    from importlib import import_module

    statements = import_module(
        "articles.migrations."
        + next(path.stem for path in (ROOT / "articles/migrations").glob("*_search_tables.py"))
    ).MAKE[connection.vendor]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(table))
        cursor.execute("CREATE TABLE benchmark_texts (id bigint PRIMARY KEY, words text NOT NULL)")


def fill(index, connection, count: int, document: type, fold: Callable[[str], str]) -> int:
    """Stories of some 400 words; the first hundred thousandth are as old as the last are new."""
    text = (ROOT / "newsroom/demo/hoi-nghi-quang-ninh-ha-noi.txt").read_text()
    sentences = [one.strip() for line in text.splitlines() for one in line.split(". ") if len(one) > 40]
    chance = random.Random(7)
    total = 0
    for start in range(0, count, 1000):
        entries, rows = [], []
        for number in range(start, min(start + 1000, count)):
            some = chance.choices(sentences, k=12)
            body = [*some[2:], f"Bài số{number}"]
            entries.append((number + 1, document(some[0][:120], some[1], tuple(body))))
            words = fold(" ".join([*some, *body[-1:]]))
            total += len(words)
            rows.append((number + 1, words))
        index.put(entries)
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO benchmark_texts VALUES (%s, %s)", rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else f"ANALYZE {index.table}")
    return total


def like(connection, words: str) -> None:
    wanted = words.split()
    where = " AND ".join(["words LIKE %s"] * len(wanted))
    sql = f"SELECT id FROM benchmark_texts WHERE {where} ORDER BY id DESC LIMIT 20"
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"%{word}%" for word in wanted])
        cursor.fetchall()


def size(connection, table: str) -> int:
    sql = {
        "sqlite": f"SELECT sum(length(block)) FROM {table}_data",
        "postgresql": f"SELECT pg_total_relation_size('{table}')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def measure(calls: list[Callable[[], object]], times: int = TIMES) -> list[float]:
    """Milliseconds of each call, `times` rounds."""
    took = []
    for _round in range(times):
        for call in calls:
            started = time.perf_counter()
            call()
            took.append((time.perf_counter() - started) * 1000)
    return took


if __name__ == "__main__":
    main()
