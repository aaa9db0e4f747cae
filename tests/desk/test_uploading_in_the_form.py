"""Photos sent from a story's form, in a browser."""

from playwright.sync_api import expect

from tests.desk.conftest import change
from tests.desk.test_sending_in_the_browser import chosen


def test_photos_become_rows_beside_what_is_typed_and_none_is_lost_when_the_connection_drops(
    transactional_db, page, log_in, story, users
):
    log_in(page, users["reporter"])
    page.goto(change(story))
    page.fill("#id_lead", "Đang gõ dở.")
    waiting = page.locator(".new-photos .queue li")
    rows = page.locator(".photo-rows .inline-related:not(.empty-form)")
    page.set_input_files("#id_new_photos", chosen(10, bad=True))
    expect(rows).to_have_count(1)
    expect(waiting.locator(".error")).to_contain_text("hong.jpg")
    waiting.get_by_role("button", name="Bỏ").click()
    page.route("**/story/photo/", lambda route: route.abort())
    page.set_input_files("#id_new_photos", chosen(90, 170))
    expect(waiting.locator(".error").first).to_contain_text("mất kết nối")
    # Saved without them, once asked; they go on in the form that comes back.
    page.once("dialog", lambda dialog: dialog.accept())
    page.fill(".photo-rows [name='story_photos-0-credit']", "Minh Hà")
    page.locator("button[name=_continue]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert (story.story_photos.count(), story.story_photos.get().credit) == (1, "Minh Hà")
    page.unroute("**/story/photo/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(rows).to_have_count(3)
    expect(waiting).to_have_count(0)
    page.locator("#id_lead").fill("Gõ xong.")
    page.locator("button[name=_continue]").click()
    expect(page.locator(".photo-rows [data-number='3']")).to_be_visible()
    story.refresh_from_db()
    assert (story.lead, story.story_photos.count()) == ("Gõ xong.", 3)
