"""Denying a photo at the desk: who may, what is asked and shown, and the record of it."""

from unittest import mock

import pytest
from django.contrib.admin.models import LogEntry

from articles import workflow
from articles.models import Photo
from articles.photos import attach, ingest


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(users, jpeg):
    return ingest(jpeg(), by=users["reporter"], credit="Minh Hà", rights="staff")


@pytest.fixture
def live(story, photo, users, walk):
    attach(story, photo, caption="Cầu cảng.", alt="Mô tả")
    workflow.record_edit(story, by=users["reporter"])
    return walk(story, "published")


def page(photo, name="deny"):
    return f"/toa-soan/articles/photo/{photo.pk}/{name}/"


def test_only_those_with_the_right_may(at_desk, photo):
    for who in ("reporter", "editor"):
        client = at_desk(who)
        assert (
            client.get(page(photo)).status_code
            == client.post(page(photo), {"reason": "x"}).status_code
            == 403
        )
        assert page(photo) not in client.get(page(photo, "change")).content.decode()
    assert Photo.objects.get().denied_at is None
    for who in ("secretary", "chief"):
        assert page(photo) in at_desk(who).get(page(photo, "change")).content.decode()
        assert at_desk(who).get(page(photo)).status_code == 200


def test_it_asks_why_lists_the_stories_and_keeps_who_said_so(at_desk, photo, live, users):
    client = at_desk("secretary")
    shown = client.get(page(photo)).content.decode()
    assert live.headline in shown and f"/story/{live.pk}/step/revise/" in shown
    empty = client.post(page(photo), {"reason": " \u200b "})
    assert empty.status_code == 422 and Photo.objects.get().denied_at is None
    answer = client.post(page(photo), {"reason": "Chủ ảnh <b>khiếu nại</b>"}, follow=True)
    said = answer.content.decode()
    assert live.headline in said and "&lt;b&gt;khiếu nại" in said and "<b>khiếu" not in said
    assert (found := Photo.objects.get()).denied_by == users["secretary"] and found.denied_at
    assert "Chủ ảnh" in LogEntry.objects.get(user=users["secretary"]).change_message
    reporter = at_desk("reporter").get(page(photo, "change")).content.decode()
    assert "khiếu nại" in reporter and "Bảo" in reporter


def test_a_denial_that_the_ledger_cannot_take_does_not_stand(at_desk, photo, live, monkeypatch):
    monkeypatch.setattr("ledger.models.Entry.save", mock.Mock(side_effect=RuntimeError))
    with pytest.raises(RuntimeError):
        at_desk("chief").post(page(photo), {"reason": "Khiếu nại"})
    assert Photo.objects.get().denied_at is None


def test_undo_asks_why_too_and_is_on_record(at_desk, photo, live):
    client = at_desk("chief")
    client.post(page(photo), {"reason": "Nhầm"})
    assert 'name="undo"' in client.get(page(photo)).content.decode()
    assert client.post(page(photo), {"undo": "1", "reason": ""}).status_code == 422
    client.post(page(photo), {"undo": "1", "reason": "Đã xin phép"})
    assert Photo.objects.get().denied_at is None
    assert [one.change_message for one in LogEntry.objects.order_by("pk")][-1].endswith("Đã xin phép")


def test_an_old_form_does_not_undo_what_somebody_else_decided_meanwhile(at_desk, photo):
    at_desk("chief").post(page(photo), {"reason": "Khiếu nại"})
    at_desk("secretary").post(page(photo), {"reason": "Cũng khiếu nại"})
    assert Photo.objects.get().denied_reason == "Khiếu nại"
    at_desk("chief").post(page(photo), {"undo": "1", "reason": "Xong"})
    at_desk("secretary").post(page(photo), {"undo": "1", "reason": "Xong"})
    assert Photo.objects.get().denied_at is None
    assert LogEntry.objects.count() == 2
