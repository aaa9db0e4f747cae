"""The whole road in a browser: a reporter writes, an editor edits, a secretary approves, a reader reads."""

import io
import re

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import expect

from articles.models import PenName, Section, Story
from newsroom.roles import EDITOR, REPORTER, SECRETARY
from tests.factories import make_user


@pytest.fixture
def newsroom(transactional_db):
    """An account a role, and a section."""
    call_command("sync_roles", verbosity=0)
    users = {}
    for name, role in (("phongvien", REPORTER), ("bientap", EDITOR), ("thuky", SECRETARY)):
        users[name] = make_user(name)
        users[name].groups.add(Group.objects.get(name=role))
    PenName.objects.create(name="Minh Hà", user=users["phongvien"])
    Section.objects.create(name="Thời sự", slug="thoi-su")
    return users


def photograph() -> dict:
    """A JPEG as a phone would send it."""
    file = io.BytesIO()
    Image.effect_noise((800, 534), 60).convert("RGB").save(file, "JPEG")
    return {"name": "IMG_0815.JPG", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def write(page, text):
    """Type into the rich text editor."""
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type(text)


def button(page, name):
    return page.get_by_role("button", name=re.compile(f"^{name}"))


def public_addresses(story):
    return [
        "/",
        "/thoi-su/",
        "/nhan-vat/",
        f"/thoi-su/khanh-thanh-cau-tau-{story.pk}.html",
        f"/thoi-su/x-{story.pk}.html",
    ]


def test_from_the_reporters_draft_to_the_readers_page(page, log_in, newsroom, client):
    def hidden_from_readers():
        for address in public_addresses(Story.objects.get()):
            assert "Khánh thành cầu tàu" not in client.__class__().get(address).content.decode(), address

    log_in(page, newsroom["phongvien"])
    page.goto("/toa-soan/articles/story/add/")
    page.get_by_role("textbox", name="Tít").fill("Khánh thành cầu tàu")
    page.get_by_label("Sapo").fill("Sáng nay, cầu tàu mới đón khách.")
    write(page, "Hơn hai trăm người dự lễ.")
    page.get_by_label("Chuyên mục").select_option(label="Thời sự")
    page.get_by_label("Ngày sự kiện").fill("2026-11-20")
    page.get_by_label("Thêm nhiều ảnh một lúc").set_input_files(photograph())
    button(page, "Lưu$").click()
    page.get_by_label("Chú thích").first.fill("Cầu tàu mới.")
    page.get_by_label("Ghi công ảnh").first.fill("Minh Hà")
    page.get_by_label("Mô tả ảnh").first.fill("Cầu tàu nhìn từ bến")
    page.get_by_label("Quyền sử dụng ảnh").first.select_option(label="Ảnh của phóng viên toà soạn")
    button(page, "Gửi biên tập").click()
    expect(page.locator("body")).to_contain_text("Chờ biên tập")
    hidden_from_readers()

    log_in(page, newsroom["bientap"])
    page.goto("/toa-soan/")
    page.get_by_role("link", name="Khánh thành cầu tàu").first.click()
    expect(page.get_by_role("textbox", name="Tít")).to_have_value("Khánh thành cầu tàu")
    page.get_by_role("textbox", name="Tít").fill("Khánh thành cầu tàu Hòn Ngọc")
    button(page, "Chuyển duyệt").click()
    expect(page.locator("body")).to_contain_text("Chờ duyệt")
    hidden_from_readers()

    log_in(page, newsroom["thuky"])
    page.goto("/toa-soan/")
    page.get_by_role("link", name="Khánh thành cầu tàu Hòn Ngọc").first.click()
    button(page, "Duyệt").click()
    expect(page.locator("body")).to_contain_text("Đã duyệt")
    hidden_from_readers()
    button(page, "Đăng").click()
    expect(page.get_by_role("heading", name="Đăng", exact=True)).to_be_visible()
    button(page, "Đăng").click()
    expect(page.locator("body")).to_contain_text("Đã đăng")

    page.context.clear_cookies()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    page.get_by_role("link", name="Khánh thành cầu tàu Hòn Ngọc").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Khánh thành cầu tàu Hòn Ngọc")
    expect(page.get_by_text("Hơn hai trăm người dự lễ.")).to_be_visible()
    figure = page.get_by_role("figure")
    expect(figure).to_contain_text("Cầu tàu mới.")
    expect(figure).to_contain_text("Ảnh: Minh Hà")
    picture = figure.get_by_role("img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
