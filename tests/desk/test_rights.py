"""Each role reaches what is its own, also by typed addresses and forged requests."""

import pytest

from articles.models import Status, Story, StoryEvent

from .conftest import change, save, step
from .forms import filled

SECRET = "Tít chưa ai được biết"


@pytest.fixture
def hidden(story):
    Story.objects.filter(pk=story.pk).update(headline=SECRET, headline_key="tit chua ai duoc biet")
    story.refresh_from_db()
    return story


def pages(story):
    base = f"/toa-soan/articles/story/{story.pk}"
    return [
        f"{base}/change/",
        f"{base}/history/",
        f"{base}/delete/",
        f"{base}/revision/1/",
        f"{base}/step/submit/",
        f"{base}/step/return/",
        "/toa-soan/articles/story/?q=tit",
        "/toa-soan/articles/story/",
        "/toa-soan/",
        "/toa-soan/articles/",
    ]


def test_a_reporter_meets_no_word_of_anothers_story_anywhere(at_desk, hidden):
    client = at_desk("other")
    for address in pages(hidden):
        answer = client.get(address, follow=True)
        assert SECRET not in answer.content.decode(), address
    for address in pages(hidden)[3:6]:
        assert client.get(address).status_code == 404, address


def test_the_autocomplete_of_no_field_names_stories_of_others(at_desk, hidden):
    for model, field in (("revision", "story"), ("byline", "story"), ("publishedstory", "story")):
        answer = at_desk("other").get(
            "/toa-soan/autocomplete/",
            {"term": "tit", "app_label": "articles", "model_name": model, "field_name": field},
        )
        assert SECRET not in answer.content.decode()


def test_nobody_who_is_logged_out_sees_anything(client, hidden):
    for address in pages(hidden):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith("/toa-soan/login/")


def test_a_reporter_cannot_change_anothers_story_by_a_forged_request(at_desk, hidden):
    data = filled(at_desk("reporter").get(change(hidden)), lead="Sửa trộm")
    at_desk("other").post(change(hidden), data)
    assert Story.objects.get().lead != "Sửa trộm"


@pytest.mark.parametrize(
    ("name", "status", "who", "answer"),
    [
        ("submit", "draft", "other", 404),
        ("submit", "draft", "editor", 302),
        ("forward", "editing", "reporter", 403),
        ("approve", "review", "reporter", 403),
        ("approve", "review", "editor", 403),
        ("approve", "review", "secretary", 302),
        ("publish", "approved", "editor", 403),
        ("publish", "approved", "secretary", 302),
        ("withdraw", "published", "secretary", 403),
        ("withdraw", "published", "chief", 302),
        ("revise", "published", "reporter", 403),
        ("revise", "published", "editor", 302),
        ("leap", "draft", "chief", 404),
    ],
)
def test_a_step_by_a_forged_request_asks_for_the_right_to_it(at_desk, story, walk, name, status, who, answer):
    walk(story, status)
    sent = at_desk(who).post(step(story, name), {"seen": 1, "note": "Vì lẽ này."})
    assert sent.status_code == answer
    moved = StoryEvent.objects.filter(step=name).exists()
    assert moved == (answer == 302)


def test_a_step_hidden_in_a_save_asks_for_the_right_to_it(at_desk, story):
    client = at_desk("reporter")
    for name in ("forward", "approve", "publish", "withdraw"):
        client.post(change(story), filled(client.get(change(story)), _step=name))
    assert Story.objects.get().status == Status.DRAFT


def test_a_step_needs_the_token_of_the_page(users, story):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(users["reporter"])
    assert client.post(step(story, "submit"), {"seen": 1}).status_code == 403
    assert client.post(change(story), {"headline": "x"}).status_code == 403
    assert Story.objects.get().status == Status.DRAFT


def test_asking_changes_nothing(at_desk, story, walk):
    walk(story, "published")
    client = at_desk("chief")
    before = Story.objects.values().get(), StoryEvent.objects.count()
    for name in ("revise", "withdraw", "unschedule"):
        assert client.get(step(story, name)).status_code == 200
    answer = client.get(step(story, "return"), follow=True)
    assert "Không thực hiện được “Trả lại”" in answer.content.decode()
    assert (Story.objects.values().get(), StoryEvent.objects.count()) == before


def test_nobody_deletes_a_story(at_desk, story):
    client = at_desk("chief")
    address = f"/toa-soan/articles/story/{story.pk}/delete/"
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert (
        "delete" not in client.get(change(story)).content.decode().split("What")[0].lower().split("<form")[0]
    )
    assert Story.objects.count() == 1


def test_a_published_story_is_read_only_until_it_is_revised(at_desk, story, walk):
    walk(story, "published")
    page = at_desk("chief").get(change(story))
    assert "headline" not in filled(page)
    assert "bấm “Sửa bài”" in page.content.decode()
    assert save(at_desk("chief"), story, headline="Sửa trộm").status_code == 200
    assert Story.objects.get().headline == story.headline


def test_a_reporters_story_is_read_only_while_the_editors_have_it(at_desk, story, walk):
    walk(story, "editing")
    page = at_desk("reporter").get(change(story))
    assert "headline" not in filled(page)
    assert "Cầu cảng mới dài hai trăm mét" in page.content.decode()
