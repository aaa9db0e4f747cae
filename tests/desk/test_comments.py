"""What the desk says to each other on the margin of a story: kept, settled, never public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from articles import workflow
from articles.checks import problems
from articles.models import Comment, Story
from articles.photos import attach, ingest

from .conftest import change
from .test_review import address, edit

EMPTY = "Hãy viết điều cần nói trước."
LIST = "/toa-soan/articles/story/"


def say(client, story, text="Sửa chỗ này.", **sent):
    return client.post(address(story, "comment"), {"text": text, **sent}, follow=True)


@pytest.fixture
def comment(story, users):
    return Comment.objects.create(
        story=story, revision=story.revisions.get(), field="body", quote="dài hai trăm mét", text="Nguồn?",
        author=users["editor"],
    )  # fmt: skip


def test_a_comment_on_a_passage_is_shown_with_its_words(at_desk, story):
    page = say(at_desk("editor"), story, field="lead", quote="Sáng nay").content.decode()
    assert "Sửa chỗ này." in page and "Vân An" in page and "Sapo" in page
    assert "Đoạn đã sửa" not in page
    page = at_desk("reporter").get(address(story)).content.decode()
    assert "Sửa chỗ này." in page


def test_a_passage_that_was_changed_is_shown_with_its_old_words(at_desk, story, users, comment):
    edit(story, users["reporter"], body="<p>Cầu cảng mới dài ba trăm mét.</p>")
    page = at_desk("editor").get(change(story)).content.decode()
    assert "Đoạn đã sửa" in page and "<del>dài hai trăm mét</del>" in page


def test_a_passage_is_found_however_it_is_composed_and_marked_up(story, users, comment):
    import unicodedata

    from articles.admin.commenting import passages

    for body in (
        "<p>dài <strong>hai trăm</strong> mét</p>",
        unicodedata.normalize("NFD", "<p>dài hai trăm mét</p>"),
    ):
        edit(story, users["reporter"], body=body)
        assert story.comments.threads(passages(story))[0].stands


def test_a_caption_is_commented_on_and_its_photo_may_go(at_desk, story, users, jpeg):
    row = attach(story, ingest(jpeg(), by=users["reporter"]), caption="Cầu cảng nhìn từ biển.")
    say(at_desk("editor"), story, field="photo-1", quote="nhìn từ biển")
    row.delete()
    page = at_desk("editor").get(change(story)).content.decode()
    assert "Chú thích ảnh 1" in page and "Đoạn đã sửa" in page


def test_replies_stand_under_the_comment(at_desk, story, comment):
    page = say(at_desk("reporter"), story, "Theo ban quản lý.", parent=comment.pk).content.decode()
    assert page.index("Nguồn?") < page.index("Theo ban quản lý.")
    assert comment.replies.get().author.username == "reporter"
    assert Comment.objects.open_now().count() == 1
    reply = comment.replies.get()
    assert (
        at_desk("editor").post(address(story, "comment"), {"text": "x", "parent": reply.pk}).status_code
        == 404
    )


def test_a_thread_is_resolved_by_whoever_was_first_and_opened_again(at_desk, story, users, comment):
    base = address(story, f"comment/{comment.pk}")
    for who in ("reporter", "editor"):
        at_desk(who).post(f"{base}resolve/")
    comment.refresh_from_db()
    assert comment.resolved_by == users["reporter"]
    assert "Minh Hà đã giải quyết" in at_desk("editor").get(change(story)).content.decode()
    at_desk("editor").post(f"{base}reopen/")
    comment.refresh_from_db()
    assert (comment.resolved_by, comment.resolved_at) == (None, None)


@pytest.mark.parametrize(
    "text, why",
    [
        ("", EMPTY),
        ("   ", EMPTY),
        ("x" * 2001, "Giá trị này chỉ có tối đa 2000 kí tự (hiện có 2001)"),
    ],
)
def test_an_empty_or_endless_comment_is_not_kept_and_it_is_said_why(at_desk, story, text, why):
    answer = at_desk("editor").post(
        address(story, "comment"), {"text": text, "quote": "Sáng nay"}, headers={"X-Fragment": "1"}
    )
    assert answer.status_code == 400
    # The script leaves the page as it is, and says this.
    assert answer.content.decode() == f"Bình luận: {why}"
    assert not Comment.objects.exists()


@pytest.mark.parametrize("reply", [False, True])
def test_without_scripts_a_comment_that_is_too_long_is_put_back(at_desk, story, comment, reply):
    editor, typed = at_desk("editor"), {"text": "Dài. " * 500, "quote": "Sáng nay", "field": "lead"}
    if reply:
        typed["parent"] = comment.pk
    answer = editor.post(address(story, "comment"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and typed["text"] in page and "hiện có 2499" in page
    assert ("Sáng nay</textarea>" in page, f'name="parent" value="{comment.pk}"' in page) == (
        not reply,
        reply,
    )
    assert Comment.objects.get() == comment


def test_what_is_typed_is_shown_as_text(at_desk, story):
    page = say(at_desk("editor"), story, "<script>alert(1)</script>", quote="<img src=x>").content.decode()
    assert "<script>alert" not in page and "<img src=x>" not in page


def test_only_who_may_open_the_story_reads_or_writes(at_desk, client, story, comment):
    other = at_desk("other")
    assert say(other, story).status_code == 404
    for page in ("resolve", "reopen"):
        assert other.post(address(story, f"comment/{comment.pk}/{page}")).status_code == 404
    assert client.post(address(story, "comment"), {"text": "x"}).status_code == 302
    assert at_desk("editor").get(address(story, "comment")).status_code == 405
    assert Comment.objects.get() == comment


def test_a_comment_of_another_story_cannot_be_reached_through_this_one(at_desk, story, users, comment):
    mine = Story.objects.create(headline="Khác", author=users["other"])
    workflow.record_edit(mine, by=users["other"])
    other = at_desk("other")
    assert other.post(address(mine, f"comment/{comment.pk}/resolve")).status_code == 404
    assert say(other, mine, parent=comment.pk).status_code == 404


def test_it_changes_neither_revision_nor_approval_nor_time(at_desk, story, walk):
    walk(story, "approved")
    before = Story.objects.values().get()
    say(at_desk("editor"), story, "Hay.")
    assert Story.objects.values().get() == before
    assert story.revisions.count() == 1


def test_open_comments_are_counted_where_the_work_is_and_warn_before_approval(
    at_desk, story, walk, users, comment
):
    client = at_desk("secretary")
    walk(story, "review")
    for page in (LIST, "/toa-soan/", change(story)):
        assert "1 bình luận chưa giải quyết" in client.get(page).content.decode()
    (problem,) = [one for one in problems(story) if one.code == "comments"]
    assert problem.level == "warning"
    workflow.take("approve", story, by=users["secretary"])


def test_readers_never_see_a_comment(client, story, walk, comment, users):
    walk(story, "published")
    copy = story.published.get()
    address = copy.get_absolute_url()
    for page in (
        address,
        "/",
        f"/{story.section.slug}/",
        "/rss/index.atom",
        "/rss/index.json",
        "/ninjs.json",
    ):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert "Nguồn?" not in answer.content.decode(), page
    assert "Nguồn?" not in str(copy.__dict__)


def test_one_and_thirty_comments_cost_the_same(at_desk, story, users, comment):
    client = at_desk("editor")

    def queries(page):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    pages = (change(story), address(story), LIST)
    few = [queries(page) for page in pages]
    for number in range(30):
        thread = Comment.objects.create(
            story=story, revision=comment.revision, text=f"Lần {number}", author=users["chief"]
        )
        Comment.objects.create(
            story=story, revision=comment.revision, text="Ừ", author=users["reporter"], parent=thread
        )
        thread.resolve(users["secretary"])
    assert [queries(page) for page in pages] == few


def test_selected_words_are_taken_over_and_nothing_typed_is_lost(page, log_in, users, story):
    log_in(page, users["reporter"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(change(story) + "#comments")
    page.get_by_label("Sapo").fill("Sáng nay, chưa lưu.")
    page.get_by_label("Sapo").select_text()
    page.get_by_role("button", name="Lấy đoạn đang chọn").click()
    expect(page.get_by_label("Đoạn được nói đến")).to_have_value("Sáng nay, chưa lưu.")
    page.locator("#id_comment_text").fill("Giờ nào?")
    page.get_by_role("button", name="Bình luận", exact=True).click()
    expect(page.locator("#comments").get_by_text("Giờ nào?")).to_be_visible()
    expect(page.get_by_label("Sapo")).to_have_value("Sáng nay, chưa lưu.")
    page.locator(".cke_wysiwyg_div p").first.click(click_count=3)
    page.get_by_role("button", name="Lấy đoạn đang chọn").click()
    expect(page.get_by_label("Đoạn được nói đến")).to_have_value("Cầu cảng mới dài hai trăm mét.")
    expect(page.locator("#id_comment_field")).to_have_value("body")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Đã giải quyết").click()
    expect(page.get_by_role("button", name="Mở lại")).to_be_visible()
    assert Comment.objects.get().quote == "Sáng nay, chưa lưu."


def test_what_is_typed_in_other_forms_stays_when_a_comment_is_sent(page, log_in, users, story, comment):
    log_in(page, users["reporter"])
    page.goto(change(story) + "#comments")
    page.locator(".threads summary", has_text="Trả lời").click()
    page.get_by_label("Trả lời").fill("Đang hỏi lại ban quản lý.")
    page.locator("#id_comment_text").fill("Thiếu nguồn.")
    page.get_by_role("button", name="Bình luận", exact=True).click()
    expect(page.locator("#comments").get_by_text("Thiếu nguồn.")).to_be_visible()
    reply = page.get_by_label("Trả lời").locator("visible=true")
    expect(reply).to_have_value("Đang hỏi lại ban quản lý.")
    expect(page.locator("#id_comment_text")).to_have_value("")
    page.locator("#id_comment_text").fill("Còn nữa.")
    page.get_by_role("button", name="Gửi trả lời").locator("visible=true").click()
    expect(page.locator(".threads .reply")).to_contain_text("Đang hỏi lại")
    expect(page.locator("#id_comment_text")).to_have_value("Còn nữa.")
