"""Events that change several records of the registry leave before and after of each in the ledger."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from ledger.models import Entry
from people.changes import close
from people.merging import merge, undo
from people.models import BodyChange, Person, Tenure
from people.registry import body, hold, person, post
from people.transition import Handover, carry_out, preview
from people.verifying import verify


@pytest.fixture
def lan(db):
    return get_user_model().objects.create_superuser("lan", password="x", first_name="Lan")


@pytest.fixture
def committee(db):
    return body("Tỉnh uỷ Bình Sơn")


def told_of(record):
    """What the ledger tells of a record: [(kind, what was done, by whom, {field: (before, after)}), …]."""
    found = Entry.objects.filter(model=record._meta.label_lower, record=str(record.pk)).order_by("pk")
    return [
        (entry.kind, entry.done, entry.who, {field: (was, now) for _row, field, was, now in entry.changes})
        for entry in found
    ]


def test_a_handover_tells_of_each_tenure_what_it_was_and_is(lan, committee):
    leaving = hold(person("Trần Văn An"), post("Bí thư", committee, head=True), "2020")
    handover = Handover(
        dt.date(2025, 9, 25),
        ends={leaving: "retired"},
        begins=[(leaving.post, person("Lê Thị Bình"), "full")],
    )
    preview(handover, by=lan)
    assert not Entry.objects.exists(), "a preview leaves no trace"
    done = carry_out(handover, by=lan)
    [(kind, what, who, fields)] = told_of(leaving)
    assert (kind, what, who) == ("changed", "Chuyển giao", "Lan")
    assert fields["Đến"] == ("", "25/9/2025") and fields["Kết thúc do"] == ("", "Nghỉ hưu")
    [(kind, _what, _who, fields)] = told_of(done.begun[0])
    assert kind == "added" and fields["Nhân vật"] == ("", "Lê Thị Bình")


def test_closing_and_renaming_a_body_tell_of_each_tenure_and_post(lan, committee):
    held = hold(person("Trần Văn An"), post("Bí thư", committee, head=True), "2020")
    client = Client()
    client.force_login(lan)
    client.post(
        reverse("admin:people_body_rename", args=[committee.pk]), {"name": "Tỉnh uỷ Sơn Bình", "date": "2022"}
    )
    assert ("Tỉnh uỷ Bình Sơn", "Tỉnh uỷ Sơn Bình") in told_of(committee)[0][3].values()
    committee.refresh_from_db()
    close(committee, BodyChange.Kind.ABOLISHED, "2025-03-01", by=lan)
    assert told_of(held)[-1][:3] == ("changed", "Kết thúc: Tỉnh uỷ Sơn Bình", "Lan")
    for record in (held, held.post, committee):
        assert told_of(record)[-1][3]["Đến"] == ("", "1/3/2025"), record


def test_merging_and_undoing_tell_of_both_records_what_moved(lan, committee):
    one, other = person("Lê Thị Bình"), person("Lê Bình", gender="female")
    hold(other, post("Bí thư", committee, head=True), "2020")
    done = merge(other, one, by=lan)
    undo(done, by=lan)
    for record in (one, other):
        merged, undone = told_of(record)
        assert merged[:3] == ("changed", "Gộp: Lê Bình → Lê Thị Bình", "Lan")
        assert undone[:3] == ("changed", "Tách lại: Lê Bình → Lê Thị Bình", "Lan")
        assert merged[3]["Nhân vật"] == ("Lê Bình", "Lê Thị Bình")
        assert undone[3]["Nhân vật"] == ("Lê Thị Bình", "Lê Bình")
        assert merged[3]["Giới tính"] == ("", "Nữ")


def test_verifying_tells_the_day_before_and_the_day_now(lan, committee):
    held = hold(person("Trần Văn An"), post("Bí thư", committee), "2020", verified_on="2021-01-01")
    assert verify(Tenure.objects.filter(pk=held.pk), by=lan) == 1
    assert told_of(held)[0][3]["Kiểm chứng gần nhất"][0] == "2021-01-01"


def test_an_event_the_ledger_cannot_take_does_not_happen(lan, committee, monkeypatch):
    held = hold(person("Trần Văn An"), post("Bí thư", committee), "2020")

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Entry, "save", broken)
    for event in (
        lambda: carry_out(Handover(dt.date(2025, 1, 1), ends={held: "retired"}), by=lan),
        lambda: close(committee, BodyChange.Kind.ABOLISHED, "2025", by=lan),
        lambda: merge(held.person, person("Trần An"), by=lan),
        lambda: verify(Tenure.objects.all(), by=lan),
    ):
        with pytest.raises(RuntimeError):
            event()
    assert Tenure.objects.filter(end="", verified_on=None).get().person == held.person
    assert not Person.objects.exclude(merged_into=None).exists()
