import pytest
from django.db import transaction

from articles.models import PublishedStory, Status, Story, StoryEvent
from articles.workflow import Refused, lock, record_edit, take

pytestmark = pytest.mark.django_db(transaction=True)


def outcomes(results):
    """(how many went through, the refusals); anything else, such as a locked database, fails the test."""
    refused = [result for result in results if isinstance(result, Refused)]
    done = [result for result in results if isinstance(result, Story)]
    assert len(refused) + len(done) == len(results), results
    return len(done), refused


def test_of_people_who_approve_at_once_one_does_and_the_others_are_told(story, walk, desk, together):
    story = walk(story, "review")
    people = [desk["secretary"], desk["chief"]] * 2
    done, refused = outcomes(together(*[lambda who=who: take("approve", story, by=who) for who in people]))
    assert done == 1
    assert all("Bước gần nhất: “Duyệt”" in refusal.messages[0] for refusal in refused)
    assert StoryEvent.objects.filter(step="approve").count() == 1


def test_a_story_published_by_several_at_once_is_published_once(story, walk, desk, together):
    story = walk(story, "approved")
    done, _refused = outcomes(together(*[lambda: take("publish", story, by=desk["secretary"])] * 4))
    assert done == 1
    assert PublishedStory.objects.count() == 1
    assert StoryEvent.objects.filter(step="publish").count() == 1


def test_an_approval_never_covers_an_edit_it_raced_with(story, walk, desk, together):
    story = walk(story, "review")
    seen = story.revisions.first().number

    def edit():
        with transaction.atomic():
            mine = lock(story.pk)
            mine.lead = "Sửa cùng lúc."
            mine.save()
            record_edit(mine, by=desk["editor"])
        return mine

    together(edit, lambda: take("approve", story, by=desk["secretary"], seen=seen))
    story.refresh_from_db()
    # Whichever came first, the story now waits for someone to approve the new text.
    assert story.status == Status.REVIEW
    assert story.lead == "Sửa cùng lúc."


def test_two_who_save_at_once_each_leave_a_revision_of_their_own(story, desk, together):
    def edit(lead, by):
        with transaction.atomic():
            mine = lock(story.pk)
            mine.lead = lead
            mine.save()
            return record_edit(mine, by=by)

    together(lambda: edit("Một.", desk["reporter"]), lambda: edit("Hai.", desk["editor"]))
    assert sorted(story.revisions.values_list("number", flat=True)) == [1, 2, 3]
    assert {revision.content["lead"] for revision in story.revisions.all()} == {"Sáng nay.", "Một.", "Hai."}
