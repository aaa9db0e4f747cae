from django.db import migrations

COLUMNS = "eh, el, et, fh, fl, ft, facets"
OPTIONS = "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\", prefix='1 2 3'"


def make(apps, schema_editor):
    """On SQLite keep beginnings of one to three letters in the index too: what is being typed is one.

    Without them the stories of each word so beginning are put together first, most of a second in 100,000.
    What is indexed stands in the table, so nothing has to be made again.
    """
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in ("search_readers", "search_desk"):
        schema_editor.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
        schema_editor.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({COLUMNS}, {OPTIONS})")
        schema_editor.execute(
            f"INSERT INTO {table} (rowid, {COLUMNS}) SELECT rowid, {COLUMNS} FROM {table}_before ORDER BY rowid"
        )
        schema_editor.execute(f"DROP TABLE {table}_before")


class Migration(migrations.Migration):
    dependencies = [("articles", "0039_search_index_takes_entries_together")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop, elidable=False)]
