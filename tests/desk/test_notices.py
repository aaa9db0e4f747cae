"""What is to be done is told to whoever must do it: on every page, and by e-mail if it is set."""

import datetime as dt
import logging
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.admin import waiting
from articles.models import Story
from articles.publishing import notice_of
from vietnamese import long_time

LIST = "/toa-soan/articles/photo/"


def told(client) -> str:
    """What the header says of what waits; "" when it says nothing."""
    page = client.get(LIST).content.decode()
    return page.partition('<span class="waits">')[2].partition("</span>")[0]


def test_whoever_must_act_is_told_on_every_page_and_nobody_else(at_desk, story, users):
    assert told(at_desk("editor")) == told(at_desk("reporter")) == ""
    workflow.take("submit", story, by=users["reporter"])
    assert told(at_desk("editor")) == "1 việc chờ bạn"
    assert told(at_desk("reporter")) == told(at_desk("other")) == ""
    workflow.take("assign", story, by=users["secretary"], to=users["editor"])
    assert told(at_desk("editor")) == "1 việc chờ bạn"
    assert told(at_desk("secretary")) == ""
    workflow.take("return", story, by=users["editor"], note="Thiếu nguồn tin.", to=users["reporter"])
    assert told(at_desk("reporter")) == "1 việc chờ bạn"
    assert told(at_desk("editor")) == ""
    workflow.take("submit", story, by=users["reporter"])
    assert told(at_desk("reporter")) == ""


def test_what_one_may_not_approve_does_not_wait_for_them(at_desk, story, users):
    Story.objects.filter(pk=story.pk).update(headline="Tít của thư ký")
    story.refresh_from_db()
    workflow.record_edit(story, by=users["secretary"])
    workflow.take("submit", story, by=users["reporter"])
    workflow.take("forward", story, by=users["editor"])
    assert told(at_desk("secretary")) == ""
    assert told(at_desk("chief")) == "1 việc chờ bạn"


@pytest.mark.parametrize(("who", "budget"), [("reporter", 1), ("editor", 2), ("chief", 3)])
def test_the_number_costs_the_same_for_one_and_for_thirty(users, section, who, budget):
    user = users[who]
    user.has_perm("articles.view_story")  # what every page asks anyway
    for count in (1, 29):
        for _ in range(count):
            Story.objects.create(headline="Bài", status="editing", section=section, author=users["other"])
        with CaptureQueriesContext(connection) as asked:
            waiting.count(user)
        assert len(asked) <= budget
    assert waiting.count(user) == (0 if who == "reporter" else 30)


def test_an_emergency_waits_for_those_who_did_not_approve_it(at_desk, story, walk, users):
    walk(story, "review")
    Story.objects.filter(pk=story.pk).update(lead="Tổng biên tập sửa.")
    story.refresh_from_db()
    workflow.record_edit(story, by=users["chief"])
    workflow.take("approve", story, by=users["chief"], override="Bão đổ bộ.")
    workflow.take("publish", story, by=users["secretary"])
    assert told(at_desk("secretary")) == "1 việc chờ bạn"
    assert told(at_desk("chief")) == told(at_desk("editor")) == ""
    workflow.take("look", story, by=users["secretary"])
    assert told(at_desk("secretary")) == ""


@pytest.fixture
def by_email(settings, users, django_user_model):
    """E-mail is set; every account has an address."""
    settings.NOTICES_BY_EMAIL = True
    settings.SITE_URL = "https://bao.example"
    for name, user in users.items():
        user.email = f"{name}@bao.example"
        user.save()


@pytest.fixture
def sent(mailoutbox, django_capture_on_commit_callbacks):
    """sent("return", story, by=…): the mails that a step sends once it is committed."""

    def take(name, about, do=workflow.take, **given):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do(name, about, **given)
        return list(mailoutbox)

    return take


