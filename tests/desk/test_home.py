"""The desk's front page: what waits for whom."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Correction, Story
from people import registry

HOME = "/toa-soan/"


@pytest.fixture
def made(users, section, walk):
    """made("review"): another story of the reporter's with that status."""

    def make(status: str, headline: str = "") -> Story:
        story = Story.objects.create(
            headline=headline or f"Bài {status}",
            body="<p>Chữ.</p>",
            section=section,
            author=users["reporter"],
        )
        workflow.record_edit(story, by=users["reporter"])
        return walk(story, status)

    return make


def lists(client):
    return {
        one.title: [str(story) for story in one.stories] for one in client.get(HOME).context["desk_lists"]
    }


def test_a_reporter_sees_drafts_what_came_back_and_what_is_away(at_desk, made, users):
    made("draft")
    made("editing")
    back = made("editing", "Bài bị trả")
    workflow.take("return", back, by=users["editor"], note="Thiếu nguồn tin.")
    client = at_desk("reporter")
    found = lists(client)
    assert found["Bài bị trả lại tôi"] == ["Bài bị trả"]
    assert found["Bản thảo của tôi"] == ["Bài draft"]
    assert found["Đang ở toà soạn"] == ["Bài editing"]
    assert "Thiếu nguồn tin." in client.get(HOME).content.decode()
    assert "Chờ duyệt" not in found


def test_a_reporter_sees_nothing_of_others(at_desk, made):
    for status in ("draft", "editing", "review", "approved", "published"):
        made(status)
    assert all(stories == [] for stories in lists(at_desk("other")).values())


def test_editors_see_what_waits_for_them_oldest_first(at_desk, made):
    made("editing", "Trước")
    made("editing", "Sau")
    made("review")
    found = lists(at_desk("editor"))
    assert found["Chờ biên tập"] == ["Trước", "Sau"]
    assert "Chờ duyệt" not in found
    assert lists(at_desk("secretary"))["Chờ duyệt"] == ["Bài review"]


def test_who_changed_a_text_is_told_before_trying_to_approve_it(at_desk, made, users):
    story = made("review")
    story.lead = "Thư ký sửa."
    story.save()
    workflow.record_edit(story, by=users["secretary"])
    assert "phải để người khác duyệt" in at_desk("secretary").get(HOME).content.decode()
    assert "phải để người khác duyệt" not in at_desk("chief").get(HOME).content.decode()


def test_scheduled_and_published_today(at_desk, made, users):
    made("published")
    later = made("approved", "Bài hẹn giờ")
    workflow.take("publish", later, by=users["secretary"], at=timezone.now() + dt.timedelta(days=1))
    found = lists(at_desk("editor"))
    assert found["Hẹn giờ đăng"] == ["Bài hẹn giờ"]
    assert found["Đăng hôm nay"] == ["Bài published"]


def test_a_live_story_whose_revision_is_scheduled_stands_once_in_each_list_with_its_own_time(
    at_desk, made, users
):
    story = workflow.take("revise", made("published"), by=users["editor"])
    story.lead, story.headline = "Thêm một câu.", "Tít mới"
    story.save()
    workflow.record_edit(story, by=users["editor"])
    later = timezone.now() + dt.timedelta(days=1)
    story = workflow.take("forward", story, by=users["editor"])
    story = workflow.take("approve", story, by=users["secretary"])
    workflow.take("publish", story, by=users["secretary"], at=later)
    found = {one.title: one.stories for one in at_desk("editor").get(HOME).context["desk_lists"]}
    assert [one.appears for one in found["Hẹn giờ đăng"]] == [later]
    assert [one.appears < timezone.now() for one in found["Đăng hôm nay"]] == [True]
    # And with its own words.
    assert [str(one) for one in found["Hẹn giờ đăng"]] == ["Tít mới"]
    assert [str(one) for one in found["Đăng hôm nay"]] == ["Bài published"]


def test_thirty_of_each_ask_as_much_as_one(at_desk, made):
    clients = [at_desk("reporter"), at_desk("chief")]
    statuses = ("draft", "editing", "review", "approved", "published")

    def asked(client):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(HOME).content.decode()
        return len(queries), "Xem tất cả" in page

    for status in statuses:
        made(status)
    for client in clients:
        client.get(HOME)
    one = [asked(client)[0] for client in clients]
    assert max(one) <= 28
    for status in statuses:
        for number in range(24):
            made(status, f"{status} {number}")
    assert [asked(client) for client in clients] == [(count, True) for count in one]


