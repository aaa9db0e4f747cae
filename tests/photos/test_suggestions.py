"""A photo's own words come into its row once, and into its stories as suggestions; its secrets nowhere."""

import datetime as dt
from io import BytesIO

import pytest
from django.core import serializers
from PIL import Image

from articles.models import Photo, Story, StoryPhoto
from articles.photos import attach, ingest, storage
from articles.photos.making import have_made
from articles.photos.metadata import read
from articles.photos.storage import stored_name
from people.models import Person

from .conftest import files_under
from .files import encoded, named, picture

pytestmark = pytest.mark.django_db


def with_words(exiftool, *more: str) -> BytesIO:
    tags = (
        "-XMP-photoshop:Headline=Khảo sát tuyến đường",
        "-XMP-dc:Description=Đoàn công tác khảo sát tuyến đường ven biển.",
        "-XMP-dc:Creator=Minh Hà",
        "-XMP-photoshop:Credit=Báo Vịnh Đông",
        "-XMP-dc:Rights=© 2026 Báo Vịnh Đông",
        "-XMP-xmpRights:WebStatement=https://bao.example/giay-phep",
        "-XMP-iptcCore:AltTextAccessibility=Ba người trên công trường",
        "-XMP-iptcExt:PersonInImage=Lê Văn Mẫu",
        "-XMP-iptcExt:PersonInImage=Trần Thị Hoa",
        "-XMP-iptcExt:PersonInImage=Người Không Có",
        "-XMP-photoshop:DateCreated=2026:05:19 08:30:00+09:00",
        "-XMP-dc:Subject=giao thông",
    )
    return named(exiftool(encoded().getvalue(), *tags, *more), "anh.jpg")


def sizes(photo: Photo) -> list[bytes]:
    entries = [*photo.sizes["webp"], *photo.sizes["jpeg"], photo.sizes["share"]]
    found = []
    for _width, _height, address in entries:
        with storage.sizes().open(stored_name(address.removeprefix("/anh/"))) as file:
            found.append(file.read())
    return found


@pytest.fixture
def story(reporter):
    return Story.objects.create(headline="Khảo sát", author=reporter)


def test_what_the_file_says_fills_the_row(exiftool, reporter):
    photo = Photo.objects.get(pk=ingest(with_words(exiftool), by=reporter).pk)
    assert photo.headline == "Khảo sát tuyến đường"
    assert photo.caption == "Đoàn công tác khảo sát tuyến đường ven biển."
    assert (photo.creator, photo.credit) == ("Minh Hà", "Báo Vịnh Đông")
    assert photo.copyright == "© 2026 Báo Vịnh Đông"
    assert photo.licence_url == "https://bao.example/giay-phep"
    assert photo.alt == "Ba người trên công trường"
    assert photo.persons_shown == ["Lê Văn Mẫu", "Trần Thị Hoa", "Người Không Có"]
    assert photo.keywords == ["giao thông"]
    assert photo.taken_at == dt.datetime(2026, 5, 18, 23, 30, tzinfo=dt.UTC)
    assert photo.taken_offset == 540


def test_a_clock_without_an_offset_is_taken_for_vietnams(exiftool, reporter):
    data = exiftool(encoded().getvalue(), "-EXIF:DateTimeOriginal=2026:05:19 08:30:00")
    photo = ingest(named(data, "anh.jpg"), by=reporter)
    assert photo.taken_at == dt.datetime(2026, 5, 19, 1, 30, tzinfo=dt.UTC)
    assert photo.taken_offset is None


def test_the_credit_that_whoever_uploads_gives_goes_before_the_files(exiftool, reporter):
    assert ingest(with_words(exiftool), by=reporter, credit="Thu Thuỷ").credit == "Thu Thuỷ"


def test_the_same_bytes_again_leave_the_words_that_someone_has_mended(exiftool, reporter):
    file = with_words(exiftool)
    photo = ingest(file, by=reporter)
    Photo.objects.filter(pk=photo.pk).update(caption="Sửa lại.", creator="Đức Long", licence_url="")
    again = ingest(file, by=None)
    assert again.pk == photo.pk
    assert (again.caption, again.creator, again.licence_url) == ("Sửa lại.", "Đức Long", "")


def test_a_picture_says_that_a_machine_made_it(exiftool, reporter):
    of = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    for term, made in (("compositeWithTrainedAlgorithmicMedia", True), ("digitalCapture", False)):
        data = exiftool(encoded().getvalue(), f"-XMP-iptcExt:DigitalSourceType={of}{term}")
        assert ingest(named(data, "anh.jpg"), by=reporter).is_made_by_ai is made


def test_a_use_begins_with_the_photos_words(exiftool, reporter, story):
    photo = ingest(with_words(exiftool), by=reporter)
    row = StoryPhoto.objects.get(pk=attach(story, photo).pk)
    assert row.caption == "Đoàn công tác khảo sát tuyến đường ven biển."
    assert (row.credit, row.alt) == ("Báo Vịnh Đông", "Ba người trên công trường")


