import io
from unittest import mock
from urllib.error import HTTPError

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import PublishedStory
from people.models import Person
from tests.factories import make_copies

pytestmark = pytest.mark.django_db


def checked(*options):
    out = io.StringIO()
    try:
        call_command("check_links", *options, stdout=out)
    except SystemExit as end:
        assert end.code == 1
        return out.getvalue()
    assert "Liên kết nào cũng dẫn tới nơi" in out.getvalue()
    return ""


def linking(*addresses):
    html = "".join(f'<p>Xem <a href="{address}">chỗ <b>này</b></a></p>' for address in addresses)
    return make_copies(1, headline="Bài có liên kết", html=html)[0]


def test_links_that_lead_somewhere_are_passed_over_without_asking_the_network():
    (copy,) = make_copies(1)
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    linking(
        copy.get_absolute_url(),
        f"http://localhost:8000{copy.get_absolute_url()}",
        f"/muc-cu/slug-cu-{copy.story_id}.html",
        person.get_absolute_url(),
        *(
            "/",
            "/thoi-su/",
            "/luu-tru/?tac_gia=Hà",
            "/tim-kiem/?q=a",
            "mailto:a@b.example",
            "tel:+842033",
            "#chu",
        ),
        "https://khac.example/",
    )
    with mock.patch("urllib.request.urlopen", side_effect=AssertionError("asked the network")):
        assert checked() == ""


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/khong-co/", "không có trang này"),
        ("/thoi-su/x-99999.html", "không có trang này"),
        ("/nhan-vat/x-99999/", "không có trang này"),
        ("http://localhost:8000/khong/co", "không có trang này"),
        ("/toa-soan/", "chỉ dành cho toà soạn"),
        ("bai-viet.html", "không phải địa chỉ đầy đủ"),
        ("http://[", "không phải địa chỉ"),
    ],
)
def test_a_broken_link_is_listed_with_its_story_and_its_words(address, why):
    copy = linking(address)
    said = checked()
    assert copy.get_absolute_url() in said
    assert "Bài có liên kết" in said
    assert f"{address}  “chỗ này”: {why}" in said
    assert "1 liên kết hỏng" in said


def test_a_link_to_a_withdrawn_story_is_told():
    (gone,) = make_copies(1)
    linking(gone.get_absolute_url())
    PublishedStory.objects.filter(pk=gone.pk).update(live_until=timezone.now(), withdrawn_at=timezone.now())
    assert "đã gỡ" in checked()


def test_what_readers_do_not_see_is_not_checked():
    copy = linking("/khong-co/")
    PublishedStory.objects.filter(pk=copy.pk).update(live_until=timezone.now())
    assert checked() == ""


def test_other_sites_are_asked_once_each_and_only_when_told_to():
    linking("https://khac.example/a", "https://khac.example/a", "https://khac.example/b")

    def answer(request, timeout):
        if request.full_url.endswith("/a"):
            raise HTTPError(request.full_url, 404, "", {}, None)
        return mock.MagicMock()

    with mock.patch("urllib.request.urlopen", side_effect=answer) as asked:
        said = checked("--external")
    assert said.count("https://khac.example/a") == 2
    assert "/b" not in said
    assert asked.call_count == 2
