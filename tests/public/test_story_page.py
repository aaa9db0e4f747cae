import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from people.models import Person
from tests.factories import make_copies, make_section, photo_data

pytestmark = pytest.mark.django_db


def read(client, copy):
    response = client.get(copy.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_reader_finds_everything_the_copy_holds(client):
    yen = Person.objects.create(name="Vũ Thị Hải Yến")
    (copy,) = make_copies(
        1,
        headline="Khánh thành cầu",
        lead="Sapo của bài.",
        html='<p>Mở đầu.</p><figure data-photo="1"></figure><p>Kết.</p>',
        photos=[photo_data()],
        event_date=dt.date(2019, 8, 10),
        first_published_at=dt.datetime(2019, 8, 10, 8, 30, tzinfo=dt.UTC),
        bylines=[{"role": "text", "name": "Minh Hà"}, {"role": "photo", "name": "Đức Long"}],
        sources=[
            {"credit": "baoquangninh.com.vn", "url": "https://baoquangninh.com.vn/a", "published_at": None}
        ],
        people=[{"id": yen.pk, "name": yen.name, "url": yen.get_absolute_url(), "title": "Chủ tịch phường"}],
    )
    page = read(client, copy)
    assert "<h1>Khánh thành cầu</h1>" in page
    assert "Sapo của bài." in page
    assert re.search(
        r"Mở đầu\..*<img .*width=\"640\" height=\"427\".*Chú thích 1.*Ảnh: Minh Hà.*Kết\.", page, re.S
    )
    assert "Thứ Bảy, 10/8/2019, 15:30 (GMT+7)" in page
    assert "Chức vụ tại thời điểm 10/8/2019" in page
    assert "Chủ tịch phường" in page
    assert re.search(
        r'Nguồn tin:\s*<a href="https://baoquangninh.com.vn/a"[^>]*>baoquangninh.com.vn</a>', page
    )
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
    assert data["@type"] == "NewsArticle"
    assert data["url"] == data["mainEntityOfPage"] == f"http://localhost:8000{copy.get_absolute_url()}"
    logo = data["publisher"]["logo"]["url"].removeprefix("http://localhost:8000")
    assert b"".join(client.get(logo).streaming_content).startswith(b"\x89PNG")
    assert data["mentions"][0]["jobTitle"] == "Chủ tịch phường"


def test_a_person_whose_record_is_hidden_is_named_without_a_link(client):
    shown, hidden, twice = (
        Person.objects.create(name=name) for name in ("Vũ Thị Mơ", "Lê Văn Tĩnh", "Lê Tĩnh")
    )
    section = make_section()
    (copy,) = make_copies(1, section=section, mentions=[shown, hidden, twice])
    address = copy.get_absolute_url()
    machines = (address.replace(".html", ".ninjs.json"), "/ninjs.json")
    assert hidden.get_absolute_url() in read(client, copy)
    Person.objects.filter(pk=hidden.pk).update(status=Person.Status.HIDDEN)
    Person.objects.filter(pk=twice.pk).update(merged_into=hidden)
    for page in (address, *machines):
        said = client.get(page).content.decode()
        assert hidden.name in said and twice.name in said and shown.get_absolute_url() in said
        assert hidden.get_absolute_url() not in said and twice.get_absolute_url() not in said, page
    Person.objects.filter(pk=hidden.pk).update(status=Person.Status.CHECKED)
    assert hidden.get_absolute_url() in read(client, copy)


def test_the_first_picture_is_fetched_first_and_the_others_when_they_come_near(client):
    (copy,) = make_copies(
        1,
        html='<figure data-photo="2"></figure><p>Chữ.</p><figure data-photo="1"></figure>',
        photos=[photo_data(1), photo_data(2)],
    )
    page = read(client, copy)
    assert re.findall(r'alt="(Mô tả \d)" (fetchpriority="high"|loading="lazy")', page) == [
        ("Mô tả 2", 'fetchpriority="high"'),
        ("Mô tả 1", 'loading="lazy"'),
    ]


def test_an_illustration_is_marked_as_one(client):
    (copy,) = make_copies(
        1, html='<figure data-photo="1"></figure>', photos=[photo_data(label="illustration")]
    )
    assert "Ảnh minh hoạ</b>: Minh Hà" in read(client, copy)


@pytest.mark.parametrize("field", ["headline", "lead", "html", "place"])
def test_markup_in_any_field_reaches_readers_as_text_or_not_at_all(client, field):
    hostile = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'
    (copy,) = make_copies(1, **{field: hostile})
    page = read(client, copy)
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_hostile_captions_credits_and_names_are_text(client):
    hostile = '"><script>alert(1)</script>'
    (copy,) = make_copies(
        1,
        html='<figure data-photo="1"></figure>',
        photos=[photo_data(caption=hostile, credit=hostile, alt=hostile)],
        bylines=[{"role": "text", "name": hostile}],
        sources=[{"credit": hostile, "url": "", "published_at": None}],
    )
    assert "<script>alert" not in read(client, copy)


def test_an_old_slug_or_section_leads_to_the_present_address(client):
    make_section("Kinh tế", "kinh-te")
    (copy,) = make_copies(1)
    for path in (f"/thoi-su/ten-cu-{copy.story_id}.html", f"/kinh-te/{copy.slug}-{copy.story_id}.html"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, copy.get_absolute_url())


def test_a_withdrawn_story_is_gone_with_its_notice(client):
    now = timezone.now()
    (copy,) = make_copies(
        1, headline="Bí mật", live_until=now, withdrawn_at=now, withdrawal_notice="Toà soạn xin lỗi."
    )
    make_copies(1, headline="Tin khác trong ngày")
    response = client.get(copy.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 410
    assert "Toà soạn xin lỗi." in page
    assert "Bí mật" not in page
    assert "noindex" in page
    assert "Tin khác trong ngày" in page


def test_an_unknown_address_helps_on(client):
    (copy,) = make_copies(1)
    response = client.get("/thoi-su/khong-co-999999.html")
    assert response.status_code == 404
    assert copy.headline in response.content.decode()
    assert 'href="/thoi-su/"' in response.content.decode()


@pytest.mark.parametrize("pk", ["0", "99999999999999999999999", "9223372036854775808"])
def test_an_impossible_number_is_not_found(client, pk):
    assert client.get(f"/thoi-su/x-{pk}.html").status_code == 404
    assert client.get(f"/nhan-vat/x-{pk}/").status_code == 404
    assert client.get(f"/co-quan/x-{pk}/").status_code == 404
