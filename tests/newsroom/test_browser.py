from django.contrib.auth import get_user_model
from playwright.sync_api import expect


def test_someone_logs_in_to_the_desk(page):
    get_user_model().objects.create_superuser("lan", password="mật khẩu")
    page.goto("/toa-soan/")
    page.fill("[name=username]", "lan")
    page.fill("[name=password]", "mật khẩu")
    page.press("[name=password]", "Enter")
    expect(page.locator("#user-tools")).to_contain_text("lan")


def test_a_session_can_be_given_to_a_page(page, log_in):
    log_in(page, get_user_model().objects.create_superuser("lan"))
    page.goto("/toa-soan/")
    expect(page.locator("#user-tools")).to_contain_text("lan")
