"""What went wrong is told in Vietnamese, in the paper's own dress, without asking the database."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import make_user


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "500"])
def test_a_page_for_what_went_wrong_needs_no_database(name):
    page = render_to_string(f"{name}.html")
    assert 'lang="vi"' in page
    assert "<h1>" in page
    assert "style=" not in page


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_is_told_what_to_do():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())
    answer = client.post("/toa-soan/logout/")
    assert answer.status_code == 403
    assert "Chưa có gì bị thay đổi" in answer.content.decode()


@pytest.mark.django_db
def test_a_page_of_others_is_refused_in_vietnamese(client):
    client.force_login(make_user())
    answer = client.get("/toa-soan/articles/section/")
    assert answer.status_code == 403
    assert "không có quyền" in answer.content.decode()


def test_errors_bear_the_papers_name(settings):
    settings.SITE_NAME = "Báo Thử & Nghiệm"
    for name in ("400", "403", "403_csrf", "500"):
        assert '<a href="/">Báo Thử &amp; Nghiệm</a>' in render_to_string(f"{name}.html")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_that_is_only_read_says_so(method):
    client = Client(enforce_csrf_checks=True)
    for path in ("/", "/thoi-su/", "/tim-kiem/", "/luu-tru/", "/rss/", "/sitemap.xml", "/nhan-vat/x-1/"):
        answer = getattr(client, method)(path)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), path


@pytest.mark.django_db
def test_who_asks_for_an_icon_by_its_old_name_finds_it(client):
    answer = client.get("/favicon.ico", follow=True)
    assert b"".join(answer.streaming_content).startswith(b"\0\0\1\0")
    assert "/static/public/apple-touch-icon" in client.get("/").content.decode()


@pytest.mark.django_db
def test_a_form_larger_than_is_taken_is_told_how_to_get_back_to_what_was_typed(client, settings):
    client.force_login(make_user())
    answer = client.post("/toa-soan/login/", {"username": "a" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})
    assert answer.status_code == 400
    assert "Bấm nút quay lại của trình duyệt" in answer.content.decode()
