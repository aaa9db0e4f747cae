"""The desk's front page and its list of stories with 100,000 stories against the same with 1,000.

    python benchmarks/desk.py [NUMBER OF STORIES]

On SQLite in memory; where DATABASE_URL names a PostgreSQL server, in a scratch database there, dropped
afterwards. Of either size 200 are in hand, ten of them scheduled and some given to somebody; the rest is
published with three steps each, of 400 one has expired and one was withdrawn, one in 20 is the reporter's
own. Whole pages through Django's test client, the least of nine: CPU time of the process and, where it runs
on this machine, of the PostgreSQL session that answers it, without parallel workers; else wall-clock, which
other work disturbs. Ends with an error when a page is over the aim, or asks the database more often among
more stories.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

SMALL, IN_HAND, TIMES, AIM = 1_000, 200, 9, 1.5
APART = dt.timedelta(minutes=20)
LIST = "/toa-soan/articles/story/"
PAGES = {
    "front page": "/toa-soan/",
    "list": LIST,
    "list, last page": f"{LIST}?p={{last}}",
    "list, published": f"{LIST}?status__exact=published",
    "list, in review": f"{LIST}?status__exact=review",
    "list, a section": f"{LIST}?section__id__exact={{section}}",
    "list, a kind": f"{LIST}?kind__exact=photo-essay",
    "list, live": f"{LIST}?readers=live",
    "list, scheduled": f"{LIST}?readers=scheduled",
    "list, not on the site": f"{LIST}?readers=no",
    "list, mine": f"{LIST}?mine=1",
    "list, by headline": f"{LIST}?o=1",
    "list, by headline, last first": f"{LIST}?o=-1",
    "list, by event date": f"{LIST}?o=5",
    "list, newest event first": f"{LIST}?o=-5",
    "list, oldest change first": f"{LIST}?o=6",
}


def write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with scratch():
        missed = compare(count)
    sys.exit(missed)


@contextmanager
def scratch() -> Iterator[None]:
    """Have the settings name an empty database: on the PostgreSQL server of DATABASE_URL, else in memory."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        os.environ["DATABASE_URL"] = "sqlite://:memory:"
        yield
        return
    import psycopg

    name = f"bench_{os.getpid()}"
    os.environ["DATABASE_URL"] = urllib.parse.urlsplit(given)._replace(path=f"/{name}").geturl()
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def compare(count: int) -> int:
    """Measure with few and with `count` stories, and print both; 1 where an aim is missed, else 0."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.db import connection, transaction

    from newsroom import roles
    from tests.factories import make_user

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    roles.sync()
    users = {}
    for name, role in {
        "reporter": roles.REPORTER,
        "editor": roles.EDITOR,
        "secretary": roles.SECRETARY,
    }.items():
        users[name] = make_user(f"bench-{name}")
        users[name].groups.add(Group.objects.get(name=role))
    found = []
    for fill in (lambda: make(users), lambda: multiply(count)):
        with transaction.atomic():
            fill()
        with connection.cursor() as cursor:
            # What a PostgreSQL server does by itself after a while.
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        found.append({name: measure(user) for name, user in users.items()})
    write(f"{connection.vendor}, {clock()[0]} ms: {SMALL:,} and {count:,} stories; aim ≤ {AIM}")
    over = 0
    write(f"{'':42}{f'{SMALL:,}':>9}{f'{count:,}':>9}{'ratio':>7}  queries")
    for who, few in found[0].items():
        for page, (before, queries) in few.items():
            after, later = found[1][who][page]
            missed = after / before > AIM or later > queries
            over += missed
            write(
                f"{who + ': ' + page:42}{before:9.1f}{after:9.1f}{after / before:7.2f}"
                f"  {queries} and {later}{'   over the aim' * missed}"
            )
    return 1 if over else 0


def make(users: dict[str, Any]) -> None:
    """The first thousand, made at once, past the workflow; those in hand come first, then the newest."""
    from django.utils import timezone

    from articles.models import Kind, PublishedStory, Revision, Section, Status, Story, StoryEvent

    sections = [
        Section.objects.get_or_create(slug=f"muc-{n}", defaults={"name": f"Mục {n}", "order": n})[0]
        for n in range(8)
    ]
    now = timezone.now()
    in_hand = [Status.DRAFT, Status.EDITING, Status.REVIEW, Status.APPROVED]
    people = [users["reporter"], *[users["editor"], users["secretary"]] * 10][:20]

    def status(n: int) -> Status:
        if n < IN_HAND - 10:
            return in_hand[n % 4]
        return Status.WITHDRAWN if n % 400 == 217 else Status.PUBLISHED

    stories = Story.objects.bulk_create(
        Story(
            headline=f"Tin số {n}",
            headline_key=f"tin so {n}",
            lead="Sapo của bài.",
            body="<p>Nội dung.</p>" * 20,
            author=people[n % 20],
            section=sections[n % 8],
            kind=Kind.PHOTO_ESSAY if n % 10 == 0 else Kind.BRIEF if n % 3 == 0 else Kind.NEWS,
            event_date=(now - n * APART).date(),
            status=status(n),
            assigned_to=users["editor"] if n < IN_HAND - 10 and n % 8 == 1 else None,
        )
        for n in range(SMALL)
    )
    revisions = Revision.objects.bulk_create(
        Revision(story=story, number=1, author=story.author, content={}, content_hash="x")
        for story in stories
    )
    for n, (story, revision) in enumerate(zip(stories, revisions, strict=True)):
        if n < IN_HAND - 10:
            continue
        appears = now - (n - IN_HAND) * APART if n >= IN_HAND else now + dt.timedelta(days=1)
        copy = PublishedStory(
            story=story,
            revision=revision,
            section=story.section,
            slug=f"tin-{story.pk}",
            headline=story.headline,
            lead=story.lead,
            html=story.body,
            first_published_at=appears,
            live_from=appears,
        )
        if n % 400 == 218:
            copy.live_until = copy.expires_at = max(appears, now - dt.timedelta(hours=1))
        elif story.status == Status.WITHDRAWN:
            copy.live_until = copy.withdrawn_at = now
        copy.save()
        StoryEvent.objects.bulk_create(
            StoryEvent(
                story=story,
                step=step,
                from_status=old,
                to_status=new,
                revision=revision,
                by=users["secretary"],
            )
            for step, old, new in (
                ("submit", "draft", "editing"),
                ("approve", "review", "approved"),
                ("publish", "approved", "published"),
            )
        )


def multiply(count: int) -> None:
    """Make as many of what is not in hand as lead to `count`, each time older, inside the database."""
    from django.db import connection, models

    from articles.models import PublishedStory, Revision, Story, StoryEvent

    first = Story.objects.order_by("pk")[IN_HAND].pk
    bases = {Story: Story.objects.filter(pk__gte=first)}
    bases |= {
        model: model.objects.filter(story__gte=first) for model in (Revision, PublishedStory, StoryEvent)
    }
    shifts = {model: rows.count() for model, rows in bases.items()}
    minutes = int((SMALL - IN_HAND) * APART.total_seconds() / 60)

    def value(model: type[models.Model], field: models.Field) -> str:
        column = connection.ops.quote_name(field.column)
        related = field.related_model or (model if field.primary_key else None)
        if related in shifts:
            return f"{column} + round * {shifts[related]}"
        if field.name in ("headline", "headline_key"):
            return f"{column} || ' ' || round"
        if isinstance(field, models.DateField) and connection.vendor == "sqlite":
            kept = "%Y-%m-%d %H:%M:%f000" if isinstance(field, models.DateTimeField) else "%Y-%m-%d"
            return f"strftime('{kept}', {column}, (-round * {minutes}) || ' minutes')"
        if isinstance(field, models.DateField):
            kept = "timestamptz" if isinstance(field, models.DateTimeField) else "date"
            return f"({column} - round * interval '{minutes} minutes')::{kept}"
        return column

    rounds = -(-(count - SMALL) // shifts[Story])
    with connection.cursor() as cursor:
        for model, rows in bases.items():
            pks = rows.aggregate(least=models.Min("pk"), last=models.Max("pk"))
            assert pks["last"] - pks["least"] + 1 == shifts[model], "made in one go"
            fields = model._meta.concrete_fields
            columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
            story = "id" if model is Story else "story_id"
            cursor.execute(
                f"WITH RECURSIVE rounds(round) AS (SELECT 1 UNION ALL SELECT round + 1 FROM rounds"
                f" WHERE round < {rounds}) INSERT INTO {model._meta.db_table} ({columns})"
                f" SELECT {', '.join(value(model, field) for field in fields)}"
                f" FROM rounds CROSS JOIN {model._meta.db_table}"
                f" WHERE id BETWEEN {pks['least']} AND {pks['last']}"
                f" AND {story} + round * {shifts[Story]} < {first - IN_HAND + count} ORDER BY round, id"
            )


def clock() -> tuple[str, Callable[[], float]]:
    """What is measured, and the seconds of it that were spent so far."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return "CPU", time.process_time
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid(), inet_server_addr() = inet_client_addr()")
        pid, here = cursor.fetchone()
    session = Path(f"/proc/{pid}/schedstat")
    if not (here and session.exists()):
        return "wall-clock", time.perf_counter
    return "CPU", lambda: time.process_time() + int(session.read_text().split()[0]) / 1e9


def measure(user: Any) -> dict[str, tuple[float, int]]:
    """Milliseconds and queries of each page."""
    from django.db import connection
    from django.test import Client

    from articles.admin.pages import MOST_COUNTED
    from articles.models import Section, Story

    seconds = clock()[1]
    client = Client()
    client.force_login(user)
    last = (min(Story.objects.visible_to(user).count(), MOST_COUNTED) + 49) // 50
    section = Section.objects.get(slug="muc-3").pk
    found = {}
    for name, address in PAGES.items():
        path = address.format(last=last, section=section)
        queries: list[str] = []
        with connection.execute_wrapper(
            lambda run, sql, *more, q=queries: (q.append(sql), run(sql, *more))[1]
        ):
            answer = client.get(path)
        if answer.status_code != 200:
            continue
        times = []
        for _ in range(TIMES):
            begun = seconds()
            client.get(path)
            times.append((seconds() - begun) * 1000)
        found[name] = (min(times), len(queries))
    return found


if __name__ == "__main__":
    main()
