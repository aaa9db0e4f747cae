"""Photos come into a story through its form, with their words and who is in them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Photo, StoryPhoto
from articles.photos import attach, ingest
from people.models import Person

from .conftest import change, save
from .forms import filled


@pytest.fixture
def slot(story):
    """An empty slot with its caption, as intake leaves it."""
    from articles import workflow

    row = attach(story, None, caption="Quang cảnh hội nghị.")
    workflow.record_edit(story, by=story.author)
    return row


def test_several_photos_at_once_become_rows_in_the_order_they_were_chosen(at_desk, story, jpeg):
    save(at_desk("reporter"), story, new_photos=[jpeg("a.jpg", "red"), jpeg("b.jpg", "green")])
    rows = story.story_photos.all()
    assert [(row.number, row.photo.filename) for row in rows] == [(1, "a.jpg"), (2, "b.jpg")]
    assert story.revisions.count() == 2


def test_a_slot_that_waits_says_so_and_takes_its_file(at_desk, story, slot, jpeg):
    client = at_desk("reporter")
    page = client.get(change(story)).content.decode()
    assert "Ảnh 1" in page
    assert "chưa có tệp" in page
    save(client, story, **{"story_photos-0-photo": jpeg(), "story_photos-0-credit": "Minh Hà"})
    slot.refresh_from_db()
    assert slot.photo and (slot.caption, slot.credit) == ("Quang cảnh hội nghị.", "Minh Hà")


def test_a_photo_that_is_there_stays_when_words_change(at_desk, story, slot, jpeg):
    client = at_desk("reporter")
    save(client, story, **{"story_photos-0-photo": jpeg()})
    photo = Photo.objects.get()
    save(client, story, **{"story_photos-0-caption": "Chú thích khác."})
    slot.refresh_from_db()
    assert (slot.photo, slot.caption) == (photo, "Chú thích khác.")


def test_what_is_no_photo_is_refused_with_everything_else_kept(at_desk, story, slot, jpeg):
    client = at_desk("reporter")
    fake = SimpleUploadedFile("giay-moi.jpg", b"%PDF-1.7 ...", content_type="image/jpeg")
    data = filled(
        client.get(change(story)),
        lead="Đã gõ.",
        **{"story_photos-0-photo": jpeg(), "new_photos": [fake, jpeg("b.jpg", "green")]},
    )
    answer = client.post(change(story), data)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "giay-moi.jpg" in page
    assert filled(answer)["lead"] == ["Đã gõ."]
    # The two good files were taken in, and go on without being chosen again.
    client.post(change(story), filled(answer))
    assert [row.photo.filename for row in story.story_photos.all()] == ["anh.jpg", "b.jpg"]


def test_photos_outlive_a_refused_save(at_desk, story, jpeg):
    reporter, editor = at_desk("reporter"), at_desk("editor")
    mine = filled(reporter.get(change(story)), new_photos=[jpeg()])
    save(editor, story, lead="Biên tập sửa.")
    again = reporter.post(change(story), mine)
    assert again.status_code == 200
    reporter.post(change(story), filled(again))
    story.refresh_from_db()
    assert (story.lead, story.story_photos.get().photo.filename) == ("Biên tập sửa.", "anh.jpg")


def test_a_hidden_field_that_was_made_up_brings_in_no_photo(at_desk, story, jpeg, users):
    other = ingest(jpeg(), by=users["other"])
    save(at_desk("reporter"), story, **{"new_photos-kept": f"[{other.pk}]"})
    save(at_desk("reporter"), story, **{"new_photos-kept": str(other.pk)})
    assert not story.story_photos.exists()


def test_a_number_is_not_given_twice(at_desk, story, slot, jpeg):
    client = at_desk("reporter")
    save(client, story, **{"story_photos-0-DELETE": "on"})
    rows = {"story_photos-TOTAL_FORMS": "1", "story_photos-0-photo": jpeg(), "story_photos-0-caption": "Mới."}
    save(client, story, **rows)
    assert StoryPhoto.objects.get().number == 2


def test_people_in_a_picture_keep_their_order_from_the_left(at_desk, story, slot):
    people = [Person.objects.create(name=name) for name in ("Lê Văn An", "Trần Thị Bình", "Đỗ Cường")]
    cuong, an, binh = people[2].pk, people[0].pk, people[1].pk
    client = at_desk("reporter")
    save(client, story, **{"story_photos-0-in_picture": [cuong, an, binh]})
    assert [row.person_id for row in slot.photo_people.all()] == [cuong, an, binh]
    assert filled(client.get(change(story)))["story_photos-0-in_picture"] == [str(cuong), str(an), str(binh)]
    save(client, story, **{"story_photos-0-in_picture": [an, cuong]})
    assert [row.person_id for row in slot.photo_people.all()] == [an, cuong]
    assert story.revisions.first().content["photos"][0]["people"] == [an, cuong]


def test_photos_can_be_put_in_another_order(at_desk, story, jpeg):
    client = at_desk("reporter")
    save(client, story, new_photos=[jpeg("a.jpg", "red"), jpeg("b.jpg", "green")])
    save(client, story, **{"story_photos-0-order": "2", "story_photos-1-order": "1"})
    assert [row.photo.filename for row in story.story_photos.all()] == ["b.jpg", "a.jpg"]


def test_hostile_words_of_a_photo_are_words(at_desk, story, slot):
    hostile = '"><script>alert(1)</script>'
    rows = {f"story_photos-0-{name}": hostile for name in ("caption", "credit", "alt")}
    client = at_desk("reporter")
    save(client, story, **rows)
    slot.refresh_from_db()
    assert slot.caption == hostile
    for address in (change(story), f"/toa-soan/articles/story/{story.pk}/revision/3/"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_a_form_with_thirty_photos_asks_as_much_as_one_with_one(at_desk, story, users, jpeg):
    def add(number):
        person = Person.objects.create(name=f"Người {number}")
        row = attach(story, ingest(jpeg(f"{number}.jpg", (number * 8, 0, 0)), by=users["reporter"]))
        row.photo_people.create(person=person)
        story.story_people.create(person=person)

    client = at_desk("reporter")
    add(0)
    client.get(change(story))
    with CaptureQueriesContext(connection) as one:
        client.get(change(story))
    for number in range(1, 30):
        add(number)
    with CaptureQueriesContext(connection) as thirty:
        client.get(change(story))
    assert len(thirty) == len(one) <= 36


def worded(**words: str) -> SimpleUploadedFile:
    """A photo whose file names its photographer and tells what it shows."""
    from io import BytesIO

    from PIL import Image

    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "Đoàn khảo sát tuyến đường.".encode(), "Minh Hà".encode()
    xmp = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        ' xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><ext:PersonInImage><rdf:Bag>'
        "<rdf:li>Lê Văn Mẫu</rdf:li></rdf:Bag></ext:PersonInImage></rdf:Description></rdf:RDF>"
    )
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    file = BytesIO()
    noise.save(file, "JPEG", exif=exif, xmp=xmp.encode())
    return SimpleUploadedFile("anh.jpg", file.getvalue(), "image/jpeg")


def test_a_file_put_into_a_slot_fills_what_is_empty_with_its_own_words(at_desk, story, slot):
    mau = Person.objects.create(name="Lê Văn Mẫu")
    client = at_desk("reporter")
    save(client, story, **{"story_photos-0-photo": worded()})
    slot.refresh_from_db()
    assert (slot.caption, slot.credit) == ("Quang cảnh hội nghị.", "Minh Hà")
    assert [one.person for one in slot.photo_people.all()] == [mau]
    # What is emptied afterwards stays empty.
    save(client, story, **{"story_photos-0-credit": "", "story_photos-0-in_picture": []})
    slot.refresh_from_db()
    assert slot.credit == ""
    assert not slot.photo_people.exists()


def test_a_new_photo_begins_with_its_own_words(at_desk, story):
    save(at_desk("reporter"), story, new_photos=[worded()])
    row = story.story_photos.get()
    assert (row.caption, row.credit) == ("Đoàn khảo sát tuyến đường.", "Minh Hà")


def test_a_photo_like_one_that_is_here_is_pointed_out(at_desk, users, story, jpeg):
    first, again = ingest(jpeg("a.jpg", "red"), by=users["other"]), ingest(jpeg("b.jpg"), by=users["editor"])
    client = at_desk("reporter")
    row = attach(story, again)
    assert "đã có trong kho ảnh" not in client.get(change(story)).content.decode()
    Photo.objects.filter(pk=again.pk).update(resembles=first)
    said = f"Giống ảnh {first.pk} đã có trong kho ảnh"
    page = client.get(change(story)).content.decode()
    assert said in page
    # Others' pictures are not for a reporter to open.
    assert f"/articles/photo/{first.pk}/" not in page
    assert row.number
