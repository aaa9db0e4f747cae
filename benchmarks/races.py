"""Racing saves and steps by eight clients over HTTP: nothing lost unseen, exactly one event a step.

    python benchmarks/races.py [NUMBER OF ACTIONS]

Gunicorn with two workers of four threads serves a scratch database: SQLite in a temporary folder, then
PostgreSQL, at `DATABASE_URL` where that names one, else on this machine. Six clients save and take steps, two
only take steps; all work on three stories through the pages of the desk. `publish` is always double-clicked.
Ends with an error when an aim is missed. The baseline is the same actions by one client alone.
"""

from __future__ import annotations

import collections
import http.client
import itertools
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

CLIENTS, SAVING, STORIES = 8, 6, 3
SERVER = "-m gunicorn newsroom.wsgi --workers 2 --threads 4 --timeout 120 --no-control-socket"
LOCAL = "postgres://postgres@127.0.0.1:5432/postgres"
ROAD = {"editing": "forward", "review": "approve", "approved": "publish", "published": "revise"}


def write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    count = sys.argv[1] if len(sys.argv) > 1 else "200"
    if len(sys.argv) > 2:
        measure(int(count))
        return
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        failed += run(count, f"sqlite:///{folder}/races.sqlite3")
    import psycopg

    given = os.environ.get("DATABASE_URL", "")
    server = given if given.startswith("postgres") else LOCAL
    name = f"races_{os.getpid()}"
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        write(f"PostgreSQL left out, none answers: {str(error).splitlines()[0]}")
    else:
        with connection:
            connection.execute(f"CREATE DATABASE {name}")
            try:
                failed += run(count, urllib.parse.urlsplit(server)._replace(path=f"/{name}").geturl())
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    sys.exit(1 if failed else 0)


def run(count: str, database: str) -> int:
    """Measure in a process of its own, whose settings name that database; its exit status."""
    return subprocess.run(
        [sys.executable, __file__, count, "here"], env={**os.environ, "DATABASE_URL": database}, check=False
    ).returncode


