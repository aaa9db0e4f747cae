"""What any test may ask for: a browser, Redis, several threads at once; what is skipped where it cannot run.

`@pytest.mark.browser` and `redis` tests are skipped, with the reason, where Chromium or Redis is missing, and
fail there when `CI=true`. `@pytest.mark.postgres` and `sqlite` tests belong to a run on that database.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection, connections
from django.test import TransactionTestCase
from django.test.testcases import LiveServerThread

from newsroom import chromium

IN_CI = os.environ.get("CI") == "true"
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/15")
CHROMIUM = chromium.find()
# Thousands of test functions and models stay to the end; looking through them again and again for garbage
# takes an eighth of the suite's time.
gc.set_threshold(100_000, 20, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses `page` or `redis_cache`; set aside what belongs to the other database.

    In CI, where the suite runs on SQLite and then on PostgreSQL, what asks no database runs once, and so does
    what is marked `once`.
    """
    database = django_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    elsewhere = set()
    for item in items:
        for fixture, marker in (("browser", "browser"), ("redis_cache", "redis")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
        for marker, engine in (("postgres", "postgresql"), ("sqlite", "sqlite3")):
            if item.get_closest_marker(marker) and database != engine:
                elsewhere.add(item)
                item.add_marker(pytest.mark.skip(f"only on {marker}: choose it with DATABASE_URL"))
        once = item.get_closest_marker("once") or not asks_the_database(item)
        if IN_CI and database == "postgresql" and once:
            elsewhere.add(item)
    if IN_CI:  # where the suite runs on each database in turn, and a skipped test is a mistake
        config.hook.pytest_deselected(items=list(elsewhere))
        items[:] = [item for item in items if item not in elsewhere]


def asks_the_database(item: pytest.Item) -> bool:
    """Whether the test may use a database at all: without one of these, pytest-django refuses it."""
    fixtures = {"db", "transactional_db", "live_server", "django_db_setup"}
    return bool(item.get_closest_marker("django_db") or fixtures & set(getattr(item, "fixturenames", ())))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not CHROMIUM:
        unavailable("no Chromium on the PATH: apt install chromium")
    if item.get_closest_marker("redis") and not redis_answers():
        unavailable(f"no Redis at {REDIS_URL}: start one or set REDIS_URL")


def unavailable(reason: str) -> None:
    if IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def redis_answers() -> bool:
    import redis

    client = redis.Redis.from_url(REDIS_URL, socket_connect_timeout=1)
    try:
        return client.ping()
    except redis.RedisError:
        return False
    finally:
        client.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database has the groups of the four roles, as after `manage.py sync_roles`."""
    from newsroom import roles

    with django_db_blocker.unblock():
        roles.sync()
    TransactionTestCase._fixture_teardown = empty_tables  # type: ignore[method-assign]
    yield
    if connection.vendor == "postgresql":
        # On a busy machine PostgreSQL's own cleaning may still be in the database, which is then not dropped.
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def empty_tables(case: TransactionTestCase) -> None:
    """After a test that commits, take away what there is, but not what is the same for every test.

    Django's own `flush` also empties the tables of content types, permissions and groups, and makes the first
    two anew, which takes longer than most tests; on PostgreSQL its TRUNCATE makes new files of all tables.
    """
    made_once = {
        "articles_generation",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
    }
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    # Foreign keys are looked at when it is over.
    connection.ops.execute_sql_flush(
        [f"DELETE FROM {connection.ops.quote_name(table)}" for table in sorted(tables - made_once)]
    )


@pytest.fixture(scope="session", autouse=True)
def encoded_once() -> Iterator[None]:
    """Encode the same picture once: tests take the same few of them in hundreds of times."""
    from articles.photos import resizing

    encode, made = resizing.encode, {}

    def remembered(image: Any, kind: str, options: dict[str, Any], xmp: bytes = b"") -> bytes:
        picture = sha256(image.tobytes()).digest(), image.size, image.mode, repr(image.info)
        key = picture, kind, repr(options), xmp
        if key not in made:
            made[key] = encode(image, kind, options, xmp)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resizing, "encode", remembered)
        yield


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """What one test leaves in the cache, the next does not find; the imprint is kept as on a running site."""
    from django.core.cache import cache

    cache.clear()
    cache.set("imprint", {})


@pytest.fixture
def redis_cache(settings: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Django's default cache, kept in Redis under a prefix of this test's own, for a minute at most."""
    from django.core.cache import cache, caches

    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": f"{os.getpid()}:{request.node.nodeid}",
            "TIMEOUT": 60,
        }
    }
    yield cache
    caches.close_all()


