"""Which generation of the public pages is today's: a text that is another once anything on them may be.

Two things change what readers see. A row is written: triggers in the database put another mark into the one
row of `Generation`, in the transaction that writes, so that no way of writing can forget it. Or a moment
passes at which a row said it would appear or go, or midnight, for pages say who holds a post today: the last
such moment is part of the text, so that no worker need notice it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from secrets import token_hex
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from articles.models import FrontPlace, Generation, PublishedStory

# The moments at which something appears or goes without anyone's writing.
MOMENTS = (
    (PublishedStory, "live_from"),
    (PublishedStory, "live_until"),
    (FrontPlace, "since"),
    (FrontPlace, "until"),
)
# What the desk writes all day and no public page reads. Of ReadCount pages show a ranking that may be minutes
# old. A table that is not named here is watched.
NOT_SHOWN = {
    "articles.byline",
    "articles.comment",
    "articles.correction",
    "articles.correction_writers",
    "articles.generation",
    "articles.hub",
    "articles.intake",
    "articles.openform",
    "articles.previewlink",
    "articles.readcount",
    "articles.revision",
    "articles.story",
    "articles.storyevent",
    "articles.storyperson",
    "articles.storyphoto",
    "articles.storyphotoperson",
    "articles.storysource",
}
FUNCTION = "articles_next_generation"


# What this process found last: a mark, and from when until when nothing appears or goes by itself.
_found: tuple[str, dt.datetime, dt.datetime] | None = None


def current() -> str | None:
    """The generation of this moment, mostly in one query; None when it is not known and no page may be kept.

    Inside a transaction it is not: what is read there may never be committed.
    """
    global _found
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mark FROM {Generation._meta.db_table} WHERE id = 1")
        row = cursor.fetchone()
    if not row:
        return None
    (mark,), now = row, timezone.now()
    if not (_found and _found[0] == mark and _found[1] <= now < _found[2]):
        _found = (mark, *_quiet(now))
    return f"{mark} {_found[1].isoformat()}"


def _quiet(now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The last moment up to now at which something appeared, went or a day began, and the next."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    past, ahead = [today], [today + dt.timedelta(days=1)]
    for model, field in MOMENTS:
        moments = model._default_manager.values_list(field, flat=True).order_by(field)
        past += moments.filter(**{f"{field}__lte": now}).reverse()[:1]
        ahead += moments.filter(**{f"{field}__gt": now})[:1]
    return max(past), min(ahead)


def watched() -> list[str]:
    """The tables whose every change makes a new generation."""
    shown: list[type[models.Model]] = [
        model
        for app in ("articles", "people")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model._meta.label_lower not in NOT_SHOWN
    ]
    return sorted(model._meta.db_table for model in shown)


def watch(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Give each watched table its triggers, and begin a new generation.

    Runs after each `migrate`: changing a table on SQLite makes it anew, without its triggers.
    """
    database = connections[using]
    with database.cursor() as cursor:
        tables = set(database.introspection.table_names(cursor))
        if Generation._meta.db_table not in tables:
            return  # migrated back to before there was one
        if database.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for _name, statement in _missing(database, cursor, tables):
            cursor.execute(statement)
    Generation.objects.using(using).update_or_create(pk=1, defaults={"mark": token_hex(16)})


def unwatched(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The triggers that are missing from the database."""
    with connections[using].cursor() as cursor:
        return [name for name, _statement in _missing(connections[using], cursor, watched())]


def _missing(
    database: BaseDatabaseWrapper, cursor: Any, tables: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The name of each trigger that one of these tables lacks, and what makes it."""
    on_sqlite = database.vendor == "sqlite"
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if on_sqlite
        else "SELECT tgname FROM pg_trigger"
    )
    there = {name for (name,) in cursor.fetchall()}
    for table in filter(tables.__contains__, watched()):
        if not on_sqlite:
            name = f"{table}__generation"
            wanted = {name: _ON_POSTGRESQL.format(name=name, table=table)}
        else:
            wanted = {
                f"{table}__{event}": _ON_SQLITE.format(name=f"{table}__{event}", event=event, table=table)
                for event in ("insert", "update", "delete")
            }
        yield from ((name, statement) for name, statement in wanted.items() if name not in there)


_ON_SQLITE = """
CREATE TRIGGER {name} AFTER {event} ON {table}
BEGIN UPDATE articles_generation SET mark = hex(randomblob(16)); END
"""
# Deferred to the end of the transaction, so that writers hold the row no longer than their commit takes: two
# transactions that write the same tables in a different order would otherwise wait for each other for ever.
_ON_POSTGRESQL = f"""
CREATE CONSTRAINT TRIGGER {{name}} AFTER INSERT OR UPDATE OR DELETE ON {{table}}
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()
"""
# Once a transaction: a thousand rows written together need no thousand marks.
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE articles_generation SET mark = txid_current() || ':' || gen_random_uuid()
    WHERE mark NOT LIKE txid_current() || ':%';
    RETURN NULL;
END $$
"""
