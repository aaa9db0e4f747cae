"""What was withdrawn stays readable as readers last saw it, to those who must show it, on record."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import denying, workflow
from articles.models import Photo, Portrait, PublishedStory, Story, StoryEvent
from articles.photos import attach, ingest
from articles.public import cards
from people.models import Person

LIST = "/toa-soan/bai-da-go/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def gone(story, users, jpeg, walk):
    """A story with a photo, withdrawn."""
    photo = ingest(jpeg(), by=users["reporter"], credit="Minh Hà", rights="staff")
    attach(story, photo, caption="Cầu cảng mới.", alt="Mô tả")
    workflow.record_edit(story, by=users["reporter"])
    return withdraw(walk(story, "published"), users)


def withdraw(story, users, **given):
    given = {"note": "Sai <b>tên</b>", "decision": "12/QĐ-X", "notice": "Bài đã gỡ.", **given}
    return workflow.take("withdraw", story, by=users["chief"], **given)


def page(copy=None):
    return f"{LIST}{(copy or PublishedStory.objects.latest('pk')).pk}/"


def images(content):
    return set(re.findall(rf"{LIST}\d+/anh/[-\w.]+", content))


def status(client, address):
    response = client.get(address)
    response.getvalue()
    return response.status_code


def test_only_those_with_the_right_of_their_own(client, at_desk, users, gone):
    content = at_desk("chief").get(page()).content.decode()
    addresses = [LIST, page(), *images(content)]
    assert len(addresses) > 3
    for address in addresses:
        assert status(at_desk("chief"), address) == 200
        assert [status(at_desk(who), address) for who in ("reporter", "editor", "secretary")] == [403] * 3
        assert status(client, address) == 302
    users["other"].user_permissions.add(Permission.objects.get(codename="inspect_withdrawn"))
    assert {status(at_desk("other"), address) for address in addresses} == {200}
    assert LIST in at_desk("chief").get("/toa-soan/").content.decode()
    assert LIST not in at_desk("secretary").get("/toa-soan/").content.decode()


def test_it_is_shown_as_readers_last_saw_it_with_who_when_and_why(at_desk, users, gone, walk):
    story = workflow.take("reinstate", gone, by=users["chief"], note="Viết lại")
    Story.objects.filter(pk=story.pk).update(headline="Tít viết lại", body="<p>Khác.</p>")
    answer = at_desk("chief").get(page())
    content = answer.content.decode()
    for said in (
        "Khánh thành cầu cảng",
        "hai trăm mét",
        "Cầu cảng mới.",
        "12/QĐ-X",
        "Thuỳ Linh",
        "Bài đã gỡ.",
    ):
        assert said in content
    assert "Sai &lt;b&gt;tên" in content and "viết lại" not in content.lower()
    assert 'content="noindex' in content and "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert "application/ld+json" not in content and "/dem/" not in content
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_its_photos_are_served_to_them_alone_and_kept_by_no_cache(client, at_desk, gone, jpeg, users):
    chief = at_desk("chief")
    content = chief.get(page()).content.decode()
    found = images(content)
    assert found and '"/anh/' not in content
    (photo,) = Photo.objects.all()
    purged = [
        PublishedStory.objects.get().get_absolute_url(),
        cards.address(PublishedStory.objects.get()),
        *(one[2] for one in photo.sizes["webp"]),
    ]
    assert all(f"http://localhost:8000{address}" in content for address in purged)
    for address in found:
        answer = chief.get(address)
        assert answer.getvalue() and "private, no-store" in answer["Cache-Control"]
        assert status(client, f"/anh/{address.rpartition('/')[2]}") == 410
    other = ingest(jpeg(colour="red"), by=users["reporter"])
    assert status(chief, f"{page()}anh/{other.sizes['share'][2].rpartition('/')[2]}") == 404


def test_before_a_withdrawal_the_desk_is_told_what_readers_go_on_seeing(at_desk, users, gone, walk):
    (photo,) = Photo.objects.all()
    step = "/toa-soan/articles/story/{}/step/withdraw/"
    live = []
    for headline in ("Bài thứ nhất", "Bài thứ hai"):
        story = Story.objects.create(
            headline=headline, lead="L", body="<p>x</p>", section=gone.section, author=users["reporter"]
        )
        attach(story, photo, caption="Cầu cảng mới.", alt="Mô tả")
        workflow.record_edit(story, by=users["reporter"])
        live.append(walk(story, "published"))
    person = Person.objects.create(name="Lê Văn Mẫu")
    Portrait.objects.create(person=person, photo=photo)
    content = at_desk("chief").get(step.format(live[0].pk)).content.decode()
    assert "“Bài thứ hai”" in content and "“Bài thứ nhất”" not in content and "Lê Văn Mẫu" in content
    # What was withdrawn itself is not among it.
    assert gone.headline not in content
    withdraw(live[1], users)
    assert "Bài thứ hai" not in at_desk("chief").get(step.format(live[0].pk)).content.decode()


def test_a_photo_denied_since_then_is_shown_too(at_desk, users, gone):
    denying.deny(Photo.objects.get(), by=users["chief"], reason="Khiếu nại")
    content = at_desk("chief").get(page()).content.decode()
    assert "Cầu cảng mới." in content
    assert {status(at_desk("chief"), address) for address in images(content)} == {200}


def test_every_look_is_on_record_and_changes_nothing_else(at_desk, users, gone):
    before = Story.objects.get()
    chief = at_desk("chief")
    images(chief.get(page()).content.decode())
    chief.get(page())
    looks = StoryEvent.objects.filter(step="inspect")
    assert [(one.by, one.to_status) for one in looks] == [(users["chief"], "withdrawn")] * 2
    assert Story.objects.get().changed_at == before.changed_at
    assert "Xem bản đã gỡ" in chief.get(f"/toa-soan/articles/story/{gone.pk}/history/").content.decode()


def test_what_readers_see_is_not_here(at_desk, story, walk):
    walk(story, "published")
    assert status(at_desk("chief"), page()) == 404
    assert "Chưa có bài nào bị gỡ" in at_desk("chief").get(LIST).content.decode()


def test_each_withdrawal_leads_to_its_own_copy(at_desk, users, gone, walk):
    first = PublishedStory.objects.get()
    story = workflow.take("reinstate", gone, by=users["chief"], note="Đã sửa")
    shown = at_desk("chief").get(LIST).content.decode()
    assert first.headline in shown and "Đã khôi phục" in shown
    story.headline = "Tít lần hai"
    story.save()
    workflow.record_edit(story, by=users["editor"])
    for step, who in (("forward", "editor"), ("approve", "secretary"), ("publish", "secretary")):
        story = workflow.take(step, story, by=users[who])
    withdraw(story, users, decision="13/QĐ-X")
    second = PublishedStory.objects.latest("pk")
    shown = at_desk("chief").get(LIST).content.decode()
    assert shown.index("Tít lần hai") < shown.index(first.headline)
    assert "12/QĐ-X" in at_desk("chief").get(page(first)).content.decode()
    newer = at_desk("chief").get(page(second)).content.decode()
    assert "13/QĐ-X" in newer and "12/QĐ-X" not in newer and page(first) in newer


def test_the_list_asks_as_much_for_thirty_as_for_one(at_desk, users, gone):
    chief = at_desk("chief")
    chief.get(LIST)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            content = chief.get(LIST).content.decode()
        return content.count('class="why"'), len(queries)

    one, queries = asked()
    event = StoryEvent.objects.get(step="withdraw")
    StoryEvent.objects.bulk_create(
        StoryEvent(story=gone, step="withdraw", by=event.by, note=f"{n}", from_status="x", to_status="y")
        for n in range(29)
    )
    assert one == 1 and asked() == (30, queries)
