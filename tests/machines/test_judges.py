"""What others' programs make of our pages: an HTML parser, a reader of metadata, an extractor of articles."""

import datetime as dt
import json
import re
from itertools import pairwise

import extruct
import html5lib
import pytest
import trafilatura
from django.utils import timezone

from articles import richtext
from articles.indexing import rebuild
from articles.models import PublishedStory
from people import registry
from tests.factories import make_copies

pytestmark = pytest.mark.django_db

TEXT = [
    "Sáng 10/8, tại TP Hạ Long, hội nghị hợp tác phát triển đã bàn về hạ tầng, du lịch và đào tạo nghề.",
    "Theo báo cáo tại hội nghị, những năm qua hai bên đã ký kết nhiều thoả thuận, mở bốn tuyến xe khách.",
    "Đại biểu cho rằng cần sớm hoàn thành tuyến đường ven biển để dân đi lại thuận tiện trong mùa mưa.",
    "Kết thúc hội nghị, các bên thống nhất gặp lại vào tháng Ba năm sau, với kế hoạch cụ thể cho từng quý.",
]


@pytest.fixture
def whole(copy):
    """The reprinted story of everything, with a text as long as a short report."""
    html = "".join(f"<p>{one}</p>" for one in TEXT[:2]) + '<figure data-photo="1"></figure>'
    html += "".join(f"<p>{one}</p>" for one in TEXT[2:])
    PublishedStory.objects.filter(pk=copy.pk).update(html=html)
    make_copies(6, section=copy.section, live_from=timezone.now() - dt.timedelta(days=9))
    rebuild("readers")
    copy.refresh_from_db()
    return copy


@pytest.fixture
def addresses(whole, person):
    ward = registry.body("UBND phường Hòn Ngọc")
    registry.hold(person, registry.post("Chủ tịch", ward), "2021", "2025-06-30")
    (gone,) = make_copies(1, live_until=timezone.now(), withdrawn_at=timezone.now(), withdrawal_notice="Sai")
    today = timezone.localdate()
    return {
        **dict.fromkeys(("/", "/thoi-su/", "/nhan-vat/", "/luu-tru/", "/tim-kiem/?q=hop+tac"), 200),
        **{f"/luu-tru/{today:{form}}/": 200 for form in ("%Y", "%Y/%m", "%Y/%m/%d")},
        "/luu-tru/?tu=99&tac_gia=%22%3E%3Cb%3E": 200,
        whole.get_absolute_url(): 200,
        person.get_absolute_url(): 200,
        ward.get_absolute_url(): 200,
        gone.get_absolute_url(): 410,
        "/khong-co/": 404,
    }


def test_every_public_page_is_valid_html(client, addresses):
    for address, status in addresses.items():
        answer = client.get(address)
        assert answer.status_code == status, address
        text = answer.content.decode()
        parser = html5lib.HTMLParser()
        parser.parse(text)
        faults = [
            (where, fault, text.split("\n")[where[0] - 1][:200]) for where, fault, _more in parser.errors
        ]
        assert not faults, (address, faults[:3])
        ids = re.findall(r'\sid="([^"]*)"', text)
        assert len(ids) == len(set(ids)), (address, ids)


def test_every_public_page_has_a_title_headings_in_order_and_says_its_language(client, addresses):
    titles = set()
    for address in addresses:
        text = client.get(address).content.decode()
        titles.add(re.search(r"<title>(.+?)</title>", text, re.S)[1])
        assert text.count("<h1") == 1, address
        assert '<html lang="vi"' in text
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", text)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)
    assert len(titles) >= len(addresses) - 1  # the archive, whole and narrowed down, is one page


def test_every_time_is_as_html_has_it_and_of_this_country(client, addresses):
    # html5lib does not look into attributes; the standard allows three digits after the second.
    found = [
        value
        for address in addresses
        for value in re.findall(r'datetime="([^"]*)"', client.get(address).content.decode())
    ]
    assert len(found) > 20
    odd = [one for one in found if not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\+07:00)?", one)]
    assert not odd


def test_an_extractor_recovers_the_whole_story(client, whole):
    # Three in the morning at home, the day before in Greenwich.
    then = dt.datetime(2025, 3, 9, 20, tzinfo=dt.UTC)
    PublishedStory.objects.filter(pk=whole.pk).update(first_published_at=then, live_from=then)
    page = client.get(whole.get_absolute_url()).content.decode()
    found = trafilatura.bare_extraction(page, with_metadata=True).as_dict()
    assert found["title"] == whole.headline
    assert found["author"] == "Minh Hà"
    assert found["date"] == "2025-03-10"
    assert found["description"] == whole.lead
    text = found["text"]
    assert whole.lead in text
    places = [text.index(one) for one in TEXT]
    assert places == sorted(places)
    assert "baoquangninh.com.vn" in text
    # Nothing of the other stories, the navigation or the foot.
    assert "Tin " not in text.replace("Nguồn Tin", "")
    assert "Lưu trữ" not in text


def test_a_reader_of_metadata_finds_the_story_the_person_and_the_body(client, whole, person):
    page = client.get(whole.get_absolute_url()).content.decode()
    told = extruct.extract(page, syntaxes=["json-ld", "opengraph"])
    (article,) = told["json-ld"]
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == whole.headline
    assert article["author"] == [{"@type": "Person", "name": "Minh Hà"}]
    assert article["isBasedOn"] == ["https://baoquangninh.com.vn/a"]
    assert dt.datetime.fromisoformat(article["datePublished"]) == whole.first_published_at.replace(
        microsecond=0
    )
    graph = dict(told["opengraph"][0]["properties"])
    assert graph["og:title"] == whole.headline
    assert graph["og:type"] == "article"
    assert graph["og:image"].startswith("http")
    assert graph["og:url"].endswith(whole.get_absolute_url())
    page = client.get(person.get_absolute_url()).content.decode()
    (told,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert (told["@type"], told["name"]) == ("Person", person.name)
    assert json.dumps(told)


def test_the_text_that_was_published_is_the_text_that_is_extracted(client, whole):
    page = client.get(whole.get_absolute_url()).content.decode()
    text = trafilatura.extract(page, favor_recall=True)
    for line in richtext.plain_text(whole.html).splitlines():
        assert line.strip() in text
