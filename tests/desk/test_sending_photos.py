"""Photos sent from the field, one request a file, and their words."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import workflow
from articles.models import Photo, Revision, StoryPhoto
from articles.photos import attach, ingest
from people.models import Person
from tests.desk.forms import filled
from tests.photos.files import encoded, picture

pytestmark = pytest.mark.django_db


def jpeg(seed=0):
    return encoded(picture(seed=seed)).getvalue()


def page(story):
    return f"/toa-soan/articles/story/{story.pk}/photos/"


def send(client, story, content=None, name="a.jpg"):
    return client.post(page(story), {"file": SimpleUploadedFile(name, content or jpeg())})


def say(client, story, number=1, **changes):
    return client.post(f"{page(story)}{number}/", json.dumps(changes), content_type="application/json")


def test_a_file_is_in_the_story_as_soon_as_it_is_sent_and_once_however_often_it_is(at_desk, story):
    client, content = at_desk("reporter"), jpeg()
    first = send(client, story, content)
    assert first.status_code == 200
    assert (first.json()["number"], first.json()["known"]) == (1, False)
    again = send(client, story, content)
    assert (again.json()["number"], again.json()["known"]) == (1, True)
    assert StoryPhoto.objects.count() == Photo.objects.count() == 1
    assert "<li" in first.json()["html"]


def test_sending_is_an_edit_with_a_revision(at_desk, story):
    before = Revision.objects.filter(story=story).count()
    send(at_desk("reporter"), story)
    assert Revision.objects.filter(story=story).count() == before + 1


def test_what_is_no_photo_is_refused_with_the_reason(at_desk, story):
    answer = send(at_desk("reporter"), story, b"<svg/>", "a.jpg")
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert not StoryPhoto.objects.exists()


@pytest.mark.parametrize("status", ["review", "published", "withdrawn"])
def test_a_story_that_may_not_be_changed_takes_nothing(at_desk, story, status):
    type(story).objects.filter(pk=story.pk).update(status=status)
    answer = send(at_desk("reporter"), story)
    assert answer.status_code == 409
    assert answer.json()["error"]
    assert not StoryPhoto.objects.exists()
    assert at_desk("reporter").get(page(story)).status_code == 200


def test_nobody_sends_into_somebody_elses_story(at_desk, story):
    client = at_desk("other")
    assert client.get(page(story)).status_code == 404
    assert send(client, story).status_code == 404
    assert say(client, story, caption=["", "x"]).status_code == 404
    assert not Photo.objects.exists()


def test_words_are_saved_field_by_field(at_desk, story):
    client = at_desk("reporter")
    send(client, story)
    yen = Person.objects.create(name="Vũ Thị Hải Yến")
    answer = say(
        client,
        story,
        caption=["", "Bà Yến  phát biểu"],
        credit=["", "Minh Hà"],
        alt=["", "Một người đứng"],
        people=["", "Vũ Thị Hải Yến, Ai Đó Lạ"],
        rights=["", "staff"],
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["unknown"] == ["Ai Đó Lạ"]
    row = StoryPhoto.objects.get()
    assert (row.credit, row.alt, row.photo.rights) == ("Minh Hà", "Một người đứng", "staff")
    assert [one.person for one in row.photo_people.all()] == [yen]
    shown = client.get(page(story)).content.decode()
    assert 'value="Vũ Thị Hải Yến, Ai Đó Lạ"' in shown


def names_of(row):
    return [str(one.person) for one in row.photo_people.all()]


def test_names_stay_as_typed_until_all_are_in_the_registry_and_in_their_order(at_desk, story):
    client = at_desk("reporter")
    send(client, story)
    Person.objects.create(name="Vũ Thị Hải Yến")
    typed = "Trần Văn Bình,  Bà Vũ Thị Hải Yến, "
    first = say(client, story, people=["", typed])
    assert first.json()["unknown"] == ["Trần Văn Bình"]
    assert first.json()["saved"]["people"] == "Trần Văn Bình, Bà Vũ Thị Hải Yến"
    # Once more as it was, when the answer was lost.
    assert say(client, story, people=["", typed]).status_code == 200
    form = client.get(f"/toa-soan/articles/story/{story.pk}/change/").content.decode()
    assert "Trần Văn Bình, Bà Vũ Thị Hải Yến" in form
    for office in ("Sở Y tế", "Sở Nội vụ"):
        Person.objects.create(name="Trần Văn Bình", disambiguator=office)
    known = "Trần Văn Bình (Sở Nội vụ), Vũ Thị Hải Yến"
    for _again in range(2):
        answer = say(
            client, story, people=[first.json()["saved"]["people"], known.upper().replace("VŨ", "Bà VŨ")]
        )
        assert (answer.status_code, answer.json()["unknown"]) == (200, [])
    row = StoryPhoto.objects.get()
    assert (row.people_typed, names_of(row)) == ("", known.split(", "))
    # One name of two people is nobody's.
    assert say(client, story, people=[known, "Trần Văn Bình"]).json()["unknown"] == ["Trần Văn Bình"]
    assert names_of(StoryPhoto.objects.get()) == []


def test_whom_the_desk_chooses_replaces_the_names_that_were_typed(at_desk, story):
    client = at_desk("reporter")
    send(client, story)
    say(client, story, people=["", "Ai Đó Lạ"])
    yen = Person.objects.create(name="Vũ Thị Hải Yến")
    address = f"/toa-soan/articles/story/{story.pk}/change/"
    client.post(address, filled(client.get(address), **{"story_photos-0-in_picture": yen.pk}))
    row = StoryPhoto.objects.get()
    assert (row.people_typed, names_of(row)) == ("", ["Vũ Thị Hải Yến"])


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(at_desk, story):
    client = at_desk("reporter")
    send(client, story)
    assert say(client, story, caption=["", "Của phóng viên"]).status_code == 200
    answer = say(at_desk("editor"), story, caption=["", "Của biên tập"])
    assert answer.status_code == 409
    assert "Của phóng viên" in answer.json()["error"]
    theirs = answer.json()["saved"]["caption"]
    assert StoryPhoto.objects.get().caption == "Của phóng viên"
    # Who has read it may write anew.
    assert say(at_desk("editor"), story, caption=[theirs, "Của cả hai"]).status_code == 200
    assert say(client, story, caption=["Của cả hai", "Của phóng viên"]).status_code == 200
    # The same once more is no conflict: the first answer may have been lost on the way.
    assert say(client, story, caption=["", "Của phóng viên"]).status_code == 200


def test_photos_are_put_in_order(at_desk, story):
    client = at_desk("reporter")
    for seed in (10, 90, 170):
        send(client, story, jpeg(seed))
    answer = client.post(f"{page(story)}order/", json.dumps({"numbers": [3, 1, 99]}), "application/json")
    assert answer.status_code == 200
    assert list(story.story_photos.values_list("number", flat=True)) == [3, 1, 2]


@pytest.mark.parametrize("body", ["", "[]", "null", '{"caption": "x"}', '{"caption": [1]}', "{"])
def test_junk_is_refused_without_an_error(at_desk, story, body):
    client = at_desk("reporter")
    send(client, story)
    assert client.post(f"{page(story)}1/", body, "application/json").status_code == 400
    assert client.post(f"{page(story)}order/", body, "application/json").status_code == 400


def test_a_photo_taken_out_meanwhile_says_so(at_desk, story):
    assert say(at_desk("reporter"), story, 7, caption=["", "x"]).status_code == 410


def test_it_works_without_a_script(at_desk, story):
    client = at_desk("reporter")
    files = [SimpleUploadedFile("1.jpg", jpeg()), SimpleUploadedFile("2.jpg", b"no")]
    answer = client.post(page(story), {"files": files}, follow=True)
    assert "2.jpg" in answer.content.decode()
    client.post(page(story), {"1-caption": "Chú thích", "1-credit": "Minh Hà"})
    assert StoryPhoto.objects.get().caption == "Chú thích"


def test_lists_and_the_form_lead_to_the_page_as_long_as_photos_may_come(at_desk, story, walk):
    places = ["/toa-soan/", "/toa-soan/articles/story/", f"/toa-soan/articles/story/{story.pk}/change/"]

    def leading(who):
        return [page(story) in at_desk(who).get(place).content.decode() for place in places]

    assert leading("reporter") == [True, True, True]
    # On the front page only to what is one's own.
    assert leading("editor") == [False, True, True]
    walk(story, "editing")
    assert at_desk("reporter").get(page(story)).context["why_not"]
    assert leading("reporter")[:2] == [False, False]
    type(story).objects.filter(pk=story.pk).update(status="approved")
    assert leading("editor")[:2] == [False, False]


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_of_the_database_for_any_number_of_photos(
    at_desk, story, count, django_assert_max_num_queries
):
    photo = ingest(BytesIO(jpeg()), by=story.author)
    for _number in range(count):
        attach(story, photo)
    client = at_desk("reporter")
    with django_assert_max_num_queries(14):
        client.get(page(story))


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_twice_at_once_is_one_photo(at_desk, story, together):
    content = jpeg()
    clients = [at_desk("reporter"), at_desk("reporter")]
    answers = together(*(lambda client=client: send(client, story, content) for client in clients))
    assert [one.status_code for one in answers] == [200, 200]
    assert StoryPhoto.objects.count() == 1


def test_a_story_left_open_elsewhere_keeps_what_was_typed(at_desk, story):
    """Photos arrive while an editor writes: the save that follows is merged, not refused."""
    client = at_desk("reporter")
    address = f"/toa-soan/articles/story/{story.pk}/change/"
    typed = filled(client.get(address), lead="Sapo đang viết.")
    send(at_desk("reporter"), story)
    answer = client.post(address, typed)
    if answer.status_code == 200:  # told of both, with everything still in the form
        assert "Sapo đang viết." in answer.content.decode()
        answer = client.post(address, filled(answer))
    assert answer.status_code == 302
    story.refresh_from_db()
    assert story.lead == "Sapo đang viết."
    assert story.story_photos.count() == 1
    assert not workflow.why_not_editable(story, story.author)


@pytest.mark.parametrize("step, status", [("approve", "review"), ("publish", "approved")])
def test_nobody_approves_a_photo_that_came_after_the_page_was_opened(at_desk, story, walk, step, status):
    walk(story, status)
    secretary, editor = at_desk("secretary"), at_desk("editor")
    address = f"/toa-soan/articles/story/{story.pk}/change/"
    on_screen = filled(secretary.get(address))
    assert send(editor, story).status_code == 200
    answer = secretary.post(address, {**on_screen, "_step": step})
    assert answer.status_code == 200
    assert "Hãy đọc lại trước đã" in answer.content.decode()
    story.refresh_from_db()
    assert story.status == "review"
