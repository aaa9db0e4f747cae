import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from people.models import ProtocolOrder, Tenure
from people.registry import body, hold, person, post
from people.titles import title_line

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"admin:people_{name}", args=args)


@pytest.fixture
def committee():
    return body("Tỉnh uỷ Bình Sơn")


@pytest.fixture
def congress(committee):
    """What the transition form posts, and the tenures it is about."""
    chief, deputy = post("Bí thư", committee, head=True), post("Phó Bí thư", committee, seats=2)
    leaving = hold(person("Trần Văn An"), chief, "2020")
    staying = hold(person("Lê Thị Bình"), deputy, "2020")
    term = committee.terms.create(name="khoá XVI", start="2025-09-25")
    return {
        "day": "2025-09-25",
        "term": term.pk,
        "began": "elected",
        "decision": "1/NQ",
        "source_url": "",
        f"what_{leaving.pk}": "retired",
        f"what_{staying.pk}": "again",
        f"new_{chief.pk}": [person("Phạm Thị Cúc").pk],
        f"capacity_{chief.pk}": "full",
    }


def test_a_handover_is_previewed_then_carried_out(committee, congress, admin_client):
    address = page("body_transition", committee.pk)
    answer = admin_client.post(address, congress)
    shown = answer.content.decode()
    assert "nguyên Bí thư Tỉnh uỷ Bình Sơn" in shown and "chưa lưu gì" in shown
    assert Tenure.objects.count() == 2, "a preview writes nothing"
    seen = answer.context["seen"]
    answer = admin_client.post(address, congress | {"apply": "1", "seen": seen})
    assert answer.url == page("body_change", committee.pk)
    assert Tenure.objects.count() == 4
    assert title_line(person("Phạm Thị Cúc"), dt.date(2025, 9, 26)) == "Bí thư Tỉnh uỷ Bình Sơn"


def test_a_handover_not_as_previewed_is_shown_again(committee, congress, admin_client):
    address = page("body_transition", committee.pk)
    seen = admin_client.post(address, congress).context["seen"]
    hold(person("Phạm Thị Cúc"), post("Giám đốc", body("Sở Y tế")), "2021")
    answer = admin_client.post(address, congress | {"apply": "1", "seen": seen})
    assert answer.status_code == 200 and "đã thay đổi sau khi xem trước" in answer.content.decode()
    assert Tenure.objects.count() == 3
    for forged in ("", "0" * 64):
        admin_client.post(address, congress | {"apply": "1", "seen": forged})
    assert Tenure.objects.count() == 3


def test_a_handover_that_breaks_a_rule_says_which(committee, congress, admin_client):
    leaving = next(name for name, value in congress.items() if value == "retired")
    answer = admin_client.post(page("body_transition", committee.pk), congress | {leaving: "", "apply": "1"})
    assert answer.status_code == 422
    assert "không còn ghế trống" in answer.content.decode()
    assert 'name="apply"' not in answer.content.decode()
    assert Tenure.objects.count() == 2


def test_a_handover_of_nothing_or_without_a_day_is_refused(committee, congress, admin_client):
    address = page("body_transition", committee.pk)
    nothing = {"day": "2025-09-25", "began": "elected", "decision": "1/NQ"}
    assert "Chưa chọn gì" in admin_client.post(address, nothing).content.decode()
    answer = admin_client.post(address, congress | {"day": ""})
    assert answer.status_code == 422 and 'value="1/NQ"' in answer.content.decode()


@pytest.mark.parametrize("name", ["body_transition", "body_rename", "body_close"])
def test_what_changes_a_body_opens_as_an_empty_form(committee, admin_client, name):
    answer = admin_client.get(page(name, committee.pk))
    assert answer.status_code == 200 and not answer.context["form"].is_bound


def test_a_body_is_renamed_from_a_date(committee, admin_client):
    hold(person("Trần Văn An"), post("Bí thư", committee), "2020")
    form = {
        "name": "Tỉnh uỷ Bình Hải",
        "short_name": "",
        "date": "1/7/2025",
        "decision": "",
        "source_url": "",
    }
    admin_client.post(page("body_rename", committee.pk), form)
    assert title_line(person("Trần Văn An"), dt.date(2025, 6, 30)) == "Bí thư Tỉnh uỷ Bình Sơn"
    assert title_line(person("Trần Văn An"), dt.date(2025, 7, 1)) == "Bí thư Tỉnh uỷ Bình Hải"


def test_a_body_is_closed_and_who_it_ended_is_told(committee, admin_client):
    tenure = hold(person("Trần Văn An"), post("Bí thư", committee), "2020")
    after = body("Tỉnh uỷ Bình Hải")
    form = {"kind": "merged", "successors": [after.pk], "date": "30/6/2025", "decision": "", "source_url": ""}
    answer = admin_client.post(page("body_close", committee.pk), form, follow=True)
    tenure.refresh_from_db()
    assert (tenure.end, tenure.ended) == ("2025-06-30", "abolished")
    assert "1 người thôi giữ chức" in str(next(iter(answer.context["messages"])))
    again = admin_client.post(page("body_close", committee.pk), form)
    assert again.status_code == 422 and "đã kết thúc hoạt động rồi" in again.content.decode()
    early = body("Sở Y tế")
    hold(person("Lê Thị Bình"), post("Giám đốc", early), "2026")
    answer = admin_client.post(page("body_close", early.pk), form | {"date": "2025"})
    assert answer.status_code == 422 and "trước ngày bắt đầu" in answer.content.decode()
    early.refresh_from_db()
    assert early.end == ""


def test_a_new_protocol_order_begins_as_a_copy_of_the_last(committee, admin_client):
    first = ProtocolOrder.objects.create(since="2020-01-01")
    chief = post("Bí thư", committee)
    first.places.create(post=chief, position=1)
    answer = admin_client.post(page("protocolorder_add"), {"since": "2026-01-01", "note": ""})
    new = ProtocolOrder.objects.get(since="2026-01-01")
    assert answer.url == page("protocolorder_change", new.pk)
    assert [place.post for place in new.places.all()] == [chief]
    assert new.made_by is not None


def test_the_body_page_shows_who_holds_its_posts(committee, admin_client):
    hold(person("Trần Văn An"), post("Bí thư", committee), "2020")
    post("Phó Bí thư", committee, seats=2)
    shown = admin_client.get(page("body_change", committee.pk)).content.decode()
    assert "Trần Văn An" in shown and "khuyết 2" in shown


@pytest.mark.django_db(transaction=True)
def test_of_two_handovers_that_fill_one_seat_at_once_one_is_carried_out(committee, together, admin_user):
    seat = post("Bí thư", committee, head=True)
    address = page("body_transition", committee.pk)

    def handover(name):
        client = Client()
        client.force_login(admin_user)
        typed = {"day": "2025-09-25", "began": "elected", f"new_{seat.pk}": [person(name).pk]}
        typed |= {f"capacity_{seat.pk}": "full", "apply": "1"}
        typed["seen"] = client.post(address, typed).context["seen"]
        return lambda: client.post(address, typed).status_code

    results = together(*(handover(name) for name in ("Trần Văn An", "Lê Thị Bình", "Phạm Thị Cúc")))
    assert sorted(results) == [302, 422, 422]
    assert Tenure.objects.count() == 1
