"""A public page from the page cache against a static file of as many bytes, and against making it anew.

    python benchmarks/pages.py [NUMBER OF STORIES]

Through the whole WSGI application with the settings of production, on SQLite in a temporary folder, or on
PostgreSQL where DATABASE_URL names one, in a schema that is dropped afterwards. CPU time of the process for
one answer, the least of seven rounds; PostgreSQL works in another process, so wall-clock there, where each
answer waits for two questions (the other: is the connection alive?). The static file is served by WhiteNoise.
The aim is a ratio of at most 2 to the file on SQLite, 3 on PostgreSQL.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
AIM, ROUNDS = {"sqlite": 2.0, "postgresql": 3.0}, 7


def write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            SECRET_KEY=secrets.token_urlsafe(48),
            SITE_URL="https://bao.example",
            DJANGO_SETTINGS_MODULE="newsroom.settings",
            DEBUG="false",
        )
        if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/pages.sqlite3"
        import django
        from django.conf import settings
        from django.db import connection

        django.setup()
        (Path(folder) / "static").mkdir()
        settings.STATICFILES_DIRS = [Path(folder) / "static"]
        schema = f"pages_{os.getpid()}"
        if connection.vendor == "postgresql":
            connection.settings_dict.setdefault("OPTIONS", {})["options"] = f"-c search_path={schema}"
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE SCHEMA {schema}")
        try:
            measure(Path(folder) / "static", int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
        finally:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"DROP SCHEMA {schema} CASCADE")


def measure(static: Path, count: int) -> None:
    from django.core.cache import cache
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.db import connection
    from django.test import RequestFactory

    from people.models import Person
    from people.registry import body, hold, post
    from tests.factories import make_copies, photo_data

    call_command("migrate", verbosity=0)
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    hold(person, post("Chủ tịch", body("UBND phường Hòn Ngọc")), "2015")
    copies = make_copies(count, mentions=[person], photos=[photo_data()], html="<p>Chữ và chữ.</p>" * 400)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    requests = RequestFactory(HTTP_HOST="bao.example", SERVER_PORT="443")
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter

    def get(path: str) -> tuple[str, int]:
        status: list[str] = []
        environ = {**requests.get(path, secure=True).environ}
        answer = application(environ, lambda code, _headers, _exc=None: status.append(code))
        length = sum(map(len, answer))
        answer.close()
        return status[0], length

    def milliseconds(call: Callable[[], object], times: int) -> float:
        least = float("inf")
        for _round in range(ROUNDS):
            started = clock()
            for _time in range(times):
                call()
            least = min(least, (clock() - started) / times)
        return least * 1000

    pages = {
        "front page": "/",
        "section": "/thoi-su/",
        "story": copies[0].get_absolute_url(),
        "person": person.get_absolute_url(),
        "RSS": "/rss/",
        "sitemap": "/sitemap.xml",
    }
    application = get_wsgi_application()
    sizes = {name: get(path)[1] for name, path in pages.items()}
    for name, size in sizes.items():
        (static / f"{path_of(name)}.css").write_bytes(b" " * size)
    application = get_wsgi_application()  # it lists the static files when it starts

    def anew(path: str) -> None:
        cache.clear()
        get(path)

    write(f"{connection.vendor}, {count:,} stories\n")
    write(f"{'':14}{'bytes':>9}{'kept ms':>10}{'file ms':>10}{'of file':>9}{'anew ms':>10}{'of anew':>9}")
    for name, path in pages.items():
        file = f"/static/{path_of(name)}.css"
        assert get(path)[0] == "200 OK" == get(file)[0]
        kept, plain, made = (
            milliseconds(lambda path=path: get(path), 300),
            milliseconds(lambda file=file: get(file), 300),
            milliseconds(lambda path=path: anew(path), 10),
        )
        line = f"{name:14}{sizes[name]:9,}{kept:10.3f}{plain:10.3f}{kept / plain:9.2f}{made:10.2f}"
        write(f"{line}{kept / made:9.3f}{'' if kept / plain <= AIM[connection.vendor] else '  over'}")


def path_of(name: str) -> str:
    return name.lower().replace(" ", "-")


if __name__ == "__main__":
    main()
