"""Who answers for the paper stands on every page, written by the editor-in-chief, and is missed otherwise."""

import datetime as dt
import json
import re

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from articles.models import Imprint
from newsroom import checks
from tests.factories import make_copies, make_user

pytestmark = pytest.mark.django_db
WRITTEN = {
    "name": "Báo Vịnh Mây",
    "agency": "Hội Văn nghệ Vịnh Mây",
    "licence": "12/GP",
    "licence_day": dt.date(2020, 8, 10),
    "licence_by": "Cục Mẫu",
    "editor_in_chief": "Trần Thị Mẫu",
    "address": "1 Bến Mây",
    "phone": "0203 1",
    "email": "toasoan@bao.example",
}


@pytest.fixture(autouse=True)
def nothing_kept(fresh_cache):
    cache.clear()


@pytest.fixture
def chief():
    call_command("sync_roles")
    user = make_user()
    user.groups.add(Group.objects.get(name="Tổng biên tập"))
    return user


def missing() -> list:
    return [one.id for one in checks.imprint_is_written(None, databases=["default"])]


def test_it_stands_at_the_foot_of_every_page(client):
    (copy,) = make_copies(1)
    Imprint.objects.create(pk=1, **WRITTEN)
    for path in (
        "/",
        "/thoi-su/",
        copy.get_absolute_url(),
        "/nhan-vat/",
        "/khong-co/",
        "/gioi-thieu/",
        "/tim-kiem/",
    ):
        page = client.get(path).content.decode()
        for words in (
            "Hội Văn nghệ Vịnh Mây",
            "12/GP",
            "10/8/2020",
            "Trần Thị Mẫu",
            "1 Bến Mây",
            "toasoan@bao.example",
        ):
            assert words in page, (path, words)


def test_pages_do_without_it_until_it_is_written(client):
    make_copies(1)
    assert client.get("/").status_code == client.get("/gioi-thieu/").status_code == 200


def test_the_check_before_going_live_fails_until_it_is_written():
    assert missing() == ["newsroom.E014"]
    one = Imprint.objects.create(pk=1, **WRITTEN)
    assert missing() == []
    one.editor_in_chief = ""
    one.save()
    (error,) = checks.imprint_is_written(None, databases=["default"])
    assert "tổng biên tập" in error.msg


def test_machines_are_told_who_publishes(client):
    (copy,) = make_copies(1)
    Imprint.objects.create(pk=1, ethics="Có nguồn.", **WRITTEN)
    told = []
    for path in ("/", copy.get_absolute_url()):
        page = client.get(path).content.decode()
        found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
        told.append(found.get("publisher", found))
    for paper in told:
        assert paper["@type"] == "NewsMediaOrganization"
        assert paper["parentOrganization"]["name"] == "Hội Văn nghệ Vịnh Mây"
        assert paper["ethicsPolicy"].endswith("/gioi-thieu/#nguyen-tac")
        assert "correctionsPolicy" not in paper


def test_the_editor_in_chief_writes_it_and_readers_see_it_at_once(
    client, chief, django_capture_on_commit_callbacks
):
    assert "Hội Văn nghệ" not in client.get("/gioi-thieu/").content.decode()
    client.force_login(chief)
    add = reverse("admin:articles_imprint_add")
    assert client.get(reverse("admin:articles_imprint_changelist")).url == add
    with django_capture_on_commit_callbacks(execute=True):
        saved = client.post(add, {**WRITTEN, "licence_day": "10/8/2020", "pk": 7})
    change = reverse("admin:articles_imprint_change", args=[1])
    assert saved.url == change
    assert "Hội Văn nghệ Vịnh Mây" in client.get("/gioi-thieu/").content.decode()
    assert Imprint.objects.get().licence_day == dt.date(2020, 8, 10)
    assert client.get(add).status_code == 403
    opened = client.get(change)
    seen = re.search(r'name="seen" value="([^"]+)"', opened.content.decode())[1]
    Imprint.objects.update(phone="0203 2")
    data = {**WRITTEN, "licence_day": "2020-08-10", "seen": seen}
    clash = client.post(change, data)
    assert clash.status_code == 200
    assert Imprint.objects.get().phone == "0203 2"


def test_nobody_else_may_write_it(client, chief):
    chief.groups.set([Group.objects.get(name="Thư ký toà soạn")])
    client.force_login(chief)
    assert client.get(reverse("admin:articles_imprint_add")).status_code == 403
    assert client.post(reverse("admin:articles_imprint_add"), WRITTEN).status_code == 403
    assert not Imprint.objects.exists()
