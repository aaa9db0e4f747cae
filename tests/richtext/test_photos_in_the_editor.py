"""A story's photos in the editor: shown, chosen, moved and taken out; stored as references."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import BODY

pytestmark = pytest.mark.once

REFERENCE = '<figure data-photo="1"></figure>'


@pytest.fixture
def opened(open_editor):
    return open_editor()


def text(page):
    return page.locator(".cke_wysiwyg_div")


def data(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def save(page):
    page.get_by_role("button", name=re.compile("^Lưu$")).click()
    expect(page.locator(".messagelist")).to_be_visible()


def test_a_photo_in_the_text_shows_its_picture_its_caption_and_its_credit(opened):
    figure = text(opened).locator("figure")
    expect(figure).to_contain_text("Quang cảnh.")
    expect(figure).to_contain_text("Minh Hà")
    picture = figure.locator("img")
    expect(picture).to_have_attribute("src", re.compile(r"^/anh/[0-9a-f]{32}-320\.jpg$"))
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320


def test_a_place_whose_file_is_still_to_come_says_so_with_its_caption(open_editor):
    figure = text(open_editor('<figure data-photo="2"></figure>')).locator("figure")
    expect(figure).to_contain_text("Ảnh 2: chưa có tệp")
    expect(figure).to_contain_text("Lãnh đạo trao quà.")
    expect(figure.locator("img")).to_have_count(0)


def test_a_place_whose_photo_is_gone_says_so(open_editor):
    page = open_editor('<figure data-photo="7"></figure>')
    expect(text(page).locator("figure")).to_contain_text("Bài không còn ảnh 7")


def test_of_two_places_for_one_photo_the_second_says_that_it_is_dropped(open_editor, story):
    page = open_editor(f"<p>a</p>\n{REFERENCE}\n<p>b</p>\n{REFERENCE}")
    figures = text(page).locator("figure")
    expect(figures.nth(1)).to_contain_text("chỉ chỗ đầu tiên được giữ lại")
    expect(figures.nth(0)).not_to_contain_text("chỗ đầu tiên")


def test_opening_and_saving_changes_nothing(opened, story):
    save(opened)
    story.refresh_from_db()
    assert story.body == BODY
    assert story.revisions.count() == 1


def test_a_photo_is_chosen_from_the_storys_own_and_placed_at_the_cursor(opened, story):
    text(opened).get_by_text("Kết.").click()
    opened.keyboard.press("End")
    opened.get_by_role("button", name="Chèn ảnh").click()
    dialog = opened.get_by_role("dialog", name="Chèn ảnh nào?")
    expect(dialog.get_by_role("button", name=re.compile("Quang cảnh.*đã đặt trong bài"))).to_be_disabled()
    dialog.get_by_role("button", name=re.compile("Lãnh đạo trao quà")).click()
    expect(text(opened).locator("figure")).to_have_count(2)
    save(opened)
    story.refresh_from_db()
    assert story.body == BODY + '\n<figure data-photo="2"></figure>'


def test_choosing_can_be_left_with_the_keyboard(opened):
    opened.get_by_role("button", name="Chèn ảnh").click()
    expect(opened.get_by_role("dialog")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("dialog")).to_have_count(0)
    assert data(opened) == BODY


def test_a_photo_is_taken_out_with_the_keyboard_and_put_back_by_undo(opened):
    text(opened).locator("figure").click()
    opened.keyboard.press("Delete")
    expect(text(opened).locator("figure")).to_have_count(0)
    opened.keyboard.press("Control+z")
    expect(text(opened).locator("figure")).to_contain_text("Quang cảnh.")
    assert data(opened) == BODY


def test_a_photo_is_dragged_to_another_place(opened):
    text(opened).locator("figure").hover()
    opened.locator(".cke_widget_drag_handler").hover()
    opened.mouse.down()
    box = text(opened).get_by_text("Mở đầu").bounding_box()
    opened.mouse.move(box["x"] + 20, box["y"] + 8)
    opened.mouse.move(box["x"] + 24, box["y"] + 2)
    expect(opened.locator("[style*=dashed]")).to_be_visible()  # the line that says where it will be
    opened.mouse.up()
    expect(text(opened).locator("figure + p, .cke_widget_wrapper + p")).to_have_text(
        "Mở đầu “chào”, năm 2016 – 2020."
    )
    assert data(opened) == f"{REFERENCE}\n<p>Mở đầu “chào”, năm 2016 – 2020.</p>\n<p>Kết.</p>"


def test_the_page_can_add_and_rename_photos_while_the_editor_is_open(opened):
    opened.evaluate(
        """() => {
          window.storyPhotos = () => [{number: 1, thumb: "", caption: "Sửa chú thích <b>", credit: ""},
                                      {number: 9, thumb: "", caption: "Ảnh mới", credit: ""}];
          document.dispatchEvent(new CustomEvent("story-photos-changed"));
        }"""
    )
    expect(text(opened).locator("figure")).to_contain_text("Sửa chú thích <b>")
    opened.get_by_role("button", name="Chèn ảnh").click()
    expect(opened.get_by_role("dialog").get_by_role("button", name=re.compile("Ảnh mới"))).to_be_enabled()
    opened.keyboard.press("Escape")
    assert data(opened) == BODY


def test_a_caption_is_text_whatever_it_says(open_editor, story):
    story.story_photos.filter(number=1).update(caption="</script><img src=x onerror=alert(1)>")
    figure = text(open_editor()).locator("figure")
    expect(figure).to_contain_text("</script><img src=x onerror=alert(1)>")
