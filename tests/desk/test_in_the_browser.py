"""What only a browser can show: nothing typed is lost, rows move, the keyboard does everything."""

import pytest
from playwright.sync_api import expect

from articles import workflow
from articles.admin.checklist import lacking
from articles.models import Story
from articles.photos import attach, ingest

from .conftest import change


@pytest.fixture
def story(transactional_db, story, users, jpeg):
    for colour in ("red", "green"):
        attach(
            story, ingest(jpeg(f"{colour}.jpg", colour), by=users["reporter"]), caption=colour, credit="MH"
        )
    workflow.record_edit(story, by=users["reporter"])
    return story


@pytest.fixture
def phone(page, log_in, users, story):
    log_in(page, users["reporter"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(change(story))
    return page


def test_leaving_with_unsaved_words_asks_first(phone):
    asked = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    phone.get_by_label("Sapo").fill("Chưa lưu.")
    phone.get_by_role("link", name="Xem trước").evaluate("link => link.removeAttribute('target')")
    phone.get_by_role("link", name="Xem trước").click(no_wait_after=True)
    expect(phone.get_by_label("Sapo")).to_have_value("Chưa lưu.")
    assert asked == ["beforeunload"]


def test_leaving_after_a_save_or_without_a_change_asks_nothing(phone, story):
    asked = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    phone.get_by_label("Sapo").fill("Đã lưu.")
    phone.get_by_role("button", name="Lưu", exact=True).click()
    expect(phone.get_by_text("Đã lưu, phiên bản")).to_be_visible()
    phone.get_by_role("link", name="Hôm nay").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Việc hôm nay")
    assert asked == []


def test_a_double_click_saves_once(phone, story):
    phone.get_by_label("Sapo").fill("Bấm hai lần.")
    phone.get_by_role("button", name="Lưu", exact=True).dblclick()
    expect(phone.get_by_text("Đã lưu, phiên bản")).to_be_visible()
    assert Story.objects.get().revisions.count() == 3


def test_rows_are_put_in_order_with_buttons(phone, story):
    second = phone.locator("#story_photos-1")
    second.get_by_role("button", name="Lên").click()
    phone.get_by_role("button", name="Lưu", exact=True).click()
    expect(phone.get_by_text("Đã lưu, phiên bản")).to_be_visible()
    assert [row.caption for row in story.story_photos.all()] == ["green", "red"]


def test_a_photo_is_chosen_described_and_placed_in_the_text(phone, story, jpeg):
    phone.locator("#story_photos-0").get_by_label("Chú thích").fill("Cầu cảng nhìn từ biển.")
    phone.locator(".cke_wysiwyg_div").click()
    phone.get_by_role("button", name="Chèn ảnh").click()
    phone.get_by_role("dialog").get_by_role("button", name="Cầu cảng nhìn từ biển.").click()
    upload = jpeg()
    phone.get_by_label("Thêm nhiều ảnh một lúc").set_input_files(
        {"name": "moi.jpg", "mimeType": "image/jpeg", "buffer": upload.read()}
    )
    expect(phone.locator("#checklist")).to_contain_text("Ảnh mới 1 chưa có mô tả")
    phone.get_by_role("button", name="Gửi biên tập").click()
    expect(phone.get_by_text("Ảnh 3 chưa có chú thích")).to_be_visible()
    phone.get_by_role("button", name="Gửi biên tập").click()
    expect(phone.get_by_text("Bài đang ở chỗ biên tập")).to_be_visible()
    saved = Story.objects.get()
    assert '<figure data-photo="1"></figure>' in saved.body
    assert saved.story_photos.count() == 3


def test_a_list_of_what_is_missing_leads_to_the_field(phone, story):
    Story.objects.update(section=None, body="")
    story.story_photos.filter(number=2).update(caption="")
    phone.reload()
    missing = phone.locator("#checklist summary")
    expect(phone.locator(".cke_wysiwyg_div")).to_be_visible()
    many = len(lacking(Story.objects.get()))
    expect(missing).to_have_text(f"Còn thiếu: {many}", use_inner_text=True)

    def go(name):
        missing.press("Enter")
        phone.get_by_role("link", name=name).press("Enter")

    missing.press("Enter")
    shown = phone.locator("#checklist ul").bounding_box()
    assert shown["x"] >= 0 and shown["x"] + shown["width"] <= 390
    missing.press("Enter")
    go("Chọn chuyên mục")
    expect(phone.get_by_label("Chuyên mục")).to_be_focused()
    phone.get_by_label("Chuyên mục").select_option("Thời sự")
    expect(missing).to_have_text(f"Còn thiếu: {many - 1}", use_inner_text=True)
    go("Ảnh 2 chưa có chú thích")
    expect(phone.locator("#story_photos-1").get_by_label("Chú thích")).to_be_focused()
    go("Bài chưa có nội dung")
    expect(phone.locator(".cke_wysiwyg_div")).to_be_focused()
    phone.keyboard.type("Chữ.")
    expect(missing).to_have_text(f"Còn thiếu: {many - 2}", use_inner_text=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(page, log_in, users, story, width):
    # One word, without a place to break it.
    Story.objects.update(headline="Hộinghị" * 35)
    log_in(page, users["chief"])
    page.set_viewport_size({"width": width, "height": 844})
    base = f"/toa-soan/articles/story/{story.pk}"
    for address in (
        "/toa-soan/",
        "/toa-soan/articles/story/",
        f"{base}/change/",
        f"{base}/history/",
        f"{base}/revisions/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    workflow.take("submit", story, by=users["reporter"])
    for address in (
        f"{base}/review/",
        f"{base}/photos/",
        f"{base}/step/return/",
        f"{base}/revision/2/",
        f"/toa-soan/xem-truoc/{story.pk}/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("width", [390, 1280])
def test_comments_stand_below_the_form_and_a_box_to_tick_beside_its_words(page, log_in, users, story, width):
    log_in(page, users["reporter"])
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(change(story))
    # All measured at once: the editor makes room for itself while they are.
    form, comments, box, label = page.evaluate(
        """() => ["#story_form", "#comments", ".checkbox-row input", ".checkbox-row label"]
            .map((one) => document.querySelector(one).getBoundingClientRect().toJSON())"""
    )
    assert comments["top"] >= form["bottom"]
    assert box["right"] <= label["left"]
    assert label["top"] <= (box["top"] + box["bottom"]) / 2 <= label["bottom"]