def test_an_account_with_no_role_sees_an_empty_desk(client, django_user_model, made):
    made("draft")
    client.force_login(django_user_model.objects.create_user("la", password="x", is_staff=True))
    page = client.get(HOME)
    assert page.context["desk_lists"] == []
    assert "Bài draft" not in page.content.decode()


def test_what_was_given_to_me_stands_apart_with_its_deadline(at_desk, made, users):
    made("editing", "Của ai cũng được")
    given = made("draft", "Giao cho Vân An")
    due = timezone.now() + dt.timedelta(hours=2)
    workflow.take("submit", given, by=users["reporter"], to=users["editor"], due=due)
    found = lists(at_desk("editor"))
    assert found["Giao cho tôi"] == ["Giao cho Vân An"]
    assert found["Chờ biên tập"] == ["Của ai cũng được"]
    at = timezone.localtime(due)
    page = at_desk("editor").get(HOME).content.decode()
    assert f"hạn {at:%H:%M}" in page
    assert "Quá hạn" not in page
    assert "Giao cho Vân An" in at_desk("secretary").get(HOME).content.decode()


def test_what_is_overdue_says_so_in_words(at_desk, made, users):
    given = made("draft")
    workflow.take("submit", given, by=users["reporter"], to=users["editor"])
    Story.objects.update(due=timezone.now() - dt.timedelta(minutes=1))
    page = at_desk("editor").get(HOME).content.decode()
    assert "Quá hạn" in page
    # Before anything is read, at the top and at the head of its list.
    assert page.index("1 quá hạn") < page.index("Quá hạn")
    assert f"hạn {timezone.localtime(Story.objects.get().due):%H:%M}" in page


def test_what_came_back_stays_so_while_its_day_is_planned(at_desk, made, users):
    back = made("editing", "Bài bị trả")
    workflow.take("return", back, by=users["editor"], note="Thiếu nguồn tin.")
    workflow.take("plan", back, by=users["reporter"], day=timezone.localdate())
    assert lists(at_desk("reporter"))["Bài bị trả lại tôi"] == ["Bài bị trả"]


def test_what_an_account_switched_off_had_in_hand_is_listed_for_those_who_publish(at_desk, made, users):
    made("draft", "Bản thảo bỏ lại")
    users["reporter"].is_active = False
    users["reporter"].save()
    title = "Của tài khoản đã khoá: cần giao lại"
    assert lists(at_desk("secretary"))[title] == ["Bản thảo bỏ lại"]
    assert title not in lists(at_desk("editor"))
    story = Story.objects.get()
    at_desk("secretary").post(
        f"/toa-soan/articles/story/{story.pk}/step/assign/", {"seen": 1, "to": users["other"].pk}
    )
    assert title not in lists(at_desk("secretary"))
    assert lists(at_desk("other"))["Bản thảo của tôi"] == ["Bản thảo bỏ lại"]


def test_what_needs_verifying_in_the_registry_is_counted_for_those_who_can_do_it(at_desk):
    registry.hold(registry.person("Trần Văn An"), registry.post("Bí thư", registry.body("Hội A")), "2015")
    registry.hold(
        registry.person("Lê Thị Bình"),
        registry.post("Chủ tịch", registry.body("Hội B")),
        "2015",
        timezone.localdate() + dt.timedelta(30),
        verified_on=timezone.localdate(),
    )
    for title in ("Phó Chủ tịch", "Chánh Văn phòng", "Thủ quỹ"):
        registry.post(title, registry.body("Hội B"))
    page = at_desk("editor").get(HOME).content.decode()
    for number, what, part in (
        (1, "chức vụ cần kiểm chứng", "stale"),
        (1, "sắp hết hạn", "ending"),
        (3, "ghế trống", "vacant"),
    ):
        assert f'/people/tenure/can-kiem-chung/#{part}">{number} {what}</a>' in page
    assert "cần kiểm chứng" not in at_desk("reporter").get(HOME).content.decode()


def test_on_a_phone_the_buttons_are_centred_and_corrections_are_told_at_the_top(page, log_in, made, users):
    story = made("published")
    workflow.write_correction(story, dict.fromkeys(Correction.TEXT, "x"), by=users["editor"])
    log_in(page, users["editor"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(HOME)
    assert page.locator(".desk-summary a", has_text="Cải chính đang làm").inner_text().endswith("1")
    above, below = page.locator(".desk-actions .button").first.evaluate(
        """(button) => {
            const words = document.createRange()
            words.selectNodeContents(button)
            const [inner, outer] = [words.getBoundingClientRect(), button.getBoundingClientRect()]
            return [inner.top - outer.top, outer.bottom - inner.bottom]
        }"""
    )
    assert abs(above - below) <= 1
