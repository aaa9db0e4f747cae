"""A photo whose sizes are not made yet, or could not be, is said so everywhere and breaks no page."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.checks import errors
from articles.models import Photo, Portrait, Rights
from articles.photos import making
from people.models import Person

from .conftest import change, save

MAKING, FAILED = "Đang tạo cỡ ảnh", "Không tạo được cỡ ảnh: máy chủ không ghi được tệp"


@pytest.fixture(params=["", "not-written"], ids=["waiting", "failed"])
def photo(request, at_desk, users, story, jpeg, settings):
    """A photo in the story that nothing has been made of."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    save(at_desk("reporter"), story, new_photos=[jpeg()])
    Photo.objects.update(sizes_failure=request.param, rights=Rights.STAFF)
    return Photo.objects.get()


def said(photo):
    return FAILED if photo.sizes_failure else MAKING


def test_every_page_of_the_desk_says_so(at_desk, story, photo, settings):
    Photo.objects.update(valid_until="2020-01-01")
    Portrait.objects.create(person=Person.objects.create(name="Lê Văn Mẫu"), photo=photo)
    client = at_desk("chief")
    pages = [
        change(story),
        f"/toa-soan/articles/story/{story.pk}/photos/",
        reverse("admin:articles_photo_changelist"),
        reverse("admin:articles_photo_change", args=[photo.pk]),
        reverse("admin:articles_photo_deny", args=[photo.pk]),
        reverse("admin:articles_photo_ending"),
        reverse("admin:people_person_change", args=[Person.objects.get().pk]),
        reverse("photo_picture", args=[photo.pk]),
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert said(photo) in answer.content.decode(), page
    chosen = client.get(reverse("admin:articles_photo_chosen"), {"photo": photo.pk}).json()
    assert said(photo) in chosen["photos"][0]["picture"]


def test_the_story_is_not_published_and_it_is_said_which_photo(story, photo):
    (problem,) = [one for one in errors(story) if one.code == "photo-waiting"]
    assert "Ảnh 1" in problem.message and said(photo) in problem.message
    assert problem.anchor == "photo-1" and not problem.overridable


def test_the_preview_shows_the_story_without_it_and_says_so(at_desk, story, photo):
    answer = at_desk("reporter").get(f"/toa-soan/xem-truoc/{story.pk}/")
    assert answer.status_code == 200
    assert b'src=""' not in answer.content
    assert f"Ở đây chưa có ảnh 1. {said(photo)}" in answer.content.decode()


def test_readers_see_a_person_without_the_portrait(client, photo):
    person = Person.objects.create(name="Lê Văn Mẫu")
    Portrait.objects.create(person=person, photo=photo)
    here = person.get_absolute_url()
    for page in (here, f"{here.rstrip('/')}.popolo.json"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert b'src=""' not in answer.content


def test_it_is_tried_again_by_whoever_may_and_then_it_is_there(at_desk, photo, settings):
    again = reverse("photo_again", args=[photo.pk])
    client = at_desk("reporter")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert client.get(again).status_code == 405
    assert at_desk("other").post(again).status_code == 404
    photo.refresh_from_db()
    assert photo.waiting
    answer = client.post(again, {"fragment": "1"})
    photo.refresh_from_db()
    assert photo.sizes["jpeg"][0][2] in answer.content.decode()
    assert client.post(again).status_code == 302


def test_a_command_makes_what_is_missing(photo, settings, capsys):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    call_command("photo_sizes")
    assert "1 ảnh chờ" in capsys.readouterr().out
    assert making.is_current(Photo.objects.get())


def test_a_file_refused_is_decoded_once(at_desk, story, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from articles.photos import decoding, ingesting

    calls = []

    def counted(*args, **kwargs):
        calls.append(args)
        return decoding.decode(*args, **kwargs)

    monkeypatch.setattr(ingesting, "decode", counted)
    fake = SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff junk", "image/jpeg")
    answer = save(at_desk("reporter"), story, new_photos=[fake])
    assert "anh.jpg" in answer.content.decode()
    assert len(calls) == 1