def test_what_is_written_already_stays(exiftool, reporter, story):
    row = attach(story, ingest(with_words(exiftool), by=reporter), caption="Chú thích riêng", credit="MH")
    assert (row.caption, row.credit, row.alt) == ("Chú thích riêng", "MH", "Ba người trên công trường")


def test_without_a_credit_the_photographer_is_suggested(exiftool, reporter, story):
    data = exiftool(encoded().getvalue(), "-EXIF:Artist=Minh Hà")
    assert attach(story, ingest(named(data, "anh.jpg"), by=reporter)).credit == "Minh Hà"


def test_persons_named_in_the_file_are_matched_to_the_registry(exiftool, reporter, story):
    hoa, mau = (Person.objects.create(name=name) for name in ("Trần Thị Hoa", "Lê Văn Mẫu"))
    row = attach(story, ingest(with_words(exiftool), by=reporter))
    assert [(one.person, one.order) for one in row.photo_people.all()] == [(mau, 1), (hoa, 2)]


def test_a_name_that_two_have_is_left_to_people(exiftool, reporter, story):
    for _ in range(2):
        Person.objects.create(name="Trần Thị Hoa")
    assert not attach(story, ingest(with_words(exiftool), by=reporter)).photo_people.exists()


def test_sizes_carry_credit_creator_copyright_and_licence_and_no_more(exiftool, reporter, tmp_path):
    from .exiftool import tags

    photo = ingest(with_words(exiftool), by=reporter)
    for at, data in enumerate(sizes(photo)):
        path = tmp_path / f"{at}.{'webp' if data[8:12] == b'WEBP' else 'jpg'}"
        path.write_bytes(data)
        judged = tags(path, "-XMP:all", "-EXIF:all", "-IPTC:all")
        del judged["SourceFile"]
        assert judged.pop("XMP:XMPToolkit", None) is None
        assert judged == {
            "XMP:Credit": "Báo Vịnh Đông",
            "XMP:Creator": "Minh Hà",
            "XMP:Rights": "© 2026 Báo Vịnh Đông",
            "XMP:WebStatement": "https://bao.example/giay-phep",
        }


def test_where_it_was_taken_and_with_which_camera_is_nowhere(exiftool, reporter):
    file = with_words(
        exiftool,
        "-EXIF:GPSLatitude=20.951234",
        "-EXIF:GPSLatitudeRef=N",
        "-EXIF:GPSLongitude=107.083456",
        "-EXIF:GPSLongitudeRef=E",
        "-XMP-exif:GPSLatitude=20.951234",
        "-XMP-exif:GPSLongitude=107.083456",
        "-EXIF:SerialNumber=SERIAL-4711",
        "-EXIF:LensSerialNumber=SERIAL-4712",
        "-XMP-aux:SerialNumber=SERIAL-4713",
        "-XMP-iptcCore:Location=SERIAL-số nhà 9",
        "-XMP-iptcCore:CreatorWorkTelephone=SERIAL-0900000000",
    )
    assert file.getvalue().count(b"SERIAL-") >= 4
    photo = ingest(file, by=reporter)
    row = serializers.serialize("json", [Photo.objects.get(pk=photo.pk)])
    for secret in ("SERIAL", "20.95", "107.08", "57.0740", "5.00736"):
        assert secret not in row
        assert not any(secret.encode() in data for data in sizes(photo))
    for data in sizes(photo):
        image = Image.open(BytesIO(data))
        assert not image.getexif()
        assert read(image).credit == "Báo Vịnh Đông"


def test_a_photo_that_says_nothing_has_sizes_that_say_nothing(reporter):
    assert not any(b"xmp" in data.lower() for data in sizes(ingest(encoded(), by=reporter)))


def test_another_credit_makes_other_sizes_at_other_addresses(reporter, media):
    photo = ingest(encoded(), by=reporter, credit="Minh Hà")
    before, kept = photo.sizes, files_under(media)
    have_made(photo)
    assert photo.sizes == before
    photo.credit = "Đức Long"
    photo.save()
    have_made(photo)
    photo.refresh_from_db()
    assert not {address for *_, address in photo.sizes["webp"]} & {address for *_, address in before["webp"]}
    assert all("Đức Long".encode() in data for data in sizes(photo))
    # Published copies still print the old ones.
    assert set(kept) < set(files_under(media))


def test_sizes_made_again_that_cannot_be_written_leave_those_there_were(reporter, media, monkeypatch):
    photo = ingest(encoded(picture(900, 600)), by=reporter)
    kept = files_under(media)
    photo.credit = "Đức Long"
    photo.save()
    save = storage.WholeFileStorage._save

    def full(self, name, content):
        if name.endswith("640.webp"):
            raise OSError("No space left")
        return save(self, name, content)

    monkeypatch.setattr(storage.WholeFileStorage, "_save", full)
    before = photo.sizes
    have_made(photo)
    assert files_under(media) == kept
    assert (photo.sizes, photo.sizes_failure, photo.waiting) == (before, "not-written", "")
    monkeypatch.undo()
    have_made(photo)
    assert photo.sizes != before and not photo.sizes_failure
