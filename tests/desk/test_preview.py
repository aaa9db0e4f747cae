"""A preview is the public page of what is saved, for those who may see the story and nobody else."""

import datetime as dt

from django.utils import timezone

from articles import workflow
from articles.models import PublishedStory, Story

from .conftest import change, save


def preview(story):
    return f"/toa-soan/xem-truoc/{story.pk}/"


def test_a_draft_is_shown_as_readers_would_see_it(at_desk, story):
    answer = at_desk("reporter").get(preview(story))
    page = answer.content.decode()
    assert "<h1>Khánh thành cầu cảng</h1>" in page
    assert "Cầu cảng mới dài hai trăm mét." in page
    assert "public/paper.css" in page
    assert not PublishedStory.objects.exists()


def test_it_is_neither_indexed_nor_kept(at_desk, story):
    answer = at_desk("reporter").get(preview(story))
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert '<meta name="robots" content="noindex' in page
    assert "canonical" not in page and "og:url" not in page


def test_nobody_else_sees_it(at_desk, client, story, django_user_model):
    assert at_desk("other").get(preview(story)).status_code == 404
    assert at_desk("editor").get(preview(story)).status_code == 200
    assert client.get(preview(story)).status_code == 302
    client.force_login(django_user_model.objects.create_user("ban-doc", password="x"))
    assert client.get(preview(story)).status_code == 302
    client.force_login(django_user_model.objects.create_user("la", password="x", is_staff=True))
    assert client.get(preview(story)).status_code == 403


def test_a_story_without_anything_can_be_looked_at(at_desk, users):
    empty = Story.objects.create(author=users["reporter"])
    assert at_desk("reporter").get(preview(empty)).status_code == 200


def test_a_story_under_revision_stands_beside_what_readers_see(at_desk, story, users, walk):
    editor, base = at_desk("editor"), preview(story)
    walk(story, "published")
    sides = f'href="{base}man-hinh/?live"'
    assert sides not in editor.get(change(story)).content.decode()
    workflow.take("revise", story, by=users["editor"])
    save(editor, story, headline="Cầu cảng chậm khánh thành")
    assert sides in editor.get(change(story)).content.decode()
    page = editor.get(f"{base}man-hinh/?live").content.decode()
    assert f'src="{base}?bare&amp;live"' in page and 'data-width="sides"' in page
    now, new = editor.get(f"{base}?bare&live"), editor.get(f"{base}?bare")
    assert "<h1>Khánh thành cầu cảng</h1>" in now.content.decode()
    assert "<h1>Cầu cảng chậm khánh thành</h1>" in new.content.decode()
    # Both under the date on which readers saw it first.
    first = PublishedStory.objects.get().first_published_at
    assert all(one.context["copy"].first_published_at == first for one in (now, new))
    assert now["X-Frame-Options"] == "SAMEORIGIN"
    # Reading it at the desk is no reading.
    assert "data-count" not in now.content.decode()
    workflow.take("forward", story, by=users["editor"])
    workflow.take("approve", story, by=users["secretary"])
    at = timezone.now() + dt.timedelta(hours=1)
    workflow.take("publish", story, by=users["secretary"], at=at)
    assert sides in editor.get(change(story)).content.decode()


def test_what_readers_do_not_see_stands_beside_nothing(at_desk, story):
    client = at_desk("reporter")
    assert client.get(f"{preview(story)}?bare&live").status_code == 404
    assert 'data-width="desktop"' in client.get(f"{preview(story)}man-hinh/?live").content.decode()
