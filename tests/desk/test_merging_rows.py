"""Two people change rows of one story at once: what differs is merged, what both changed is asked about."""

import pytest

from articles import workflow
from articles.models import PenName, Story, StoryPhoto
from articles.photos import attach, ingest
from people.models import Person

from .conftest import change, save
from .forms import filled


@pytest.fixture
def story(story, users, pen_name, jpeg):
    """With two photos, a byline and two people."""
    for number, colour in enumerate(("red", "green"), 1):
        attach(story, ingest(jpeg(f"{colour}.jpg", colour), by=users["reporter"]), caption=f"Ảnh số {number}")
    story.bylines.create(pen_name=pen_name)
    for order, name in enumerate(("Trần Văn Mẫu", "Lê Thị Ví Dụ"), 1):
        person = Person.objects.create(name=name)
        story.story_people.create(person=person, printed_role="Phó Giám đốc", order=order)
    workflow.record_edit(story, by=users["reporter"])
    return story


@pytest.fixture
def both(at_desk, story):
    """both({"lead": …}, {"lead": …}): the editor saves the first, then the reporter, who had the story open,
    sends the second; the reporter's client and the answer."""

    def both(theirs, yours):
        client = at_desk("reporter")
        mine = filled(client.get(change(story)), **yours)
        assert save(at_desk("editor"), story, **theirs).status_code == 302
        return client, client.post(change(story), mine)

    return both


def captions():
    return dict(StoryPhoto.objects.values_list("number", "caption"))


def again(client, story, answer, **changes):
    """The form that came back, sent once more."""
    assert answer.status_code == 200
    return client.post(change(story), filled(answer, **changes))


def test_captions_of_two_photos_are_merged_without_a_question(both, story):
    client, answer = both({"story_photos-0-caption": "Của biên tập"}, {"story_photos-1-caption": "Của tôi"})
    assert answer.context["conflict"].clashes == []
    assert "Của biên tập" in answer.content.decode()
    assert again(client, story, answer).status_code == 302
    assert captions() == {1: "Của biên tập", 2: "Của tôi"}


def test_caption_and_credit_of_one_photo_are_merged_without_a_question(both, story):
    client, answer = both({"story_photos-0-caption": "Của biên tập"}, {"story_photos-0-credit": "Minh Hà"})
    assert answer.context["conflict"].clashes == []
    assert again(client, story, answer).status_code == 302
    row = story.story_photos.get(number=1)
    assert (row.caption, row.credit) == ("Của biên tập", "Minh Hà")


def test_a_file_that_the_other_replaced_stays_under_the_caption_you_wrote(at_desk, story, jpeg):
    client = at_desk("reporter")
    mine = filled(client.get(change(story)), **{"story_photos-0-caption": "Của tôi"})
    old = story.story_photos.get(number=1).photo_id
    save(at_desk("editor"), story, **{"story_photos-0-photo": jpeg("moi.jpg", "yellow")})
    new = story.story_photos.get(number=1).photo_id
    assert again(client, story, client.post(change(story), mine)).status_code == 302
    row = story.story_photos.get(number=1)
    assert (row.caption, row.photo_id) == ("Của tôi", new)
    assert new != old


@pytest.mark.parametrize(("chosen", "kept"), [(False, "Của tôi"), (True, "Của biên tập")])
def test_one_caption_changed_by_both_is_asked_about(both, story, chosen, kept):
    client, answer = both({"story_photos-0-caption": "Của biên tập"}, {"story_photos-0-caption": "Của tôi"})
    (clash,) = answer.context["conflict"].clashes
    page = answer.content.decode()
    assert "Của biên tập" in page and "Của tôi" in page
    saved = again(client, story, answer, **({"choice-1": clash.choice} if chosen else {}))
    assert saved.status_code == 302
    assert captions() == {1: kept, 2: "Ảnh số 2"}


@pytest.mark.parametrize(("chosen", "kept"), [(False, "Lời tôi."), (True, "Lời khác.")])
def test_a_field_changed_by_both_can_be_chosen_too(both, story, chosen, kept):
    client, answer = both({"lead": "Lời khác."}, {"lead": "Lời tôi."})
    (clash,) = answer.context["conflict"].clashes
    again(client, story, answer, **({"choice-1": clash.choice} if chosen else {}))
    assert Story.objects.get().lead == kept


