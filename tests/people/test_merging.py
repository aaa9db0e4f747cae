import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from articles.models import Section, Story, StoryPerson
from people.merging import conflicts, merge, moves, undo
from people.models import Merge, Person, Tenure
from people.registry import body, hold, person, post
from people.titles import title_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("lan")


@pytest.fixture
def pair():
    """One person on record twice: "Lê Thị Bình" and "Lê Bình", each with a post and a story."""
    one, other = person("Lê Thị Bình", birth="1970"), person("Lê Bình", birth="1970-05", gender="female")
    hold(one, post("Giám đốc", body("Sở Y tế")), "2018")
    hold(other, post("Phó Giám đốc", body("Sở Y tế"), seats=3), "2012", "2018")
    return one, other


@pytest.fixture
def story(editor):
    def make(*people):
        story = Story.objects.create(headline="Tin", author=editor, section=Section.objects.first())
        for one in people:
            StoryPerson.objects.create(story=story, person=one)
        return story

    return make


def state():
    """All that a merge and its undoing may touch."""
    return {
        "people": list(
            Person.objects.order_by("pk").values_list("pk", "name", "gender", "birth", "merged_into")
        ),
        "tenures": list(Tenure.objects.order_by("pk").values_list("pk", "person", "post", "start", "end")),
        "stories": list(StoryPerson.objects.order_by("pk").values_list("pk", "person", "story")),
        "names": [list(one.other_names.values_list("name", flat=True)) for one in Person.objects.all()],
    }


def test_everything_moves_and_both_names_stay(pair, editor, story):
    one, other = pair
    mention = story(other).story_people.get()
    assert moves(other) == {"thời gian giữ chức": 1, "nhân vật trong bài": 1}
    done = merge(other, one, by=editor)
    mention.refresh_from_db()
    one.refresh_from_db()
    other.refresh_from_db()
    assert mention.person == one
    assert one.tenures.count() == 2 and not other.tenures.exists()
    assert [name.name for name in one.other_names.all()] == ["Lê Bình"]
    assert (one.gender, one.birth) == ("female", "1970"), "what was missing is filled in, the rest kept"
    assert other.merged_into == one
    assert (done.by, done.source, done.target) == (editor, other, one)
    assert title_line(one, dt.date(2015, 1, 1)) == "Phó Giám đốc Sở Y tế"
    assert one in Person.objects.listed() and other not in Person.objects.listed()


def test_a_merge_can_be_undone(pair, editor, story):
    one, other = pair
    story(one)
    story(other)
    story(one, other)
    before = state()
    done = merge(other, one, by=editor)
    assert state() != before
    undo(done, by=editor)
    assert state() == before
    done.refresh_from_db()
    assert done.undone_by == editor and done.undone_at
    with pytest.raises(ValidationError, match="đã được tách"):
        undo(done, by=editor)


def test_a_story_that_names_both_names_one(pair, editor, story):
    one, other = pair
    both = story(one, other)
    done = merge(other, one, by=editor)
    assert [row.person for row in both.story_people.all()] == [one]
    both.delete()
    undo(done, by=editor)
    assert not StoryPerson.objects.exists(), "what was in a story deleted since does not come back"


def test_the_same_tenure_on_both_records_is_kept_once(editor):
    one, other = person("Lê Thị Bình"), person("Lê Thị Bình", "trùng")
    seat = post("Giám đốc", body("Sở Y tế"))
    hold(one, seat, "2018")
    Tenure.objects.create(person=other, post=seat, start="2018")
    before = state()
    done = merge(other, one, by=editor)
    assert Tenure.objects.get().person == one
    undo(done, by=editor)
    assert state() == before


@pytest.mark.parametrize(
    "theirs, ours, told",
    [
        ({"birth": "1970"}, {"birth": "1971-01"}, "1970"),
        ({"death": "2020-01-02"}, {"death": "2020-01-03"}, "2/1/2020"),
        ({"gender": "male"}, {"gender": "female"}, "Nam"),
    ],
)
def test_a_conflict_nobody_but_an_editor_can_settle_refuses_the_merge(editor, theirs, ours, told):
    one, other = person("Lê Bình", **ours), person("Lê Bình", "trùng", **theirs)
    before = state()
    with pytest.raises(ValidationError, match=told):
        merge(other, one, by=editor)
    assert state() == before and not Merge.objects.exists()


def test_tenures_that_contradict_each_other_refuse_the_merge(editor):
    one, other = person("Lê Bình"), person("Lê Bình", "trùng")
    seat = post("Giám đốc", body("Sở Y tế"), seats=2)
    hold(one, seat, "2015", "2020")
    hold(other, seat, "2016")
    [told] = conflicts(other, one)
    assert "Giám đốc Sở Y tế" in told and "từ năm 2015 đến năm 2020" in told
    with pytest.raises(ValidationError):
        merge(other, one, by=editor)


def test_a_chain_of_merges_leads_to_the_last_and_comes_apart_from_the_end(editor):
    first, second, third = (person("Lê Bình", mark) for mark in ("a", "b", "c"))
    hold(first, post("Giám đốc", body("Sở Y tế")), "2018")
    before = state()
    one = merge(first, second, by=editor)
    two = merge(second, third, by=editor)
    first.refresh_from_db()
    assert first.merged_into == third, "its address answers in one step"
    assert third.tenures.count() == 1
    with pytest.raises(ValidationError, match="hãy tách"):
        undo(one, by=editor)
    undo(two, by=editor)
    first.refresh_from_db()
    assert first.merged_into == second
    undo(one, by=editor)
    assert state() == before


def test_a_loop_of_merges_is_refused(editor):
    first, second, third = (person("Lê Bình", mark) for mark in ("a", "b", "c"))
    merge(first, second, by=editor)
    for source, target in ((second, first), (first, third), (first, first)):
        with pytest.raises(ValidationError):
            merge(source, target, by=editor)
    merge(second, third, by=editor)
    with pytest.raises(ValidationError):
        merge(third, first, by=editor)


def test_a_person_linked_to_anything_cannot_be_deleted(pair, story):
    one, _other = pair
    with pytest.raises(ProtectedError):
        one.delete()
    mentioned = person("Trần Văn An")
    story(mentioned)
    with pytest.raises(ProtectedError):
        mentioned.delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crossed", [False, True])
def test_of_two_merges_of_one_pair_at_once_one_is_made(pair, editor, together, crossed):
    one, other = pair
    second = (one, other) if crossed else (other, one)
    results = together(lambda: merge(other, one, by=editor), lambda: merge(*second, by=editor))
    (refused,) = [result for result in results if isinstance(result, ValidationError)]
    assert refused.messages
    (done,) = Merge.objects.all()
    assert Person.objects.exclude(merged_into=None).get() == done.source
    assert done.target.tenures.count() == 2
