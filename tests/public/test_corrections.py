"""A published correction is where readers and machines look: the story, the list, feeds, the sitemap."""

import datetime as dt
import json
import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles.indexing import index_copy
from articles.models import Correction, PublishedCorrection
from articles.publishing import publish_correction, withdraw_correction
from tests.factories import make_copies, make_section

pytestmark = pytest.mark.django_db
RIGHT = "Cầu dài 220 m, không phải 200 m."


def correct(copy, right=RIGHT, **words):
    """A published correction of a copy, made past the workflow."""
    return publish_correction(
        Correction.objects.create(
            **{"wrong": "Cầu dài 200 m.", "apology": "Toà soạn xin lỗi.", "right": right, **words},
            story=copy.story,
            piece=copy,
            made_by=copy.story.author,
        )
    )


@pytest.fixture
def copy():
    (copy,) = make_copies(1, headline="Khánh thành cầu", section=make_section())
    return copy


SURFACES = [
    *(
        "{story}",
        "/cai-chinh/",
        "{notice}",
        "/rss/cai-chinh.rss",
        "/rss/cai-chinh.atom",
        "/rss/cai-chinh.json",
    ),
    *("/rss/", "/rss/index.atom", "/rss/index.json", "/rss/thoi-su.rss", "{ninjs}", "/ninjs.json"),
]


@pytest.mark.parametrize("surface", SURFACES)
def test_what_is_right_is_told(client, copy, surface):
    path = surface.format(
        story=copy.get_absolute_url(),
        notice="/cai-chinh/1/",
        ninjs=copy.get_absolute_url().replace(".html", ".ninjs.json"),
    )
    before = client.get(path)
    notice = correct(copy)
    path = notice.get_absolute_url() if surface == "{notice}" else path
    answer = client.get(path)
    assert RIGHT not in before.content.decode()
    assert RIGHT in answer.content.decode()
    assert before.get("ETag") != answer["ETag"]
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_every_page_leads_to_the_list_and_the_story_to_the_notice(client, copy):
    notice = correct(copy)
    assert 'href="/cai-chinh/"' in client.get("/").content.decode()
    page = client.get(copy.get_absolute_url()).content.decode()
    # Above the lead.
    assert page.index(notice.get_absolute_url() + '"') < page.index('class="lead"')
    assert f'href="{notice.get_absolute_url()}"' in client.get("/cai-chinh/").content.decode()


def test_machines_find_it_in_the_story_and_on_its_page(client, copy):
    notice = correct(copy)

    def told(path):
        page = client.get(path).content.decode()
        return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    story, own = told(copy.get_absolute_url()), told(notice.get_absolute_url())
    (one,) = story["correction"]
    assert one["@type"] == own["@type"] == "CorrectionComment"
    assert RIGHT in one["text"]
    assert one["url"].endswith(notice.get_absolute_url())
    assert dt.datetime.fromisoformat(
        story["dateModified"]
    ) == copy.__class__.objects.get().corrected_at.replace(microsecond=0)
    assert own["about"]["headline"] == "Khánh thành cầu"


def test_feeds_and_sitemaps_say_that_the_story_changed(client, copy):
    since = {"If-None-Match": client.get("/rss/thoi-su.rss")["ETag"]}
    notice = correct(copy)
    assert client.get("/rss/thoi-su.rss", headers=since).status_code == 200
    copy.refresh_from_db()
    stamp = timezone.localtime(copy.corrected_at).isoformat()[:19]
    assert stamp in client.get("/sitemap.xml").content.decode()
    local = timezone.localtime(copy.first_published_at)
    assert stamp in client.get(f"/sitemap/{local:%Y-%m}.xml").content.decode()
    assert notice.get_absolute_url() in client.get("/sitemap/cai-chinh.xml").content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_the_pages_cost_the_same_however_many_there_are(client, copy, django_assert_max_num_queries, many):
    cache.set("most-read", [copy.story_id])
    for number in range(many):
        notice = correct(copy, right=f"Đúng {number}.")
    for path, budget in (("/cai-chinh/", 3), (notice.get_absolute_url(), 2), (copy.get_absolute_url(), 3)):
        with django_assert_max_num_queries(budget):
            assert client.get(path).status_code == 200


def test_the_list_has_pages(client, copy):
    for number in range(21):
        correct(copy, right=f"Đúng {number}.")
    assert "Đúng 20." in client.get("/cai-chinh/").content.decode()
    second = client.get("/cai-chinh/?page=2").content.decode()
    assert "Đúng 0." in second and "Đúng 20." not in second
    assert client.get("/cai-chinh/?page=3").status_code == 404


def test_what_people_typed_is_never_markup(client, copy):
    notice = correct(
        copy, right="<script>alert(1)</script> & {{ x }}", requester="<b>Ai</b>", document="12/CV"
    )
    for path in (
        copy.get_absolute_url(),
        notice.get_absolute_url(),
        "/cai-chinh/",
        "/rss/",
        "/rss/cai-chinh.json",
    ):
        assert "<script>alert" not in client.get(path).content.decode(), path
    assert "số 12/CV" in client.get(notice.get_absolute_url()).content.decode()
    assert PublishedCorrection.objects.count() == 1


def test_readers_search_finds_the_story_by_what_its_correction_says_until_it_is_withdrawn(client, copy):
    def found(words):
        return "Khánh thành cầu" in re.sub(
            "<.*?>", "", client.get("/tim-kiem/", {"q": words}).content.decode()
        )

    index_copy(copy)
    assert not found("cai chinh") and not found("220")
    notice = correct(copy)
    assert found("cai chinh") and found("220")
    assert "<mark>cải chính</mark>" in client.get("/tim-kiem/?q=cai+chinh").content.decode()
    withdraw_correction(notice.correction)
    assert not found("cai chinh") and found("khanh thanh")
