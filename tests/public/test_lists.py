import datetime as dt

import pytest
from django.utils import timezone

from articles.models import PublishedStory
from people import registry
from people.models import Person, Tenure
from tests.factories import make_copies, make_section

pytestmark = pytest.mark.django_db
JUNK = ["", "-1", "0", "99999999999999999999", "abc", "1e9", "%00", "1%27--", "x" * 50_000, "1&page=2"]


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: junk[:12] or "nothing")
def test_a_junk_page_number_is_a_page_or_not_found(client, junk):
    make_copies(3)
    assert client.get(f"/thoi-su/?page={junk}").status_code in (200, 301, 404)
    assert client.get(f"/?page={junk}").status_code == 200


@pytest.mark.parametrize("junk", [*JUNK, "2026-13-45", "2019-08-10"], ids=lambda junk: junk[:12] or "nothing")
def test_a_junk_day_on_a_bodys_page_is_said_to_be_no_day(client, junk):
    body = registry.body("UBND phường Hòn Ngọc")
    assert client.get(f"{body.get_absolute_url()}?ngay={junk}").status_code == 200


def test_a_section_shows_its_own_stories_newest_first_and_pages_back(client):
    copies = make_copies(25)
    make_copies(1, section=make_section("Kinh tế", "kinh-te"), headline="Của mục khác")
    first = client.get("/thoi-su/").content.decode()
    assert first.index(copies[0].headline + "<") < first.index(copies[1].headline + "<")
    assert "Của mục khác" not in first
    assert copies[24].headline + "<" not in first
    assert copies[24].headline + "<" in client.get("/thoi-su/?page=2", follow=True).content.decode()


def test_an_empty_paper_and_an_empty_section_say_so(client):
    make_section()
    assert "Chưa có bài nào được đăng" in client.get("/").content.decode()
    assert "Chuyên mục này chưa có bài" in client.get("/thoi-su/").content.decode()


def test_a_person_page_tells_the_posts_with_no_more_than_is_known(client):
    yen = registry.person("Vũ Thị Hải Yến")
    ward = registry.body("UBND phường Hòn Ngọc")
    registry.hold(yen, registry.post("Phó Chủ tịch", ward), "2021", "2025-06-30")
    registry.hold(
        yen, registry.post("Chủ tịch", ward), "2025-07-01", verified_on=timezone.localdate() - dt.timedelta(1)
    )
    make_copies(1, mentions=[yen], headline="Tin về bà Yến")
    make_copies(1, headline="Tin khác")
    page = client.get(yen.get_absolute_url()).content.decode()
    assert "Chủ tịch UBND phường Hòn Ngọc" in page
    assert "từ năm 2021 đến 30/6/2025" in page
    assert "Tin về bà Yến" in page
    assert "Tin khác" not in page


def test_a_post_verified_long_ago_is_stated_as_of_that_day(client):
    hai = registry.person("Nguyễn Văn Mẫu")
    post = registry.post("Giám đốc", registry.body("Cảng Mây"))
    registry.hold(hai, post, verified_on=dt.date(2019, 8, 10))
    assert "tính đến 10/8/2019" in client.get(hai.get_absolute_url()).content.decode()


def test_a_post_never_verified_is_said_to_be_so_wherever_readers_see_it(client):
    who = registry.person("Nguyễn Văn Mẫu")
    port = registry.body("Cảng Mây")
    registry.hold(who, registry.post("Giám đốc", port), "2020")
    registry.hold(
        who, registry.post("Uỷ viên", registry.body("Hội Đông y")), "2015", verified_on=dt.date(2019, 8, 10)
    )
    for address in (who.get_absolute_url(), port.get_absolute_url(), "/nhan-vat/"):
        assert "chưa kiểm chứng" in client.get(address).content.decode(), address
    Tenure.objects.update(verified_on=timezone.localdate())
    for address in (who.get_absolute_url(), port.get_absolute_url(), "/nhan-vat/"):
        assert "chưa kiểm chứng" not in client.get(address).content.decode(), address


def test_a_hidden_person_is_not_found_and_a_merged_one_leads_on(client):
    hidden = Person.objects.create(name="Người Ẩn", status="hidden")
    kept = Person.objects.create(name="Lê Minh Ước")
    merged = Person.objects.create(name="Lê Minh Ứơc", merged_into=kept)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(merged.get_absolute_url())["Location"] == kept.get_absolute_url()
    index = client.get("/nhan-vat/").content.decode()
    assert "Người Ẩn" not in index
    assert "Lê Minh Ước" in index


def test_a_bodys_page_tells_who_held_its_posts_on_a_day(client):
    ward = registry.body("UBND phường Hòn Ngọc")
    chair = registry.post("Chủ tịch", ward, head=True)
    registry.hold(registry.person("Đặng Quốc Phong"), chair, "2019", "2025-06-30")
    registry.hold(registry.person("Vũ Thị Hải Yến"), chair, "2025-07-01")
    then = client.get(f"{ward.get_absolute_url()}?ngay=2024-01-01").content.decode()
    assert "Đặng Quốc Phong" in then
    assert "Vũ Thị Hải Yến" not in then
    assert "Vũ Thị Hải Yến" in client.get(ward.get_absolute_url()).content.decode()


def test_every_page_is_kept_from_third_parties(client):
    (copy,) = make_copies(1)
    for path in ("/", "/thoi-su/", copy.get_absolute_url(), "/nhan-vat/", "/khong-co/"):
        response = client.get(path)
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        page = response.content.decode()
        assert " style=" not in page
        assert "http://" not in page.replace("http://localhost:8000", "").replace("http://www.w3.org", "")


def test_all_but_plain_news_says_in_words_what_it_is(client):
    section = make_section()
    make_copies(1, section=section, kind="photo-essay")
    assert (
        '<span class="badge">Phóng sự ảnh</span>' in client.get(section.get_absolute_url()).content.decode()
    )
    PublishedStory.objects.update(kind="news")
    assert 'class="badge"' not in client.get(section.get_absolute_url()).content.decode()
