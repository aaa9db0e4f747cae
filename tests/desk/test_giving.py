"""Several stories are given to one person at once, each by its own step."""

import pytest

from articles import workflow
from articles.admin import giving, pages
from articles.admin.story_list import StoryList
from articles.models import Status, Story, StoryEvent

LIST = "/toa-soan/articles/story/"


@pytest.fixture
def left(users, section):
    """What a reporter had in hand when the account was switched off: two drafts; and one with the editor."""
    for number in range(3):
        story = Story.objects.create(
            headline=f"Bài {number}", body="<p>Chữ.</p>", section=section, author=users["reporter"]
        )
        workflow.record_edit(story, by=users["reporter"])
    workflow.take("submit", story, by=users["reporter"], to=users["editor"])
    users["reporter"].is_active = False
    users["reporter"].save()
    return list(Story.objects.order_by("pk"))


def give(client, stories, **data):
    data |= {"action": "give", "_selected_action": [story.pk for story in stories]}
    return client.post(LIST, data, follow=True)


def test_what_an_account_switched_off_had_is_found_and_given_away(at_desk, left, users):
    secretary = at_desk("secretary")
    assert f'href="{LIST}?mine=left"' in secretary.get("/toa-soan/").content.decode()
    found = secretary.get(f"{LIST}?mine=left").context["cl"].result_list
    assert {story.headline for story in found} == {"Bài 0", "Bài 1"}
    asked = give(secretary, found)
    offered = set(asked.context["form"].fields["to"].queryset)
    assert users["other"] in offered
    assert users["reporter"] not in offered
    answer = give(secretary, found, apply=1, to=users["other"].pk, note="Nghỉ việc.")
    assert "Đã giao 2 bài cho Thu Trang." in answer.content.decode()
    assert Story.objects.filter(author=users["other"]).count() == 2
    assert StoryEvent.objects.filter(step="assign", note="Nghỉ việc.").count() == 2
    assert not Story.objects.left_behind().exists()


def test_what_may_not_be_given_stays_and_is_said_by_name(at_desk, left, users):
    answer = give(at_desk("secretary"), left, apply=1, to=users["other"].pk)
    page = answer.content.decode()
    assert "Đã giao 2 bài" in page
    assert "Chưa giao được: “Bài 2”" in page
    kept = Story.objects.get(headline="Bài 2")
    assert (kept.status, kept.assigned_to, kept.author) == (
        Status.EDITING, users["editor"], users["reporter"]
    )  # fmt: skip


def test_nobody_is_named_nothing_is_given(at_desk, left):
    answer = give(at_desk("secretary"), left, apply=1, to="", note="Gấp.")
    assert answer.context["form"].errors["to"]
    assert "Gấp." in answer.content.decode()
    assert not StoryEvent.objects.filter(step="assign").exists()


def test_a_reporter_gives_nothing_away(at_desk, users, story):
    client = at_desk("reporter")
    assert not client.get(LIST).context["action_form"]
    give(client, [story], apply=1, to=users["other"].pk)
    story.refresh_from_db()
    assert story.author == users["reporter"]


def test_more_than_are_given_at_once_are_said_and_stay(at_desk, left, users, monkeypatch):
    monkeypatch.setattr(giving, "MOST", 2)
    secretary = at_desk("secretary")
    said = "nhiều nhất 2 bài: còn 1 bài đã chọn không nằm trong danh sách này"
    asked = give(secretary, left)
    assert len(asked.context["stories"]) == 2
    assert said in asked.content.decode()
    # All of the list, of which the page shows some.
    assert said in give(secretary, left[:1], select_across=1).content.decode()
    assert "nhiều nhất" not in give(secretary, left[:2]).content.decode()
    answer = give(secretary, left, apply=1, to=users["other"].pk)
    assert said in answer.content.decode()
    assert StoryEvent.objects.filter(step="assign").count() < 3


def test_all_of_a_list_too_long_to_count_can_be_chosen(at_desk, left, monkeypatch):
    monkeypatch.setattr(pages, "MOST_COUNTED", 2)
    monkeypatch.setattr(StoryList, "list_per_page", 1)
    secretary = at_desk("secretary")
    assert "chọn tất cả hơn 2 bài" in secretary.get(LIST).content.decode()
    chosen = give(secretary, left[:1], select_across=1).context["stories"]
    assert {story.pk for story in chosen} == {story.pk for story in left}
