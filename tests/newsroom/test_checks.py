"""Each thing that can be misconfigured has a check that finds it, and is quiet where all is well."""

import zoneinfo
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

from newsroom import checks


def found(check, **options) -> list[str]:
    return [message.id for message in check(None, **options)]


@pytest.mark.django_db
def test_nothing_is_wrong_as_it_comes():
    ours = [
        message for message in run_checks(databases=["default"]) if str(message.id).startswith("newsroom")
    ]
    assert ours == []


def test_a_media_folder_that_cannot_be_written_to(settings, tmp_path: Path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet" / "made"
    assert found(checks.media_can_be_written) == []
    monkeypatch.setattr(checks.os, "access", lambda folder, mode: folder != tmp_path)
    assert found(checks.media_can_be_written) == ["newsroom.E001"]


def test_a_media_folder_that_is_a_file(settings, tmp_path: Path):
    (tmp_path / "media").touch()
    settings.MEDIA_ROOT = tmp_path / "media"
    assert found(checks.media_can_be_written) == ["newsroom.E001"]


def test_originals_among_the_static_files(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path / "static" / "media"
    settings.STATICFILES_DIRS = [tmp_path / "other"]
    assert found(checks.originals_are_not_served) == []
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    assert found(checks.originals_are_not_served) == ["newsroom.E002"]
    settings.STATICFILES_DIRS = []
    settings.STATIC_ROOT = tmp_path / "static"
    assert found(checks.originals_are_not_served) == ["newsroom.E002"]


def test_a_translation_that_is_not_compiled(settings, tmp_path: Path):
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()
    settings.LOCALE_PATHS = [tmp_path]
    assert found(checks.translations_are_compiled) == ["newsroom.E003"]
    (folder / "django.mo").touch()
    assert found(checks.translations_are_compiled) == []


def test_a_machine_without_time_zones(monkeypatch):
    def unknown(name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    assert found(checks.time_zone_is_known) == []
    monkeypatch.setattr(checks.zoneinfo, "ZoneInfo", unknown)
    assert found(checks.time_zone_is_known) == ["newsroom.E004"]


@pytest.mark.parametrize(
    ("address", "hosts", "ids"),
    [
        ("https://bao.example", ["bao.example"], []),
        ("https://bao.example", [".example"], []),
        ("http://bao.example", ["bao.example"], ["newsroom.W005"]),
        ("https://bao.example", ["www.bao.example"], ["newsroom.E006"]),
        ("https://bao.example", ["*"], ["newsroom.W007"]),
    ],
)
def test_an_address_that_readers_cannot_or_should_not_use(settings, address, hosts, ids):
    settings.SITE_URL = address
    settings.ALLOWED_HOSTS = hosts
    assert found(checks.address_is_the_sites) == ids


def test_mail_that_goes_nowhere(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert found(checks.mail_is_sent) == ["newsroom.W008"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert found(checks.mail_is_sent) == []


@pytest.mark.parametrize(
    ("backend", "location", "ids"),
    [
        ("locmem.LocMemCache", "", []),
        ("redis.RedisCache", "redis://127.0.0.1:1/0", ["newsroom.E009"]),
        ("dummy.DummyCache", "", ["newsroom.W010"]),
    ],
)
def test_a_cache_that_keeps_nothing(settings, backend, location, ids):
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": location}}
    assert found(checks.cache_keeps_what_it_is_given) == ids


@pytest.mark.django_db
def test_a_database_that_does_not_answer(monkeypatch):
    def down(*args, **kwargs):
        raise DatabaseError("down")

    assert found(checks.database_keeps_what_it_is_given, databases=["default"]) == []
    monkeypatch.setattr(CursorWrapper, "execute", down)
    assert found(checks.database_keeps_what_it_is_given, databases=["default"]) == ["newsroom.E011"]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pragma", ["synchronous=NORMAL", "foreign_keys=OFF"])
def test_an_sqlite_that_could_lose_a_story(pragma: str):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
    assert found(checks.database_keeps_what_it_is_given, databases=["default"]) == ["newsroom.E012"]
    connection.close()  # the next one is set up as it should be
    assert found(checks.database_keeps_what_it_is_given, databases=["default"]) == []


def test_an_sqlite_without_its_write_ahead_log():
    class Cursor:  # as on a network share, where SQLite falls back without a word
        def execute(self, query: str):
            self.row = {"journal_mode": "delete", "synchronous": 2, "foreign_keys": 1}[query.split()[1]]
            return self

        def fetchone(self) -> tuple[object]:
            return (self.row,)

    (message,) = checks._sqlite(Cursor())
    assert (message.id, "journal_mode=delete" in message.msg) == ("newsroom.E012", True)


@pytest.mark.parametrize(("encoding", "ids"), [("UTF8", []), ("SQL_ASCII", ["newsroom.E013"])])
def test_a_postgresql_that_cannot_keep_vietnamese(encoding: str, ids: list[str]):
    class Cursor:
        def execute(self, query: str) -> None:
            assert query == "SHOW server_encoding"

        def fetchone(self) -> tuple[str]:
            return (encoding,)

    assert [message.id for message in checks._postgresql(Cursor())] == ids