class Desk:
    """One client: its account, its session, and what it was told."""

    def __init__(self, port: int, user: Any, session: str, number: int) -> None:
        self.port, self.user, self.number = port, user, number
        self.cookies = {"sessionid": session}
        self.chance = random.Random(number)
        self.told: collections.Counter[str] = collections.Counter()
        # (story, field, text, the revision that was on the screen) of each save that was acknowledged.
        self.saved: list[tuple[int, str, str, int]] = []
        self.taken: list[tuple[int, str]] = []
        self.faults: list[str] = []

    def ask(self, path: str, data: dict[str, Any] | None = None) -> SimpleNamespace:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(data, doseq=True)
        connection.request("GET" if data is None else "POST", path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        for name, value in answer.getheaders():
            if name == "Set-Cookie" and value.startswith("csrftoken="):
                self.cookies["csrftoken"] = value.partition("=")[2].partition(";")[0]
        if answer.status >= 500:
            self.told["answers of 500 and more"] += 1
            self.faults.append(f"{answer.status} {path}")
        if b"database is locked" in content:
            self.told["shown 'database is locked'"] += 1
        return SimpleNamespace(status=answer.status, content=content, text=content.decode("utf-8", "replace"))

    def act(self, story: int, saves: bool) -> None:
        """Open a story, then save a change or take the next step."""
        from tests.desk.forms import filled

        page = f"/toa-soan/articles/story/{story}/"
        opened = self.ask(f"{page}change/")
        steps = set(re.findall(r'(?:name="_(?:step|ask)" value="|/step/)(\w+)', opened.text))
        offered = [step for step in ROAD.values() if step in steps]
        form = filled(opened)
        writable = 'name="headline"' in opened.text
        if saves and writable and (not offered or self.chance.random() < 0.7):
            self.save(page, story, form)
        elif offered:
            self.step(page, story, offered[0], form)
        else:
            self.told["nothing to do"] += 1

    def save(self, page: str, story: int, form: dict[str, Any]) -> None:
        from tests.desk.forms import filled

        field = self.chance.choice(["headline", "lead"])
        text = f"Lời {self.number}-{self.chance.getrandbits(60):x}"
        form[field] = text
        for attempt in range(6):
            seen = int(form["revision"][0])
            answer = self.ask(f"{page}change/", {**form, "_continue": "1"})
            if answer.status == 302:
                self.saved.append((story, field, text, seen))
                self.told["saved" if attempt == 0 else "saved after looking at both versions"] += 1
                return
            if answer.status != 200:
                self.told[f"a save answered {answer.status}"] += 1
                return
            form = filled(answer)
            if form.get(field, [""])[0] != text:
                self.told["typed text lost from a refused form"] += 1
                return
            if int(form["revision"][0]) == seen:
                self.told["refused: the story had moved on, or all were saving; text kept"] += 1
                return
            self.told["refused: newer, both versions on screen"] += 1
        self.told["given up after six newer versions"] += 1

    def step(self, page: str, story: int, step: str, form: dict[str, Any]) -> None:
        data = {"seen": form["revision"][0], "csrfmiddlewaretoken": form["csrfmiddlewaretoken"][0]}
        with ThreadPoolExecutor(2) as fingers:
            clicks = 2 if step == "publish" else 1
            answers = list(fingers.map(lambda _: self.ask(f"{page}step/{step}/", data), range(clicks)))
        statuses = [answer.status for answer in answers]
        if 302 in statuses:
            self.taken.append((story, step))
            self.told["a step taken"] += 1
        elif set(statuses) <= {409}:
            self.told["a step refused with its reason"] += 1
        else:
            self.told[f"a step answered {statuses}"] += 1


def measure(count: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from newsroom import roles

    call_command("migrate", verbosity=0)
    roles.sync()
    names = [roles.EDITOR] * 3 + [roles.SECRETARY] * 3 + [roles.EDITOR_IN_CHIEF] * (CLIENTS - SAVING)
    users = [make_account(number, role) for number, role in enumerate(names)]
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115
    server = subprocess.Popen(
        [sys.executable, *SERVER.split(), "--bind", f"fd://{listening.fileno()}"],
        cwd=ROOT,
        pass_fds=[listening.fileno()],
        stderr=log,
    )
    faults = 0
    try:
        for clients, actions in ((1, max(count // 10, 20)), (CLIENTS, count)):
            stories = make_stories(users[0])
            desks = []
            for number in range(clients):
                browser = Client()
                browser.force_login(users[number])
                session = browser.cookies["sessionid"].value
                desks.append(Desk(listening.getsockname()[1], users[number], session, number))
            desks[0].ask("/healthz")
            begun = time.perf_counter()
            race(desks, stories, actions)
            spent = time.perf_counter() - begun
            write(
                f"{connection.vendor}, {clients} client{'s' * (clients > 1)}: {actions:,} actions on"
                f" {len(stories)} stories, {1000 * spent / actions:.0f} ms an action"
            )
            faults += judge(desks, stories)
    finally:
        server.terminate()
        server.wait(30)
    log.seek(0)
    said = log.read()
    locked = said.count("database is locked")
    write(f"  'database is locked' in the server's log: {locked}; tracebacks: {said.count('Traceback')}")
    if faults:
        write("".join(line for line in said.splitlines(True) if "Conflict" not in line)[-6000:])
        sys.exit(1)


def race(desks: list[Desk], stories: list[int], actions: int) -> None:
    """Share the actions out, each client taking the next as soon as it is free."""
    numbers = iter(range(actions))
    lock = threading.Lock()

    def work(desk: Desk) -> None:
        while True:
            with lock:
                if next(numbers, None) is None:
                    return
            desk.act(desk.chance.choice(stories), saves=desk.number < SAVING)

    with ThreadPoolExecutor(len(desks)) as threads:
        for done in [threads.submit(work, desk) for desk in desks]:
            done.result()


def make_account(number: int, role: str) -> Any:
    from django.contrib.auth.models import Group

    from tests.factories import make_user

    user = make_user(f"racer{number}", first_name="Người", last_name=f"Số {number}")
    user.groups.add(Group.objects.get(name=role))
    return user


def make_stories(author: Any) -> list[int]:
    """Stories that wait to be edited, of which everything that an approval asks for is there."""
    from articles import workflow
    from articles.models import Story
    from tests.factories import make_section

    made = []
    for number in range(STORIES):
        story = Story.objects.create(
            headline=f"Tin {number}",
            lead="Sáng nay.",
            body="<p>Cầu cảng mới dài hai trăm mét.</p>",
            section=make_section(),
            author=author,
        )
        workflow.record_edit(story, by=author)
        made.append(workflow.take("submit", story, by=author).pk)
    return made


def judge(desks: list[Desk], stories: list[int]) -> int:
    """Compare what the clients were told with what the database holds; the number of faults."""
    from articles.models import PublishedStory, Revision, Story, StoryEvent

    told: collections.Counter[str] = sum((desk.told for desk in desks), collections.Counter())
    for what, many in sorted(told.items()):
        write(f"  {many:6,}  {what}")
    found: collections.Counter[str] = collections.Counter({"silent overwrites": 0})
    for what in (
        "answers of 500 and more",
        "shown 'database is locked'",
        "typed text lost from a refused form",
    ):
        found[what] = told[what]
    found["answered in no known way"] = sum(many for what, many in told.items() if " answered " in what)
    by_number = {(row.story_id, row.number): row for row in Revision.objects.filter(story__in=stories)}
    acknowledged = set()
    for desk in desks:
        for story, field, text, seen in desk.saved:
            # A save that is accepted follows at once on what was on its author's screen.
            row, before = by_number.get((story, seen + 1)), by_number[story, seen]
            other = "lead" if field == "headline" else "headline"
            if row is None or row.content[field] != text or row.author_id != desk.user.pk:
                found["acknowledged saves without their revision"] += 1
            elif row.content[other] != before.content[other]:
                found["silent overwrites"] += 1
            acknowledged.add((story, seen + 1))
    found["revisions that nobody was told of"] = sum(
        key not in acknowledged for key in by_number if key[1] > 1
    )
    taken = collections.Counter(step for desk in desks for step in desk.taken)
    events = collections.Counter(
        StoryEvent.objects.filter(story__in=stories, step__in=ROAD.values()).values_list("story", "step")
    )
    found["steps told of without exactly one event each"] = sum(
        abs(taken[key] - events[key]) for key in taken | events
    )
    for story in stories:
        road = list(StoryEvent.objects.filter(story=story).order_by("pk"))
        for one, following in itertools.pairwise(road):
            found["events that do not follow on each other"] += one.to_status != following.from_status
        newest = max(number for pk, number in by_number if pk == story)
        kept = Story.objects.get(pk=story)
        found["stories that differ from their newest revision"] += any(
            getattr(kept, field) != by_number[story, newest].content[field] for field in ("headline", "lead")
        )
        last = next((one.revision_id for one in reversed(road) if one.step == "publish"), None)
        copies = PublishedStory.objects.live().filter(story=story).values_list("revision", flat=True)
        found["stories live otherwise than last published"] += list(copies) != ([last] if last else [])
    for desk in desks:
        for fault in desk.faults[:3]:
            write(f"  ! {fault}")
    write(f"  {sum(taken.values()):,} steps taken, {events.total():,} events; each of these is to be 0:")
    for what, many in found.items():
        write(f"  {many:6,}  {what}")
    return found.total()


if __name__ == "__main__":
    main()
