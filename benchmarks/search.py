"""Search over an archive's worth of texts: the index of readers, `LIKE`, and `modelsearch`.

    python benchmarks/search.py [NUMBER OF STORIES]

In a database of its own beside the one that DATABASE_URL names, dropped afterwards; an SQLite file when it is
not set. The figures that are told are of 100,000 stories; the default is fewer, so that all benchmarks end
soon. benchmarks/support/texts.py says what the texts are made of. Times are wall-clock for one call: the
newest twenty, the newest 500 (which a page of results counts), and the best of the newest 500.

`LIKE` asks for every word or phrase in the texts without marks, newest first: it finds parts of words too.

`modelsearch` is Wagtail's search (`pip install modelsearch`; left out where missing). It gets the same texts,
headline, lead and text as three fields, no autocompletion, and builds its index in bulk as its own command
does. What differs: it knows no Vietnamese, so that on PostgreSQL ("simple") a word without marks finds only
what is so spelled, and on SQLite most marks count for nothing; it ranks all it finds, ours the newest 500; it
joins its index with the rows of the texts, ours gives their ids.
"""

from __future__ import annotations

import math
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from benchmarks.support import rival  # noqa: E402
from benchmarks.support.texts import texts, vocabulary  # noqa: E402

COUNT = 5_000
ROUNDS, SECONDS = 20, 1.0  # of one row and column: whichever is over first, but two rounds at least
PATIENCE = 5.0  # seconds after which a question is taken back, and told as too long
AT_ONCE = 500
HEADS = (
    ("", "newest", "20", "newest", "500", "best", "", "LIKE", "ours", "models.", "", "ours of", "models."),
    ("ms", *("p50", "p95") * 3, "p50", "of it", "newest", "best", "newest", "best"),
)


def write(text: str, end: str = "\n") -> None:
    sys.stdout.write(text + end)
    sys.stdout.flush()


def main() -> None:
    import django
    from django.conf import settings

    settings.DEBUG = False
    if rival.HERE:
        settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, rival.NAME]
        settings.MODELSEARCH_BACKENDS = {
            "default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "simple"}
        }
    else:
        write("modelsearch is not installed, so there is no comparison with it: pip install modelsearch")
    django.setup()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with scratch() as connection:
        rows = table(connection)
        report(connection, count, rows)


@contextmanager
def scratch() -> Iterator[Any]:
    """A connection to an empty, migrated database that is dropped at the end."""
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        name = "benchmark_search" if connection.vendor == "postgresql" else f"{folder}/search.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = name
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield connection
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def table(connection: Any) -> Any:
    """The model of the texts, with its table made."""
    from django.db import models

    class Text(models.Model):
        title = models.TextField()
        lead = models.TextField()
        text = models.TextField()
        folded = models.TextField()

        class Meta:
            abstract = True

    found = rival.model(Text)
    with connection.schema_editor() as editor:
        editor.create_model(found)
    return found


def report(connection: Any, count: int, rows: Any) -> None:
    from django.db.models import Sum
    from django.db.models.functions import Length

    from articles.search import BEST_OF, READERS, parse

    known = fill(count, rows)
    folded = rows.objects.aggregate(n=Sum(Length("folded")))["n"]
    write(f"{connection.vendor}: {count:,} stories, {folded / 1e6:.0f} million characters of folded text")
    write(f"{'':14}{'built in s':>12}{'ms a story':>12}{'MB':>8}")
    ways = {"ours": index, "modelsearch": rival.build} if rival.HERE else {"ours": index}
    for name, build in ways.items():
        before, started = stored(connection), time.perf_counter()
        build(rows)
        taken, size = time.perf_counter() - started, stored(connection) - before
        write(f"{name:14}{taken:12.0f}{taken / count * 1000:12.2f}{size / 1e6:8.0f}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")

    write("")
    for first, *others in HEADS:
        write(f"{first:26}" + "".join(f"{head:>9}" for head in others))
    for label, asked in questions(known, count):
        queries = [parse(one) for one in asked]
        newest = measure([lambda q=q: READERS.newest(q, limit=20) for q in queries])
        more = measure([lambda q=q: READERS.newest(q, limit=BEST_OF) for q in queries])
        best = measure([lambda q=q: READERS.best(q) for q in queries])
        plain = measure([lambda q=q: like(rows, q) for q in asked])
        line = f"{label:26}" + "".join(
            f"{shown(middle(one))}{shown(late(one))}" for one in (newest, more, best)
        )
        line += f"{shown(middle(plain))}{part(newest, plain)}"
        if rival.HERE:
            theirs = [
                measure([lambda q=q, b=b: rival.search(rows, q, best=b) for q in asked])
                for b in (False, True)
            ]
            line += (
                "".join(shown(middle(one)) for one in theirs)
                + part(newest, theirs[0])
                + part(best, theirs[1])
            )
        write(line)


