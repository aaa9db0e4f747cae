"""A photo that is taken: what is kept, what is made of it, and what is not."""

import errno
import hashlib
import os
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from articles.models import Photo
from articles.photos import ingest, ingesting, storage
from articles.photos.storage import stored_name

from .conftest import files_under
from .files import corner, encoded, named, picture

pytestmark = pytest.mark.django_db


def size_of(photo: Photo, kind: str, at: int = -1) -> Image.Image:
    entry = photo.sizes[kind] if kind == "share" else photo.sizes[kind][at]
    image = Image.open(BytesIO(size_bytes(entry[2])))
    assert list(image.size) == entry[:2]
    return image


def size_bytes(address: str) -> bytes:
    with storage.sizes().open(stored_name(address.removeprefix("/anh/"))) as file:
        return file.read()


def test_the_row_describes_the_original_which_is_kept_as_it_came(reporter, media):
    file = encoded(picture(2400, 1600), name="Ảnh hội nghị.JPG")
    photo = ingest(file, by=reporter, credit="Minh Hà ", rights="illustration")
    assert (photo.format, photo.width, photo.height) == ("JPEG", 2400, 1600)
    assert photo.bytes == len(file.getvalue())
    assert photo.filename == "Ảnh hội nghị.JPG"
    assert (photo.credit, photo.rights, photo.uploaded_by) == ("Minh Hà", "illustration", reporter)
    digest = hashlib.sha256(file.getvalue()).hexdigest()
    kept = media / "originals" / digest[:2] / digest
    assert kept.read_bytes() == file.getvalue()
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (2400, [320, 640, 960, 1280, 1920]),
        (1920, [320, 640, 960, 1280, 1920]),
        (1000, [320, 640, 960, 1000]),
        (320, [320]),
        (319, [319]),
    ],
)
def test_sizes_are_never_wider_than_the_photo(reporter, width, expected):
    photo = ingest(encoded(picture(width, width // 2)), by=reporter)
    for kind in ("webp", "jpeg"):
        assert [entry[0] for entry in photo.sizes[kind]] == expected
        for at in range(len(expected)):
            assert size_of(photo, kind, at).format == kind.upper()


def test_the_share_cut_is_the_middle_in_its_own_shape(reporter):
    cut = size_of(ingest(encoded(picture(1600, 1600)), by=reporter), "share")
    assert cut.size == (1200, 630)
    assert [corner(cut, which) for which in range(4)] == ["red", "green", "blue", "white"]
    small = size_of(ingest(encoded(picture(600, 600)), by=reporter), "share")
    assert small.size == (600, 315)


def test_addresses_do_not_follow_from_the_content(reporter, settings):
    file = encoded()
    first = ingest(file, by=reporter)
    assert first.sha256[:12] not in str(first.sizes)
    first.delete()
    settings.SECRET_KEY = "another"
    again = ingest(file, by=reporter)
    assert again.sha256 == first.sha256
    assert again.sizes != first.sizes


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF", "MPO"])
def test_every_kind_of_photo_is_taken_whatever_its_name_says(reporter, kind):
    options = {"save_all": True, "append_images": [picture(seed=9)]} if kind == "MPO" else {}
    photo = ingest(encoded(picture(), kind, name="anh.jpg", **options), by=reporter)
    assert photo.format == ("JPEG" if kind == "MPO" else kind)
    shown = size_of(photo, "jpeg")
    assert [corner(shown, which) for which in range(4)] == ["red", "green", "blue", "white"]


def test_of_an_animation_the_first_frame_is_taken(reporter):
    frames = [Image.new("RGB", (60, 60), (n % 256, 20, 20)) for n in range(0, 200, 2)]
    file = encoded(picture(60, 60), "GIF", save_all=True, append_images=frames)
    assert corner(size_of(ingest(file, by=reporter), "jpeg"), 3) == "white"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("size", [(800, 400), (2400, 1200)])
def test_a_photo_is_turned_upright(reporter, orientation, size):
    upright = picture(*size)
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(undo[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    photo = ingest(encoded(stored, exif=exif), by=reporter)
    assert (photo.width, photo.height) == size
    shown = size_of(photo, "webp")
    assert shown.width == min(1920, size[0])
    assert [corner(shown, which) for which in range(4)] == ["red", "green", "blue", "white"]


def test_no_metadata_leaves_the_building(reporter):
    exif = Image.Exif()
    exif[ExifTags.Base.BodySerialNumber] = "SERIAL-777"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "CANARY-GPS"
    file = encoded(
        picture(), exif=exif, comment=b"CANARY-COMMENT", xmp=b"<x>CANARY-XMP</x>", icc_profile=b"CANARY-ICC"
    )
    assert b"CANARY-GPS" in file.getvalue()
    photo = ingest(file, by=reporter)
    entries = [*photo.sizes["webp"], *photo.sizes["jpeg"], photo.sizes["share"]]
    assert len(entries) == 7
    for _width, _height, address in entries:
        data = size_bytes(address)
        assert b"CANARY" not in data
        assert b"SERIAL" not in data
        assert not Image.open(BytesIO(data)).getexif()


def test_the_same_bytes_are_the_same_photo_and_change_nothing(reporter, media):
    file = encoded(name="first.jpg")
    first = ingest(file, by=reporter, credit="Minh Hà")
    kept = files_under(media)
    again = ingest(named(file.getvalue(), "second.jpg"), by=None, credit="Người khác", rights="illustration")
    assert again == first
    again.refresh_from_db()
    assert (again.credit, again.filename, again.rights) == ("Minh Hà", "first.jpg", "")
    assert files_under(media) == kept


def test_the_same_bytes_twice_at_once_are_one_photo(reporter, monkeypatch):
    file = encoded()
    decode, others = ingesting.decode, []

    def decode_while_another_upload_finishes(*args):
        monkeypatch.setattr(ingesting, "decode", decode)
        others.append(ingest(BytesIO(file.getvalue()), by=reporter))
        return decode(*args)

    monkeypatch.setattr(ingesting, "decode", decode_while_another_upload_finishes)
    assert ingest(file, by=reporter) == others[0]
    assert Photo.objects.count() == 1


@pytest.mark.parametrize("failing", range(1, 13, 3))
def test_a_full_disk_leaves_the_whole_original_or_nothing(reporter, media, monkeypatch, failing):
    calls = []

    def fsync(handle):
        calls.append(handle)
        if len(calls) == failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    file = encoded(picture(1000, 700))
    if failing == 1:
        with pytest.raises(OSError, match="No space"):
            ingest(file, by=reporter)
        assert files_under(media) == []
        assert not Photo.objects.exists()
        return
    photo = ingest(file, by=reporter)
    assert photo.sizes == {} and "đầy" in photo.waiting
    (original,) = files_under(media)
    assert (media / original).read_bytes() == file.getvalue()
    assert ingest(file, by=reporter).sizes["webp"]
    assert not Photo.objects.get().waiting


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\Users\\lan\\anh.jpg", "anh.jpg"),
        ("a\u0309nh.jpg", "ảnh.jpg"),
        ("anh\u202egpj.exe.jpg", "anhgpj.exe.jpg"),
        ("anh\x00.jpg", "anh.jpg"),
        ("a" * 300 + ".jpg", "a" * 146 + ".jpg"),
    ],
)
def test_a_files_name_is_shown_clean_and_names_nothing_on_disk(reporter, media, name, shown):
    photo = ingest(encoded(name=name), by=reporter)
    assert photo.filename == shown
    assert all(len(path.split("/")[-1]) < 70 and "passwd" not in path for path in files_under(media))


def test_an_upload_from_a_form_is_taken(reporter):
    upload = SimpleUploadedFile("anh.jpg", encoded().getvalue(), "image/jpeg")
    assert ingest(upload, by=reporter).filename == "anh.jpg"
    assert not upload.closed
