"""A reviewer sees what changed since the last review; any two revisions are compared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow

from .conftest import change, save, step


def address(story, page="review"):
    return f"/toa-soan/articles/story/{story.pk}/{page}/"


def edit(story, by, **values):
    """Change fields of a story as it stands by now."""
    story.refresh_from_db()
    for name, value in values.items():
        setattr(story, name, value)
    story.save()
    return workflow.record_edit(story, by=by)


def test_it_compares_with_what_was_last_approved_or_returned(at_desk, story, walk, users):
    walk(story, "editing")
    edit(story, users["editor"], lead="Chiều nay.")
    workflow.take("return", story, by=users["editor"], note="Thiếu.")
    edit(story, users["reporter"], headline="Khánh thành bến cảng")
    page = at_desk("editor").get(address(story)).content.decode()
    assert "<del> cầu</del><ins> bến</ins>" in page
    assert "<del>Sáng" not in page
    assert "Trả lại, phiên bản 2" in page and "Gửi biên tập, phiên bản 1" in page


def test_the_step_of_approval_tells_what_changed(at_desk, story, walk, users):
    walk(story, "review")
    workflow.take("return", story, by=users["secretary"], note="Thiếu.")
    workflow.take("forward", story, by=users["editor"])
    page = at_desk("secretary").get(step(story, "approve")).content.decode()
    assert "Không thay đổi gì từ “Trả lại, phiên bản 1”" in page
    workflow.take("approve", story, by=users["secretary"])
    edit(story, users["editor"], body="<p>Cầu cảng mới dài <strong>ba</strong> trăm mét.</p>")
    page = at_desk("secretary").get(step(story, "approve")).content.decode()
    assert "thêm 1 chữ, bớt 1 chữ" in page and "<ins> ba</ins>" in page


def test_whoever_approves_sees_what_the_editor_who_handed_it_on_changed(at_desk, story, walk, users):
    walk(story, "editing")
    edit(story, users["editor"], lead="Chiều nay.")
    workflow.take("forward", story, by=users["editor"])
    for page in (step(story, "approve"), address(story)):
        assert "<ins>Chiều</ins>" in at_desk("secretary").get(page).content.decode()


def test_what_nobody_read_before_is_not_compared_with_itself(at_desk, story, walk):
    walk(story, "review")
    page = at_desk("secretary").get(address(story)).content.decode()
    assert "chưa ai duyệt" in page and "không khác gì nhau" not in page


def test_what_was_read_and_did_not_change_is_shown_whole_and_says_so(at_desk, story, walk):
    walk(story, "approved")
    page = at_desk("secretary").get(address(story)).content.decode()
    assert "Không có gì thay đổi từ khi đã đọc: Duyệt, phiên bản 1" in page
    assert '<details class="panel" open>' in page and "so với phiên bản" not in page


def test_a_single_revision_is_not_offered_for_comparison(at_desk, story, users):
    page = at_desk("reporter").get(address(story, "revisions"))
    assert 'type="radio"' not in page.content.decode()
    edit(story, users["reporter"], lead="Hai.")
    page = at_desk("reporter").get(address(story, "revisions"))
    assert page.content.decode().count('type="radio"') == 4


def test_a_story_that_nobody_reviewed_is_shown_whole(at_desk, story):
    page = at_desk("reporter").get(address(story)).content.decode()
    assert "chưa ai duyệt" in page and "Khánh thành cầu cảng" in page


def test_any_two_revisions_are_compared_in_either_order(at_desk, story, users):
    for text in ("Hai.", "Ba."):
        edit(story, users["reporter"], lead=text)
    client = at_desk("reporter")
    for query in ("?from=1&to=3", "?from=3&to=1"):
        page = client.get(address(story) + query).content.decode()
        assert "<del>Sáng nay" in page and "<ins>Ba" in page
    assert client.get(address(story) + "?from=1&to=99").status_code == 404
    assert client.get(address(story) + "?from=x&to=-3").status_code == 200


def test_the_list_of_revisions_is_paged_and_asks_the_same_for_one_and_thirty(at_desk, story, users):
    client = at_desk("reporter")

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(address(story, "revisions"))
        assert page.status_code == 200
        return len(asked), page.content.decode()

    one, _page = queries()
    for number in range(60):
        edit(story, users["reporter"], lead=f"Lần {number}.")
    many, page = queries()
    assert many <= one + 1  # the page counts them
    assert 'value="61" checked' in page and 'value="60" checked' in page
    assert "?page=2" in page and 'value="5"' not in page


@pytest.mark.parametrize("page", ["review", "revisions", "revision/1/restore"])
def test_who_may_not_open_the_story_may_not_compare_it(at_desk, client, story, page):
    assert at_desk("other").get(address(story, page)).status_code == 404
    assert client.get(address(story, page)).status_code == 302


def test_what_is_typed_is_shown_as_text(at_desk, story, users):
    edit(story, users["reporter"], lead="<script>alert(1)</script>")
    page = at_desk("reporter").get(address(story) + "?from=1").content.decode()
    assert "&lt;script&gt;" in page and "<script>alert" not in page


def test_the_form_leads_there(at_desk, story):
    page = at_desk("reporter").get(change(story)).content.decode()
    assert address(story) in page and address(story, "revisions") in page


def test_a_step_button_from_the_page_goes_with_what_was_read(at_desk, story, walk):
    walk(story, "review")
    page = at_desk("secretary").get(address(story)).content.decode()
    assert f"{step(story, 'approve')}?seen=1" in page
    save(at_desk("editor"), story, lead="Đổi.")
    sent = {"seen": 1, "note": ""}
    assert at_desk("secretary").post(step(story, "approve"), sent).status_code == 409
