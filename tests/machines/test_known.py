"""What each page tells machines of itself in its head."""

import datetime as dt

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone

from articles.indexing import index_copy
from people.models import Person
from people.registry import body, hold, post
from tests.factories import make_copies, photo_data
from tests.public.test_corrections import correct

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"
DAY = dt.datetime(2019, 8, 10, 5, tzinfo=dt.UTC)


@pytest.fixture
def addresses():
    """{kind of page: its address}, that by which it wants to be known."""
    person = Person.objects.create(name='Vũ "Yến" & <em>')
    ward = body("UBND phường Hòn Ngọc")
    hold(person, post("Chủ tịch", ward), "2015", verified_on="2019-08-10")
    (copy,) = make_copies(1, headline='Tít "kép" & <em>', mentions=[person], first_published_at=DAY)
    (photo,) = make_copies(1, photos=[photo_data()])
    index_copy(copy)
    return {
        "front": "/",
        "section": "/thoi-su/",
        "story": copy.get_absolute_url(),
        "photo story": photo.get_absolute_url(),
        "people": reverse("people"),
        "person": person.get_absolute_url(),
        "body": ward.get_absolute_url(),
        "archive": reverse("archive"),
        "archive-year": "/luu-tru/2019/",
        "archive-month": "/luu-tru/2019/08/",
        "archive-day": "/luu-tru/2019/08/10/",
        "about": reverse("about"),
        "corrections": reverse("corrections"),
        "correction": correct(photo).get_absolute_url(),
    }


def told(client, address):
    """(status, the root element, {name or property: every content})."""
    answer = client.get(address)
    root = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    found = {}
    for one in root.iterfind("head/meta"):
        found.setdefault(one.get("property") or one.get("name"), []).append(one.get("content"))
    return answer.status_code, root, found


KINDS = [
    *("front", "section", "story", "photo story", "people", "person", "body"),
    *("archive", "archive-year", "archive-month", "archive-day"),
    *("about", "corrections", "correction"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_each_page_says_once_what_it_is_and_where(client, addresses, kind):
    status, root, meta = told(client, addresses[kind])
    assert (status, root.get("lang")) == (200, "vi")
    address = f"{SITE}{addresses[kind]}"
    assert [one.get("href") for one in root.iterfind("head/link[@rel='canonical']")] == [address]
    assert meta["og:url"] == [address]
    for name in ("og:title", "og:type", "og:site_name", "og:locale", "twitter:card"):
        (value,) = meta[name]
        assert value.strip()
    assert meta.get("description") == meta.get("og:description")
    assert meta["twitter:card"] == ["summary_large_image"]
    assert (meta["og:image:width"], meta["og:image:height"]) == (["1200"], ["630"])
    assert meta["og:image"][0].startswith(f"{SITE}/anh/") and meta["og:image:alt"][0]


def test_names_with_signs_in_them_are_told_as_they_are(client, addresses):
    assert told(client, addresses["story"])[2]["og:title"] == ['Tít "kép" & <em>']
    _status, _root, meta = told(client, addresses["person"])
    assert meta["og:title"] == ['Vũ "Yến" & <em>']
    assert meta["description"][0].startswith('Vũ "Yến" & <em>, ')


@pytest.mark.parametrize("address", ["/khong-co/", "/tim-kiem/?q=tin", "/luu-tru/?loai=brief", "gone"])
def test_what_is_no_page_of_its_own_is_not_indexed_and_claims_no_address(client, address):
    (gone,) = make_copies(1, live_until=timezone.now(), withdrawn_at=timezone.now())
    _status, root, meta = told(client, gone.get_absolute_url() if address == "gone" else address)
    assert meta["robots"][0].startswith("noindex")
    assert root.find("head/link[@rel='canonical']") is None and "og:url" not in meta
