import io
import zlib

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from PIL import Image

from articles.models import Correction, Photo, PublishedCorrection, PublishedStory, Status, Story
from newsroom.demo import fill as demo
from newsroom.demo.fill import PASSWORD, SEED, fill, samples


def flat(kind, seed, size):
    """A plain picture instead of a drawn one: that it is beautiful is tested elsewhere."""
    file = io.BytesIO()
    Image.new("RGB", (96, 64), f"#{zlib.crc32(kind.encode()) & 0xFFFFFF:06x}").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker):
    """The demo newsroom, filled once for all the tests here and then undone."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(demo.landscapes, "draw", flat)
        demo._drawn.cache_clear()
        call_command("sync_roles", verbosity=0)
        fill(say=lambda line: None)
        yield
        demo._drawn.cache_clear()
        transaction.set_rollback(True)


@pytest.fixture
def filled(newsroom, db):
    """The same, in a test that may write."""


def test_the_demo_has_stories_in_every_status_and_readers_see_only_the_published(filled):
    assert set(Story.objects.values_list("status", flat=True)) == set(Status.values)
    live = PublishedStory.objects.live()
    shown = sum(sample.state in ("published", "revising") for sample in samples())
    assert live.count() == shown + 1  # the seed story


def test_the_seed_story_is_published_with_everything_it_holds(filled):
    copy = PublishedStory.objects.live().get(event_date=SEED[1])
    assert copy.headline == "Hội nghị hợp tác phát triển Quảng Ninh – Hà Nội"
    assert copy.place == "TP Hạ Long"
    assert copy.lead.startswith("Ngày 10/8, tại TP Hạ Long")
    assert [source["credit"] for source in copy.sources] == ["baoquangninh.com.vn"]
    assert {one["name"]: one["title"] for one in copy.people} == {
        "Hoàng Trung Hải": "Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội",
        "Nguyễn Văn Đọc": "Bí thư Tỉnh uỷ Quảng Ninh",
    }
    assert [photo["caption"] for photo in copy.photos] == [
        "Quang cảnh hội nghị.",
        "Đồng chí Hoàng Trung Hải, Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội phát biểu tại hội nghị.",
        "Đồng chí Nguyễn Văn Đọc, Bí thư Tỉnh uỷ Quảng Ninh phát biểu tại hội nghị.",
        "Lãnh đạo Thành uỷ Hà Nội trao kinh phí xây dựng Quỹ “Đền ơn đáp nghĩa” cho lãnh đạo "
        "Tỉnh uỷ Quảng Ninh.",
        "Lãnh đạo tỉnh trao quà lưu niệm cho đoàn công tác TP Hà Nội.",
    ]
    assert all(photo["label"] == "illustration" for photo in copy.photos)


def test_filling_again_adds_nothing(filled):
    before = (Story.objects.count(), Photo.objects.count())
    assert fill(say=lambda line: None) is False
    assert (Story.objects.count(), Photo.objects.count()) == before


def test_one_correction_is_published_and_one_waits(filled):
    assert sorted(Correction.objects.values_list("status", flat=True)) == ["published", "review"]
    assert PublishedCorrection.objects.live().count() == 1


def test_every_account_can_sign_in(filled, client):
    for user, _role in demo.accounts():
        assert client.login(username=user.username, password=PASSWORD)


def test_the_demo_refuses_to_open_in_production(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo", no_serve=True, stdout=io.StringIO())


@pytest.mark.parametrize("set_already", [False, True])
def test_links_that_leave_the_desk_lead_to_the_port_it_is_served_on(
    filled, client, settings, monkeypatch, set_already
):
    settings.DEBUG = True
    settings.SITE_URL = "https://bao.example"  # put back after the test
    settings.CSRF_TRUSTED_ORIGINS = []
    if set_already:
        monkeypatch.setenv("SITE_URL", settings.SITE_URL)
    else:
        monkeypatch.delenv("SITE_URL", raising=False)
    call_command("demo", port=8765, no_serve=True, stdout=io.StringIO())
    story = Story.objects.filter(status=Status.EDITING).first()
    client.force_login(get_user_model().objects.get(username="tongbientap"))
    page = client.post(reverse("preview-give", args=[story.pk]), {"days": 3}, follow=True).content.decode()
    base = "https://bao.example" if set_already else "http://127.0.0.1:8765"
    assert f"{base}/xem-truoc/" in page
