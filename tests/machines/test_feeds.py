import json
from unittest import mock

import feedparser
import pytest
from django.utils import timezone

from articles.models import PublishedStory
from people.models import Person
from tests.factories import make_copies, make_section
from tests.machines.conftest import CANARY

pytestmark = pytest.mark.django_db
XML = ["/rss/", "/rss/index.rss", "/rss/index.atom", "/rss/thoi-su.rss", "/rss/thoi-su.atom"]


def addresses(person):
    name = person.get_absolute_url().strip("/")
    return [*XML, f"/rss/{name}.rss", f"/rss/{name}.atom"]


def test_every_feed_is_well_formed_and_holds_the_whole_story(client, copy, person):
    for address in addresses(person):
        answer = client.get(address)
        feed = feedparser.parse(answer.content)
        assert not feed.bozo, (address, feed.get("bozo_exception"))
        (entry,) = feed.entries
        assert entry.title == copy.headline, address
        assert entry.link == f"http://localhost:8000{copy.get_absolute_url()}"
        text = entry.content[0].value
        assert "<strong>đậm</strong>" in text and "Kết &amp; hết." in text
        assert 'src="http://localhost:8000/anh/jpeg640.jpeg"' in text
        assert "baoquangninh.com.vn" in text
        assert entry.author == "Minh Hà"
        assert entry.published_parsed[:5] == copy.first_published_at.utctimetuple()[:5]
        assert feed.feed.language == "vi" or "atom" in address


def test_pictures_come_with_caption_and_credit(client, copy):
    (entry,) = feedparser.parse(client.get("/rss/").content).entries
    (picture,) = entry.media_content
    assert picture["url"].startswith("http://localhost:8000/anh/")
    assert entry.media_credit[0]["content"] == "Minh Hà"
    assert b"Ch\xc3\xba th\xc3\xadch 1" in client.get("/rss/").content


def test_a_json_feed_tells_the_same(client, copy, person):
    for address in ("/rss/index.json", "/rss/thoi-su.json", f"/rss{person.get_absolute_url()[:-1]}.json"):
        answer = client.get(address)
        assert answer["Content-Type"] == "application/feed+json"
        feed = json.loads(answer.content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"http://localhost:8000{address}"
        (item,) = feed["items"]
        assert (item["title"], item["authors"]) == (copy.headline, [{"name": "Minh Hà"}])
        assert "<strong>đậm</strong>" in item["content_html"]


def test_what_readers_may_not_see_is_in_no_feed(client, copy, person):
    for address in [
        *addresses(person),
        "/rss/index.json",
        "/ninjs.json",
        "/news-sitemap.xml",
        "/sitemap.xml",
    ]:
        assert CANARY not in client.get(address).content.decode(), address
    with mock.patch("django.utils.timezone.now", lambda: copy.live_from + timezone.timedelta(hours=2)):
        for address in addresses(person):
            assert CANARY in client.get(address).content.decode(), address


def test_a_reprint_that_names_nobody_is_credited_to_its_paper(client, copy):
    PublishedStory.objects.update(bylines=[])
    assert feedparser.parse(client.get("/rss/").content).entries[0].author == "baoquangninh.com.vn"


def test_an_empty_section_has_an_empty_feed_and_an_unknown_one_none(client):
    make_section("Văn hoá", "van-hoa")
    feed = feedparser.parse(client.get("/rss/van-hoa.rss").content)
    assert not feed.bozo and feed.entries == []
    assert client.get("/rss/khong-co.rss").status_code == 404
    assert client.get("/rss/nhan-vat/ai-1.rss").status_code == 404


def test_the_feed_of_a_merged_or_renamed_person_leads_to_the_present_one(client, copy, person):
    answer = client.get(f"/rss/nhan-vat/ten-cu-{person.pk}.rss")
    assert (answer.status_code, answer["Location"]) == (301, f"/rss{person.get_absolute_url()[:-1]}.rss")
    twice = Person.objects.create(name="Tên Viết Nhầm", merged_into=person, status=Person.Status.HIDDEN)
    answer = client.get(f"/rss{twice.get_absolute_url()[:-1]}.rss")
    assert (answer.status_code, answer["Location"]) == (301, f"/rss{person.get_absolute_url()[:-1]}.rss")
    Person.objects.filter(pk=person.pk).update(status=Person.Status.HIDDEN)
    assert client.get(f"/rss{person.get_absolute_url()[:-1]}.rss").status_code == 404


def test_a_feed_that_has_not_changed_is_not_sent_again(client, copy):
    for address in ("/rss/", "/rss/index.json", "/ninjs.json", copy.get_absolute_url(), "/sitemap.xml"):
        first = client.get(address)
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304, address
    first = client.get("/rss/")
    PublishedStory.objects.filter(pk=copy.pk).update(headline="Tít mới")
    assert client.get("/rss/", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_a_feed_costs_the_same_however_long(client, count, django_assert_max_num_queries):
    make_copies(count)
    # The stories, and the corrections among them.
    with django_assert_max_num_queries(4):
        client.get("/rss/")
    with django_assert_max_num_queries(1):
        client.get("/ninjs.json")


def test_pages_lead_to_their_feeds(client, copy):
    person = copy.people[0]["url"]
    for path, names in {
        "/": ["/rss/", "/rss/index.atom", "/rss/index.json"],
        "/thoi-su/": ["/rss/thoi-su.rss", "/rss/thoi-su.atom", "/rss/thoi-su.json"],
        person: [f"/rss{person[:-1]}.{form}" for form in ("rss", "atom", "json")],
    }.items():
        page = client.get(path).content.decode()
        for name in names:
            assert f'href="{name}"' in page, (path, name)
            assert client.get(name).status_code == 200
    assert ".ninjs.json" in client.get(copy.get_absolute_url()).content.decode()
