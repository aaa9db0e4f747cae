"""A registry corrected after a story was published: the story is listed, and stays as it is."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.admin.differing import differing
from articles.models import PublishedStory, StoryPerson
from people.admin.touched import stories_touched
from people.models import Tenure
from people.registry import body, hold, person, post
from tests.factories import make_copies

pytestmark = pytest.mark.django_db
DAY = dt.date(2019, 8, 10)
LIST = "admin:articles_story_differing"


@pytest.fixture
def secretary():
    """A tenure, and a story of its time printed with it."""
    who = person("Trần Văn An")
    return hold(who, post("Bí thư", body("Tỉnh uỷ Bình Sơn"), head=True), "2015")


def told(tenure, title="Bí thư Tỉnh uỷ Bình Sơn", count=1, **fields):
    who = tenure.person
    row = {"id": who.pk, "name": who.name, "url": "", "title": title}
    return make_copies(count, mentions=[who], **{"event_date": DAY, "people": [row], **fields})


def correct(tenure, **fields):
    Tenure.objects.filter(pk=tenure.pk).update(**fields)
    tenure.refresh_from_db()
    tenure.save()


def found():
    return [
        (one.copy.pk, [(other.printed, other.registry) for other in one.people])
        for one in differing(PublishedStory.objects.live())
    ]


def test_a_story_that_prints_what_the_registry_gives_is_not_listed(secretary):
    told(secretary)
    assert found() == []


def test_a_corrected_tenure_lists_its_stories_and_rewrites_none(secretary):
    [before] = told(secretary)
    [other_day] = told(secretary, event_date=dt.date(2014, 1, 1), title="")
    correct(secretary, start="2019-09-01")
    hold(secretary.person, post("Giám đốc", body("Sở Y tế")), "2015", "2019-08-31")
    assert found() == [(before.pk, [("Bí thư Tỉnh uỷ Bình Sơn", "Giám đốc Sở Y tế")])]
    before.refresh_from_db()
    assert before.people[0]["title"] == "Bí thư Tỉnh uỷ Bình Sơn"
    assert other_day.people[0]["title"] == ""


def test_the_story_is_listed_by_its_event_date_or_by_the_day_it_went_live(secretary):
    told(secretary, event_date=None)
    assert found() == []
    correct(secretary, end="2020")
    assert [printed for _pk, printed in found()] == [
        [("Bí thư Tỉnh uỷ Bình Sơn", "nguyên Bí thư Tỉnh uỷ Bình Sơn")]
    ]


def test_a_role_typed_for_one_without_posts_is_no_difference():
    who = person("Lê Thị Bình")
    row = {"id": who.pk, "name": who.name, "url": "", "title": "thợ mỏ"}
    [copy] = make_copies(1, mentions=[who], event_date=DAY, people=[row])
    StoryPerson.objects.create(story=copy.story, person=who, printed_role="thợ mỏ")
    assert found() == []


def test_only_what_readers_see_is_listed(secretary):
    ended = timezone.now() - dt.timedelta(hours=1)
    told(secretary, title="khác", live_from=ended - dt.timedelta(1), live_until=ended)
    assert found() == []


def test_merging_records_makes_no_difference_by_itself(secretary):
    from people.merging import merge
    from tests.factories import make_user

    told(secretary)
    target = person("Trần An")
    merge(secretary.person, target, by=make_user())
    assert found() == []
    hold(target, post("Giám đốc", body("Sở Y tế")), "2018", "2020")
    assert [one.people[0].person for one in differing(PublishedStory.objects.live(), [target.pk])] == [
        target.pk
    ]


def test_other_people_of_the_story_are_left_out_when_some_are_asked_for(secretary):
    told(secretary, title="khác")
    assert len(differing(PublishedStory.objects.live(), [secretary.person_id])) == 1
    assert differing(PublishedStory.objects.live(), [person("Lê Thị Bình").pk]) == []


def test_thousands_of_stories_take_as_many_queries_as_one(secretary, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(8) as counted:
            number = len(differing(PublishedStory.objects.live()))
        return number, len(counted)

    told(secretary, title="khác")
    before = queries()
    assert before[0] == 1
    told(secretary, title="khác", count=2_000, event_date=None)
    assert queries() == (2_001, before[1])


def test_after_a_save_the_editor_is_told_and_led_to_the_stories(secretary, at_desk):
    told(secretary, count=3)
    client = at_desk("editor")
    address = reverse("admin:people_tenure_change", args=[secretary.pk])
    opened = client.get(address)
    assert "Có 3 bài đã đăng" in opened.content.decode(), "told before it is saved"
    typed = {name: value or "" for name, value in opened.context["adminform"].form.initial.items()}
    rows = {"suspensions-TOTAL_FORMS": 0, "suspensions-INITIAL_FORMS": 0}
    answer = client.post(address, typed | rows | {"seen": opened.context["seen"], "end": "2018"}, follow=True)
    said = [str(one) for one in answer.context["messages"]]
    assert any("3 bài đã đăng nay in khác sổ" in one for one in said), said
    list_address = f"{reverse(LIST)}?nguoi={secretary.person_id}"
    assert any(f'href="{list_address}"' in one for one in said)
    shown = client.get(list_address).content.decode()
    assert shown.count("nguyên Bí thư Tỉnh uỷ Bình Sơn") == 3
    for copy in PublishedStory.objects.all():
        assert reverse("admin:articles_story_change", args=[copy.story_id]) in shown
        assert copy.people[0]["title"] == "Bí thư Tỉnh uỷ Bình Sơn"


def test_a_reporter_sees_only_stories_of_their_own_and_strangers_none(secretary, at_desk, client):
    [copy] = told(secretary, title="khác")
    assert copy.headline in at_desk("editor").get(reverse(LIST)).content.decode()
    shown = at_desk("reporter").get(reverse(LIST))
    assert shown.status_code == 200 and copy.headline not in shown.content.decode()
    assert client.get(reverse(LIST)).status_code == 302


@pytest.mark.parametrize("typed", ["x", "'", "1,", "-1", "٣", "9" * 30, "1;2"])
def test_any_address_of_the_list_opens(secretary, at_desk, typed):
    told(secretary, title="khác")
    assert at_desk("editor").get(reverse(LIST), {"nguoi": typed, "page": typed}).status_code == 200


def test_published_stories_a_tenure_touches_are_counted_once_each(secretary):
    told(secretary, count=2)
    told(secretary, event_date=dt.date(2014, 1, 1))
    ended = timezone.now() - dt.timedelta(hours=1)
    told(secretary, live_from=ended - dt.timedelta(1), live_until=ended)
    again = hold(secretary.person, post("Uỷ viên", body("Bộ Chính trị"), seats=None), "2019")
    assert stories_touched([secretary]) == 2
    assert stories_touched([secretary, again]) == 2
    assert stories_touched([]) == 0
