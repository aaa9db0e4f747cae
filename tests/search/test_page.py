import datetime as dt
import re
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.indexing import rebuild
from articles.models import Abbreviation, PublishedStory
from people.models import Person
from tests.factories import make_copies, make_section

pytestmark = pytest.mark.django_db


def published(count=1, **fields):
    copies = make_copies(count, **fields)
    rebuild("readers")
    return copies


def page(client, **asked):
    response = client.get("/tim-kiem/", asked)
    assert response.status_code == 200
    return response.content.decode()


def headlines(text):
    return [re.sub("<.*?>", "", one) for one in re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", text, re.S)]


def test_a_story_is_found_without_marks_and_shown_as_it_is_spelled(client):
    published(headline="Tỉnh ủy họp", lead="Bàn về cầu.", html="<p>Hợp tác <b>phát triển</b> bền vững.</p>")
    for asked in ("tinh uy", "Tỉnh uỷ", "TỈNH ỦY"):
        assert "<mark>Tỉnh ủy</mark> họp" in page(client, q=asked)
    assert "<mark>phát triển</mark> bền vững" in page(client, q="phat trien")
    assert "1 bài" in page(client, q="phat trien")


def test_captions_people_source_and_author_are_found(client):
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    published(
        photos=[{"caption": "Cầu cảng lúc bình minh", "number": 1, "sizes": {}, "width": 1, "height": 1}],
        people=[{"id": person.pk, "name": person.name, "url": "/", "title": "Chủ tịch phường Cao Thắng"}],
        sources=[{"id": 1, "credit": "baoquangninh.com.vn", "url": ""}],
        bylines=[{"role": "text", "name": "Minh Hà"}],
    )
    for asked in ("bình minh", "hai yen", "chủ tịch phường", "baoquangninh.com.vn", "minh ha"):
        assert len(headlines(page(client, q=asked))) == 1, asked


def test_what_readers_may_not_see_is_not_found_not_counted_and_not_hinted_at(client):
    now = timezone.now()
    section = make_section("Mật", "mat")
    make_copies(1, headline="Canary hẹn giờ", section=section, live_from=now + dt.timedelta(hours=1))
    make_copies(1, headline="Canary đã gỡ", section=section, live_until=now)
    published(1, headline="Khác")
    text = page(client, q="canary")
    assert headlines(text) == []
    assert "Không tìm thấy" in text
    assert "Canary" not in text.replace("“canary”", "")
    assert client.get("/tim-kiem/goi-y.json", {"q": "canary"}).json() == {"found": []}
    with mock.patch("django.utils.timezone.now", lambda: now + dt.timedelta(hours=2)):
        assert headlines(page(client, q="canary")) == ["Canary hẹn giờ"]


def test_publishing_is_what_makes_a_story_found_and_withdrawing_ends_it(client, story, walk, desk):
    from articles.workflow import record_edit, take

    walk(story, "approved")
    assert headlines(page(client, q="khanh thanh")) == []
    story = take("publish", story, by=desk["secretary"])
    assert headlines(page(client, q="khanh thanh")) == [story.headline]
    story = take("revise", story, by=desk["editor"])
    story.headline = "Tít mới hẳn"
    story.save()
    record_edit(story, by=desk["editor"])
    assert headlines(page(client, q="tit moi")) == []
    story = walk(story, "published")
    assert headlines(page(client, q="tit moi")) == ["Tít mới hẳn"]
    assert headlines(page(client, q="khanh thanh cau cang")) == []
    take("withdraw", story, by=desk["chief"], note="Sai", notice="Đã gỡ")
    assert headlines(page(client, q="tit moi")) == []


def test_facets_say_how_many_and_narrow_down(client):
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    people = [{"id": person.pk, "name": person.name, "url": "/", "title": ""}]
    culture = make_section("Văn hoá", "van-hoa")
    make_copies(2, headline="Cầu", people=people)
    published(3, headline="Cầu", section=culture, first_published_at=dt.datetime(2019, 5, 1, tzinfo=dt.UTC))
    text = page(client, q="cầu")
    assert re.search(r"Văn hoá\s*<span class=\"meta\">3</span>", text)
    assert (
        re.search(r"Vũ Thị Hải Yến\s*<span class=\"meta\">2</span>", text) is None
    )  # no other to choose from
    assert len(headlines(page(client, q="cầu", **{"chuyen-muc": culture.pk}))) == 3
    assert len(headlines(page(client, q="cau", nam=2019))) == 3
    assert len(headlines(page(client, q="cầu", **{"nhan-vat": person.pk}))) == 2
    assert len(headlines(page(client, q="cầu", **{"nhan-vat": person.pk, "nam": 2019}))) == 0


def test_the_list_goes_on_page_by_page(client):
    published(45, headline="Cầu cảng")
    seen, address = [], "/tim-kiem/?q=cau"
    while address and len(seen) < 100:
        text = client.get(address).content.decode()
        seen += re.findall(r'<h3><a href="([^"]+)"', text)
        follows = re.search(r'rel="next" href="([^"]+)"', text)
        address = follows and "/tim-kiem/" + follows[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 45


def test_best_first_puts_the_headline_above_the_text_and_goes_on_too(client):
    make_copies(21, headline="Khác", html="<p>Cầu cảng và nhiều chữ khác nữa.</p>")
    published(1, headline="Cầu cảng", first_published_at=dt.datetime(2019, 5, 1, tzinfo=dt.UTC))
    assert headlines(page(client, q="cầu cảng"))[0] == "Khác"
    text = page(client, q="cầu cảng", **{"sap-xep": "phu-hop"})
    assert headlines(text)[0] == "Cầu cảng"
    follows = re.search(r'rel="next" href="([^"]+)"', text)[1].replace("&amp;", "&")
    assert len(headlines(client.get("/tim-kiem/" + follows).content.decode())) == 2


def test_near_matches_stand_apart(client):
    make_copies(1, headline="Chị Năm")
    published(1, headline="Anh Nam")
    text = page(client, q="nam")
    assert headlines(text) == ["Anh Nam", "Chị Năm"]
    assert text.index("Anh") < text.index("Gần đúng") < text.index("Chị")


def test_editors_can_add_an_abbreviation(client):
    published(1, headline="Hội Cựu chiến binh họp")
    assert headlines(page(client, q="CCBVN")) == []
    Abbreviation.objects.create(short="CCBVN", long="Cựu chiến binh")
    assert headlines(page(client, q="CCBVN")) == ["Hội Cựu chiến binh họp"]


def test_the_usual_abbreviations_are_there(client):
    published(1, headline="Uỷ ban nhân dân tỉnh họp")
    assert len(headlines(page(client, q="UBND tỉnh"))) == 1


def test_suggestions_are_headlines_that_go_on_from_what_is_typed(client):
    (copy,) = published(1, headline="Quảng Ninh đón khách")
    with CaptureQueriesContext(connection) as queries:
        found = client.get("/tim-kiem/goi-y.json", {"q": "quang ni"}).json()["found"]
    assert not any('"html"' in query["sql"] for query in queries), "the whole text is not read for it"
    assert found == [{"headline": "Quảng Ninh đón khách", "url": copy.get_absolute_url()}]


def test_hostile_text_is_text(client):
    hostile = '<script>alert(1)</script> "onmouseover=x'
    published(1, headline=hostile)
    text = page(client, q=hostile)
    assert "<script>alert" not in text
    assert '"onmouseover' not in text


@pytest.mark.parametrize("name", ["q", "sau", "chuyen-muc", "nhan-vat", "nguon", "nam", "sap-xep"])
@pytest.mark.parametrize(
    "junk",
    [
        "",
        "-1",
        "0",
        "9" * 30,
        "abc",
        "1e9",
        "\x00",
        "1'--",
        "x" * 50_000,
        "1",
        "09999999999999999999",
        "MATCH *",
    ],
    ids=ascii,
)
def test_no_parameter_is_an_error(client, name, junk):
    published(1, headline="Cầu")
    assert client.get("/tim-kiem/", {"q": "cau", name: junk}).status_code == 200
    assert client.get("/tim-kiem/goi-y.json", {"q": junk}).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_a_search_costs_the_same_however_much_it_finds(client, count, django_assert_max_num_queries):
    published(count, headline="Cầu")
    with django_assert_max_num_queries(12):
        page(client, q="cau")


def test_it_is_not_for_search_engines(client):
    assert client.get("/tim-kiem/?q=a")["X-Robots-Tag"] == "noindex, follow"


def test_an_index_entry_of_another_copy_with_that_key_is_not_taken_for_it(client):
    published(1, headline="Cầu")
    PublishedStory.objects.update(first_published_at=dt.datetime(2018, 1, 1, tzinfo=dt.UTC))
    assert headlines(page(client, q="cau")) == []


def test_what_was_not_found_is_told_as_it_was_typed(client):
    published(headline="Tỉnh ủy họp")
    assert "Không tìm thấy bài nào cho <b>&quot;cầu &lt;b&gt;&quot;</b>." in page(client, q='"cầu <b>"')


def test_writing_without_marks_is_advised_only_to_whoever_wrote_with_marks(client):
    assert "Thử gõ không dấu" in page(client, q="cầu cảng")
    for asked in ("cau cang", "10/8"):
        assert "Không tìm thấy" in page(client, q=asked) and "Thử gõ không dấu" not in page(client, q=asked)
