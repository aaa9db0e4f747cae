"""Photos sent while a story's form is open: kept at once, in the story when the form is saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import OpenForm, Photo, Story
from people.models import Person
from tests.desk.conftest import change
from tests.desk.forms import filled
from tests.photos.files import encoded, picture

pytestmark = pytest.mark.django_db
ADDRESS = "/toa-soan/articles/story/photo/"


def send(client, story="", seed=0, content=None):
    content = encoded(picture(seed=seed)).getvalue() if content is None else content
    return client.post(
        ADDRESS, {"story": getattr(story, "pk", story), "file": SimpleUploadedFile("a.jpg", content)}
    )


def new_rows(*answers):
    """What the form's new rows send for photos that have arrived."""
    sent = {"story_photos-TOTAL_FORMS": len(answers), "story_photos-INITIAL_FORMS": 0}
    for index, answer in enumerate(answers):
        photo = answer.json()
        row = {
            "photo-kept": photo["kept"],
            "caption": photo["caption"],
            "credit": "Minh Hà",
            "alt": photo["alt"],
        }
        sent |= {f"story_photos-{index}-{name}": value for name, value in row.items()}
    return sent


def test_a_photo_that_arrives_changes_nothing_of_the_story_until_the_form_is_saved(at_desk, story, walk):
    story = walk(story, "approved")
    client = at_desk("editor")
    form = client.get(change(story))
    first, second = send(client, story, 10), send(client, story, 90)
    assert (first.status_code, second.status_code) == (200, 200)
    story.refresh_from_db()
    assert (story.status, story.story_photos.count(), Photo.objects.count()) == ("approved", 0, 2)
    saved = client.post(change(story), filled(form, lead="Đã gõ.", **new_rows(first, second)))
    assert saved.status_code == 302
    story.refresh_from_db()
    assert (story.lead, story.status) == ("Đã gõ.", "review")
    assert [row.photo_id for row in story.story_photos.all()] == [first.json()["id"], second.json()["id"]]
    assert {row.credit for row in story.story_photos.all()} == {"Minh Hà"}


def test_it_works_for_a_story_that_was_never_saved(at_desk, section):
    client = at_desk("reporter")
    form = client.get("/toa-soan/articles/story/add/")
    photo = send(client)
    client.post("/toa-soan/articles/story/add/", filled(form, headline="Bài mới", **new_rows(photo)))
    assert Story.objects.get().story_photos.get().photo_id == photo.json()["id"]


def test_the_row_begins_with_what_the_file_and_the_registry_know(at_desk, story):
    yen = Person.objects.create(name="Vũ Thị Hải Yến")
    client = at_desk("reporter")
    send(client, story)
    Photo.objects.update(persons_shown=["Vũ Thị Hải Yến", "Ai Đó Lạ"])
    assert send(client, story).json()["people"] == [{"id": yen.pk, "name": "Vũ Thị Hải Yến"}]


@pytest.mark.parametrize("content, said", [(b"", "rỗng"), (b"xin chao", "a.jpg"), (b"\0" * 24, "a.jpg")])
def test_what_is_no_photo_is_refused_for_good(at_desk, story, content, said):
    answer = send(at_desk("reporter"), story, content=content)
    assert answer.status_code == 422
    assert said in answer.json()["error"]


def test_where_the_story_may_not_be_changed_any_more_it_says_why(at_desk, story, walk):
    reporter, other = at_desk("reporter"), at_desk("other")
    assert send(other, story).status_code == 404
    assert send(reporter, "9" * 30).status_code == send(reporter, "²").status_code == 404
    walk(story, "editing")
    answer = send(reporter, story)
    assert answer.status_code == 409
    assert "biên tập" in answer.json()["error"]
    story.author.groups.clear()
    assert send(at_desk("reporter")).status_code == 403
    assert not Photo.objects.exists()
    assert reporter.post(ADDRESS, {"story": ""}).status_code == 403
    assert at_desk("editor").post(ADDRESS, {"story": ""}).status_code == 400


def test_nobody_logged_in_sends_nothing(client, story):
    assert send(client, story).status_code == 302
    assert not Photo.objects.exists()


def test_a_photo_not_yet_saved_is_in_the_copy_that_is_kept_of_the_form(at_desk, story, users):
    """What the browser keeps of an unsaved form holds the row, and saving the restored copy attaches it."""
    import json

    client = at_desk("reporter")
    photo = send(client, story)
    pairs = {**filled(client.get(change(story))), **new_rows(photo)}
    flat = [[name, str(value[0] if isinstance(value, list) else value)] for name, value in pairs.items()]
    OpenForm.objects.create(user=users["reporter"], story=story, key="a" * 12, data=json.dumps(flat))
    restored = client.get(f"{change(story)}?restore={'a' * 12}")
    client.post(change(story), filled(restored))
    assert story.story_photos.get().photo_id == photo.json()["id"]
