"""A photo in a form: uploaded once, whatever else was wrong."""

import errno
import logging

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Photo, StoryPhoto
from articles.photos import decoding, ingest
from articles.photos import forms as photo_forms
from articles.photos.forms import PhotoFileField

from .files import encoded, picture

pytestmark = pytest.mark.django_db


def form_for(user):
    class Form(forms.ModelForm):
        photo = PhotoFileField(by=user, required=False)
        caption = forms.CharField(max_length=20)

        class Meta:
            model = StoryPhoto
            fields = ["photo", "caption"]

    return Form


def upload(seed: int = 0, data: bytes | None = None) -> dict:
    data = encoded(picture(seed=seed)).getvalue() if data is None else data
    return {"photo": SimpleUploadedFile("anh.jpg", data, "image/jpeg")}


def hidden(form) -> dict:
    """What the browser sends back of the photo the form shows."""
    html = str(form["photo"])
    return {"photo-kept": html.split('name="photo-kept" value="')[1].split('"')[0]}


def test_an_upload_becomes_a_photo_of_whoever_sent_it(reporter):
    form = form_for(reporter)({"caption": "Quang cảnh"}, upload())
    assert form.is_multipart()
    assert form.is_valid()
    assert form.instance.photo == Photo.objects.get()
    assert form.instance.photo.uploaded_by == reporter


def test_an_upload_is_not_lost_when_something_else_is_wrong(reporter):
    first = form_for(reporter)({"caption": "x" * 21}, upload())
    assert not first.is_valid()
    photo = Photo.objects.get()
    assert photo.sizes["jpeg"][0][2] in str(first["photo"])
    assert "x" * 21 in str(first["caption"])
    second = form_for(reporter)({"caption": "ngắn", **hidden(first)})
    assert second.has_changed()
    assert second.is_valid()
    assert second.instance.photo == photo


def test_a_bad_file_says_so_and_keeps_what_was_there(reporter):
    photo = ingest(encoded(), by=reporter)
    slot = StoryPhoto(photo=photo)
    form = form_for(reporter)({"caption": "ngắn"}, upload(data=b"%PDF-1.4 " + bytes(99)), instance=slot)
    assert form.errors == {
        "photo": ["Tệp “anh.jpg” là PDF, không phải ảnh. Hãy xuất trang thành JPEG hoặc PNG rồi tải lên."]
    }
    assert photo.sizes["jpeg"][0][2] in str(form["photo"])
    again = form_for(reporter)({"caption": "ngắn", **hidden(form)}, instance=StoryPhoto(photo=photo))
    assert again.is_valid()
    assert again.instance.photo == photo
    assert "photo" not in again.changed_data


def test_a_new_upload_replaces_the_one_that_was_kept(reporter):
    first = form_for(reporter)({"caption": "x" * 21}, upload(1))
    first.is_valid()
    second = form_for(reporter)({"caption": "ngắn", **hidden(first)}, upload(2))
    assert second.is_valid()
    assert second.instance.photo == Photo.objects.first()
    assert Photo.objects.count() == 2


def test_nothing_sent_leaves_the_photo_as_it_is(reporter):
    photo = ingest(encoded(), by=reporter)
    form = form_for(reporter)({"caption": "ngắn"}, instance=StoryPhoto(photo=photo))
    assert form.is_valid()
    assert form.instance.photo == photo
    assert form.changed_data == ["caption"]
    empty = form_for(reporter)({"caption": "ngắn"})
    assert empty.is_valid()
    assert empty.instance.photo is None
    assert "photo-kept" not in str(empty["photo"])


def test_a_photo_may_be_required(reporter):
    field = PhotoFileField(by=reporter)
    with pytest.raises(forms.ValidationError):
        field.clean(photo_forms.Choice(None, None))


@pytest.mark.parametrize("forged", ["7", "7:abc", "", "{}"])
def test_a_forged_photo_is_not_taken(reporter, forged):
    Photo.objects.create(pk=7, sha256="0" * 64, format="JPEG", width=1, height=1, bytes=1)
    form = form_for(reporter)({"caption": "ngắn", "photo-kept": forged})
    assert form.is_valid()
    assert form.instance.photo is None


def test_a_full_disk_is_said_and_logged(reporter, monkeypatch, caplog):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(photo_forms, "ingest", full)
    form = form_for(reporter)({"caption": "ngắn"}, upload())
    with caplog.at_level(logging.ERROR):
        assert "ổ đĩa đã đầy" in str(form.errors)
    assert "No space left" in caplog.text


def test_the_file_input_asks_for_formats_that_are_taken(reporter):
    html = str(form_for(reporter)()["photo"])
    assert 'accept="image/jpeg,' in html
    assert {f"image/{kind.lower()}" for kind in decoding.FORMATS if kind != "HEIF"} == set(
        photo_forms.PhotoInput.accept.split(",")
    )
