"""What a revision takes up in the database."""

from django.db import connection

from articles.models import Revision
from articles.workflow import record_edit


def test_a_letter_with_marks_is_kept_as_it_is_and_not_as_six_bytes(story, desk):
    story.body = "<p>ế</p>" + "<p>Đường ở Uông Bí ngập.</p>" * 500
    story.save()
    row = record_edit(story, by=story.author)
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(content AS TEXT) FROM articles_revision WHERE id = %s", [row.pk])
        kept = cursor.fetchone()[0]
    assert "Uông Bí" in kept
    assert len(kept.encode()) < len(story.body.encode()) + 2_000
    assert Revision.objects.get(pk=row.pk).content["body"] == story.body
