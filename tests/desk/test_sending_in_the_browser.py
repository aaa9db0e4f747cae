"""Sending photos with a phone's browser: progress, refusals, a connection that drops, order by keyboard."""

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import expect

from articles.models import Photo, StoryPhoto
from articles.photos import storage
from people.models import Person
from tests.photos.files import corner, encoded, picture


def chosen(*seeds, bad=False):
    files = [
        {
            "name": f"IMG_{seed}.jpg",
            "mimeType": "image/jpeg",
            "buffer": encoded(picture(seed=seed)).getvalue(),
        }
        for seed in seeds
    ]
    if bad:
        files.append({"name": "hong.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.4"})
    return files


@pytest.fixture
def sending(transactional_db, page, log_in, story, users):
    log_in(page, users["reporter"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/toa-soan/articles/story/{story.pk}/photos/")
    return page


def cards(page, count):
    expect(page.locator("#photos > li")).to_have_count(count)


def test_several_are_sent_lighter_if_wanted_and_what_is_no_photo_says_so(sending, story):
    sending.set_input_files("#files", chosen(10, 90, 170, bad=True))
    cards(sending, 3)
    expect(sending.locator("#queue li")).to_have_count(1)
    expect(sending.locator("#queue .error")).to_contain_text("hong.jpg")
    assert story.story_photos.count() == 3
    assert sending.evaluate("document.documentElement.scrollWidth") <= 390
    turned = Image.Exif()
    turned[ExifTags.Base.Orientation], turned[ExifTags.Base.Artist] = 6, "Minh Ha"
    original = encoded(picture(2800, 1400), exif=turned).getvalue()
    sending.get_by_label("gửi bản nhẹ").check()
    sending.set_input_files("#files", {"name": "to.jpg", "mimeType": "image/jpeg", "buffer": original})
    cards(sending, 4)
    light = Photo.objects.get(filename="to.jpg")
    # Upright, with what the file says; the red corner is where the turn brings it.
    assert (light.width, light.height, light.creator) == (1280, 2560, "Minh Ha")
    with storage.originals().open(storage.stored_name(light.sha256)) as file, Image.open(file) as kept:
        assert [corner(kept, which) for which in range(4)] == ["blue", "red", "white", "green"]


def test_a_dropped_connection_loses_nothing_and_nothing_is_sent_twice(sending, story):
    address = "**/photos/"
    sending.route(
        address, lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    sending.set_input_files("#files", chosen(10, 90))
    sending.wait_for_selector("#queue .error:not([hidden])")
    assert story.story_photos.count() == 0
    # It may be described before it is there.
    sending.locator("#queue li").first.get_by_label("Chú thích").fill("Viết khi mất mạng")
    sending.unroute(address)
    # The page is closed and opened again: what was kept goes on by itself.
    sending.reload()
    cards(sending, 2)
    expect(sending.locator("#photos > li").first.get_by_label("Chú thích")).to_have_value("Viết khi mất mạng")
    expect(sending.locator("#photos .kept").first).to_have_text("Đã lưu.")
    assert story.story_photos.filter(caption="Viết khi mất mạng").count() == 1
    assert story.story_photos.count() == 2
    # Words that cannot be saved stay in the browser too.
    words = "**/photos/*/"
    sending.route(words, lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"), times=1)
    credit = sending.locator("#photos > li").nth(1).get_by_label("Ghi công")
    credit.fill("Đức Long")
    credit.press("Tab")
    expect(sending.locator("#photos .kept").nth(1)).to_have_text(
        "Chưa lưu được: mất kết nối. Hệ thống sẽ thử lại."
    )
    sending.route(words, lambda route: route.abort())
    sending.locator("#photos > li").nth(1).get_by_label("Ghi công").fill("Minh Hà")
    sending.unroute(words)
    sending.reload()
    expect(sending.locator("#photos .kept").nth(1)).to_have_text("Đã lưu.")
    assert story.story_photos.filter(credit="Minh Hà").count() == 1
    sending.reload()
    sending.wait_for_selector(".send.scripted")
    assert sending.locator("#queue li").count() == 0


def test_words_are_saved_on_leaving_a_field_and_for_all_photos_at_once(sending, story):
    sending.set_input_files("#files", chosen(10, 90))
    cards(sending, 2)
    first = sending.locator("#photos > li").first
    first.get_by_label("Chú thích").fill("Đoàn tàu vào ga")
    first.get_by_label("Chú thích").blur()
    first.get_by_text("Đã lưu").wait_for()
    # What somebody else wrote meanwhile is shown, and gives way to what is written after that.
    StoryPhoto.objects.filter(caption="Đoàn tàu vào ga").update(caption="Của biên tập")
    first.get_by_label("Chú thích").fill("Đoàn tàu")
    first.get_by_label("Chú thích").blur()
    expect(first.locator(".kept")).to_contain_text("Của biên tập")
    first.get_by_label("Chú thích").fill("Đoàn tàu vào ga")
    first.get_by_label("Chú thích").blur()
    expect(first.locator(".kept")).to_have_text("Đã lưu.")
    sending.fill("#all-credit", "Minh Hà")
    sending.get_by_role("button", name="Áp dụng cho tất cả").first.click()
    for kept in sending.locator("#photos .kept").all():
        expect(kept).to_have_text("Đã lưu.")
    assert {row.credit for row in StoryPhoto.objects.all()} == {"Minh Hà"}
    assert StoryPhoto.objects.filter(caption="Đoàn tàu vào ga").count() == 1


def test_photos_are_put_in_order_by_keyboard(sending, story):
    sending.set_input_files("#files", chosen(10, 90))
    cards(sending, 2)
    before = [int(card.get_attribute("data-number")) for card in sending.locator("#photos > li").all()]
    sending.locator("#photos > li").nth(1).get_by_role("button", name="Chuyển lên").press("Enter")
    sending.get_by_text("Đã lưu thứ tự").wait_for()
    assert list(story.story_photos.values_list("number", flat=True)) == before[::-1]


def test_people_are_found_in_the_registry_as_they_are_typed_by_key_and_by_touch(sending, story):
    for name in ("Vũ Thị Hải Yến", "Vũ Hải Long", "Đoàn Minh"):
        Person.objects.create(name=name)
    sending.set_input_files("#files", chosen(10))
    cards(sending, 1)
    people = sending.get_by_label("Người trong ảnh, từ trái sang")
    found = sending.locator(".people [role=option]")
    people.press_sequentially("Ai Do, vu hai")
    expect(found).to_have_count(2)
    expect(people).to_have_attribute("aria-expanded", "true")
    people.press("ArrowUp")
    people.press("ArrowDown")
    expect(found.first).to_have_attribute("aria-selected", "true")
    people.press("Enter")
    expect(found).to_have_count(0)
    people.press_sequentially("doan")
    found.filter(has_text="Đoàn Minh").click()
    first = sending.input_value("[data-field=people]").split(", ")[1]
    expect(people).to_have_value(f"Ai Do, {first}, Đoàn Minh, ")
    people.press_sequentially("zzz")
    expect(found).to_contain_text("giữ nguyên")
    people.press("Escape")
    expect(found).to_have_count(0)
    people.blur()
    expect(sending.locator("#photos .kept")).to_contain_text("Ai Do, zzz")
    expect(people).to_have_value(f"Ai Do, {first}, Đoàn Minh, zzz")
    row = StoryPhoto.objects.get()
    assert [one.person.name for one in row.photo_people.all()] == [first, "Đoàn Minh"]
