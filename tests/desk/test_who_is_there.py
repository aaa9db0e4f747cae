"""Who has a story open is told to whoever may see the story, as advice; nothing is locked."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.models import OpenForm, Story

from .conftest import change, save
from .test_unsaved import keep

LIST = "/toa-soan/articles/story/"


@pytest.fixture
def editing(at_desk, users, story):
    """The editor has the reporter's story open."""
    client = at_desk("editor")
    keep(client, users["editor"], story, key="khoa-cua-bien-tap")
    return client


def test_the_form_says_who_else_has_the_story_open_and_since_when(editing, at_desk, story):
    since = f"{timezone.localtime(OpenForm.objects.get().opened_at):%H:%M}"
    page = at_desk("reporter").get(change(story)).content.decode()
    assert f"Vân An đang mở bài này từ {since}" in page
    assert "đang mở bài này" not in editing.get(change(story)).content.decode().replace(
        "Bạn đang mở bài này", ""
    )


def test_the_list_says_it_too_with_one_query(
    editing, at_desk, users, section, story, django_assert_num_queries
):
    client = at_desk("chief")
    assert "Vân An: đang mở từ" in client.get(LIST).content.decode()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for many in (0, 30):
        for number in range(many):
            one = Story.objects.create(headline=f"Tin {number}", author=users["reporter"], section=section)
            OpenForm.objects.create(
                user=users["editor"], story=one, key=f"khoa-{number:04}", seen_at=timezone.now()
            )
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_has_gone_is_not_named(editing, at_desk, users, story):
    reporter = at_desk("reporter")
    keep(editing, users["editor"], story, key="khoa-cua-bien-tap", closed="1")
    assert "Vân An đang mở" not in reporter.get(change(story)).content.decode()


def test_who_says_nothing_for_a_minute_has_gone(editing, at_desk, story):
    OpenForm.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=80))
    assert "Vân An đang mở" not in at_desk("reporter").get(change(story)).content.decode()


def test_an_account_switched_off_is_not_there(editing, at_desk, users, story):
    users["editor"].is_active = False
    users["editor"].save()
    assert "Vân An đang mở" not in at_desk("reporter").get(change(story)).content.decode()


def test_the_same_person_in_two_windows_is_told(editing, users, story):
    answer = keep(editing, users["editor"], story, key="khoa-cua-so-hai").json()
    assert ["Bạn đang mở bài này" in said for said in answer["others"]] == [True]


def test_it_stops_nobody(editing, at_desk, story):
    assert save(at_desk("reporter"), story, lead="Chiều nay.").status_code == 302


def test_a_form_learns_of_a_newer_save_before_it_is_sent(editing, at_desk, users, story):
    save(at_desk("reporter"), story, lead="Chiều nay.")
    answer = keep(editing, users["editor"], story, key="khoa-cua-bien-tap", revision="1").json()
    assert "Minh Hà đã lưu bài này" in answer["newer"]
    assert keep(editing, users["editor"], story, key="khoa-cua-bien-tap", revision="2").json()["newer"] == ""


def test_a_story_one_may_not_see_tells_nothing(editing, at_desk, users, story):
    assert keep(at_desk("other"), users["other"], story).status_code == 404
