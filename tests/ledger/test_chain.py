"""The ledger is only added to, and whatever else happens to it is found."""

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from ledger.models import Entry, Head, Written, faults, record, seal
from tests.factories import make_section, make_user

SECRETLY = models.QuerySet(Entry)  # as whoever writes to the database past the program


@pytest.fixture
def five(db):
    """Five entries in the chain, about a section."""
    lan, section = make_user("lan", first_name="Lan"), make_section()
    for number in range(5):
        record(Entry.Kind.NOTED, section, f"Việc {number}", by=lan)
    seal()


def test_what_was_written_is_in_order_and_nothing_is_wrong(five):
    assert list(faults()) == []
    assert [entry.number for entry in Entry.objects.order_by("pk")] == [1, 2, 3, 4, 5]
    assert Head.objects.get().hash == Entry.objects.get(number=5).hash


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda: SECRETLY.filter(number=3).update(who="Mai"), "3: was changed"),
        (lambda: SECRETLY.filter(number=3).update(changes=[["", "", "a", "b"]]), "3: was changed"),
        (lambda: SECRETLY.filter(number=3).delete(), "3–3: missing"),
        (lambda: SECRETLY.filter(number=5).delete(), "4: is the last, but 5 was"),
        (lambda: SECRETLY.all().delete(), "0: is the last, but 5 was"),
    ],
)
def test_tampering_is_found(five, tamper, said):
    tamper()
    assert said in list(faults())
    with pytest.raises(CommandError, match=said.split(":")[0]):
        call_command("verify_ledger")


def test_a_chain_written_anew_is_found_by_an_end_put_down_outside(five, capsys):
    call_command("verify_ledger")
    end = capsys.readouterr().out.split()[-1]
    call_command("verify_ledger", expect=end)
    SECRETLY.filter(number=2).delete()
    SECRETLY.update(number=None)
    Head.objects.all().delete()
    seal()
    assert list(faults()) == []  # the chain alone cannot tell
    with pytest.raises(CommandError, match="5"):
        call_command("verify_ledger", expect=end)


@pytest.mark.parametrize("end", ["", "5", "x:" + "0" * 64, "5:abc", "５:" + "0" * 64])
def test_an_end_that_is_none_is_refused_with_its_form(five, end):
    if end:
        with pytest.raises(CommandError, match="NUMBER:HASH"):
            call_command("verify_ledger", expect=end)
    else:
        call_command("verify_ledger", expect=end)


def test_entries_are_neither_changed_nor_deleted(five):
    entry = Entry.objects.first()
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(who="Mai"),
        lambda: Entry.objects.bulk_create([Entry()]),
    ):
        with pytest.raises(Written):
            attempt()


def test_an_empty_ledger_is_in_order(db):
    assert list(faults()) == []
    call_command("verify_ledger")


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_chain(together):
    section = make_section()
    users = [make_user(f"u{number}") for number in range(8)]
    outcomes = together(*(lambda by=by: record(Entry.Kind.NOTED, section, "Sửa", by=by) for by in users))
    assert all(isinstance(one, Entry) for one in outcomes), outcomes
    assert list(faults()) == []
    assert Head.objects.get().number == 8
