"""A story is saved whole, once, and never over somebody else's words."""

import pytest

from articles import workflow
from articles.models import Byline, Revision, Section, Status, Story

from .conftest import change, save
from .forms import filled

ADD = "/toa-soan/articles/story/add/"


def test_a_new_story_belongs_to_whoever_wrote_it_and_has_its_first_revision(at_desk, users, pen_name):
    client = at_desk("reporter")
    answer = client.post(ADD, filled(client.get(ADD), headline="Tít mới", body="<p>Nội dung.</p>"))
    story = Story.objects.get()
    assert answer.url == change(story)
    assert (story.author, story.status, story.headline) == (users["reporter"], Status.DRAFT, "Tít mới")
    revision = story.revisions.get()
    assert (revision.number, revision.author) == (1, users["reporter"])
    assert revision.content["bylines"] == [{"role": "text", "pen_name": pen_name.pk, "person": None}]


def test_a_byline_that_was_chosen_is_not_doubled_by_the_writers_own(at_desk, pen_name):
    from articles.models import PenName

    desk = PenName.objects.create(name="Nhóm phóng viên")
    client = at_desk("reporter")
    rows = {"bylines-TOTAL_FORMS": "1", "bylines-0-role": "text", "bylines-0-pen_name": desk.pk}
    client.post(ADD, filled(client.get(ADD), headline="Tít", **rows))
    assert Byline.objects.get().pen_name == desk


def test_what_is_only_begun_can_be_saved(at_desk):
    client = at_desk("reporter")
    client.post(ADD, filled(client.get(ADD), lead="Mới có sapo."))
    assert Story.objects.get().headline == ""


def test_an_empty_form_makes_no_story_and_loses_nothing(at_desk, section, pen_name):
    client = at_desk("reporter")
    blank = {"headline": "  ", "body": "<p>&nbsp;</p>", "place": "Hòn Ngọc", "section": section.pk}
    answer = client.post(ADD, filled(client.get(ADD), **blank))
    assert "Chưa lưu gì" in answer.content.decode()
    assert filled(answer)["place"] == ["Hòn Ngọc"]
    assert not Story.objects.exists()


def test_a_change_makes_a_revision_with_its_author(at_desk, users, story):
    save(at_desk("editor"), story, lead="Chiều nay.")
    newest = story.revisions.first()
    assert (newest.number, newest.author, newest.content["lead"]) == (2, users["editor"], "Chiều nay.")


def test_a_save_that_changes_nothing_makes_no_revision_and_no_new_time(at_desk, story):
    before = Story.objects.get().changed_at
    answer = save(at_desk("reporter"), story)
    assert answer.status_code == 302
    assert story.revisions.count() == 1
    assert Story.objects.get().changed_at == before


def test_a_change_to_a_row_alone_is_a_change(at_desk, story, pen_name):
    before = Story.objects.get().changed_at
    rows = {"bylines-TOTAL_FORMS": "1", "bylines-0-role": "photo", "bylines-0-pen_name": pen_name.pk}
    save(at_desk("reporter"), story, **rows)
    assert story.revisions.count() == 2
    assert Story.objects.get().changed_at > before


def test_saving_over_a_newer_save_is_refused_and_what_was_typed_stays(at_desk, story):
    reporter, editor = at_desk("reporter"), at_desk("editor")
    mine = filled(reporter.get(change(story)), lead="Lời của phóng viên.")
    save(editor, story, lead="Lời của biên tập.")
    answer = reporter.post(change(story), mine)
    assert answer.status_code == 200
    assert Story.objects.get().lead == "Lời của biên tập."
    assert story.revisions.count() == 2
    page = answer.content.decode()
    assert "Vân An đã lưu bài này lúc" in page
    assert "Lời của phóng viên." in filled(answer)["lead"][0]
    assert "biên tập" in page


def test_whoever_saved_in_another_window_is_told_so(at_desk, story):
    reporter = at_desk("reporter")
    mine = filled(reporter.get(change(story)), lead="Từ cửa sổ này.")
    save(reporter, story, lead="Từ cửa sổ kia.")
    page = reporter.post(change(story), mine).content.decode()
    assert "Bạn (ở cửa sổ khác) đã lưu bài này lúc" in page
    assert "Bạn (ở cửa sổ khác) đã sửa những gì" in page and "Bản của bạn (ở cửa sổ khác)" in page


