"""Titles, rosters and autocomplete over 1,000 bodies, 5,000 people and 20,000 tenures.

    python benchmarks/people.py

Each figure is the least of forty runs, in CPU time of this process with SQLite in memory; the ratio is to the
naive way named beside it, in the same run: a query for each person, their dates compared in Python.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DATABASE_URL"] = "sqlite://:memory:"
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

BODIES, PEOPLE, TENURES = 1_000, 5_000, 20_000
DAY = dt.date(2020, 6, 15)
FAMILY = re.findall(r"\w+", "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Từ")
MIDDLE = re.findall(r"\w+", "Văn Thị Đức Minh Thanh Hữu Ngọc Quang Thu Xuân")
GIVEN = re.findall(
    r"\w+",
    "An Bình Cúc Dũng Đọc Em Giang Hà Hoà Khánh Lan Mai Nam Oanh Phúc Quý Sơn Tâm Uyên Vinh Xuân Yến",
)
TITLES = ("Giám đốc", "Phó Giám đốc", "Chánh Văn phòng", "Trưởng phòng", "Phó Trưởng phòng")


def fill() -> None:
    """The registry, drawn with a fixed seed: careers of about four posts, a body renamed in ten."""
    from people.models import Body, BodyName, Person, Post, ProtocolOrder, ProtocolPlace, Tenure

    chance = random.Random(3)
    for number in range(BODIES):
        body = Body.objects.create(
            name=f"Sở thứ {number} tỉnh Bình Sơn", system=chance.choice(["party", "government"])
        )
        Post.objects.bulk_create(
            Post(body=body, title=title, seats=None, head=not place, order=place)
            for place, title in enumerate(TITLES)
        )
        if not number % 10:
            BodyName.objects.create(body=body, name=f"Ty thứ {number}", end="2018-07")
    for number in range(PEOPLE):
        name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
        Person.objects.create(name=name, disambiguator=str(number))
    posts = list(Post.objects.values_list("pk", flat=True))
    people = list(Person.objects.values_list("pk", flat=True))
    tenures = []
    for number in range(TENURES):
        year = chance.randrange(1995, 2024)
        end = chance.choice(["", f"{year + 2}", f"{year + 3}-05", f"{year + 5}-09-25"])
        start = chance.choice([f"{year}", f"{year}-03", f"{year}-03-02"])
        tenures.append(
            Tenure(person_id=people[number % PEOPLE], post_id=chance.choice(posts), start=start, end=end)
        )
    Tenure.objects.bulk_create(tenures)
    order = ProtocolOrder.objects.create(since="2016-01-01")
    ProtocolPlace.objects.bulk_create(
        ProtocolPlace(order=order, post_id=post, position=place)
        for place, post in enumerate(chance.sample(posts, 300), 1)
    )


def naive_title(person: Any, day: dt.date) -> str:
    """One person's line the naive way: all tenures as objects, names and ranks looked up one by one."""
    from people.models import ProtocolOrder, ProtocolPlace

    found = []
    order = ProtocolOrder.objects.in_force(day).first()
    for tenure in person.tenures.all():
        if tenure.is_possible(day):
            body = tenure.post.body
            former = body.other_names.filter(end_earliest__gt=day).first()
            place = ProtocolPlace.objects.filter(order=order, post=tenure.post).first()
            found.append((place.position if place else 9999, f"{tenure.post.title} {former or body.printed}"))
    return ", ".join(text for _place, text in sorted(found))


def naive_roster(body: Any, day: dt.date) -> list[tuple[str, list[str]]]:
    return [
        (post.title, [str(tenure.person) for tenure in post.tenures.all() if tenure.is_possible(day)])
        for post in body.posts.all()
    ]


def naive_search(typed: str) -> list[Any]:
    from people.models import Person
    from vietnamese import fold

    words = fold(typed).split()
    return [one for one in Person.objects.all() if all(word in fold(str(one)) for word in words)][:20]


def least(call: Callable[[], Any], runs: int = 40) -> float:
    """Milliseconds of CPU of the fastest of some runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times) * 1000


def queries(call: Callable[[], Any]) -> int:
    from django.db import connection, reset_queries

    reset_queries()
    call()
    return len(connection.queries)


def report(what: str, ours: Callable[[], Any], naive: Callable[[], Any], naive_is: str) -> None:
    counted, counted_naive = queries(ours), queries(naive)
    mine, theirs = least(ours), least(naive, 3)
    print(  # noqa: T201
        f"{what}: {mine:.2f} ms, {counted} queries; {naive_is}: {theirs:.1f} ms, "
        f"{counted_naive} queries; {theirs / mine:.0f} times as fast"
    )


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.db import connection, transaction

    from people.duplicates import similar
    from people.matching import find_people
    from people.models import Body, Person
    from people.titles import history, roster, title_lines
    from vietnamese import find_phrases

    with transaction.atomic():
        fill()
    connection.queries_log.clear()
    chance = random.Random(5)
    people = list(Person.objects.filter(pk__in=chance.sample(range(1, PEOPLE + 1), 30)))
    ids = [person.pk for person in people]
    body = Body.objects.get(pk=42)
    report(
        "titles of 30 people",
        lambda: title_lines(ids, DAY),
        lambda: [naive_title(person, DAY) for person in people],
        "person by person",
    )
    report("roster", lambda: roster(body, DAY), lambda: naive_roster(body, DAY), "post by post")
    report(
        "autocomplete",
        lambda: list(Person.objects.filter(merged_into=None).named_like("nguyen van doc")[:20]),
        lambda: naive_search("nguyen van doc"),
        "folding every name",
    )
    report(
        "a person's history",
        lambda: history(people[0], DAY),
        lambda: [str(tenure) for tenure in people[0].tenures.all()],
        "tenure by tenure",
    )
    report(
        "duplicates while typing",
        lambda: similar("Nguyễn Văn Đọc"),
        lambda: naive_search("Nguyễn Văn Đọc"),
        "folding every name",
    )
    text = " ".join(f"Đồng chí {person.name}, Giám đốc Sở Y tế, phát biểu." for person in people) * 1

    def one_by_one() -> list[Any]:
        return [one for one in Person.objects.all() if find_phrases(text, {one.name: one})]

    report(
        f"people in a text of {len(text):,} characters",
        lambda: find_people(text, DAY),
        one_by_one,
        "name by name, without the roles",
    )


if __name__ == "__main__":
    main()
