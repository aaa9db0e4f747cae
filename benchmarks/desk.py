"""The desk's front page and its list of stories with 100,000 stories against the same with 1,000.

    python benchmarks/desk.py [NUMBER OF STORIES]

On the database that DATABASE_URL names, which is filled and emptied again inside one transaction; SQLite in
memory when it is not set. 200 stories are in hand at either size, the rest is published with three steps
each; one in twenty is the reporter's own. Whole pages through Django's test client, the least of five: CPU
time of the process, in which SQLite's is and PostgreSQL's is not; for PostgreSQL wall-clock, which other work
on the machine disturbs.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

SMALL, IN_HAND, TIMES, AIM = 1_000, 200, 5, 1.5
LIST = "/toa-soan/articles/story/"
PAGES = {
    "front page": "/toa-soan/",
    "list": LIST,
    "list, last page": f"{LIST}?p={{last}}",
    "list, published": f"{LIST}?status__exact=published",
    "list, in review": f"{LIST}?status__exact=review",
    "list, a section": f"{LIST}?section__id__exact={{section}}",
    "list, live": f"{LIST}?readers=live",
    "list, scheduled": f"{LIST}?readers=scheduled",
    "list, not on the site": f"{LIST}?readers=no",
    "list, mine": f"{LIST}?mine=1",
    "list, by headline": f"{LIST}?o=1",
}


def write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
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
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    call_command("migrate", verbosity=0)
    with transaction.atomic():
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
        for start, end in ((0, SMALL), (SMALL, count)):
            fill(users, start, end)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            found.append({name: measure(user) for name, user in users.items()})
        transaction.set_rollback(True)
    clock = "CPU" if connection.vendor == "sqlite" else "wall-clock"
    write(f"{connection.vendor}, {clock} ms: {SMALL:,} and {count:,} stories; aim ≤ {AIM}")
    write(f"{'':32}{f'{SMALL:,}':>9}{f'{count:,}':>9}{'ratio':>7}  queries")
    for who, few in found[0].items():
        for page, (before, queries) in few.items():
            after, later = found[1][who][page]
            over = "" if after / before <= AIM else "   over the aim"
            write(
                f"{who + ': ' + page:32}{before:9.1f}{after:9.1f}{after / before:7.2f}"
                f"  {queries} and {later}{over}"
            )


def fill(users: dict[str, Any], start: int, end: int) -> None:
    """The stories numbered from `start` to before `end`, made at once, past the workflow."""
    from django.utils import timezone

    from articles.models import PublishedStory, Revision, Section, Status, Story, StoryEvent

    sections = [
        Section.objects.get_or_create(slug=f"muc-{n}", defaults={"name": f"Mục {n}", "order": n})[0]
        for n in range(8)
    ]
    now = timezone.now()
    in_hand = [Status.DRAFT, Status.EDITING, Status.REVIEW, Status.APPROVED]
    people = [users["reporter"], *[users["editor"], users["secretary"]] * 10][:20]
    for first in range(start, end, 2000):
        numbers = range(first, min(first + 2000, end))
        stories = Story.objects.bulk_create(
            Story(
                headline=f"Tin số {n}",
                headline_key=f"tin so {n}",
                lead="Sapo của bài.",
                body="<p>Nội dung.</p>" * 20,
                author=people[n % 20],
                section=sections[n % 8],
                status=in_hand[n % 4] if n < IN_HAND else Status.PUBLISHED,
            )
            for n in numbers
        )
        revisions = Revision.objects.bulk_create(
            Revision(story=story, number=1, author=story.author, content={}, content_hash="x")
            for story in stories
        )
        pairs = [pair for pair in zip(stories, revisions, strict=True) if pair[0].status == Status.PUBLISHED]
        PublishedStory.objects.bulk_create(
            PublishedStory(
                story=story,
                revision=revision,
                section=story.section,
                slug=f"tin-{story.pk}",
                headline=story.headline,
                lead=story.lead,
                html=story.body,
                first_published_at=now - dt.timedelta(minutes=20 * story.pk + 5000),
                live_from=now - dt.timedelta(minutes=20 * story.pk + 5000),
            )
            for story, revision in pairs
        )
        StoryEvent.objects.bulk_create(
            StoryEvent(
                story=story,
                step=step,
                from_status=old,
                to_status=new,
                revision=revision,
                by=users["secretary"],
            )
            for story, revision in pairs
            for step, old, new in (
                ("submit", "draft", "editing"),
                ("approve", "review", "approved"),
                ("publish", "approved", "published"),
            )
        )


def measure(user: Any) -> dict[str, tuple[float, int]]:
    """Milliseconds and queries of each page."""
    from django.db import connection
    from django.test import Client

    from articles.models import Section, Story

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    client = Client()
    client.force_login(user)
    last = (Story.objects.visible_to(user).count() + 49) // 50
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
            begun = clock()
            client.get(path)
            times.append((clock() - begun) * 1000)
        found[name] = (min(times), len(queries))
    return found


if __name__ == "__main__":
    main()
