import pytest
from django.utils import timezone

from articles.public import reads
from people.models import Person
from tests.factories import make_copies, make_section

pytestmark = pytest.mark.django_db


def test_a_story_is_read_with_the_newest_others_of_its_section():
    copies = make_copies(9)
    make_copies(3, section=make_section("Kinh tế", "kinh-te"))
    assert reads.story(copies[0].story_id) == (copies[0], copies[1:6], [])
    assert reads.story(copies[8].story_id) == (copies[8], copies[:5], [])


def test_one_alone_in_its_section_has_no_others():
    (copy,) = make_copies(1)
    assert reads.story(copy.story_id) == (copy, [], [])


def test_for_a_story_readers_may_not_see_there_is_nothing():
    make_copies(3)
    (gone,) = make_copies(1, live_until=timezone.now())
    assert reads.story(gone.story_id) == (None, [], [])
    assert reads.story(10**17) == (None, [], [])


def test_stories_about_the_same_people_come_before_those_of_the_section():
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    old = make_copies(2, section=make_section("Kinh tế", "kinh-te"), mentions=[person])
    here = make_copies(4)
    (copy,) = make_copies(1, mentions=[person])
    gone = make_copies(1, mentions=[person], live_until=timezone.now())
    _this, others, _read = reads.story(copy.story_id)
    assert others == [*old, *here[:3]]
    assert gone[0] not in others


def test_the_text_comes_with_the_story_alone(django_assert_num_queries):
    copies = make_copies(3)
    with django_assert_num_queries(1):
        this, others, _read = reads.story(copies[0].story_id)
        assert this.html == "<p>Chữ.</p>"
    assert {one.text for one in others} == {""}
