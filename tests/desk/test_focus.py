"""The focal point is set at the desk by mouse, by keyboard, and without scripts in two fields."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Photo
from articles.photos import attach, ingest
from tests.desk.conftest import change
from tests.desk.forms import filled


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(users, jpeg):
    return ingest(jpeg(), by=users["reporter"], credit="Minh Hà", rights="staff")


def page_of(photo):
    return f"/toa-soan/articles/photo/{photo.pk}/change/"


def focus():
    photo = Photo.objects.get()
    return photo.focus_x, photo.focus_y


def test_without_scripts_two_fields_set_it_and_the_cut_for_sharing_is_made_again(at_desk, photo):
    client = at_desk("editor")
    before = photo.sizes["share"][2]
    client.post(page_of(photo), filled(client.get(page_of(photo)), "photo_form", focus_x="80", focus_y="0"))
    assert focus() == (80, 0)
    assert Photo.objects.get().sizes["share"][2] != before


@pytest.mark.parametrize("wrong", ["101", "-1", "giữa"])
def test_a_point_outside_is_refused_and_stays_in_the_form(at_desk, photo, wrong):
    client = at_desk("editor")
    answer = client.post(page_of(photo), filled(client.get(page_of(photo)), "photo_form", focus_x=wrong))
    assert answer.status_code == 200 and f'value="{wrong}"' in answer.content.decode()
    assert focus() == (50, 50)


def test_another_reporter_cannot_set_it(at_desk, users, photo, story):
    attach(story, photo)
    photo.uploaded_by = users["editor"]
    photo.save()
    client = at_desk("reporter")
    shown = client.get(page_of(photo)).content.decode()
    assert 'id="focus"' in shown and "id_focus_x" not in shown
    assert client.post(page_of(photo), {"focus_x": "10", "focus_y": "10"}).status_code == 403
    assert focus() == (50, 50)


def test_the_form_of_a_story_leads_there(at_desk, photo, story):
    attach(story, photo)
    assert f"{page_of(photo)}#focus" in at_desk("reporter").get(change(story)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_by_mouse_and_by_keyboard_with_the_cuts_shown_as_they_will_be(page, log_in, users, photo):
    log_in(page, users["editor"])
    page.goto(page_of(photo))
    marker = page.get_by_role("button", name="Điểm chính")
    cut = page.locator(".cut-share")
    expect(cut).to_have_css("object-position", "50% 50%")
    picture = page.locator(".focus-picture")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.9})
    expect(page.locator("#id_focus_x")).to_have_value("20")
    expect(page.locator("#id_focus_y")).to_have_value("90")
    expect(cut).to_have_css("object-position", "20% 90%")
    # The click left the marker with the focus: it is the keyboard's turn.
    expect(marker).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    expect(cut).to_have_css("object-position", "21% 80%")
    expect(page.locator(".cut-list")).to_have_css("object-position", "20% 80%")
    for _ in range(12):
        page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("#id_focus_y")).to_have_value("0")
    expect(marker).to_have_attribute("aria-label", re.compile("cách mép trái 21%, cách mép trên 0%"))
    page.locator("#id_focus_y").fill("35")
    expect(cut).to_have_css("object-position", "21% 35%")
    page.locator("[name=_save]").click()
    expect(page.locator(".success")).to_be_visible()
    assert focus() == (21, 35)
