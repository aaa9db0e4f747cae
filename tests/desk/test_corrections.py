"""Corrections at the desk: one action from the story, a form that loses nothing, a list of what waits."""

import pytest
from django.utils import timezone

from articles.models import Correction, CorrectionWording, PublishedCorrection, account_name
from articles.publishing import notice_of
from articles.workflow import take_correction, write_correction

from .conftest import change
from .forms import filled

TEXT = {"wrong": "Dài 200 m.", "right": "Dài 220 m.", "apology": "Xin lỗi.", "requester": "", "document": ""}


@pytest.fixture
def live(story, walk):
    return walk(story, "published")


def begin(story):
    return f"/toa-soan/articles/story/{story.pk}/correct/"


def page_of(correction):
    return f"/toa-soan/articles/correction/{correction.pk}/change/"


@pytest.fixture
def waiting(live, users):
    made = write_correction(live, TEXT, by=users["editor"])
    return take_correction("submit", made, by=users["editor"], seen=notice_of(made).text_hash)


def test_from_the_story_to_the_reader_by_two_people(at_desk, live, client):
    editor, secretary = at_desk("editor"), at_desk("secretary")
    assert begin(live) in editor.get(change(live)).content.decode()
    form = filled(editor.get(begin(live)), "correction_form", wrong="Dài 200 m.", right="Dài 220 m.")
    assert "xin lỗi bạn đọc" in form["apology"][0]
    made = editor.post(begin(live), form, follow=True)
    assert "Thông tin cải chính, xin lỗi" in made.content.decode()
    correction = Correction.objects.get()
    read = {"seen": notice_of(correction).text_hash}
    assert page_of(correction) in editor.get("/toa-soan/").content.decode()
    assert page_of(correction) not in secretary.get("/toa-soan/").content.decode()
    assert editor.post(page_of(correction), {"step": "submit", **read}).status_code == 302
    assert page_of(correction) in secretary.get("/toa-soan/").content.decode()
    assert secretary.post(page_of(correction), {"step": "publish", **read}).status_code == 302
    assert "Dài 220 m." in client.get("/cai-chinh/").content.decode()
    assert page_of(correction) not in secretary.get("/toa-soan/").content.decode()


def test_what_was_typed_stays_when_somebody_was_first(at_desk, live, waiting, users):
    client = at_desk("editor")
    mine = filled(client.get(page_of(waiting)), "correction_form", right="Bản của tôi.", step="save")
    write_correction(
        live, {**TEXT, "right": "Bản kia."}, by=users["chief"], correction=waiting, seen=waiting.text_hash
    )
    clash = client.post(page_of(waiting), mine)
    assert clash.status_code == 409
    assert "Bản kia." in clash.content.decode()
    again = filled(clash, "correction_form", step="save")
    assert again["right"] == ["Bản của tôi."]
    assert client.post(page_of(waiting), again).status_code == 302
    waiting.refresh_from_db()
    assert waiting.right == "Bản của tôi."


def test_a_refused_step_says_why_and_keeps_the_reason_typed(at_desk, waiting):
    answer = at_desk("secretary").post(
        page_of(waiting), {"step": "publish", "seen": "cũ", "note": "Ghi chú."}
    )
    assert answer.status_code == 409
    assert "Vân An" in answer.content.decode() and "Ghi chú." in answer.content.decode()
    assert not PublishedCorrection.objects.exists()


@pytest.mark.parametrize("words", [{"right": ""}, {"wrong": "x" * 5001}, {"requester": "y" * 201}])
def test_what_is_wrong_is_said_beside_its_field(at_desk, live, words):
    client = at_desk("editor")
    answer = client.post(begin(live), {**TEXT, **words})
    assert answer.status_code == 200
    assert 'class="errorlist"' in answer.content.decode()
    assert not Correction.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("reporter", 403), ("other", 404), ("editor", 200)])
def test_who_may_begin_one(at_desk, live, who, status):
    client = at_desk(who)
    assert client.get(begin(live)).status_code == status
    assert client.post(begin(live), {"right": "x"}).status_code == status


@pytest.mark.parametrize("who", ["reporter", "other"])
def test_reporters_neither_see_nor_move_one(at_desk, waiting, who):
    client = at_desk(who)
    for answer in (
        client.get(page_of(waiting)),
        client.post(page_of(waiting), {"step": "return", "note": "x"}),
    ):
        assert answer.status_code == 403
    assert client.get("/toa-soan/articles/correction/").status_code == 403


def test_nothing_by_the_back_door(at_desk, live, waiting):
    client = at_desk("chief")
    assert client.get("/toa-soan/articles/correction/add/").status_code == 403
    assert (
        client.post(f"/toa-soan/articles/correction/{waiting.pk}/delete/", {"post": "yes"}).status_code == 403
    )
    assert client.post(page_of(waiting), {"step": "nonsense"}).status_code == 404
    assert client.get("/toa-soan/articles/correction/99999999999999999999/change/").status_code == 404
    assert client.get("/toa-soan/articles/correction/").status_code == 200


def test_the_list_tells_who_and_when_as_people_write_it(at_desk, waiting):
    page = at_desk("chief").get("/toa-soan/articles/correction/").content.decode()
    changed = timezone.localtime(waiting.changed_at)
    assert f"{changed:%H:%M} {changed.day}/{changed.month}/{changed.year}" in page
    assert f">{account_name(waiting.made_by)}<" in page and f">{waiting.made_by.username}<" not in page


def test_a_story_readers_never_saw_cannot_be_corrected(at_desk, story):
    client = at_desk("chief")
    assert begin(story) not in client.get(change(story)).content.decode()
    assert client.get(begin(story)).status_code == 403


def test_the_editor_in_chief_words_them_but_the_piece_must_be_named(at_desk):
    add = "/toa-soan/articles/correctionwording/add/"
    assert at_desk("secretary").get(add).status_code == 403
    client = at_desk("chief")
    form = filled(client.get(add), "correctionwording_form")
    refused = client.post(add, {**form, "naming": "Bài {bài} có sai sót {tên}."})
    assert refused.status_code == 200
    assert "{chuyên mục}, {ngày}" in refused.content.decode()
    assert client.post(add, {**form, "title": "Cải chính"}).status_code == 302
    assert CorrectionWording.objects.current().title == "Cải chính"


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_costs_the_same_however_many_there_are(
    at_desk, live, users, django_assert_max_num_queries, many
):
    for number in range(many):
        write_correction(live, {**TEXT, "right": f"{number}."}, by=users["editor"])
    client = at_desk("chief")
    with django_assert_max_num_queries(11):
        assert client.get("/toa-soan/articles/correction/").status_code == 200
