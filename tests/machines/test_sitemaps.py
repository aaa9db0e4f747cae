import datetime as dt
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from lxml import etree

from articles.models import PublishedStory
from people.models import Person
from tests.factories import make_copies, make_section, photo_data

pytestmark = pytest.mark.django_db
SCHEMA = etree.XMLSchema(file=Path(__file__).parent.parent / "data/sitemap.xsd")
LOC = ".//{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(client, path, tag=LOC):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return [
        one.text.removeprefix("http://localhost:8000")
        for one in ElementTree.fromstring(answer.content).iterfind(tag)
    ]


def test_every_live_story_is_in_one_part_that_the_index_names(client):
    old = make_copies(2, first_published_at=dt.datetime(2019, 7, 31, 18, tzinfo=dt.UTC))
    new = make_copies(3)
    make_copies(1, live_from=timezone.now() + dt.timedelta(hours=1))
    parts = [path for path in locations(client, "/sitemap.xml") if path[9:10].isdigit()]
    # 18:00 UTC on the last of July is August in Quảng Ninh.
    assert "/sitemap/2019-08.xml" in parts and len(parts) == 2
    listed = [path for part in parts for path in locations(client, part)]
    assert sorted(listed) == sorted(copy.get_absolute_url() for copy in [*old, *new])


def test_pictures_are_named(client):
    (copy,) = make_copies(1, photos=[photo_data()])
    at = timezone.localtime(copy.first_published_at)
    images = locations(
        client, f"/sitemap/{at:%Y-%m}.xml", ".//{http://www.google.com/schemas/sitemap-image/1.1}loc"
    )
    assert images == ["/anh/jpeg640.jpeg"]


def test_sections_and_people_have_parts(client):
    section = make_section()
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    Person.objects.create(name="Người Ẩn", status="hidden")
    assert section.get_absolute_url() in locations(client, "/sitemap/chuyen-muc.xml")
    assert locations(client, "/sitemap/nhan-vat.xml") == ["/nhan-vat/", person.get_absolute_url()]


def test_what_the_index_names_is_as_the_schema_has_it(client, copy):
    """Every part, on the first day too, when there are neither people nor corrections nor stories."""
    named = ["/news-sitemap.xml", *locations(client, "/sitemap.xml")]
    assert len(named) == 5
    for path in named:
        fits(client, path)
    PublishedStory.objects.all().delete()
    Person.objects.all().delete()
    for path in locations(client, "/sitemap.xml"):
        fits(client, path)


def fits(client, path):
    """Fail where the sitemap at `path` is not one by sitemaps.org's schema, Google's elements left out."""
    tree = etree.fromstring(client.get(path).content)
    for one in tree.findall("{*}url/{*}*"):
        if etree.QName(one).namespace != etree.QName(tree).namespace:
            one.getparent().remove(one)
    SCHEMA.assertValid(tree)


def test_google_news_gets_two_days_and_no_more(client):
    (new,) = make_copies(1, headline="Mới & <nóng>")
    make_copies(1, first_published_at=timezone.now() - dt.timedelta(hours=49))
    assert locations(client, "/news-sitemap.xml") == [new.get_absolute_url()]
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    tree = ElementTree.fromstring(client.get("/news-sitemap.xml").content)
    assert tree.find(f".//{news}title").text == "Mới & <nóng>"
    assert tree.find(f".//{news}language").text == "vi"


def test_robots_are_told_where_to_look_and_where_not(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text
    assert "Disallow: /toa-soan/" in text


@pytest.mark.parametrize("part", ["2019-00", "2019-13", "2019-19", "1000-01", "2999-12"])
def test_a_month_without_stories_has_no_sitemap(client, part):
    assert client.get(f"/sitemap/{part}.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_an_index_costs_one_query(client, count, django_assert_max_num_queries):
    make_copies(count)
    with django_assert_max_num_queries(1):
        client.get("/sitemap.xml")
