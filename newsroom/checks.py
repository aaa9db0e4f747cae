"""System checks: what can be misconfigured without failing at start. `manage.py check` names each by its id.

What Django checks itself (`security.W…`: the secret key, cookies, HTTPS) has none here.
"""

from __future__ import annotations

import os
import zoneinfo
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.files.storage import storages
from django.db import DatabaseError, connections
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

NOT_SENT = ("console", "dummy", "filebased", "locmem")


@register(Tags.files)
def media_can_be_written(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    root = Path(settings.MEDIA_ROOT)
    there = next(folder for folder in (root, *root.parents) if folder.exists())
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        yield Error(
            _("%(folder)s (MEDIA_ROOT) cannot be written to: no photo can be taken in.") % {"folder": root},
            hint=_("Give the account that runs the site the right to write in %(folder)s.")
            % {"folder": there},
            id="newsroom.E001",
        )


@register(Tags.files)
def originals_are_not_served(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Photos as uploaded still tell where they were taken; what is under /static/ anyone may fetch."""
    served = [Path(folder) for folder in settings.STATICFILES_DIRS]
    served += [Path(settings.STATIC_ROOT)] if settings.STATIC_ROOT else []
    kept = Path(getattr(storages["originals"], "location", settings.MEDIA_ROOT)).resolve()
    for folder in served:
        if kept.is_relative_to(folder.resolve()):
            yield Error(
                _("The photos as uploaded, in %(kept)s, are inside %(folder)s, which anyone may read.")
                % {"kept": kept, "folder": folder},
                hint=_("Set MEDIA_ROOT to a folder outside the static files."),
                id="newsroom.E002",
            )


@register(Tags.translation)
def translations_are_compiled(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    for folder in map(Path, settings.LOCALE_PATHS):
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            if not source.with_suffix(".mo").exists():
                yield Error(
                    _("%(file)s is missing: pages would speak English.")
                    % {"file": source.with_suffix(".mo")},
                    hint=_("Take it from the repository, or run make messages."),
                    id="newsroom.E003",
                )


@register()
def time_zone_is_known(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    try:
        zoneinfo.ZoneInfo(settings.TIME_ZONE)
    except zoneinfo.ZoneInfoNotFoundError:
        yield Error(
            _("This machine does not know the time zone %(zone)s.") % {"zone": settings.TIME_ZONE},
            hint="apt install tzdata",
            id="newsroom.E004",
        )


@register(Tags.security, deploy=True)
def address_is_the_sites(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    url = urlsplit(settings.SITE_URL)
    if url.scheme != "https":
        yield Warning(
            _("%(address)s (SITE_URL) is not https, and feeds and search engines send readers there.")
            % {"address": settings.SITE_URL},
            id="newsroom.W005",
        )
    if not any(_allows(host, url.hostname or "") for host in settings.ALLOWED_HOSTS):
        yield Error(
            _("ALLOWED_HOSTS leaves out %(host)s, the host of SITE_URL: each page there would answer 400.")
            % {"host": url.hostname},
            id="newsroom.E006",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Warning(
            _("ALLOWED_HOSTS takes any host name: who sends a forged one chooses where links lead."),
            id="newsroom.W007",
        )


@register("email", deploy=True)
def mail_is_sent(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    if settings.EMAIL_BACKEND.split(".")[-2] in NOT_SENT:
        yield Warning(
            _("%(backend)s sends no mail: nobody would get what the site writes.")
            % {"backend": settings.EMAIL_BACKEND},
            hint=_("Set EMAIL_URL."),
            id="newsroom.W008",
        )


@register(Tags.caches, deploy=True)
def cache_keeps_what_it_is_given(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    try:
        caches["default"].set("newsroom.check", "kept", 10)
        kept = caches["default"].get("newsroom.check") == "kept"
    except Exception as error:  # each backend has its own
        told = _("The cache does not answer: %(error)s") % {"error": error}
        yield Error(told, hint=_("Look at CACHE_URL."), id="newsroom.E009")
        return
    if not kept:
        told = _("The cache keeps nothing: every page is made anew.")
        yield Warning(told, hint=_("Look at CACHE_URL."), id="newsroom.W010")


@register(Tags.database)
def database_keeps_what_it_is_given(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Iterable[CheckMessage]:
    """Run by `migrate` and by `check --database default`: asks the database itself, not the settings."""
    for alias in databases or ():
        connection = connections[alias]
        try:
            with connection.cursor() as cursor:
                yield from _sqlite(cursor) if connection.vendor == "sqlite" else _postgresql(cursor)
        except DatabaseError as error:
            told = _("The database does not answer: %(error)s") % {"error": error}
            yield Error(told, hint=_("Look at DATABASE_URL."), id="newsroom.E011")


@register(Tags.database, deploy=True)
def imprint_is_written(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Iterable[CheckMessage]:
    """Run by `check --deploy --database default` alone: `migrate` must pass before anyone can write it."""
    from articles.models import Imprint

    for alias in databases or ():
        try:
            missing = (Imprint.objects.using(alias).first() or Imprint()).missing
        except DatabaseError as error:
            told = _("The imprint cannot be read: %(error)s") % {"error": error}
            yield Error(told, hint=_("Run manage.py migrate."), id="newsroom.E014")
            continue
        if missing:
            yield Error(
                _("The imprint lacks what the press law asks for: %(fields)s.")
                % {"fields": get_text_list(missing, _("and"))},
                hint=_("The editor-in-chief writes it at the desk, under “Imprint”."),
                id="newsroom.E014",
            )


@register(Tags.database, deploy=True)
def kept_pages_end(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Iterable[CheckMessage]:
    """Run by `check --deploy --database default` alone: `migrate` itself makes what is missing."""
    from articles.generation import unwatched

    for alias in databases or ():
        if missing := unwatched(alias):
            yield Error(
                _("The database lacks triggers, %(first)s first: readers would see pages of a minute ago.")
                % {"first": missing[0]},
                hint=_("Run manage.py migrate."),
                id="newsroom.E015",
            )


def _sqlite(cursor: Any) -> Iterable[CheckMessage]:
    wanted = {"journal_mode": ("wal", "memory"), "synchronous": (2, 3), "foreign_keys": (1,)}
    for pragma, good in wanted.items():
        (found,) = cursor.execute(f"PRAGMA {pragma}").fetchone()
        if found not in good:
            yield Error(
                _("SQLite runs with %(pragma)s=%(found)s, not %(good)s: stories could be lost.")
                % {"pragma": pragma, "found": found, "good": good[0]},
                hint=_("Keep the file on a local disk: its journal does not work on a network share."),
                id="newsroom.E012",
            )


def _postgresql(cursor: Any) -> Iterable[CheckMessage]:
    cursor.execute("SHOW server_encoding")
    (found,) = cursor.fetchone()
    if found != "UTF8":
        yield Error(
            _("The database is in %(found)s: Vietnamese cannot be kept in it.") % {"found": found},
            hint="createdb --encoding=UTF8 --template=template0",
            id="newsroom.E013",
        )


def _allows(pattern: str, host: str) -> bool:
    return pattern in ("*", host) or (pattern.startswith(".") and f".{host}".endswith(pattern))
