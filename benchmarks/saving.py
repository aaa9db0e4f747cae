"""Saving a long story at the desk, what a revision costs, and the comparison that a reviewer reads.

    python benchmarks/saving.py

On SQLite in memory; where DATABASE_URL names a PostgreSQL server, in a scratch database there, dropped
afterwards. The form of the story is sent through Django's test client, the least of twenty: CPU time as in
`desk.py`. Baselines, each of the same run: for the story of 50 kB the same save of one of 1 kB, for a save
that makes a revision the same save without a change, for the comparison of 5,000 words Python's
`SequenceMatcher` over the same words. Bytes are what the table of revisions and its indexes grew by.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from desk import clock, scratch, write

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

TIMES, WORDS = 20, 5_000
TEXT = """
tỉnh Quảng Ninh sáng nay đã tổ chức hội nghị triển khai nhiệm vụ phát kinh tế xã với sự tham gia của
đại diện các sở ban ngành địa phương trong năm qua toàn ngư dân Hạ Long Vân Đồn cảng biển du lịch
khách thăm quan tăng trưởng công trình đường cao tốc mở rộng hoàn thành trước thời hạn theo kế hoạch
được giao nhiều ý kiến cho rằng cần thêm chính sách hỗ trợ người lao động sau bão số ba mưa lớn gây
ngập úng cục bộ
"""
SYLLABLES = TEXT.split()


class Saves(NamedTuple):
    """What one save took: the least milliseconds, the questions asked, and the bytes each left behind."""

    ms: float
    queries: int
    kept: float


def main() -> None:
    with scratch():
        measure()


def measure() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from newsroom import roles
    from tests.factories import make_user

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    roles.sync()
    user = make_user("bench-editor")
    user.groups.add(Group.objects.get(name=roles.EDITOR))
    client = Client()
    client.force_login(user)
    words = random.Random(1)
    what, seconds = clock()

    small, large, usual = (body(size, words) for size in (1_000, 50_000, 12_000))
    write(f"{connection.vendor}, {what}, the least of {TIMES}")
    write(f"{'save':36}{'ms':>8}{'ratio':>7}{'queries':>9}{'bytes kept':>12}")
    few = saves(client, user, small, edited(small), seconds)
    show("1 kB, a word changed", few, few)
    show("50 kB, a word changed", saves(client, user, large, edited(large), seconds), few)
    same = saves(client, user, usual, lambda number: usual, seconds)
    show("12 kB, nothing changed", same, same)
    show("12 kB, a word changed: a revision", saves(client, user, usual, edited(usual), seconds), same)
    review(client, user, words, seconds)


def body(size: int, words: random.Random) -> str:
    """Paragraphs of sixty words that come to `size` bytes."""
    text = ""
    while len(text.encode()) < size:
        text += f"<p>{' '.join(words.choices(SYLLABLES, k=60))}.</p>"
    return text


def edited(text: str) -> Callable[[int], str]:
    """The text with its first word another each time."""
    return lambda number: text.replace("<p>", f"<p>Lần {number} ", 1)


def make_story(user: Any, text: str) -> Any:
    """A draft of `user` with that body and its first revision."""
    from articles import workflow
    from articles.models import Story
    from tests.factories import make_section

    story = Story.objects.create(
        headline="Khánh thành cầu cảng", lead="Sáng nay.", body=text, section=make_section(), author=user
    )
    workflow.record_edit(story, by=user)
    return story


def saves(
    client: Any, user: Any, text: str, change: Callable[[int], str], seconds: Callable[[], float]
) -> Saves:
    """Send the form of a new story with that body `TIMES` times, the body each time as `change` has it."""
    from django.db import connection

    from tests.desk.forms import filled

    story = make_story(user, text)
    address = f"/toa-soan/articles/story/{story.pk}/change/"
    # Sanitised as every save is, so that what follows differs by its change alone.
    client.post(address, filled(client.get(address), _continue="1"))
    first, times, before = story.revisions.count(), [], stored()
    for number in range(TIMES):
        form = filled(client.get(address), body=change(number), _continue="1")
        queries: list[str] = []
        begun = seconds()
        answer = client.post(address, form)
        times.append((seconds() - begun) * 1000)
        assert answer.status_code == 302
    kept = (stored() - before) / TIMES
    form = filled(client.get(address), body=change(TIMES), _continue="1")
    with connection.execute_wrapper(lambda run, sql, *more: (queries.append(sql), run(sql, *more))[1]):
        assert client.post(address, form).status_code == 302
    made = story.revisions.count() - first
    assert made == (TIMES + 1 if change(0) != change(1) else 0), made
    return Saves(min(times), len(queries), kept)


def stored() -> int:
    """Bytes of the revisions with their indexes; where SQLite was built without `dbstat`, of their words."""
    from django.db import OperationalError, connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('articles_revision')")
            return cursor.fetchone()[0]
        try:
            cursor.execute(
                "SELECT SUM(pgsize) FROM dbstat WHERE name IN"
                " (SELECT name FROM sqlite_master WHERE tbl_name = 'articles_revision')"
            )
        except OperationalError:
            cursor.execute("SELECT SUM(LENGTH(CAST(content AS BLOB))) FROM articles_revision")
        return cursor.fetchone()[0]


def show(name: str, found: Saves, baseline: Saves) -> None:
    write(f"{name:36}{found.ms:8.1f}{found.ms / baseline.ms:7.2f}{found.queries:9}{found.kept:12,.0f}")


def review(client: Any, user: Any, words: random.Random, seconds: Callable[[], float]) -> None:
    """A story of 5,000 words after a thorough edit: compared, as a page, and by `SequenceMatcher`."""
    from articles import workflow
    from articles.admin.compare import changed_fields

    old = [words.choices(SYLLABLES, k=100) for _ in range(WORDS // 100)]
    new = list(rework(old, words))
    story = make_story(user, html(old))
    story.body = html(new)
    story.save()
    workflow.record_edit(story, by=user)
    second, first = (one.content for one in story.revisions.order_by("-number"))
    address = f"/toa-soan/articles/story/{story.pk}/review/?from=1&to=2"
    assert client.get(address).status_code == 200
    before, after = ([word for one in text for word in one] for text in (old, new))
    write("")
    write(f"{f'comparing {len(before):,} words with {len(after):,}':36}{'ms':>8}{'ratio':>7}")
    baseline = least(lambda: SequenceMatcher(None, before, after, autojunk=False).get_opcodes(), seconds)
    for name, spent in (
        ("SequenceMatcher over the words", baseline),
        ("as the reviewer reads it", least(lambda: changed_fields(second, first), seconds)),
        ("the whole page", least(lambda: client.get(address), seconds)),
    ):
        write(f"{name:36}{spent:8.1f}{spent / baseline:7.2f}")


def rework(old: list[list[str]], words: random.Random) -> Iterator[list[str]]:
    """Two words in a hundred others, one paragraph in ten new, one in ten gone, one moved to the end."""
    for number, paragraph in enumerate(old):
        if number % 10 == 3:
            yield words.choices(SYLLABLES, k=100)
        if number % 10 == 7 or number == 5:
            continue
        yield [words.choice(SYLLABLES) if words.random() < 0.02 else word for word in paragraph]
    yield old[5]


def html(paragraphs: list[list[str]]) -> str:
    return "".join(f"<p>{' '.join(one)}.</p>" for one in paragraphs)


def least(act: Callable[[], Any], seconds: Callable[[], float]) -> float:
    """The least of five, in milliseconds."""
    times = []
    for _ in range(5):
        begun = seconds()
        act()
        times.append((seconds() - begun) * 1000)
    return min(times)


if __name__ == "__main__":
    main()