def fill(count: int, rows: Any) -> Counter[str]:
    """Keep the texts; in how many of the first thousand each word stands."""
    from vietnamese import fold, key

    known: Counter[str] = Counter()
    every = enumerate(texts(count), 1)
    while some := list(islice(every, AT_ONCE)):
        rows.objects.bulk_create(
            rows(
                pk=number,
                title=one.headline,
                lead=one.lead,
                text="\n".join(one.passages),
                folded=fold(one.whole),
            )
            for number, one in some
        )
        known.update(word for number, one in some if number <= 1000 for word in set(key(one.whole).split()))
    return known


def index(rows: Any) -> None:
    """Put all texts into the index of readers, as `rebuild` does: some hundreds at a time, all or none."""
    from django.db import transaction

    from articles.search import READERS, Document

    with transaction.atomic():
        every = rows.objects.order_by("pk").iterator(AT_ONCE)
        while some := list(islice(every, AT_ONCE)):
            READERS.put(
                (
                    row.pk,
                    Document(row.title, row.lead, tuple(row.text.split("\n")), {"section": [row.pk % 8]}),
                )
                for row in some
            )


def questions(known: Counter[str], count: int) -> list[tuple[str, list[str]]]:
    """What is asked: words by the share of stories they stand in, and phrases of the seed."""
    from vietnamese import fold

    stories = min(count, 1000)
    words = [word for word in vocabulary() if word.isalpha() and word != fold(word)]

    def standing_in(share: float, some: int = 8) -> list[str]:
        return sorted(words, key=lambda word: abs(known[word] / stories - share))[:some]

    everywhere, often, seldom = standing_in(0.95), standing_in(0.2), standing_in(0.01)
    pairs = [f"{one} {two}" for one, two in zip(often, seldom, strict=True)]
    common = [f"{one} {two}" for one, two in zip(everywhere, often, strict=True)]
    fours = [f"{one} {two}" for one, two in pairwise(common)]
    return [
        ("a word everywhere", everywhere),
        ("a word in 20 %", often),
        ("a word in 1 %", seldom),
        ("a number in one story", [f"số{count // 2}", f"số{count // 3}"]),
        ("one word, no marks", ["tinh", "nam", *map(fold, often[:4])]),
        ("two words, 95 and 20 %", common),
        ("two words, 20 and 1 %", pairs),
        ("two words, no marks", ["kinh te", "quang ninh", *map(fold, pairs[:4])]),
        ("four words", fours),
        ("four words, no marks", ["tinh uy quang ninh", "phat trien kinh te", *map(fold, fours[:4])]),
        ("a phrase", ['"hợp tác phát triển"', '"kinh tế – xã hội"', '"Hoàng Trung Hải"']),
        ("a phrase, no marks", ['"quang ninh"', '"du lich ben vung"']),
        ("a phrase seldom there", [f'"{two}"' for two in common]),
        ("a phrase nowhere", ['"ninh quảng hà"', '"đồng hội các phát"']),
        ("a beginning", ["phá*", "quả*", "trư*"]),
        ("a word without another", [f"{one} -{two}" for one, two in zip(often, everywhere, strict=True)]),
    ]


def like(rows: Any, asked: str) -> None:
    from vietnamese import fold

    found = rows.objects.order_by("-pk")
    parts = [asked] if asked.startswith('"') else asked.split()
    for part in parts:
        unwanted = "NOT " if part.startswith("-") else ""
        found = found.extra(where=[f"folded {unwanted}LIKE %s"], params=[f"%{fold(part)}%"])
    list(found.values_list("pk", flat=True)[:20])


def stored(connection: Any) -> int:
    """Bytes of the whole database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]


def measure(calls: list[Callable[[], object]]) -> list[float]:
    """Milliseconds of each call; infinity, and no more calls, when one is not over in time."""
    took: list[float] = []
    begun = time.perf_counter()
    for done in range(ROUNDS):
        if done > 1 and time.perf_counter() - begun > SECONDS:
            break
        for call in calls:
            started = time.perf_counter()
            if not in_time(call):
                return [math.inf]
            took.append((time.perf_counter() - started) * 1000)
    return took


def in_time(call: Callable[[], object]) -> bool:
    """Whether the call was over within `PATIENCE`, or within the index's own if that is less."""
    from django.db import OperationalError, connection, transaction

    from articles.search import TookTooLong

    deadline = time.perf_counter() + PATIENCE
    try:
        with transaction.atomic():
            if connection.vendor == "sqlite":
                connection.connection.set_progress_handler(lambda: time.perf_counter() > deadline, 100_000)
            else:
                connection.cursor().execute(f"SET LOCAL statement_timeout = '{PATIENCE}s'")
            call()
    except (OperationalError, TookTooLong):
        return False
    finally:
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(None, 0)
    return True


def middle(took: list[float]) -> float:
    return statistics.median(took)


def late(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)]


def shown(milliseconds: float) -> str:
    return f"{'too long' if math.isinf(milliseconds) else format(milliseconds, '.2f'):>9}"


def part(some: list[float], others: list[float]) -> str:
    """The one's median as a part of the other's, where both are known."""
    parts = middle(some), middle(others)
    return f"{'-' if math.inf in parts else format(parts[0] / parts[1], '.3f'):>9}"


if __name__ == "__main__":
    main()
