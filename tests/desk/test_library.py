"""The library of photos: who finds what, and a photo used again has words of its own."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from articles import workflow
from articles.models import Photo, Story, StoryPhoto
from articles.photos import attach, ingest
from people.models import Person

from .conftest import change

LIBRARY = "/toa-soan/articles/photo/"
CHOSEN = f"{LIBRARY}chosen/"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def make(users, jpeg):
    """make("editor", "Ảnh họp.jpg", credit="Minh Hà"): a photo that an account brought in."""
    shades = iter(range(0, 255, 6))

    def make(who="reporter", filename="anh.jpg", **fields):
        fields = {"credit": "Minh Hà"} | fields
        photo = ingest(jpeg(filename, (next(shades), 90, 160)), by=users[who])
        for name, value in fields.items():
            setattr(photo, name, value)
        photo.save()
        return photo

    return make


@pytest.fixture
def theirs(users, section):
    """The draft of another reporter."""
    return Story.objects.create(
        headline="Chuyện chưa ai biết", body="<p>Chữ.</p>", author=users["other"], section=section
    )


def found(client, **asked):
    response = client.get(LIBRARY, asked)
    assert response.status_code == 200
    return {card.photo for card in response.context["cards"]}


def test_words_are_found_with_and_without_marks_wherever_they_are_written(at_desk, make, story):
    port = make(filename="Cầu cảng Mây.jpg")
    hall = make(credit="Thuý Hoà")
    attach(story, make(), caption="Chợ phiên ở vùng cao.")
    market = attach(story, hall, caption="Toàn cảnh hội nghị của tỉnh uỷ.").photo
    client = at_desk("reporter")
    for words in ("cau cang", "CẢNG cầu", "may cau", "Cầu ca"):
        assert found(client, q=words) == {port}, words
    for words in ("tỉnh ủy", "tinh uy", "thúy hòa", "thuý nghị", "hội nghị"):
        assert found(client, q=words) == {market}, words
    # The language of the readers' search: marks mean themselves, a phrase, an exclusion, an abbreviation.
    attach(story, make(filename="x.jpg"), caption="Chủ tịch UBND tỉnh thăm chợ")
    for words in ("cảng cau", '"cầu cảng"', '"cau cang" mây', "cảng -chợ"):
        assert found(client, q=words) == {port}, words
    for words in ("câu", '"cảng cầu"', "cảng -may", '"mây cầu"', "hội -nghị", '"uỷ toàn"'):
        assert found(client, q=words) == set(), words
    assert found(client, q="chợ -phiên") == found(client, q='"uỷ ban nhân dân"') != set()
    # The beginning of a word, not its middle; and every word.
    assert found(client, q="ghị") == set()
    assert found(client, q="cầu nghị") == set()
    assert found(client, q="%") == found(client, q="") == set(Photo.objects.all())


def test_a_reporter_finds_what_is_theirs_and_an_editor_everything(at_desk, make, users, story, theirs, walk):
    mine, ours, secret = make(), make("other"), make("other")
    shown = make(rights="staff")
    attach(story, ours, caption="Ảnh của bài.")
    attach(theirs, secret, caption="Bí mật.")
    live = Story.objects.create(
        headline="Đã đăng", body="<p>Chữ.</p>", author=users["reporter"], section=story.section
    )
    attach(live, shown, caption="Ai cũng thấy.", alt="Mô tả")
    workflow.record_edit(live, by=users["reporter"])
    walk(live, "published")
    reporter = at_desk("reporter")
    assert found(reporter) == {mine, ours, shown}
    assert found(at_desk("editor")) == {mine, ours, secret, shown}
    assert found(reporter, used="live") == {shown}
    assert found(reporter, used="yes") == {ours, shown}
    assert found(reporter, used="no") == {mine}
    page = reporter.get(f"{LIBRARY}{shown.pk}/change/").content.decode()
    assert f"/story/{live.pk}/" in page and f"/thoi-su/da-dang-{live.pk}.html" in page


def test_words_of_a_story_one_may_not_open_find_nothing(at_desk, make, theirs, users):
    photo = make("reporter")
    row = attach(theirs, photo, caption="Kế hoạch bí mật của sở.", credit="X")
    row.photo_people.create(person=Person.objects.create(name="Lê Văn Mẫu"))
    Story.objects.filter(pk=theirs.pk).update(place="Đảo Kín")
    reporter = at_desk("reporter")
    page = (
        reporter.get(LIBRARY).content.decode() + reporter.get(f"{LIBRARY}{photo.pk}/change/").content.decode()
    )
    assert "bí mật" not in page and "Chuyện chưa ai biết" not in page
    for asked in ({"q": "bi mat"}, {"person": "mau"}, {"place": "dao kin"}, {"used": "yes"}):
        assert found(reporter, **asked) == set(), asked
        assert found(at_desk("editor"), **asked) == {photo}, asked
    assert reporter.get(CHOSEN, {"photo": photo.pk}).json()["photos"][0]["caption"] == ""


def test_it_is_narrowed_by_photographer_day_place_and_person(at_desk, make, story):
    Story.objects.filter(pk=story.pk).update(place="Đặc khu Vân Đồn")
    one = make(creator="Đức Long", city="Móng Cái", persons_shown=["Phạm Văn Khách"])
    two = make(credit="Thu Trang")
    old = make(taken_at=dt.datetime(2020, 5, 5, 23, tzinfo=VIETNAM))
    row = attach(story, two, caption="Chủ toạ.")
    row.photo_people.create(person=Person.objects.create(name="Trần Thị Hoa"))
    client = at_desk("reporter")
    assert found(client, by="duc lo") == {one}
    assert found(client, by="Trang") == {two}
    assert found(client, since="2020-05-01", until="2020-05-05") == {old}
    assert found(client, since="1/6/2020") == {one, two}
    assert found(client, place="van don") == {two}
    assert found(client, place="mong cai") == {one}
    assert found(client, person="thi hoa") == {two}
    assert found(client, person="van khach") == {one}
    assert found(client, person="%") == set()


def test_rights_narrow_it_and_what_ended_or_was_denied_is_marked(at_desk, make):
    staff, unknown = make(rights="staff"), make()
    ended = make(rights="agency", valid_until=dt.date(2020, 1, 1))
    denied = make(
        rights="staff", denied_at=dt.datetime(2020, 1, 1, tzinfo=VIETNAM), denied_reason="Khiếu nại"
    )
    client = at_desk("reporter")
    assert found(client, rights="staff") == {staff, denied}
    assert found(client, rights="unknown") == {unknown}
    assert found(client, rights="ended") == {ended, denied}
    page = client.get(LIBRARY).content.decode()
    assert "Quyền dùng ảnh đã hết sau" in page and "Khiếu nại" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "hôm qua"},
        {"until": "9999-12-31"},
        {"used": "x"},
        {"page": "9999"},
        {"page": "x"},
        {"q": "\x00'\"%_\\"},
        {"q": "a" * 5000},
    ],
)
def test_nonsense_is_answered_with_a_page(at_desk, make, asked):
    make()
    assert at_desk("reporter").get(LIBRARY, asked).status_code == 200


def test_a_photo_used_again_has_words_of_its_own(at_desk, make, users, story):
    old = Story.objects.create(headline="Bài cũ", author=users["reporter"])
    before = attach(old, make(), caption="Chú thích cũ.", credit="Đức Long", alt="Mô tả cũ")
    people = [Person.objects.create(name=name) for name in ("Lê Văn Mẫu", "Trần Thị Hoa")]
    for order, person in enumerate(reversed(people)):
        before.photo_people.create(person=person, order=order)
    response = at_desk("reporter").post(f"{LIBRARY}?story={story.pk}", {"photo": before.photo_id})
    assert response["Location"].endswith(change(story))
    now = story.story_photos.get()
    assert (now.caption, now.credit, now.alt) == ("Chú thích cũ.", "Đức Long", "Mô tả cũ")
    assert [one.person.name for one in now.photo_people.all()] == ["Trần Thị Hoa", "Lê Văn Mẫu"]
    assert story.revisions.first().content["photos"][0]["caption"] == "Chú thích cũ."
    now.caption = "Chú thích mới."
    now.save()
    now.photo_people.all().delete()
    before.refresh_from_db()
    assert before.caption == "Chú thích cũ."
    assert before.photo_people.count() == 2


def test_a_photo_that_may_not_be_used_asks_first(at_desk, make, story):
    good, bad = make(), make(digital_source_type="trainedAlgorithmicMedia")
    client = at_desk("reporter")
    assert "⚠ Tệp ảnh ghi là do AI tạo" in client.get(LIBRARY).content.decode()
    sent = {"photo": [good.pk, bad.pk]}
    page = client.post(f"{LIBRARY}?story={story.pk}", sent).content.decode()
    assert "Chưa thêm ảnh nào" in page
    assert story.story_photos.count() == 0
    client.post(f"{LIBRARY}?story={story.pk}", sent | {"anyway": ""})
    assert [row.photo for row in story.story_photos.all()] == [good, bad]


def test_photos_go_only_where_one_may_write_and_only_those_one_may_see(at_desk, make, story, theirs, walk):
    mine, hidden = make(), make("other")
    reporter = at_desk("reporter")
    assert reporter.get(f"{LIBRARY}?story={theirs.pk}").status_code == 403
    assert reporter.post(f"{LIBRARY}?story={theirs.pk}", {"photo": mine.pk}).status_code == 403
    assert reporter.post(LIBRARY, {"photo": mine.pk}).status_code == 403
    for nonsense in ("x", "99999999", "9" * 30):
        assert reporter.get(f"{LIBRARY}?story={nonsense}").status_code == 403
    reporter.post(f"{LIBRARY}?story={story.pk}", {"photo": [hidden.pk, "x", "9" * 40]})
    assert reporter.get(CHOSEN, {"photo": hidden.pk}).json() == {"photos": []}
    walk(story, "published")
    assert reporter.post(f"{LIBRARY}?story={story.pk}", {"photo": mine.pk}).status_code == 403
    assert StoryPhoto.objects.count() == 0


def test_originals_are_offered_to_those_who_may_have_them(at_desk, make, walk, users, story):
    photo = make("other")
    attach(story, photo)
    address = f"{LIBRARY}{photo.pk}/change/"
    original = f"/toa-soan/anh-goc/{photo.pk}/"
    for who, offered in (("reporter", False), ("other", True), ("editor", True)):
        assert (original in at_desk(who).get(address).content.decode()) is offered, who
        answer = at_desk(who).get(original)
        assert (answer.status_code == 200) is offered
        assert bool(answer.streaming and answer.getvalue()) is offered


def test_thirty_photos_ask_as_much_as_one(at_desk, make, story):
    def add(number):
        row = attach(story, make(), caption=f"Ảnh {number}")
        row.photo_people.create(person=Person.objects.create(name=f"Người {number}"))

    client = at_desk("reporter")
    add(0)
    client.get(LIBRARY)
    with CaptureQueriesContext(connection) as one:
        client.get(LIBRARY)
    for number in range(1, 30):
        add(number)
    with CaptureQueriesContext(connection) as thirty:
        assert len(found(client)) == 30
    assert len(thirty) == len(one) <= 20


def test_pages_follow_one_another_and_keep_what_was_asked(at_desk, make):
    photo = make(filename="cảng.jpg")
    Photo.objects.bulk_create(
        Photo(
            sha256=f"{number:064}", format="JPEG", width=9, height=9, bytes=9, sizes=photo.sizes,
            search_key=photo.search_key, credit="Minh Hà", uploaded_by=photo.uploaded_by,
        )
        for number in range(60)
    )  # fmt: skip
    client = at_desk("reporter")
    first = client.get(LIBRARY, {"q": "cảng"})
    assert "?q=c%E1%BA%A3ng&amp;page=2" in first.content.decode()
    both = {card.photo for card in first.context["cards"]} | found(client, q="cảng", page=2)
    assert len(both) == 61


@pytest.fixture
def form(transactional_db, page, log_in, users, make, story):
    """The form of a story without photos, and a library with three."""
    old = Story.objects.create(headline="Bài cũ", author=users["reporter"])
    row = attach(
        old, make(filename="Cảng.jpg"), caption="Cần trục ở cảng.", credit="Đức Long", alt="Cần trục"
    )
    row.photo_people.create(person=Person.objects.create(name="Lê Văn Mẫu"))
    make(filename="Chợ.jpg")
    make(filename="Cũ.jpg", digital_source_type="trainedAlgorithmicMedia")
    log_in(page, users["reporter"])
    page.goto(change(story))
    return page


def test_photos_are_picked_by_keyboard_and_described_anew(form, story):
    form.get_by_label("Sapo").fill("Sapo chưa lưu.")
    form.get_by_role("link", name="Chọn từ thư viện").press("Enter")
    box = form.get_by_role("dialog")
    expect(box.get_by_role("checkbox")).to_have_count(3)
    expect(box.get_by_label("Tìm kiếm")).to_be_focused()
    form.keyboard.type("can truc")
    form.keyboard.press("Enter")
    expect(box.get_by_role("checkbox")).to_have_count(1)
    box.get_by_role("checkbox").press("Space")
    expect(box.get_by_text("Đã chọn: 1")).to_be_visible()
    box.get_by_role("button", name="Thêm vào bài").press("Enter")
    expect(box).to_be_hidden()
    row = form.locator("#story_photos-0")
    expect(row.get_by_label("Chú thích")).to_be_focused()
    expect(row.get_by_label("Chú thích")).to_have_value("Cần trục ở cảng.")
    expect(row.locator(".person-name")).to_have_text(["1. Lê Văn Mẫu"])
    row.get_by_label("Chú thích").fill("Cảng hôm nay.")
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.get_by_text("Đã lưu, phiên bản")).to_be_visible()
    now = story.story_photos.get()
    assert (now.caption, now.credit, now.alt) == ("Cảng hôm nay.", "Đức Long", "Cần trục")
    assert [one.person.name for one in now.photo_people.all()] == ["Lê Văn Mẫu"]
    assert StoryPhoto.objects.get(story__headline="Bài cũ").caption == "Cần trục ở cảng."
    assert Story.objects.get(pk=story.pk).lead == "Sapo chưa lưu."


def test_the_picker_warns_before_it_takes_what_may_not_be_used(form, story):
    form.get_by_role("link", name="Chọn từ thư viện").click()
    box = form.get_by_role("dialog")
    box.locator(".doubtful").get_by_role("checkbox").check()
    box.get_by_role("button", name="Thêm vào bài").click()
    expect(box.locator("footer")).to_contain_text("Tệp ảnh ghi là do AI tạo")
    expect(form.locator("#story_photos-0")).to_have_count(0)
    box.get_by_role("button", name="Vẫn thêm").click()
    expect(form.locator("#story_photos-0")).to_be_visible()
    assert story.story_photos.count() == 0, "nothing is saved before the form is"


def test_escape_leaves_the_picker_and_focus_comes_back(form):
    link = form.get_by_role("link", name="Chọn từ thư viện")
    link.press("Enter")
    expect(form.get_by_role("dialog").get_by_role("checkbox")).to_have_count(3)
    form.keyboard.press("Escape")
    expect(form.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_library_is_no_wider_than_the_screen(form, story, width):
    form.set_viewport_size({"width": width, "height": 844})
    for address in (LIBRARY, f"{LIBRARY}?story={story.pk}&q=cang"):
        form.goto(address)
        assert form.evaluate("document.documentElement.scrollWidth") <= width
