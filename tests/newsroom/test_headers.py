"""What every response carries, whoever made it."""

import pytest
from django.test import Client
from django.urls import path
from django.utils import timezone

from articles.models import PublishedStory
from tests.factories import make_copies

STRICT = "default-src 'self'"


def boom(request):
    raise RuntimeError("the server's own fault")


urlpatterns = [path("boom", boom)]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/healthz", 200),
        ("/toa-soan/login/", 200),
        ("/toa-soan/", 302),
        ("/không/có/trang/này", 404),
        ("/static/admin/css/base.css", 200),
    ],
)
@pytest.mark.django_db
def test_every_kind_of_response_is_under_the_strict_policy(client, address: str, status: int):
    response = client.get(address)
    list(response)  # reads the file to its end, which closes it
    assert response.status_code == status
    policy = response["Content-Security-Policy"]
    assert STRICT in policy
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_a_page_that_breaks_is_under_it_too(settings):
    settings.ROOT_URLCONF = __name__
    response = Client(raise_request_exception=False).get("/boom")
    assert response.status_code == 500
    assert STRICT in response["Content-Security-Policy"]


def test_nothing_is_allowed_from_another_host(settings):
    sources = {source for values in settings.SECURE_CSP.values() for source in values}
    assert sources == {"'self'", "'none'", "data:"}


@pytest.mark.django_db
def test_an_unknown_host_name_is_refused(client):
    assert client.get("/toa-soan/login/", headers={"host": "elsewhere.example"}).status_code == 400


def test_plain_http_is_sent_to_https_but_for_those_who_watch_the_server(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/toa-soan/login/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/toa-soan/login/")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "kind", ["front", "section", "story", "former address", "missing", "feed", "sitemap"]
)
@pytest.mark.django_db
def test_a_cache_asks_each_time_whether_a_page_is_still_so(client, kind):
    (copy,) = make_copies(1)
    address = {
        "front": "/",
        "section": "/thoi-su/",
        "story": copy.get_absolute_url(),
        "former address": f"/thoi-su/cu-{copy.story_id}.html",
        "missing": "/khong-co/",
        "feed": "/rss/",
        "sitemap": "/sitemap.xml",
    }[kind]
    response = client.get(address)
    assert response["Cache-Control"] == "no-cache"
    # One copy for all readers, signed in or not.
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.django_db
def test_a_page_unchanged_is_not_sent_again_and_one_withdrawn_is_gone_at_once(client):
    (copy,) = make_copies(1)
    address = copy.get_absolute_url()
    known = {"if-none-match": client.get(address)["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    PublishedStory.objects.update(withdrawn_at=timezone.now(), live_until=timezone.now())
    assert client.get(address, headers=known).status_code == 410


@pytest.mark.django_db
def test_what_depends_on_who_is_signed_in_is_kept_by_no_shared_cache(client):
    response = client.get("/toa-soan/")
    assert {"private", "no-cache"} <= set(response["Cache-Control"].split(", "))


@pytest.mark.django_db
def test_what_says_how_long_it_may_be_kept_is_obeyed(client):
    response = client.get("/static/admin/css/base.css")
    list(response)
    assert "no-cache" not in response["Cache-Control"]
