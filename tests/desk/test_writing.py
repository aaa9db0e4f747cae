"""While somebody writes: how long it is, and the keys."""

import pytest
from playwright.sync_api import expect

from articles.models import Story

from .conftest import change


@pytest.fixture
def form(page, log_in, users, transactional_db, story):
    log_in(page, users["reporter"])
    page.goto(change(story))
    expect(page.locator(".cke_wysiwyg_div")).to_be_visible()
    return page


def test_lengths_are_counted_and_too_long_is_said(form):
    headline = form.get_by_role("textbox", name="Tít:")
    headline.fill("Bão số 3 vào Hạ Long")
    expect(form.locator("#id_headline_length")).to_have_text("20/100 ký tự, 6/22 chữ")
    headline.fill("Bão " * 30)
    expect(form.locator("#id_headline_length")).to_contain_text("dài quá 19 ký tự · thừa 8 chữ")
    expect(form.get_by_text("7 chữ, đọc khoảng 1 phút")).to_be_visible()


def test_the_keys_save_and_are_listed(form, story):
    form.get_by_label("Sapo").fill("Bằng bàn phím.")
    form.keyboard.press("Control+/")
    expect(form.get_by_role("dialog")).to_contain_text("Phím tắt")
    form.keyboard.press("Control+/")
    expect(form.get_by_role("dialog")).to_be_hidden()
    form.locator(".cke_wysiwyg_div").click()
    form.keyboard.press("Control+s")
    expect(form.get_by_text("Đã lưu, phiên bản 2")).to_be_visible()
    assert Story.objects.get().lead == "Bằng bàn phím."
