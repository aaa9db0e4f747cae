"""What is typed into a correction is not lost before it is saved."""

import pytest
from playwright.sync_api import expect

from articles.models import Correction
from articles.workflow import write_correction

from .test_corrections import TEXT, begin, live, page_of

__all__ = ["live"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_a_closed_tab_and_a_login_that_ran_out_take_no_word(page, log_in, users, live):
    context = page.context
    log_in(page, users["editor"])
    page.goto(begin(live))
    page.fill("#id_wrong", "Dài 200 m.")
    page.fill("#id_right", "Dài 220 m.")
    page.close()

    page = context.new_page()
    page.goto(begin(live))
    expect(page.locator("#id_right")).to_have_value("Dài 220 m.")
    expect(page.locator(".kept-here")).to_contain_text("mà chưa lưu")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#id_username")).to_be_visible()
    log_in(page, users["editor"])
    page.goto(begin(live))
    expect(page.locator("#id_right")).to_have_value("Dài 220 m.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    correction = Correction.objects.get()
    expect(page).to_have_url(f"{page.url.split('/toa-soan')[0]}{page_of(correction)}")
    assert correction.right == "Dài 220 m."
    # Saved, it is not offered again.
    page.goto(begin(live))
    expect(page.locator("#id_right")).to_have_value("")

    # Somebody saved meanwhile: what was typed over the old words does not go over the new ones unasked.
    page.goto(page_of(correction))
    page.fill("#id_right", "Bản của tôi.")
    page.close()
    write_correction(
        live,
        {**TEXT, "right": "Bản kia."},
        by=users["chief"],
        correction=correction,
        seen=correction.text_hash,
    )
    page = context.new_page()
    page.goto(page_of(correction))
    expect(page.locator("#id_right")).to_have_value("Bản của tôi.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".errornote")).to_be_visible()
    correction.refresh_from_db()
    assert correction.right == "Bản kia."
    page.goto(page_of(correction))
    page.get_by_role("button", name="Bỏ, lấy lại bản đã lưu").click()
    expect(page.locator("#id_right")).to_have_value("Bản kia.")
