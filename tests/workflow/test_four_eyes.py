import pytest

from articles.models import Revision, Status
from articles.workflow import Refused, record_edit, take


def change(story, by, lead):
    story.lead = lead
    story.save()
    return record_edit(story, by=by)


def test_nobody_approves_text_they_changed(story, walk, desk):
    story = walk(story, "review")
    change(story, desk["secretary"], "Sáng nay, thư ký sửa.")
    with pytest.raises(Refused, match="tự sửa"):
        take("approve", story, by=desk["secretary"])
    assert take("approve", story, by=desk["chief"]).status == Status.APPROVED


def test_a_change_saved_past_the_desk_counts_as_that_of_who_approves(story, walk, desk):
    story = walk(story, "review")
    type(story).objects.filter(pk=story.pk).update(lead="Sửa lén.")
    with pytest.raises(Refused, match="tự sửa"):
        take("approve", story, by=desk["secretary"])


def test_approval_lapses_when_a_word_changes(story, walk, desk):
    story = walk(story, "approved")
    change(story, desk["editor"], "Chiều nay.")
    story.refresh_from_db()
    assert story.status == Status.REVIEW
    assert story.events.first().step == "lapse"


def test_approval_stands_when_a_save_changes_nothing(story, walk, desk):
    story = walk(story, "approved")
    assert change(story, desk["editor"], story.lead) is None
    assert story.status == Status.APPROVED


def test_nothing_is_published_but_what_was_approved(story, walk, desk):
    story = walk(story, "approved")
    type(story).objects.filter(pk=story.pk).update(lead="Sửa lén.")
    with pytest.raises(Refused, match="duyệt lại"):
        take("publish", story, by=desk["secretary"])
    assert not story.published.exists()


def test_a_person_who_edited_before_the_last_approval_may_approve_the_next(story, walk, desk):
    change(story, desk["secretary"], "Thư ký góp từ.")
    story = take("submit", story, by=desk["reporter"])
    story = take("forward", story, by=desk["editor"])
    story = take("approve", story, by=desk["chief"])
    change(story, desk["editor"], "Biên tập sửa.")
    story.refresh_from_db()
    assert take("approve", story, by=desk["secretary"]).status == Status.APPROVED


def test_a_revision_is_never_changed_nor_deleted(story):
    revision = story.revisions.get()
    revision.content = {}
    with pytest.raises(TypeError):
        revision.save()
    with pytest.raises(TypeError):
        revision.delete()
    with pytest.raises(TypeError):
        Revision.objects.update(number=9)
    with pytest.raises(TypeError):
        Revision.objects.all().delete()
