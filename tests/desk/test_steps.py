"""Buttons take steps: what was typed is saved first, and a refusal loses nothing."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles import workflow
from articles.models import PublishedStory, Status, Story, StoryEvent
from vietnamese import long_time

from .conftest import change, save, step
from .forms import filled


def buttons(page):
    return {one.name for one, _asks in page.context["step_buttons"]}


def test_save_and_submit_in_one_press(at_desk, story, pen_name):
    Story.objects.update(event_date="2026-11-20")
    story.bylines.create(pen_name=pen_name)
    save(at_desk("reporter"), story, lead="Chiều nay.", _step="submit")
    story.refresh_from_db()
    assert (story.lead, story.status) == ("Chiều nay.", Status.EDITING)
    assert StoryEvent.objects.get().revision.number == 2


def test_a_new_story_can_be_written_and_submitted_in_one_press(at_desk, section, pen_name):
    client = at_desk("reporter")
    add = "/toa-soan/articles/story/add/"
    page = client.get(add)
    assert buttons(page) == {"submit"}
    written = {"headline": "Tít", "lead": "Sapo.", "body": "<p>Chữ.</p>", "event_date": "2026-11-20"}
    client.post(add, filled(page, **written, section=section.pk, _step="submit"))
    assert Story.objects.get().status == Status.EDITING


def test_a_refused_step_leaves_the_save_and_says_both(at_desk, story):
    client = at_desk("reporter")
    data = filled(client.get(change(story)), headline="", lead="Đã gõ.", _step="submit")
    answer = client.post(change(story), data, follow=True)
    story.refresh_from_db()
    assert (story.lead, story.status) == ("Đã gõ.", Status.DRAFT)
    page = answer.content.decode()
    assert "Đã lưu, phiên bản 2." in page
    assert "Nhưng chưa “Gửi biên tập” được." in page
    assert "Bài chưa có tít." in page


def test_going_back_to_a_step_already_taken_tells_who_took_it(at_desk, story, walk):
    walk(story, "approved")
    workflow.take("publish", story, by=story.events.first().by)
    page = at_desk("secretary").get(step(story, "publish"), follow=True).content.decode()
    assert "Không thực hiện được “Đăng”: bài hiện “Đã đăng”." in page
    assert "Bước gần nhất" in page and "Quốc Bảo" in page


def test_a_wrong_day_is_refused_though_a_right_one_was_just_given(at_desk, story):
    client, plan = at_desk("reporter"), step(story, "plan")
    today = timezone.localdate()
    assert client.post(plan, {"seen": 1, "day": today}).status_code == 302
    answer = client.post(plan, {"seen": 1, "day": today - dt.timedelta(days=1)})
    assert answer.status_code == 409
    assert "đã qua" in answer.content.decode()


def test_nobody_spoils_their_approval_by_a_slip_of_the_finger(at_desk, story, walk):
    walk(story, "review")
    client = at_desk("secretary")
    answer = client.post(change(story), filled(client.get(change(story)), lead="Sáng nayy.", _step="approve"))
    assert "Bạn đã sửa bài" in answer.content.decode()
    assert filled(answer)["lead"] == ["Sáng nayy."]
    assert story.revisions.count() == 1
    save(client, story, _step="approve")
    assert Story.objects.get().status == Status.APPROVED


def test_whoever_saved_a_change_is_told_that_another_must_approve(at_desk, story, walk):
    walk(story, "review")
    client = at_desk("secretary")
    save(client, story, lead="Chiều nay.")
    answer = client.post(change(story), filled(client.get(change(story)), _step="approve"), follow=True)
    assert "người khác" in answer.content.decode()
    assert Story.objects.get().status == Status.REVIEW


def test_a_step_that_needs_a_reason_saves_and_then_asks(at_desk, story, walk):
    walk(story, "editing")
    client = at_desk("editor")
    answer = save(client, story, lead="Biên tập đã sửa.", _step="return")
    assert answer.url == f"{step(story, 'return')}?seen=2"
    story.refresh_from_db()
    assert (story.lead, story.status) == ("Biên tập đã sửa.", Status.EDITING)
    asked = client.get(answer.url)
    client.post(
        step(story, "return"), {"seen": asked.context["form"]["seen"].value(), "note": "Thiếu nguồn."}
    )
    assert Story.objects.get().status == Status.DRAFT
    assert StoryEvent.objects.get(step="return").note == "Thiếu nguồn."


@pytest.mark.parametrize(
    "status, who, expected",
    [
        ("editing", "editor", "reporter"),
        ("review", "secretary", "editor"),
        ("approved", "chief", "editor"),
        # Not to oneself.
        ("review", "editor", "reporter"),
    ],
)
def test_a_return_is_meant_for_whoever_handed_the_story_on(
    at_desk, story, walk, users, status, who, expected
):
    walk(story, status)

    def chosen():
        return at_desk(who).get(step(story, "return")).context["form"]["to"].value()

    assert chosen() == users[expected].pk
    users[expected].is_active = False
    users[expected].save()
    assert chosen() != users[expected].pk


def test_of_a_story_they_saw_readers_are_said_to_see_it_no_more(at_desk, story, walk, users):
    walk(story, "approved")
    assert "Bạn đọc chưa thấy bài này" in at_desk("chief").get(step(story, "publish")).content.decode()
    story = workflow.take("publish", story, by=users["secretary"])
    assert "“Sửa bài”" in at_desk("editor").get(change(story)).content.decode()
    story = workflow.take("withdraw", story, by=users["chief"], note="Sai.")
    page = at_desk("chief").get(step(story, "reinstate")).content.decode()
    assert "Bạn đọc không còn thấy bài này" in page and "chưa thấy" not in page


def test_without_its_reason_a_step_is_refused_with_what_was_typed(at_desk, story, walk):
    walk(story, "published")
    sent = {"seen": 1, "note": " ", "notice": "Bài đã gỡ vì sai."}
    answer = at_desk("chief").post(step(story, "withdraw"), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "lý do" in page
    assert "Bài đã gỡ vì sai." in page
    assert PublishedStory.objects.live().exists()


def test_the_reporter_reads_why_a_story_came_back(at_desk, story, walk, users):
    walk(story, "editing")
    workflow.take("return", story, by=users["editor"], note="Thiếu số liệu.")
    page = at_desk("reporter").get(change(story)).content.decode()
    assert "Vân An trả lại:" in page
    assert "Thiếu số liệu." in page


def test_a_step_on_a_text_that_moved_on_is_refused_with_who(at_desk, story, walk):
    walk(story, "review")
    save(at_desk("editor"), story, lead="Biên tập sửa.")
    answer = at_desk("secretary").post(step(story, "approve"), {"seen": 1})
    assert answer.status_code == 409
    assert "sau khi bạn mở" in answer.content.decode()
    assert Story.objects.get().status == Status.REVIEW


def test_publishing_now(at_desk, story, walk):
    walk(story, "approved")
    at_desk("secretary").post(step(story, "publish"), {"seen": 1})
    assert PublishedStory.objects.live().get().story == story


def test_the_time_that_is_taken_off_the_schedule_is_said_with_its_weekday(at_desk, story, walk, users):
    at = timezone.now() + dt.timedelta(days=1)
    workflow.take("publish", walk(story, "approved"), by=users["secretary"], at=at)
    answer = at_desk("secretary").post(step(story, "unschedule"), {"seen": 1}, follow=True)
    assert f"Trước đó hẹn lên báo lúc {long_time(at)}." in answer.content.decode()
    assert Story.objects.get().status == Status.APPROVED


def test_a_time_is_shown_back_with_its_weekday_before_it_counts(at_desk, story, walk):
    walk(story, "approved")
    client = at_desk("secretary")
    at = timezone.localtime(timezone.now() + dt.timedelta(days=3)).replace(hour=6, minute=30)
    sent = {"seen": 1, "at": f"{at:%Y-%m-%dT%H:%M}"}
    answer = client.post(step(story, "publish"), sent)
    assert Story.objects.get().status == Status.APPROVED
    weekday = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"][at.weekday()]
    assert f"{weekday}, {at.day}/{at.month}/{at.year}, 06:30 (GMT+7)" in answer.content.decode()
    confirmed = answer.context["form"]["confirmed"].value()
    other = client.post(
        step(story, "publish"), {**sent, "at": f"{at:%Y-%m-%dT07:30}", "confirmed": confirmed}
    )
    assert "07:30 (GMT+7)" in other.content.decode()
    assert not PublishedStory.objects.exists()
    client.post(step(story, "publish"), {**sent, "confirmed": confirmed})
    assert timezone.localtime(PublishedStory.objects.get().live_from).strftime("%H:%M") == "06:30"
    assert not PublishedStory.objects.live().exists()


def test_a_time_that_has_passed_is_refused(at_desk, story, walk):
    walk(story, "approved")
    client = at_desk("secretary")
    sent = {"seen": 1, "at": "2019-08-10T06:30"}
    answer = client.post(step(story, "publish"), sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "đã qua" in page
    assert "Thứ Bảy, 10/8/2019, 06:30" in page
    assert 'value="2019-08-10T06:30"' in page


@pytest.mark.parametrize(
    ("status", "who", "offered"),
    [
        ("draft", "reporter", {"submit"}),
        ("editing", "reporter", set()),
        ("editing", "editor", {"forward", "return"}),
        ("review", "editor", {"return"}),
        ("review", "secretary", {"approve", "return"}),
        ("approved", "secretary", {"publish", "return"}),
        ("published", "secretary", {"revise"}),
        ("published", "chief", {"revise", "withdraw"}),
    ],
)
def test_each_role_is_offered_its_own_steps(at_desk, story, walk, status, who, offered):
    walk(story, status)
    page = at_desk(who).get(change(story))
    assert buttons(page) == offered


def test_what_is_missing_is_listed_with_the_way_to_it(at_desk, story):
    Story.objects.filter(pk=story.pk).update(section=None, lead="")
    page = at_desk("reporter").get(change(story)).content.decode()
    assert '<a href="#id_section">' in page
    assert '<a href="#id_lead">' in page


def test_djangos_own_log_has_every_save_and_step(at_desk, story):
    client = at_desk("reporter")
    save(client, story, lead="Chiều nay.")
    client.post(step(story, "submit"), {"seen": 2})
    assert LogEntry.objects.filter(object_id=str(story.pk)).count() == 2


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, None),
        ({"announced": "on"}, ""),
        ({"change": "Sửa số liệu."}, "Sửa số liệu."),
        ({"announced": "on", "change": " Sửa  số liệu. "}, "Sửa số liệu."),
    ],
)
def test_who_publishes_again_says_whether_readers_are_told(at_desk, story, walk, users, sent, told):
    client = at_desk("secretary")
    again = walk(story, "approved")
    assert 'name="announced"' not in client.get(step(again, "publish")).content.decode()
    road = [("publish", "secretary"), ("revise", "editor"), ("forward", "editor"), ("approve", "secretary")]
    for name, who in road:
        again = workflow.take(name, again, by=users[who])
    assert 'name="announced"' in client.get(step(again, "publish")).content.decode()
    assert client.post(step(again, "publish"), {"seen": 1, **sent}).status_code == 302
    copy = PublishedStory.objects.latest("live_from")
    assert (copy.updated_at and copy.update_note) == told
    assert (copy.updated_at is None) == (told is None)
