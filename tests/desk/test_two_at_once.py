"""Two requests at the same moment: one is first, the other is told."""

import itertools

import pytest
from django.test import Client

from articles import workflow
from articles.admin.story_list import StoryList
from articles.models import Story, StoryEvent

from .conftest import change, step
from .forms import filled


@pytest.fixture
def story(transactional_db, story):
    return story


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_exactly_one_wins(together, at_desk, story):
    forms = []
    for who in ("reporter", "editor"):
        client = at_desk(who)
        forms.append((client, filled(client.get(change(story)), lead=f"Lời của {who}.")))
    answers = together(*(lambda c=c, d=d: c.post(change(story), d) for c, d in forms))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    winner = [answer.status_code for answer in answers].index(302)
    assert Story.objects.get().lead == f"Lời của {('reporter', 'editor')[winner]}."
    assert story.revisions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_publish_publishes_once_and_neither_answer_is_a_refusal(
    together, at_desk, story, walk
):
    walk(story, "approved")
    client = at_desk("secretary")
    data = {"seen": 1}
    answers = together(*(lambda: client.post(step(story, "publish"), data) for _ in range(2)))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert StoryEvent.objects.filter(step="publish").count() == 1
    assert story.published.count() == 1


def test_a_step_that_somebody_took_first_is_refused_with_the_reason(at_desk, story, walk):
    walk(story, "review")
    answer = at_desk("chief").post(step(story, "forward"), {"seen": 1})
    assert answer.status_code == 409
    assert "Bước gần nhất: “Chuyển duyệt”" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_step_taken_twice_at_once_is_taken_once(together, at_desk, story, walk):
    walk(story, "editing")
    clients: list[Client] = [at_desk("editor"), at_desk("chief")]
    answers = together(*(lambda c=c: c.post(step(story, "forward"), {"seen": 1}) for c in clients))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert StoryEvent.objects.filter(step="forward").count() == 1


def saved(story, user, lead):
    newer = Story.objects.get(pk=story.pk)
    newer.lead = lead
    newer.save()
    workflow.record_edit(newer, by=user)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before_the_text", [True, False])
def test_a_form_opened_while_another_saves_is_all_of_one_revision(
    at_desk, story, users, monkeypatch, before_the_text
):
    get_object = StoryList.get_object
    leads = ["Sapo của biên tập."]

    def overtaken(self, request, object_id, from_field=None):
        if before_the_text and leads:
            saved(story, users["editor"], leads.pop())
        found = get_object(self, request, object_id, from_field)
        if leads:
            saved(story, users["editor"], leads.pop())
        return found

    client = at_desk("reporter")
    with monkeypatch.context() as patch:
        patch.setattr(StoryList, "get_object", overtaken)
        form = filled(client.get(change(story)), headline="Tít của phóng viên")
    assert (form["lead"], form["revision"]) == (["Sapo của biên tập."], ["2"])
    # What only the editor typed is never taken for the reporter's own words.
    saved(story, users["editor"], "Sapo sửa lần nữa.")
    again = filled(client.post(change(story), form))
    assert again["lead"] == ["Sapo sửa lần nữa."]
    assert client.post(change(story), again).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.lead) == ("Tít của phóng viên", "Sapo sửa lần nữa.")


@pytest.mark.django_db(transaction=True)
def test_a_form_that_others_overtake_again_and_again_is_shown_and_overwrites_nothing(
    at_desk, story, users, monkeypatch
):
    get_object = StoryList.get_object
    leads = (f"Sapo {number}." for number in itertools.count())

    def overtaken(self, request, object_id, from_field=None):
        found = get_object(self, request, object_id, from_field)
        saved(story, users["editor"], next(leads))
        return found

    client = at_desk("reporter")
    with monkeypatch.context() as patch:
        patch.setattr(StoryList, "get_object", overtaken)
        form = filled(client.get(change(story)), headline="Tít của phóng viên")
    newest = Story.objects.get().lead
    assert form["lead"] != [newest]
    answer = client.post(change(story), form)
    assert answer.status_code == 200
    assert filled(answer)["lead"] == [newest]
    story.refresh_from_db()
    assert (story.headline, story.lead) == ("Khánh thành cầu cảng", newest)
