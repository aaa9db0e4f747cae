"""An editor's order stands first on the front page, of what is live and for as long as it was meant."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import FrontPage, FrontPlace, PublishedStory
from tests.factories import make_copies, make_user
from tests.public.test_front_page import headings

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def copies():
    return make_copies(20)


@pytest.fixture
def secretary():
    call_command("sync_roles")
    user = make_user()
    user.groups.add(Group.objects.get(name="Thư ký toà soạn"))
    return user


def place(copy, position: int, **times) -> FrontPlace:
    page, _new = FrontPage.objects.get_or_create(pk=1)
    return FrontPlace.objects.create(page=page, story=copy.story, position=position, **times)


def first(client, copies, count: int) -> list[str]:
    return headings(client.get("/").content.decode(), copies)[:count]


def shown(client) -> list:
    """The stories of the front page by rank: the lead, then the features, then the newest."""
    context = client.get("/").context
    return [context["lead"], *context["features"], *context["latest"]]


def test_the_pinned_lead_and_features_come_before_the_newest(client, copies):
    place(copies[15], 1)
    place(copies[3], 2)
    assert shown(client) == [copies[15], copies[3], *copies[:3], *copies[4:9]]


def test_what_is_withdrawn_or_over_gives_way_to_the_next(client, copies):
    now = timezone.now()
    place(copies[15], 1)
    place(copies[16], 2, until=now - HOUR)
    place(copies[17], 3, since=now + HOUR)
    place(copies[18], 4)
    PublishedStory.objects.filter(pk=copies[15].pk).update(live_until=now)
    assert shown(client)[:2] == [copies[18], copies[0]]
    assert copies[15].headline not in client.get("/").content.decode()


def test_those_beyond_the_fourth_wait_in_line(client, copies):
    for position, copy in enumerate(copies[10:16], 1):
        place(copy, position)
    assert shown(client)[:5] == [*copies[10:14], copies[0]]


def rows(*stories, **more) -> dict:
    data = {"places-TOTAL_FORMS": len(stories), "places-INITIAL_FORMS": 0, **more}
    for number, copy in enumerate(stories):
        data |= {f"places-{number}-position": number + 1, f"places-{number}-story": copy.story_id}
    return data


def test_the_secretary_puts_it_in_order_after_a_preview(client, copies, secretary):
    client.force_login(secretary)
    home = client.get(reverse("admin:articles_frontpage_changelist"))
    page = client.get(home.url)
    seen = page.context["seen"]
    data = rows(copies[12], copies[11], seen=seen)
    preview = client.post(reverse("preview-front"), data)
    assert [preview.context["lead"], preview.context["features"][0]] == [copies[12], copies[11]]
    assert shown(client)[0] == copies[0]
    assert client.post(home.url, data).status_code == 302
    assert shown(client)[:2] == [copies[12], copies[11]]
    assert client.post(home.url, data).status_code == 200, "changed since that form was opened"


def test_a_story_that_is_not_published_gets_no_place(client, copies, secretary):
    client.force_login(secretary)
    PublishedStory.objects.filter(pk=copies[5].pk).update(live_until=timezone.now())
    home = client.get(reverse("admin:articles_frontpage_changelist")).url
    answer = client.post(home, rows(copies[5], seen=client.get(home).context["seen"]))
    assert "chưa đăng" in answer.content.decode()
    assert not FrontPlace.objects.exists()


def test_an_editor_may_not_change_it(client, copies, secretary):
    secretary.groups.set([Group.objects.get(name="Biên tập viên")])
    client.force_login(secretary)
    assert client.get(reverse("admin:articles_frontpage_changelist")).status_code == 403
    assert client.post(reverse("preview-front"), rows(copies[1])).status_code == 403


def test_a_preview_of_nonsense_is_the_front_page_as_it_is(client, copies, secretary):
    client.force_login(secretary)
    for data in ({}, {"places-TOTAL_FORMS": "x"}, {"places-TOTAL_FORMS": "2", "places-INITIAL_FORMS": "9"}):
        assert client.post(reverse("preview-front"), data).context["lead"] == copies[0]
