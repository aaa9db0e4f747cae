"""Before a story is handed on: what is missing is listed, leads to its place, and is asked about once."""

import pytest
from django.utils import timezone

from articles import checks, workflow
from articles.models import Rights, Status, Story
from articles.photos import attach, ingest

from .conftest import change, save, step


@pytest.fixture
def complete(story, users, pen_name, jpeg):
    """The reporter's draft, which lacks nothing."""
    story.event_date = timezone.localdate()
    story.save()
    story.bylines.create(pen_name=pen_name)
    for colour in ("red", "blue"):
        photo = ingest(jpeg(f"{colour}.jpg", colour), by=users["reporter"])
        photo.rights = Rights.STAFF
        photo.save()
        attach(story, photo, caption="Cầu cảng.", credit="Minh Hà", alt="Cầu cảng nhìn từ biển.")
    workflow.record_edit(story, by=users["reporter"])
    return story


def spoil(story, name):
    """Take away one of the things that a story needs."""
    if name == "credit":
        return story.bylines.all().delete()
    if name.startswith("photo-"):
        row = story.story_photos.get(number=2)
        if name == "photo-rights":
            return type(row.photo).objects.filter(pk=row.photo_id).update(rights="")
        if name == "photo-empty":
            return story.story_photos.filter(number=2).update(photo=None)
        return story.story_photos.filter(number=2).update(**{name.removeprefix("photo-"): ""})
    empty = None if name in ("event-date", "section") else ""
    return Story.objects.update(**{name.replace("-", "_"): empty})


NEEDS = {
    "headline": "id_headline",
    "lead": "id_lead",
    "body": "id_body",
    "section": "id_section",
    "event-date": "id_event_date",
    "photo-empty": "id_story_photos-1-photo",
    "photo-caption": "id_story_photos-1-caption",
    "photo-credit": "id_story_photos-1-credit",
    "photo-rights": "id_story_photos-1-rights",
    "photo-alt": "id_story_photos-1-alt",
    "credit": "bylines-group",
}


@pytest.mark.parametrize("name", NEEDS)
def test_each_thing_that_is_missing_leads_to_its_place_in_the_form(at_desk, complete, name):
    spoil(complete, name)
    page = at_desk("reporter").get(change(complete))
    (line,) = [line for line in page.context["checklist"] if not line.met]
    assert (line.code, line.place) == (name, NEEDS[name])
    shown = page.content.decode()
    assert f'<a href="#{line.place}">{line.message}</a>' in shown
    assert f'id="{line.place}"' in shown


def test_a_complete_story_is_submitted_without_a_question(at_desk, complete):
    client = at_desk("reporter")
    assert client.get(change(complete)).context["lacks"] == 0
    save(client, complete, _step="submit")
    assert Story.objects.get().status == Status.EDITING


def test_what_is_missing_is_asked_about_once_and_may_be_left_open(at_desk, complete):
    client = at_desk("reporter")
    spoil(complete, "photo-alt")
    asked = save(client, complete, lead="Chiều nay.", _step="submit")
    complete.refresh_from_db()
    assert (complete.lead, complete.status) == ("Chiều nay.", Status.DRAFT)
    page = client.get(asked.url)
    assert f'href="{change(complete)}#id_story_photos-1-alt"' in page.content.decode()
    client.post(step(complete, "submit"), {"seen": page.context["form"]["seen"].value()})
    assert Story.objects.get().status == Status.EDITING


def test_without_a_text_it_is_refused_and_the_form_opens_at_the_place(at_desk, complete):
    answer = save(at_desk("reporter"), complete, headline="", _step="submit")
    assert answer.url == f"{change(complete)}#id_headline"
    assert Story.objects.get().status == Status.DRAFT


@pytest.mark.parametrize("name", checks.TEXT)
def test_the_step_refuses_what_the_list_says(users, complete, name):
    spoil(complete, name)
    (problem,) = checks.missing(Story.objects.get())
    with pytest.raises(workflow.Refused) as refusal:
        workflow.take("submit", complete, by=users["reporter"])
    assert refusal.value.messages == [problem.message]


def test_a_new_story_has_the_list_too(at_desk):
    page = at_desk("reporter").get("/toa-soan/articles/story/add/")
    assert {line.code for line in page.context["checklist"]} == {
        "headline", "lead", "body", "section", "event-date"
    }  # fmt: skip


def test_reviewers_have_it_among_what_to_look_at(at_desk, complete, walk):
    spoil(complete, "section")
    walk(complete, "review")
    page = at_desk("secretary").get(change(complete))
    assert not page.context["checklist"]
    assert ("section", "id_section") in [(one.code, place) for one, place in page.context["problems"]]


def test_the_list_asks_as_much_for_ten_photos_as_for_one(complete, django_assert_num_queries):
    photo = complete.story_photos.first().photo
    for _more in range(8):
        attach(complete, photo)
    with django_assert_num_queries(3):
        assert len(checks.needs(complete)) == 5 + 10 * 4 + 1
