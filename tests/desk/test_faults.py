"""What is pulled away under an open form, and a story with a long past."""

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.models import Revision, Section, Status, Story, StoryEvent

from .conftest import change
from .forms import filled


def test_a_section_deleted_while_it_was_chosen_in_a_form_costs_no_word(at_desk, story):
    client = at_desk("reporter")
    section = Section.objects.create(name="Thể thao", slug="the-thao")
    mine = filled(client.get(change(story)), lead="Vừa gõ.", section=section.pk)
    section.delete()
    answer = client.post(change(story), mine)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["section"]
    assert filled(answer)["lead"] == ["Vừa gõ."]
    assert client.post(change(story), filled(answer)).status_code == 302
    assert Story.objects.get().lead == "Vừa gõ."


def test_an_account_switched_off_in_mid_edit_saves_nothing_and_is_told(at_desk, users, story):
    client = at_desk("reporter")
    page = client.get(change(story))
    mine, key = filled(page, lead="Vừa gõ."), page.context["open_form"]["key"]
    get_user_model().objects.filter(pk=users["reporter"].pk).update(is_active=False)
    kept = client.post(
        "/toa-soan/articles/story/open/",
        {"user": users["reporter"].pk, "key": key, "story": story.pk, "data": "[]"},
    )
    assert kept.status_code == 401
    assert "/login/" in client.post(change(story), mine).url
    assert Story.objects.get().lead == "Sáng nay."


@pytest.fixture
def long_past(story, users):
    """500 revisions of 50 kB, every tenth with a step."""
    newest = story.revisions.get()
    content = newest.content | {"body": "<p>" + "Cầu cảng mới. " * 3000 + "</p>"}
    made = Revision.objects.bulk_create(
        Revision(story=story, number=number, author=newest.author, content=content, content_hash=str(number))
        for number in range(2, 502)
    )
    StoryEvent.objects.bulk_create(
        StoryEvent(
            story=story,
            step="lapse",
            from_status=Status.APPROVED,
            to_status=Status.REVIEW,
            revision=one,
            by=users["editor"],
        )
        for one in made[::10]
    )
    return story


@pytest.mark.parametrize("page", ["change", "history", "revisions"])
def test_five_hundred_revisions_of_a_long_story_are_not_read_to_list_them(at_desk, long_past, page):
    client = at_desk("editor")
    address = f"/toa-soan/articles/story/{long_past.pk}/{page}/"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    read = [query["sql"] for query in asked if '"articles_revision"."content"' in query["sql"]]
    assert all(sql.endswith("LIMIT 1") for sql in read), read
    assert len(read) <= 1


def test_a_database_that_is_held_by_others_costs_no_word(at_desk, story, monkeypatch):
    client = at_desk("reporter")
    mine = filled(client.get(change(story)), lead="Vừa gõ.")

    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(workflow, "record_edit", locked)
        answer = client.post(change(story), mine)
    assert "Đang có quá nhiều người cùng lưu" in answer.content.decode()
    assert Story.objects.get().lead == "Sáng nay."
    assert client.post(change(story), filled(answer)).status_code == 302
    assert Story.objects.get().lead == "Vừa gõ."
