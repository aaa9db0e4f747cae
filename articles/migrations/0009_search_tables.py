"""The tables of the search indexes, which are not models: each database has its own kind."""

from django.db import migrations

NAMES = ("readers", "desk")
MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE {0} USING fts5(eh, el, et, fh, fl, ft, facets,"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
    ],
    "postgresql": [
        "CREATE TABLE {0} (id bigint PRIMARY KEY, document tsvector NOT NULL)",
        "CREATE INDEX {0}_document ON {0} USING gin (document) WITH (fastupdate = off)",
    ],
}


def make(apps, schema_editor):
    for name in NAMES:
        for statement in MAKE[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(f"search_{name}"))


def drop(apps, schema_editor):
    for name in NAMES:
        schema_editor.execute(f"DROP TABLE search_{name}")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_search_words'),
    ]

    operations = [migrations.RunPython(make, drop, elidable=False)]
