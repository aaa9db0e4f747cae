"""Emergency approvals at the desk: asked for a reason, and listed until someone else has looked."""

import pytest

from articles import workflow
from articles.models import Status, Story

from .conftest import change, save, step
from .forms import filled


@pytest.fixture
def own(story, walk, users):
    """A story that the editor-in-chief changed, waiting for approval."""
    story = walk(story, "review")
    story.lead = "Tổng biên tập sửa."
    story.save()
    workflow.record_edit(story, by=users["chief"])
    return story


def emergencies(client):
    lists = client.get("/toa-soan/").context["desk_lists"]
    return [str(story) for one in lists for story in one.stories if one.title == "Duyệt khẩn cấp chờ xem lại"]


def test_a_refusal_that_may_be_set_aside_asks_for_the_reason(at_desk, own):
    client = at_desk("chief")
    answer = client.post(change(own), filled(client.get(change(own)), _step="approve"), follow=True)
    assert "override" in answer.context["form"].fields
    sent = {"seen": answer.context["form"]["seen"].value(), "override": ""}
    answer = client.post(step(own, "approve"), sent)
    assert answer.status_code == 409
    assert "Hãy ghi vì sao" in answer.content.decode()
    done = client.post(step(own, "approve"), {**sent, "override": "Bão đổ bộ."}, follow=True)
    assert "Duyệt khẩn cấp: bài nằm trong danh sách" in done.content.decode()
    assert Story.objects.get().status == Status.APPROVED
    page = client.get(change(own)).content.decode()
    assert "Bão đổ bộ." in page
    assert "tự sửa" in page


def test_whom_it_would_not_help_is_not_asked(at_desk, own, users):
    own.lead = "Thư ký cũng sửa."
    own.save()
    workflow.record_edit(own, by=users["secretary"])
    client = at_desk("secretary")
    answer = client.post(step(own, "approve"), {"seen": 3})
    assert answer.status_code == 409
    assert "override" not in answer.context["form"].fields
    save(client, own, _step="approve")
    assert Story.objects.get().status == Status.REVIEW


def test_the_desk_lists_it_until_someone_else_has_looked(at_desk, own, users):
    assert emergencies(at_desk("secretary")) == []
    workflow.take("approve", own, by=users["chief"], override="Bão đổ bộ.")
    assert emergencies(at_desk("secretary")) == ["Khánh thành cầu cảng"]
    assert emergencies(at_desk("editor")) == []
    assert "Bão đổ bộ." in at_desk("secretary").get("/toa-soan/").content.decode()
    assert "chưa ai xem lại: Bão đổ bộ." in at_desk("secretary").get(change(own)).content.decode()
    at_desk("secretary").post(step(own, "look"), {"seen": 2})
    assert "chưa ai xem lại" not in at_desk("secretary").get(change(own)).content.decode()
    assert emergencies(at_desk("secretary")) == []
