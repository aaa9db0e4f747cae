"""A preview is the public page of what is saved, for those who may see the story and nobody else."""

from articles.models import PublishedStory


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
    from articles.models import Story

    empty = Story.objects.create(author=users["reporter"])
    assert at_desk("reporter").get(preview(empty)).status_code == 200