def test_a_row_that_the_other_deleted_and_you_left_alone_goes(both, story):
    client, answer = both({"story_photos-0-DELETE": "on"}, {"story_photos-1-caption": "Của tôi"})
    assert answer.context["conflict"].clashes == []
    assert again(client, story, answer).status_code == 302
    assert captions() == {2: "Của tôi"}


@pytest.mark.parametrize(
    ("chosen", "kept"), [(False, {1: "Của tôi", 2: "Ảnh số 2"}), (True, {2: "Ảnh số 2"})]
)
def test_a_row_that_the_other_deleted_and_you_changed_is_asked_about(both, story, chosen, kept):
    photo = story.story_photos.get(number=1).photo_id
    client, answer = both({"story_photos-0-DELETE": "on"}, {"story_photos-0-caption": "Của tôi"})
    (clash,) = answer.context["conflict"].clashes
    again(client, story, answer, **({"choice-1": clash.choice} if chosen else {}))
    assert captions() == kept
    assert chosen or story.story_photos.get(number=1).photo_id == photo


@pytest.mark.parametrize(("chosen", "kept"), [(False, {2: "Ảnh số 2"}), (True, {1: "Khác", 2: "Ảnh số 2"})])
def test_a_row_that_you_deleted_and_the_other_changed_is_asked_about(both, story, chosen, kept):
    client, answer = both({"story_photos-0-caption": "Khác"}, {"story_photos-0-DELETE": "on"})
    (clash,) = answer.context["conflict"].clashes
    again(client, story, answer, **({"choice-1": clash.choice} if chosen else {}))
    assert captions() == kept


def test_rows_that_both_added_are_both_kept(both, story):
    names = [PenName.objects.create(name=name).pk for name in ("Bút Một", "Bút Hai")]
    mine, theirs = (
        {"bylines-TOTAL_FORMS": "2", "bylines-1-role": "text", "bylines-1-pen_name": pk, "bylines-1-order": 9}
        for pk in names
    )
    client, answer = both(theirs, mine)
    assert again(client, story, answer).status_code == 302
    assert {str(row) for row in story.bylines.all()} == {"Minh Hà", "Bút Một", "Bút Hai"}


def test_the_roles_of_two_people_are_merged_where_one_row_was_made_anew(at_desk, both, story):
    client = at_desk("reporter")
    mine = filled(client.get(change(story)), **{"story_people-0-printed_role": "Giám đốc"})
    editor = at_desk("editor")
    # Restoring makes rows anew, under other ids.
    save(editor, story, lead="Khác.")
    restore = f"/toa-soan/articles/story/{story.pk}/revision/2/restore/"
    assert editor.post(restore, {"seen": 3}).status_code == 302
    save(editor, story, **{"story_people-1-printed_role": "Chủ tịch"})
    answer = client.post(change(story), mine)
    assert again(client, story, answer).status_code == 302
    assert list(story.story_people.values_list("printed_role", flat=True)) == ["Giám đốc", "Chủ tịch"]


def test_what_only_the_other_put_in_order_is_in_that_order(both, story):
    client, answer = both(
        {"story_photos-0-order": 2, "story_photos-1-order": 1}, {"story_photos-0-caption": "Của tôi"}
    )
    assert again(client, story, answer).status_code == 302
    assert [row.caption for row in story.story_photos.all()] == ["Ảnh số 2", "Của tôi"]


def test_choices_that_are_none_of_ours_change_nothing(at_desk, story):
    sent = ["x", "[]", "[1]", '["photos", 1, "status"]', '["status"]', '["photos", [[]], ""]', '"']
    choices = {f"choice-{number}": choice for number, choice in enumerate(sent)}
    save(at_desk("reporter"), story, lead="Của tôi.", **choices)
    assert Story.objects.get().lead == "Của tôi."
    assert captions() == {1: "Ảnh số 1", 2: "Ảnh số 2"}


def test_numbers_that_are_none_break_nothing(at_desk, story):
    client = at_desk("reporter")
    mine = filled(client.get(change(story)), lead="Của tôi.")
    save(at_desk("editor"), story, lead="Của biên tập.")
    for name in ("revision", "story_photos-TOTAL_FORMS", "story_photos-0-number", "bylines-0-id"):
        assert client.post(change(story), mine | {name: "9" * 5000}).status_code == 200
    assert Story.objects.get().lead == "Của biên tập."
    assert captions() == {1: "Ảnh số 1", 2: "Ảnh số 2"}
