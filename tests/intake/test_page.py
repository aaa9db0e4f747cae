"""“Nhập bài” at the desk: paste or upload, look, make the draft; what was typed is never lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from articles.intake import bring_in
from articles.models import Photo, Story
from articles.photos import ingest
from tests.photos.files import encoded, picture

TEXT = (
    "Tít bài\nNgày 10/8, tại TP Hạ Long, hội thi.\ng\nChú thích một.\n\nĐoạn một.\n\n"
    "g\nChú thích hai.\n\nĐoạn hai."
)
ADDRESS = "/toa-soan/articles/story/nhap-bai/"


@pytest.fixture
def desk(client, reporter):
    client.force_login(reporter)
    return client


def page_of(response) -> str:
    return response.content.decode()


def photo(name: str, seed: int = 0) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, encoded(picture(64, 64, seed)).getvalue(), "image/jpeg")


def kept_photos(response) -> str:
    """The hidden field that carries the photos of an earlier try."""
    return re.search(r'name="photos-kept" value="([^"]+)"', page_of(response))[1]


def test_the_list_of_stories_has_a_button_to_it(desk):
    assert f'href="{ADDRESS}"' in page_of(desk.get(reverse("admin:articles_story_changelist")))


def test_a_pasted_text_is_looked_at_before_it_becomes_a_draft(desk, section):
    shown = desk.post(ADDRESS, {"text": TEXT, "_preview": ""})
    assert shown.status_code == 200
    page = page_of(shown)
    assert "Ngày sự kiện: 10/8 năm" in page
    assert "<figcaption>Chú thích một.</figcaption>" in page
    assert escape(TEXT) in page.replace("\r", "")
    assert not Story.objects.exists()

    made = desk.post(ADDRESS, {"text": TEXT, "year": "2019", "section": section.pk, "_create": ""})
    story = Story.objects.get()
    assert made.url == reverse("admin:articles_story_change", args=[story.pk])
    assert (story.headline, str(story.event_date), story.section) == ("Tít bài", "2019-08-10", section)
    draft = page_of(desk.get(made.url))
    assert "Đã tạo bản thảo" in draft and "2 chỗ ảnh còn trống" in draft


def test_an_uploaded_file_and_photos_stay_from_one_look_to_the_next(desk, seed):
    file = SimpleUploadedFile("hoi-nghi.txt", "\ufeff".encode() + seed, "text/plain")
    photos = [photo("anh10.jpg", 0), photo("anh2.jpg", 80), photo("anh1.jpg", 160)]
    shown = desk.post(ADDRESS, {"file": file, "photos": photos, "_preview": ""})
    assert escape(seed.decode()) in page_of(shown)
    again = desk.post(ADDRESS, {"text": seed.decode(), "photos-kept": kept_photos(shown), "_preview": ""})
    sent = {"text": seed.decode(), "filename": "hoi-nghi.txt", "photos-kept": kept_photos(again)}
    desk.post(ADDRESS, {**sent, "_create": ""})
    story = Story.objects.get()
    names = [row.photo.filename for row in story.story_photos.exclude(photo=None)]
    assert names == ["anh1.jpg", "anh2.jpg", "anh10.jpg"]
    assert story.intake.filename == "hoi-nghi.txt"
    assert Photo.objects.count() == 3


def test_the_preview_shows_people_with_the_printed_and_the_registered_role(desk, seed, officials):
    page = page_of(desk.post(ADDRESS, {"text": seed.decode(), "event_date": "2019-08-10", "_preview": ""}))
    assert "Danh bạ ngày 10/8/2019" in page
    row = re.search(r"<th scope=\"row\">Nguyễn Văn Đọc</th>(.*?)</tr>", page)[1]
    assert row.count("Bí thư Tỉnh uỷ Quảng Ninh") == 2 and "✓" in row


def test_photos_of_an_earlier_look_can_be_dropped(desk):
    shown = desk.post(ADDRESS, {"text": TEXT, "photos": [photo("1.jpg")], "_preview": ""})
    sent = {"text": TEXT, "photos-kept": kept_photos(shown), "drop_photos": "on", "_create": ""}
    desk.post(ADDRESS, sent)
    assert not Story.objects.get().story_photos.exclude(photo=None).exists()


def test_a_photo_chosen_twice_is_said(desk):
    page = page_of(
        desk.post(ADDRESS, {"text": TEXT, "photos": [photo("1.jpg"), photo("2.jpg")], "_preview": ""})
    )
    assert "chọn hai lần" in page


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"text": ""}, "Hãy dán nội dung bài"),
        ({"text": " \n\u00a0 "}, "Hãy dán nội dung bài"),
        ({"text": "g\nChỉ chú thích."}, "Chỉ có chỗ ảnh và chú thích"),
        ({"text": "Tít\n" + "a b " * 500_000}, "nhiều nhất là 1000 kB"),
        ({"text": TEXT.replace("10/8", "29/2"), "year": "2019"}, "Năm 2019 không có ngày 29/2"),
        ({"text": TEXT, "event_date": "2019-02-30"}, "Đoạn một."),
        ({"text": TEXT, "year": "hai nghìn"}, "Đoạn một."),
        ({"text": TEXT, "section": "999"}, "Đoạn một."),
        ({"text": TEXT, "photos": SimpleUploadedFile("hai.jpg", b"%PDF-1.4")}, "hai.jpg"),
        ({"text": TEXT, "file": SimpleUploadedFile("b.txt", b"Tin")}, "Vừa có nội dung dán vào vừa có tệp"),
        ({"file": SimpleUploadedFile("b.txt", b"%PDF-1.4")}, "PDF"),
        ({"file": SimpleUploadedFile("b.txt", b"PK\x03\x04...")}, "Word"),
        ({"file": SimpleUploadedFile("b.txt", b"a" * 2_000_000)}, "nhiều nhất là 1000 kB"),
    ],
)
@pytest.mark.parametrize("button", ["_preview", "_create"])
def test_what_is_wrong_is_said_and_what_was_typed_is_still_there(desk, sent, message, button):
    for value in sent.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    response = desk.post(ADDRESS, {**sent, button: ""})
    assert response.status_code == 422
    page = page_of(response)
    assert message in page
    assert escape(sent.get("text", "").strip()) in page
    assert "errornote" in page
    assert not Story.objects.exists()


def test_an_uploaded_text_is_kept_when_something_else_is_wrong(desk, seed):
    file = SimpleUploadedFile("a.txt", seed)
    response = desk.post(ADDRESS, {"file": file, "year": "hai nghìn", "_preview": ""})
    assert response.status_code == 422
    assert escape(seed.decode()) in page_of(response)


def test_the_same_text_again_is_said_with_its_story_and_taken_only_when_told(desk, reporter):
    story = bring_in(TEXT, by=reporter).story
    link = f'<a href="{reverse("admin:articles_story_change", args=[story.pk])}">Tít bài</a>'
    shown = desk.post(ADDRESS, {"text": TEXT, "_preview": ""})
    assert link in page_of(shown) and 'name="again"' in page_of(shown)
    refused = desk.post(ADDRESS, {"text": TEXT, "_create": ""})
    assert refused.status_code == 409
    assert link in page_of(refused) and escape(TEXT) in page_of(refused).replace("\r", "")
    assert Story.objects.count() == 1
    desk.post(ADDRESS, {"text": TEXT, "again": "on", "_create": ""})
    assert Story.objects.count() == 2


def test_someone_elses_story_is_named_but_not_linked(desk, django_user_model):
    boss = django_user_model.objects.create_superuser("sep")
    story = bring_in(TEXT, by=boss).story
    page = page_of(desk.post(ADDRESS, {"text": TEXT, "_preview": ""}))
    assert "Bài này đã nhập rồi" in page
    assert reverse("admin:articles_story_change", args=[story.pk]) not in page


def test_looking_and_reading_make_nothing(desk):
    assert desk.get(ADDRESS, {"text": TEXT, "_create": ""}).status_code == 200
    assert desk.head(ADDRESS).status_code == 200
    assert desk.post(ADDRESS, {"text": TEXT}).status_code == 200
    assert not Story.objects.exists()


def test_an_account_without_the_right_is_refused(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("khach", is_staff=True))
    for response in (client.get(ADDRESS), client.post(ADDRESS, {"text": TEXT, "_create": ""})):
        assert response.status_code == 403
    assert not Story.objects.exists() and not Photo.objects.exists()


def test_a_stranger_is_sent_to_the_login(client, db):
    assert client.post(ADDRESS, {"text": TEXT, "_create": ""}).status_code == 302
    assert not Story.objects.exists()


def test_a_forged_post_is_refused(reporter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    assert client.post(ADDRESS, {"text": TEXT, "_create": ""}).status_code == 403
    assert not Story.objects.exists()


def test_markup_is_shown_as_text(desk):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = f"Tít {evil}\nSapo {evil}\ng\nChú thích {evil}\n\nĐoạn {evil}\n\nCuối.\nNguồn: Báo {evil}"
    page = page_of(desk.post(ADDRESS, {"text": text, "filename": f'"{evil}', "_preview": ""}))
    assert "<script>alert" not in page and "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 5


def test_the_page_is_under_the_strict_policy_and_has_no_inline_code(desk):
    response = desk.post(ADDRESS, {"text": TEXT, "_preview": ""})
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", page_of(response))


@pytest.mark.django_db(transaction=True)
def test_in_a_browser_a_file_and_photos_become_a_draft(page, log_in, reporter, section, seed):
    from playwright.sync_api import expect

    log_in(page, reporter)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/toa-soan/articles/story/")
    page.get_by_role("link", name="Nhập bài").click()
    page.set_input_files(
        "[name=photos]", [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": encoded().getvalue()}]
    )
    page.set_input_files("[name=file]", [{"name": "bai.txt", "mimeType": "text/plain", "buffer": seed}])
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("button", name="Tạo bản thảo")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.fill("[name=year]", "2019")
    page.select_option("[name=section]", label="Thời sự")
    page.get_by_role("button", name="Tạo bản thảo").click()
    expect(page.locator("[name=headline]")).to_have_value("Hội nghị hợp tác phát triển Quảng Ninh – Hà Nội")
    expect(page.locator("[name=event_date]")).to_have_value("2019-08-10")
    assert Story.objects.get().story_photos.exclude(photo=None).count() == 1


def test_the_rights_chosen_are_those_of_photos_of_which_nobody_said_any(desk, reporter):
    known = ingest(photo("biet.jpg", 7), by=reporter, rights="agency")
    files = [photo("anh1.jpg", 1), photo("anh2.jpg", 7)]
    shown = desk.post(ADDRESS, {"text": TEXT, "photos": files, "rights": "staff", "_preview": ""})
    assert '<option value="staff" selected>' in page_of(shown)
    again = {"text": TEXT, "photos-kept": kept_photos(shown), "rights": "staff", "year": "2019"}
    desk.post(ADDRESS, {**again, "_create": ""})
    assert {one.photo_id: one.photo.rights for one in Story.objects.get().story_photos.all()} == {
        known.pk: "agency",
        Photo.objects.exclude(pk=known.pk).get().pk: "staff",
    }


def test_rights_that_there_are_not_are_refused(desk):
    answer = desk.post(ADDRESS, {"text": TEXT, "rights": "mine", "_create": ""})
    assert answer.status_code == 422 and not Story.objects.exists()