def test_a_return_writes_to_its_reporter_why(by_email, sent, story, users):
    assert sent("submit", story, by=users["reporter"]) == []  # nobody is named
    (mail,) = sent("return", story, by=users["editor"], note="Thiếu nguồn tin.\nGọi lại cảng.")
    assert mail.to == ["reporter@bao.example"]
    assert mail.subject == "Trả lại: Khánh thành cầu cảng"
    address = f"https://bao.example/toa-soan/articles/story/{story.pk}/change/"
    assert mail.body == (
        "Khánh thành cầu cảng\n\nBước: Trả lại (Vân An)\n\n"
        f"Ghi chú: Thiếu nguồn tin.\nGọi lại cảng.\n\n{address}"
    )


def test_whoever_is_given_a_story_is_told_by_when(by_email, sent, story, users):
    due = timezone.now() + dt.timedelta(days=1)
    (mail,) = sent("submit", story, by=users["reporter"], to=users["editor"], due=due)
    assert mail.to == ["editor@bao.example"]
    assert f"Hạn: {long_time(due)}." in mail.body
    assert sent("assign", story, by=users["editor"], to=users["editor"]) == []  # they did it themselves
    (mail,) = sent("forward", story, by=users["editor"], to=users["secretary"])
    assert mail.to == ["secretary@bao.example"]
    assert sent("approve", story, by=users["chief"]) == []


def test_a_returned_correction_writes_to_who_began_it(by_email, sent, story, walk, users):
    text = {"wrong": "200 m.", "right": "220 m.", "apology": "Xin lỗi.", "requester": "", "document": ""}
    made = workflow.write_correction(walk(story, "published"), text, by=users["editor"])
    take, seen = workflow.take_correction, notice_of(made).text_hash
    assert sent("submit", made, take, by=users["editor"], seen=seen) == []
    (mail,) = sent("return", made, take, by=users["secretary"], note="Thiếu tên tàu.")
    assert mail.to == ["editor@bao.example"]
    assert f"/toa-soan/articles/correction/{made.pk}/change/" in mail.body
    assert "Thiếu tên tàu." in mail.body


@pytest.mark.parametrize("fields", [{"is_active": False}, {"email": ""}])
def test_no_mail_to_accounts_that_are_off_or_have_no_address(by_email, sent, story, users, fields):
    workflow.take("submit", story, by=users["reporter"])
    for name, value in fields.items():
        setattr(users["reporter"], name, value)
    users["reporter"].save()
    assert sent("return", story, by=users["editor"], note="Thiếu nguồn tin.") == []


def test_no_mail_unless_it_is_set_nor_for_a_step_that_is_refused(by_email, sent, settings, story, users):
    workflow.take("submit", story, by=users["reporter"])
    with pytest.raises(workflow.Refused):
        sent("return", story, by=users["editor"], note="")
    settings.NOTICES_BY_EMAIL = False
    assert sent("return", story, by=users["editor"], note="Thiếu nguồn tin.") == []


def test_a_headline_cannot_write_headers(by_email, sent, story, users):
    Story.objects.filter(pk=story.pk).update(headline="Tít\r\nBcc: ai@xau.example")
    (mail,) = sent("submit", story, by=users["reporter"], to=users["editor"])
    assert mail.subject == "Gửi biên tập: Tít Bcc: ai@xau.example"
    assert mail.recipients() == ["editor@bao.example"]
    assert "\nBcc" not in mail.message().as_string().partition("\n\n")[0]


def test_a_dead_mail_server_breaks_no_step(by_email, sent, story, users, caplog):
    dead = patch("articles.workflow.notices.send_mail", side_effect=ConnectionRefusedError("mail"))
    with dead, caplog.at_level(logging.ERROR):
        sent("submit", story, by=users["reporter"], to=users["editor"])
    story.refresh_from_db()
    assert (story.status, story.assigned_to) == ("editing", users["editor"])
    assert "ConnectionRefusedError" in caplog.text
