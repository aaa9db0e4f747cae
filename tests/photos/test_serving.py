"""Who gets which photo file over HTTP, and with which headers."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import include, path, resolve, reverse

from articles.photos import ingest

from .files import encoded, picture

urlpatterns = [path("", include("articles.photos.urls")), path("", include("newsroom.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def photo(reporter):
    return ingest(encoded(picture(700, 400)), by=reporter)


def test_every_size_is_served_for_ever(client, photo, media):
    for kind, entries in photo.sizes.items():
        for width, _height, address in [entries] if kind == "share" else entries:
            answer = client.get(address)
            assert answer.status_code == 200
            assert answer["Content-Type"] == ("image/webp" if kind == "webp" else "image/jpeg")
            assert answer["Cache-Control"] == "public, max-age=31536000, s-maxage=300, immutable"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert not answer.cookies
            assert "Cookie" not in answer.get("Vary", "")
            assert len(answer.getvalue()) == int(answer["Content-Length"]) > width


def test_a_browser_that_has_it_gets_304_and_head_gets_no_body(client, photo):
    address = photo.sizes["share"][2]
    answer = client.get(address)
    answer.getvalue()
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get(address, headers={"if-none-match": '"other"'}).getvalue()
    head = client.head(address)
    head.close()
    assert head.status_code == 200
    assert head["Content-Length"] == answer["Content-Length"]
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "0" * 32 + "-640.webp",
        "0" * 32 + "-640.webp%0A",
        "0" * 32 + "-640.html",
        "../originals/ab/abc",
        "..%2foriginals%2fab%2fabc",
        "ab/" + "0" * 32 + "-640.webp",
        "",
    ],
)
def test_any_other_name_is_not_found(client, photo, name):
    assert client.get(f"/anh/{name}").status_code == 404
    assert client.get(f"/anh/{name}", headers={"if-none-match": "*"}).status_code == 404


def test_an_original_is_on_no_public_address(client, photo):
    for name in (photo.sha256, f"{photo.sha256[:2]}/{photo.sha256}", f"{photo.sha256[:32]}-640.jpg"):
        for prefix in ("/anh/", "/media/", "/media/originals/"):
            assert client.get(prefix + name).status_code == 404


def account(name: str, *permissions: str):
    user = get_user_model().objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def test_an_original_is_a_download_for_its_uploader_and_those_with_the_right(client, photo, reporter, media):
    address = reverse("photo_original", args=[photo.pk])
    for user in (reporter, account("secretary", "download_original")):
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="anh-{photo.pk}.jpg"'
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        kept = media / "originals" / photo.sha256[:2] / photo.sha256
        assert answer.getvalue() == kept.read_bytes()


def test_an_original_is_refused_to_everyone_else(client, photo):
    address = reverse("photo_original", args=[photo.pk])
    assert client.get(address).status_code == 302
    client.force_login(account("other", "view_photo", "change_photo", "edit_any_story"))
    assert client.get(address).status_code == 403
    assert client.get(reverse("photo_original", args=[0])).status_code == 404


def test_the_addresses_in_the_manifest_are_the_ones_served(photo):
    assert resolve(photo.sizes["webp"][0][2]).url_name == "photo_size"
