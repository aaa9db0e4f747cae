"""The editor-in-chief names who else withdraws stories; nobody else does, and it is on record."""

import pytest
from django.contrib.admin.models import LogEntry

from articles import workflow
from articles.models import Story
from newsroom import roles

PAGE = "/toa-soan/bai-da-go/nguoi-duoc-giao/"
BOTH = ["withdraw_story", "inspect_withdrawn"]


def test_only_the_editor_in_chief_names_anybody(at_desk, users):
    sent = {"account": users["secretary"].pk, "rights": BOTH}
    for who in ("reporter", "editor", "secretary"):
        assert at_desk(who).get(PAGE).status_code == at_desk(who).post(PAGE, sent).status_code == 403
    assert not users["secretary"].user_permissions.exists()


def test_a_named_deputy_withdraws_until_it_is_taken_back(at_desk, users, story, walk):
    walk(story, "published")
    secretary = at_desk("secretary")
    step = f"/toa-soan/articles/story/{story.pk}/step/withdraw/"
    assert secretary.get(step).status_code == 403
    answer = at_desk("chief").post(
        PAGE, {"account": users["secretary"].pk, "rights": BOTH, "note": "QĐ 5"}, follow=True
    )
    content = answer.content.decode()
    assert "Quốc Bảo" in content and "giao đích danh" in content and "theo vai trò" in content
    # What the roles are said to be leaves it alone.
    roles.sync()
    assert secretary.get("/toa-soan/bai-da-go/").status_code == 200
    secretary.post(step, {"seen": 1, "note": "Sai"})
    assert Story.objects.get().status == "withdrawn"
    record = LogEntry.objects.filter(user=users["chief"]).latest("pk").change_message
    assert "gỡ bài" in record and record.endswith("QĐ 5")
    chosen = at_desk("chief").get(f"{PAGE}?account={users['secretary'].pk}").content.decode()
    assert chosen.count(" checked") == 2
    at_desk("chief").post(PAGE, {"account": users["secretary"].pk})
    assert secretary.get("/toa-soan/bai-da-go/").status_code == 403
    with pytest.raises(workflow.Refused):
        user = type(users["secretary"]).objects.get(username="secretary")
        workflow.take("reinstate", story, by=user, note="Thử")


@pytest.mark.parametrize(
    ("who", "rights", "said"),
    [
        ("reporter", ["withdraw_story"], "không gỡ được bài"),
        ("secretary", ["name_deputies"], "name_deputies"),
        ("chief", BOTH, ""),
        ("editor", BOTH, ""),
    ],
)
def test_what_would_be_no_use_or_too_much_is_refused(at_desk, users, who, rights, said):
    chief = at_desk("chief")
    type(users["editor"]).objects.filter(username="editor").update(is_active=False)
    answer = chief.post(PAGE, {"account": users[who].pk, "rights": rights, "note": "Giữ lại chữ này"})
    assert answer.status_code == 422
    content = answer.content.decode()
    assert "Giữ lại chữ này" in content and said in content
    assert not users[who].user_permissions.exists()


def test_what_an_account_that_is_switched_off_was_given_can_be_taken_back(at_desk, users):
    chief = at_desk("chief")
    chief.post(PAGE, {"account": users["editor"].pk, "rights": BOTH})
    type(users["editor"]).objects.filter(username="editor").update(is_active=False)
    assert "Vân An" in chief.get(PAGE).content.decode()
    chief.post(PAGE, {"account": users["editor"].pk})
    assert not users["editor"].user_permissions.exists()
