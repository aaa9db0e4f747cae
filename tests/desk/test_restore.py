"""Any revision is made the story's content again, as a new revision, as far as what it names is there."""

import datetime as dt

import pytest

from articles import workflow
from articles.models import Byline, PenName, Photo, Section, Source, Story, StoryPerson, StorySource
from articles.models.revision import snapshot
from articles.photos import attach, ingest
from people.models import Person

from .test_review import address, edit


@pytest.fixture
def full(story, users, jpeg, section, pen_name):
    """A story with everything; its revision 2."""
    photo = ingest(jpeg(), by=users["reporter"])
    row = attach(story, photo, caption="Cầu cảng.", credit="MH", alt="Cảng")
    person = Person.objects.create(name="Trần Văn Một")
    row.photo_people.create(person=person, order=1)
    StoryPerson.objects.create(story=story, person=person, printed_role="Bí thư", order=1)
    Byline.objects.create(story=story, pen_name=pen_name, order=1)
    StorySource.objects.create(story=story, source=Source.objects.create(name="Báo Bạn"), order=1)
    day = dt.date(2019, 8, 10)
    edit(story, users["reporter"], event_date=day, body='<p>Một.</p>\n<figure data-photo="1"></figure>')
    return story


def emptied(story, users):
    story.story_photos.all().delete()
    story.story_people.all().delete()
    story.bylines.all().delete()
    story.story_sources.all().delete()
    edit(story, users["reporter"], event_date=None, headline="Khác hẳn", body="<p>Hai.</p>")


def send(client, story, number, seen):
    return client.post(address(story, f"revision/{number}/restore"), {"seen": seen}, follow=True)


def test_everything_comes_back_as_a_new_revision(at_desk, full, users):
    emptied(full, users)
    page = at_desk("reporter").get(address(full, "revision/2/restore")).content.decode()
    assert "<ins>Khánh thành cầu cảng" in page
    page = send(at_desk("reporter"), full, 2, 3).content.decode()
    assert "Đã khôi phục phiên bản 2 thành phiên bản 4" in page
    old, new = full.revisions.get(number=2), full.revisions.get(number=4)
    assert new.author == users["reporter"]
    assert snapshot(Story.objects.get()) == new.content == old.content
    event = full.events.get(step="restore")
    assert event.facts == {"restored": 2} and event.revision == new


def test_what_is_there_no_more_is_left_out_and_said(at_desk, full, users):
    emptied(full, users)
    Photo.objects.all().delete()
    Person.objects.all().delete()
    PenName.objects.all().delete()
    Source.objects.all().delete()
    other = Section.objects.create(name="Thể thao", slug="the-thao")
    edit(full, users["reporter"], section=other)
    Section.objects.exclude(pk=other.pk).delete()
    page = send(at_desk("reporter"), full, 2, 4).content.decode()
    for said in (
        "ảnh 1 đã bị xoá",
        "Chuyên mục khi ấy không còn",
        "nguồn tin không còn: 1",
        "bút danh không còn: 1",
    ):
        assert said in page
    assert "Số người trong ảnh không còn trong danh bạ: 1" in page
    assert "Số người được nhắc không còn trong danh bạ: 1" in page
    restored = Story.objects.get()
    row = restored.story_photos.get()
    assert (row.number, row.photo, row.caption) == (1, None, "Cầu cảng.")
    assert restored.section == other and restored.headline == "Khánh thành cầu cảng"
    assert '<figure data-photo="1"></figure>' in restored.body


def test_people_merged_since_come_back_as_the_one_they_are(full, users):
    kept = Person.objects.create(name="Trần Văn Hai")
    Person.objects.filter(name="Trần Văn Một").update(merged_into=kept)
    emptied(full, users)
    done = workflow.restore(full, 2, by=users["reporter"], seen=3)
    assert done.left_out == []
    assert full.story_people.get().person == kept


def test_an_old_page_does_not_overwrite_a_newer_save(at_desk, full, users):
    emptied(full, users)
    edit(full, users["editor"], lead="Mới hơn.")
    answer = send(at_desk("reporter"), full, 2, 3)
    assert answer.status_code == 409 and "Vân An" in answer.content.decode()
    assert full.revisions.count() == 4


def test_who_may_not_change_the_story_now_may_not_restore(at_desk, full, users, walk):
    emptied(full, users)
    walk(full, "editing")
    assert send(at_desk("reporter"), full, 2, 3).status_code == 409
    assert send(at_desk("other"), full, 2, 3).status_code == 404
    assert full.revisions.count() == 3
    assert send(at_desk("editor"), full, 2, 3).status_code == 200
    assert full.revisions.count() == 4


def test_an_approval_lapses_with_it(full, users):
    full.status = "approved"
    full.save()
    workflow.restore(full, 1, by=users["editor"], seen=2)
    assert Story.objects.get().status == "review"


def test_restoring_what_stands_changes_nothing(full, users):
    before = Story.objects.values_list("changed_at", flat=True).get()
    assert workflow.restore(full, 2, by=users["reporter"], seen=2).revision is None
    assert Story.objects.values_list("changed_at", flat=True).get() == before
    assert full.revisions.count() == 2


def test_one_of_two_restoring_at_once_is_refused(transactional_db, together, full, users):
    emptied(full, users)
    answers = together(
        lambda: workflow.restore(full, 1, by=users["reporter"], seen=3),
        lambda: workflow.restore(full, 2, by=users["editor"], seen=3),
    )
    assert sorted(type(one).__name__ for one in answers) == ["Refused", "Restored"]
    assert full.revisions.count() == 4
