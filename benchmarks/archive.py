"""The archive's page 2 against one near its end, such as page 5,000 of 100,000 published copies.

    python benchmarks/archive.py [NUMBER OF COPIES]

The figures that are told are of 100,000 copies; the default is fewer, so that all benchmarks end soon.
On SQLite in memory; where DATABASE_URL names a PostgreSQL server, in a scratch database there, dropped
afterwards. Whole pages through Django's test client, the least of forty: CPU time of the
process on SQLite; on PostgreSQL, which works in another process, wall-clock. The last line is the way of
`?page=`, OFFSET over the same rows, in the same run. The aim is a ratio of at most 1.2.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desk import scratch, write

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DEBUG", "true")
os.environ["CACHE_URL"] = "dummy://"  # each page is made
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

COUNT, TIMES = 10_000, 40
AUTHORS = [f"Tác giả {number}" for number in range(50)]


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    call_command("migrate", verbosity=0)
    fill(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    write(f"{connection.vendor}: {count:,} copies")
    measure(count)
    connection.close()


def fill(count: int) -> None:
    """Copies of some 150 words, an hour apart: section, kind, author, person and source by chance."""
    from articles.indexing import rebuild
    from articles.models import Kind, PublishedPerson, PublishedStory, Revision, Section, Story
    from people.models import Person
    from tests.factories import make_user

    text = (ROOT / "newsroom/demo/hoi-nghi-quang-ninh-ha-noi.txt").read_text()
    chance = random.Random(7)
    author = make_user()
    sections = [Section.objects.create(name=f"Mục {n}", slug=f"muc-{n}", order=n) for n in range(8)]
    people = [Person.objects.create(name=f"Người Mẫu {n}") for n in range(500)]
    now = dt.datetime.now(dt.UTC)
    for start in range(0, count, 2000):
        numbers = range(start, min(start + 2000, count))
        stories = Story.objects.bulk_create(
            Story(headline=f"Tin {n}", author=author, section=sections[n % 8], status="published")
            for n in numbers
        )
        revisions = Revision.objects.bulk_create(
            Revision(story=story, number=1, author=author, content={}, content_hash="x") for story in stories
        )
        copies = PublishedStory.objects.bulk_create(
            PublishedStory(
                story=story,
                revision=revision,
                section=story.section,
                kind=chance.choice(Kind.values),
                slug=f"tin-{story.pk}",
                headline=text[40:120],
                lead=text[200:400],
                html=f"<p>{text[400:1000]}</p>",
                bylines=[{"role": "text", "name": chance.choice(AUTHORS)}],
                people=[{"id": chance.choice(people).pk, "name": "Người Mẫu", "url": "/", "title": ""}],
                first_published_at=now - dt.timedelta(minutes=60 * (count - n)),
                live_from=now - dt.timedelta(minutes=60 * (count - n)),
            )
            for n, story, revision in zip(numbers, stories, revisions, strict=True)
        )
        PublishedPerson.objects.bulk_create(
            PublishedPerson(published=copy, person_id=copy.people[0]["id"]) for copy in copies
        )
    rebuild("readers")


def measure(count: int) -> None:
    from django.db import connection
    from django.test import Client

    from articles.indexing import entry_of
    from articles.models import PublishedStory

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    client = Client()
    order = PublishedStory.objects.order_by("-first_published_at", "-pk")
    last = min(5000, count // 20) - 1

    def seconds(*paths: str) -> list[float]:
        """The least of each, taken in turn, so that what else the machine does falls on all alike."""
        times: list[list[float]] = [[] for _ in paths]
        for _ in range(TIMES):
            for taken, path in zip(times, paths, strict=True):
                started = clock()
                response = client.get(path)
                taken.append((clock() - started) * 1000)
                assert response.status_code == 200, path
        return [min(taken) for taken in times]

    def timed(call: Callable[[], object]) -> float:
        times = []
        for _ in range(10):
            started = clock()
            call()
            times.append((clock() - started) * 1000)
        return min(times)

    write(f"{'':28}{'page 2 ms':>11}{f'page {last + 1:,}':>12}{'ratio':>7}")
    for name, asked, copies in (
        ("everything", "", order),
        ("a section", "chuyen_muc=muc-3&", order.filter(section__slug="muc-3")),
        (
            "a section and a kind",
            "chuyen_muc=muc-3&loai=news&",
            order.filter(section__slug="muc-3", kind="news"),
        ),
        ("an author", f"tac_gia={AUTHORS[7]}&", None),
    ):
        if copies is None:
            found = [
                copy
                for copy in order.only("bylines", "first_published_at").iterator()
                if copy.bylines[0]["name"] == AUTHORS[7]
            ]
            rows = [(copy.first_published_at, copy.pk) for copy in found]
        else:
            rows = list(copies.values_list("first_published_at", "pk"))
        page = min(last, len(rows) // 20 - 2)
        early, late = entry_of(*rows[19]), entry_of(*rows[20 * page - 1])
        two, far = seconds(f"/luu-tru/?{asked}sau={early}", f"/luu-tru/?{asked}sau={late}")
        write(f"{name:28}{two:11.1f}{far:12.1f}{far / two:7.2f}   (page {page + 1:,})")
    middle = PublishedStory.objects.order_by("first_published_at")[count // 2].first_published_at
    for name, path in (
        ("a day", f"/luu-tru/{middle:%Y/%m/%d}/"),
        ("a month", f"/luu-tru/{middle:%Y/%m}/"),
        ("a year", f"/luu-tru/{middle:%Y}/"),
        ("a person", "/luu-tru/?nhan_vat=nguoi mau 77"),
    ):
        write(f"{name:28}{seconds(path)[0]:11.1f}")
    offset = [timed(lambda n=n: list(order[n : n + 20])) for n in (20, 20 * last)]
    write(f"{'the same rows by OFFSET':28}{offset[0]:11.1f}{offset[1]:12.1f}{offset[1] / offset[0]:7.2f}")


if __name__ == "__main__":
    with scratch():
        main()