def test_after_comparing_saving_again_puts_the_typed_text_in_place(at_desk, story):
    reporter, editor = at_desk("reporter"), at_desk("editor")
    mine = filled(reporter.get(change(story)), lead="Lời của phóng viên.")
    save(editor, story, lead="Lời của biên tập.")
    again = reporter.post(change(story), mine)
    assert reporter.post(change(story), filled(again)).status_code == 302
    assert Story.objects.get().lead == "Lời của phóng viên."
    assert [one.author.username for one in story.revisions.all()] == ["reporter", "editor", "reporter"]


def test_what_only_the_other_changed_is_taken_over(at_desk, story, pen_name):
    sport = Section.objects.create(name="Thể thao", slug="the-thao")
    reporter, editor = at_desk("reporter"), at_desk("editor")
    mine = filled(reporter.get(change(story)), lead="Lời của phóng viên.")
    rows = {"bylines-TOTAL_FORMS": "1", "bylines-0-role": "text", "bylines-0-pen_name": pen_name.pk}
    save(editor, story, headline="Tít của biên tập", section=sport.pk, event_date="2019-08-10", **rows)
    again = reporter.post(change(story), mine)
    reporter.post(change(story), filled(again))
    merged = Story.objects.get()
    assert (merged.headline, merged.lead) == ("Tít của biên tập", "Lời của phóng viên.")
    assert (merged.section, str(merged.event_date)) == (sport, "2019-08-10")
    assert merged.bylines.get().pen_name == pen_name


def test_the_same_words_sent_twice_are_saved_once(at_desk, story):
    client = at_desk("reporter")
    data = filled(client.get(change(story)), lead="Chiều nay.")
    assert client.post(change(story), data).status_code == 302
    assert client.post(change(story), data).status_code == 302
    assert story.revisions.count() == 2


def test_a_row_that_is_gone_without_a_trace_is_said_and_can_be_let_go(at_desk, story, pen_name):
    byline = Byline.objects.create(story=story, pen_name=pen_name)
    workflow.record_edit(story, by=story.author)
    reporter = at_desk("reporter")
    mine = filled(reporter.get(change(story)), lead="Lời của phóng viên.")
    byline.delete()
    answer = reporter.post(change(story), mine)
    assert "Có người đã xoá dòng này" in answer.content.decode()
    again = reporter.post(change(story), filled(answer, **{"bylines-0-DELETE": "on"}))
    assert again.status_code == 302
    assert Story.objects.get().lead == "Lời của phóng viên."


def test_what_a_reporter_was_typing_when_the_story_was_submitted_elsewhere_is_kept(at_desk, story, walk):
    client = at_desk("reporter")
    mine = filled(client.get(change(story)), lead="Còn đang gõ.")
    walk(story, "editing")
    answer = client.post(change(story), mine)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Còn đang gõ." in page
    assert "biên tập viên" in page
    assert Story.objects.get().lead == "Sáng nay."


def test_a_change_to_an_approved_story_makes_the_approval_lapse_and_says_so(at_desk, story, walk):
    walk(story, "approved")
    client = at_desk("editor")
    answer = client.post(change(story), filled(client.get(change(story)), lead="Chiều nay."), follow=True)
    assert Story.objects.get().status == Status.REVIEW
    assert "duyệt lại" in answer.content.decode()


@pytest.mark.parametrize("field", ["headline", "lead", "body", "place"])
def test_hostile_text_is_text(at_desk, story, field):
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    client = at_desk("reporter")
    save(client, story, **{field: f"Chữ {hostile}"})
    for address in (change(story), "/toa-soan/", "/toa-soan/articles/story/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_body_that_is_refused_keeps_what_was_typed(at_desk, story):
    deep = "<ul><li>a" * 20
    answer = save(at_desk("reporter"), story, body=deep, lead="Lời mới.")
    assert answer.status_code == 200
    assert filled(answer)["lead"] == ["Lời mới."]
    assert Revision.objects.count() == 1


def test_a_date_is_read_day_first(at_desk, story):
    save(at_desk("reporter"), story, event_date="10/8/2019")
    assert str(Story.objects.get().event_date) == "2019-08-10"


def test_the_kind_is_chosen_at_the_desk_and_is_part_of_what_is_approved(at_desk, story, walk):
    walk(story, "approved")
    save(at_desk("editor"), story, kind="brief")
    kept = Story.objects.get()
    assert (kept.kind, kept.status) == ("brief", Status.REVIEW)
    assert kept.revisions.first().content["kind"] == "brief"


def test_saying_which_posts_have_changed_since_is_switched_off_at_the_desk(at_desk, story, walk):
    data = filled(at_desk("editor").get(change(story)))
    del data["roles_since"]
    at_desk("editor").post(change(story), data)
    story.refresh_from_db()
    assert story.revisions.first().content["roles_since"] is False
    walk(story, "published")
    assert story.published.get().roles_since is False
