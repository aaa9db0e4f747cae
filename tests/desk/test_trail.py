"""What happened to a story can be read, revision by revision."""

import pytest

from articles import workflow
from articles.admin.compare import fields
from articles.admin.differences import differences
from articles.models import Section

from .conftest import change, save


def history(story):
    return f"/toa-soan/articles/story/{story.pk}/history/"


def revision(story, number):
    return f"/toa-soan/articles/story/{story.pk}/revision/{number}/"


def marked(old, new):
    return [(part.kind, part.text) for part in differences([old], [new]) if part.kind != "same"]


def test_the_history_tells_steps_and_revisions_with_who_and_why(at_desk, story, walk, users):
    walk(story, "editing")
    workflow.take("return", story, by=users["editor"], note="Thiếu <b>số liệu</b>.")
    page = at_desk("reporter").get(history(story)).content.decode()
    assert "Gửi biên tập" in page and "Trả lại" in page
    assert "Minh Hà" in page and "Vân An" in page
    assert "Thiếu &lt;b&gt;số liệu&lt;/b&gt;." in page
    assert revision(story, 1) in page


def test_a_revision_shows_what_changed_word_by_word(at_desk, story, users):
    other = Section.objects.create(name="Thể thao", slug="the-thao")
    save(at_desk("editor"), story, lead="Chiều nay.", section=other.pk)
    page = at_desk("reporter").get(revision(story, 2)).content.decode()
    assert "<del>Sáng</del><ins>Chiều</ins>" in page
    assert "<ins>Thể thao</ins>" in page.replace("\n", "")
    assert "Khánh thành cầu cảng" in page


def test_a_revision_that_does_not_exist_is_not_found(at_desk, story):
    assert at_desk("reporter").get(revision(story, 7)).status_code == 404


def test_vietnamese_syllables_are_kept_whole_and_spelling_forms_alike():
    assert marked("Đồng chí Hoà phát biểu", "Đồng chí Hòa phát biểu") == [("gone", " Hoà"), ("new", " Hòa")]
    decomposed = "Hội nghị"
    assert marked("Hội nghị", decomposed) == []


def test_texts_of_any_length_are_compared_in_little_time():
    old, new = "cũ " * 40_000, "mới " * 40_000
    assert [kind for kind, _text in marked(old, new)] == ["gone", "new"]


@pytest.mark.django_db
def test_a_change_of_weight_alone_is_said():
    old = {"body": "<p>Một <strong>hai</strong></p>"}
    (body,) = [field for field in fields({"body": "<p>Một hai</p>"}, old) if field.changed]
    assert [part for part in body.parts if part.kind == "set"] == [("set", " hai", "không còn in đậm")]


def test_the_page_of_a_story_shows_its_newest_events(at_desk, story, walk):
    walk(story, "review")
    page = at_desk("editor").get(change(story)).content.decode()
    assert "Chuyển duyệt" in page


def test_a_step_that_leaves_the_status_as_it_was_is_told_without_one(at_desk, story, users):
    workflow.take("mark", story, by=users["reporter"])
    page = at_desk("reporter").get(change(story)).content.decode()
    told = page.split("<b>Đánh dấu nhạy cảm</b>")[1].split("</li>")[0]
    assert told.strip() == "– Minh Hà"
