"""A portrait is given and taken away on the person's page at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Portrait
from people import registry

from .forms import filled


@pytest.fixture
def jpeg():
    from io import BytesIO

    file = BytesIO()
    Image.new("RGB", (400, 500), "#456").save(file, "JPEG")
    return SimpleUploadedFile("chan-dung.jpg", file.getvalue(), "image/jpeg")


def page(person):
    return f"/toa-soan/people/person/{person.pk}/change/"


def test_a_portrait_is_given_and_taken_away_and_a_reporter_only_sees_it(at_desk, users, jpeg):
    person = registry.person("Vũ Thị Hải Yến")
    editor = at_desk("editor")
    data = filled(
        editor.get(page(person)), "person_form", **{"portrait-0-photo": jpeg, "portrait-0-credit": "Đức Long"}
    )
    assert editor.post(page(person), data).status_code == 302
    portrait = Portrait.objects.get(person=person)
    assert (portrait.credit, portrait.photo.uploaded_by) == ("Đức Long", users["editor"])

    seen = at_desk("reporter").get(page(person)).content.decode()
    assert "photo-input" in seen
    assert 'name="portrait-0-photo"' not in seen

    editor = at_desk("editor")
    assert editor.post(page(person), filled(editor.get(page(person)), "person_form")).status_code == 302
    assert Portrait.objects.count() == 1
    taken = filled(editor.get(page(person)), "person_form", **{"portrait-0-DELETE": "on"})
    assert editor.post(page(person), taken).status_code == 302
    assert not Portrait.objects.exists()


def test_a_person_saved_without_one_gets_no_empty_portrait(at_desk):
    person = registry.person("Vũ Thị Hải Yến")
    editor = at_desk("editor")
    assert editor.post(page(person), filled(editor.get(page(person)), "person_form")).status_code == 302
    assert not Portrait.objects.exists()
