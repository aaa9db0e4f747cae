"""Whatever happens to the page, the login or the server, what was typed is there again."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.models import OpenForm, Story

from .conftest import change

ADD = "/toa-soan/articles/story/add/"
OPEN = "**/story/open/"
KEPT = "Đã giữ tạm lúc"


@pytest.fixture
def story(transactional_db, story):
    return story


@pytest.fixture
def form(page, log_in, users, story):
    users["reporter"].set_password("mat-khau-tot")
    users["reporter"].save()
    log_in(page, users["reporter"])
    page.goto(change(story))
    expect(page.locator(".cke_wysiwyg_div")).to_be_visible()
    return page


def crash(page):
    """The page ends without a word, and its story is opened again."""
    address, context = page.url, page.context
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(address)
    return again


def body(page):
    return page.locator(".cke_wysiwyg_div")


def test_after_a_crash_everything_typed_is_offered_restored_and_saved(form, story, pen_name):
    form.get_by_label("Sapo").fill("Sapo trước khi máy treo.")
    body(form).click()
    form.keyboard.press("Control+End")
    form.keyboard.type(" Thêm một câu.")
    form.get_by_role("button", name="Thêm Tác giả").click()
    expect(form.get_by_text(KEPT)).to_be_visible()

    again = crash(form)
    expect(again.get_by_role("heading", name="Bạn có bản chưa lưu lúc")).to_be_visible()
    expect(again.locator("ins").first).to_be_visible()
    expect(again.get_by_label("Sapo")).to_have_value("Sáng nay.")
    again.get_by_role("link", name="Khôi phục").click()
    expect(again.get_by_label("Sapo")).to_have_value("Sapo trước khi máy treo.")
    expect(body(again)).to_contain_text("Thêm một câu.")
    again.locator("#bylines-0 .inline-deletelink").click()
    again.get_by_role("button", name="Lưu", exact=True).click()
    expect(again.get_by_text("Đã lưu, phiên bản 2")).to_be_visible()
    expect(again.get_by_text("Bạn có bản chưa lưu")).to_have_count(0)
    saved = Story.objects.get()
    assert saved.lead == "Sapo trước khi máy treo."
    assert "Thêm một câu." in saved.body
    assert again.evaluate("Object.keys(localStorage).filter(k => k.startsWith('toasoan:')).length") == 0


def test_a_story_never_saved_survives_a_closed_tab(page, log_in, users, transactional_db):
    log_in(page, users["reporter"])
    page.goto(ADD)
    page.get_by_role("textbox", name="Tít:").fill("Tin chưa lưu lần nào")
    expect(page.get_by_text(KEPT)).to_be_visible()
    again = crash(page)
    again.goto("/toa-soan/")
    again.get_by_role("link", name="Tin chưa lưu lần nào").click()
    expect(again.get_by_role("textbox", name="Tít:")).to_have_value("Tin chưa lưu lần nào")
    again.get_by_role("button", name="Lưu", exact=True).click()
    expect(again.get_by_text("Đã lưu, phiên bản 1")).to_be_visible()
    assert Story.objects.count() == 1


def test_a_crash_right_after_a_word_loses_not_even_that(form, story):
    form.route(OPEN, lambda route: route.abort())
    form.get_by_label("Sapo").fill("Chữ cuối cùng.")
    expect(form.get_by_text("trong trình duyệt này lúc")).to_be_visible()
    again = crash(form)
    expect(again.get_by_role("heading", name="Bạn có bản chưa lưu lúc")).to_be_visible()
    again.get_by_role("link", name="Khôi phục").click()
    expect(again.get_by_label("Sapo")).to_have_value("Chữ cuối cùng.")


def test_a_login_that_expires_in_mid_edit_costs_nothing(form, story):
    form.get_by_label("Sapo").fill("Trước khi hết hạn.")
    expect(form.get_by_text(KEPT)).to_be_visible()
    Session.objects.all().delete()
    form.get_by_label("Sapo").fill("Sau khi hết hạn.")
    expect(form.get_by_text("Phiên đăng nhập đã hết hạn")).to_be_visible()
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.get_by_text("Chưa lưu được.")).to_be_visible()
    expect(form.get_by_label("Sapo")).to_have_value("Sau khi hết hạn.")

    with form.context.expect_page() as opened:
        form.get_by_role("link", name="Đăng nhập ở thẻ mới").click()
    login = opened.value
    login.get_by_label("Tên đăng nhập").fill("reporter")
    login.get_by_label("Mật khẩu").fill("mat-khau-tot")
    login.get_by_role("button", name="Đăng nhập").click()
    expect(login.get_by_text("Hãy đóng thẻ này và viết tiếp")).to_be_visible()
    login.close()

    form.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(form.get_by_text("Phiên đăng nhập đã hết hạn")).to_be_hidden()
    form.get_by_label("Sapo").fill("Sau khi đăng nhập lại.")
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.get_by_text("Đã lưu, phiên bản 2")).to_be_visible()
    assert Story.objects.get().lead == "Sau khi đăng nhập lại."


def test_a_login_as_somebody_else_gets_none_of_it(form, log_in, users, story):
    log_in(form, users["editor"])
    form.get_by_label("Sapo").fill("Chữ của phóng viên.")
    expect(form.get_by_text("đăng nhập bằng tài khoản khác")).to_be_visible()
    assert not OpenForm.objects.filter(user=users["editor"]).exists()
    again = crash(form)
    expect(again.get_by_label("Sapo")).to_have_value("Sáng nay.")
    expect(again.get_by_text("Bạn có bản chưa lưu")).to_have_count(0)


def test_a_dead_server_keeps_the_page_and_all_that_is_in_it(form, story):
    form.context.route("**/*", lambda route: route.abort())
    form.get_by_label("Sapo").fill("Khi máy chủ chết.")
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.get_by_text("Máy chủ không trả lời")).to_be_visible()
    expect(form.get_by_label("Sapo")).to_have_value("Khi máy chủ chết.")
    form.context.unroute("**/*")
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.get_by_text("Đã lưu, phiên bản 2")).to_be_visible()
    assert Story.objects.get().lead == "Khi máy chủ chết."


def test_two_people_in_one_story_know_of_each_other(form, browser, live_server, at_desk, story):
    other = browser.new_context(base_url=live_server.url, locale="vi-VN").new_page()
    cookie = at_desk("editor").cookies["sessionid"]
    other.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    other.goto(change(story))
    expect(other.get_by_text("Minh Hà đang mở bài này từ")).to_be_visible()
    other.get_by_role("textbox", name="Tít:").fill("Tít của biên tập")
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.get_by_text("Đã lưu, phiên bản 2")).to_be_visible()

    form.get_by_label("Sapo").fill("Sapo của phóng viên.")
    expect(form.get_by_text("Vân An đã lưu bài này lúc")).to_be_visible()
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.get_by_role("heading", name="Vân An đã sửa")).to_be_visible()
    expect(form.get_by_role("textbox", name="Tít:")).to_have_value("Tít của biên tập")
    expect(form.get_by_label("Sapo")).to_have_value("Sapo của phóng viên.")
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.get_by_text("Đã lưu, phiên bản 3")).to_be_visible()
    saved = Story.objects.get()
    assert (saved.headline, saved.lead) == ("Tít của biên tập", "Sapo của phóng viên.")
    other.context.close()