@pytest.fixture
def together() -> Callable[..., list[Any]]:
    """Run calls at the same moment, each in a thread with a database connection of its own.

    Give the test `@pytest.mark.django_db(transaction=True)`: threads cannot see what it has not committed.

        first, second = together(lambda: take("approve", one, by=lan), lambda: take("approve", one, by=mai))

    Returns what each call returned, or the exception it raised, in the order of the calls.
    """

    def run(*calls: Callable[[], Any]) -> list[Any]:
        if connection.in_atomic_block:
            raise TypeError("this test needs @pytest.mark.django_db(transaction=True)")
        start = threading.Barrier(len(calls), timeout=10)

        def one(call: Callable[[], Any]) -> Any:
            try:
                start.wait()
                return call()
            except Exception as error:
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(calls)) as threads:
            return list(threads.map(one, calls))

    return run


class Server(ThreadedWSGIServer):
    """The live server, which knows whether anybody is connected to it.

    A page that is closed may have asked for something just before, and whatever that writes would be found by
    the next test.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.connected = 0
        self.changed = threading.Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.changed:
            self.connected += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.changed:
                self.connected -= 1
                self.changed.notify_all()

    def wait_until_alone(self) -> None:
        with self.changed:
            self.changed.wait_for(lambda: not self.connected, 30)


LiveServerThread.server_class = Server


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for the whole run (a Playwright `Browser`). Tests usually want `page`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright's synchronous calls run an event loop in this thread, which Django takes for async
        # code, in which it refuses its ORM. Nothing here runs inside that loop.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=chromium.FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A new browser page on a real server with the test's database (a Playwright `Page`).

        def test_a_reader_opens_a_story(page, story):
            page.goto("/")                                     # relative to the live server
            page.get_by_role("link", name=story.headline).click()
            expect(page.get_by_role("heading", level=1)).to_have_text(story.headline)

    The desk: `log_in(page, user)`. A phone: `page.set_viewport_size({"width": 390, "height": 844})`.
    What the test saves is committed, so it may be read by the server; the tables are emptied afterwards, all
    but the groups of the roles. The test fails at its end if a page asked another host for anything, broke
    the Content Security Policy, or raised an error in its scripts. Waiting is Playwright's: use
    `expect(...)`, never sleep.
    """
    context = browser.new_context(
        base_url=live_server.url,
        locale="vi-VN",
        timezone_id=django_settings.TIME_ZONE,
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(10_000)
    faults: list[str] = []
    local = (live_server.url + "/", "data:", "blob:", "about:")

    def heard(message: Any) -> None:
        # A 404 or 410 that a test asks for is also told as an error.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(message.text)

    context.on("console", heard)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on(
        "request",
        lambda request: None if request.url.startswith(local) else faults.append(f"asked for {request.url}"),
    )
    yield context.new_page()
    for one in browser.contexts:
        one.close()
    live_server.thread.httpd.wait_until_alone()
    assert not faults, faults


@pytest.fixture
def log_in(client: Any, live_server: Any) -> Callable[[Any, Any], None]:
    """Give a page the session of an account, as after its login: `log_in(page, user)`."""

    def run(page: Any, user: Any) -> None:
        client.force_login(user)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return run
