"""SQLite is set up so that no committed story is lost and no writer is turned away."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Section

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_every_connection_has_its_journal_and_waits():
    connection.close()
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2  # FULL
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 20_000  # milliseconds


def test_a_transaction_takes_the_write_lock_when_it_begins():
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        pass
    assert [query["sql"] for query in queries] == ["BEGIN IMMEDIATE", "COMMIT"]


def test_readers_go_on_while_somebody_writes():
    def sections_seen_by_another() -> int:
        try:
            return Section.objects.count()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Section.objects.create(name="Chính trị", slug="chinh-tri")
        assert other.submit(sections_seen_by_another).result(timeout=10) == 0
