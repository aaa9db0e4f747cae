"""The ledger at the desk: who may read it, finding in it, taking it along."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.admin import listed
from ledger.models import Entry, record, seal
from tests.factories import make_section

LIST = "/toa-soan/ledger/entry/"


@pytest.fixture
def written(users):
    """Thirty entries, one of which a spreadsheet would take for a formula."""
    section = make_section("=HYPERLINK(1)", "cong-thuc")
    for number in range(30):
        record(Entry.Kind.NOTED, section, f"Khoá tài khoản {number}", by=users["chief"], note="<b>vì sao</b>")
    seal()


@pytest.mark.parametrize(("who", "answer"), [("reporter", 403), ("secretary", 403), ("chief", 200)])
def test_only_the_editor_in_chief_reads_it(at_desk, written, who, answer):
    assert at_desk(who).get(LIST).status_code == answer
    assert at_desk(who).post(LIST + "csv/").status_code == answer
    first = Entry.objects.first()
    assert at_desk(who).get(f"{LIST}{first.pk}/change/").status_code == answer


def test_nobody_changes_it(at_desk, written):
    first = Entry.objects.first()
    chief = at_desk("chief")
    for address in (f"{LIST}add/", f"{LIST}{first.pk}/delete/"):
        assert chief.post(address, {"post": "yes"}).status_code == 403
    chief.post(f"{LIST}{first.pk}/change/", {"who": "Mai"})
    chief.post(LIST, {"action": "delete_selected", "_selected_action": [first.pk], "post": "yes"})
    assert Entry.objects.get(pk=first.pk).who == first.who


def test_it_is_found_without_marks_and_told_in_words(at_desk, written):
    found = at_desk("chief").get(LIST, {"q": "khoa tai khoan 29"}).content.decode()
    assert "Khoá tài khoản 29" in found and "Khoá tài khoản 28" not in found
    for junk in ("%00", '"', "%", "x" * 10_000):
        assert at_desk("chief").get(LIST, {"q": junk}).status_code == 200
    page = at_desk("chief").get(f"{LIST}{Entry.objects.first().pk}/change/").content.decode()
    assert "&lt;b&gt;vì sao&lt;/b&gt;" in page and Entry.objects.first().hash in page


def test_what_was_found_is_taken_along_and_that_is_recorded(at_desk, written):
    answer = at_desk("chief").post(LIST + "csv/?q=khoan+2")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode().removeprefix("\ufeff"))))
    assert len(rows) == 12  # 2, 12 and 20 to 29
    assert rows[0]["subject"] == "'=HYPERLINK(1)"
    assert Entry.objects.first().kind == "exported" and "12" in Entry.objects.first().done


def test_thirty_ask_as_much_as_one(at_desk, written):
    chief = at_desk("chief")
    with CaptureQueriesContext(connection) as one:
        chief.get(LIST, {"q": "Khoá tài khoản 29"})
    with CaptureQueriesContext(connection) as thirty:
        chief.get(LIST, {"q": "Khoá tài khoản"})
    assert len(thirty) == len(one) < 30


def test_a_record_tells_its_own_history_to_whoever_may_see_it(at_desk, users):
    one, other = make_section("Kinh tế", "kinh-te"), make_section("Xã hội", "xa-hoi")
    secretary = at_desk("secretary")
    form = {"name": "Kinh tế biển", "slug": "kinh-te", "chain": one.chain, "order": 1}
    assert secretary.post(f"/toa-soan/articles/section/{one.pk}/change/", form).status_code == 302
    page = secretary.get(f"/toa-soan/articles/section/{one.pk}/history/").content.decode()
    assert "<del>Kinh tế</del> → <ins>Kinh tế biển</ins>" in page
    assert users["secretary"].get_full_name() in page
    other_page = secretary.get(f"/toa-soan/articles/section/{other.pk}/history/").content.decode()
    assert "Kinh tế biển" not in other_page and "Chưa có gì" in other_page


def test_the_way_to_an_entry_is_told_once_and_it_has_no_history(at_desk, written):
    entry = Entry.objects.first()
    for address, steps in ((LIST, 2), (f"{LIST}{entry.pk}/change/", 3)):
        page = at_desk("chief").get(address).content.decode()
        way = page.partition('<div class="breadcrumbs">')[2].partition("</div>")[0]
        assert way.count("&rsaquo;") == steps - 1 and way.count("Sổ ghi") == 1
        assert "/history/" not in page


def test_a_time_is_read_as_people_write_it():
    changes = [["", "đến", "", "2026-11-24T02:52:00+00:00"], ["", "tít", "2026-11-24T", "2019"]]
    page = str(listed(changes))
    assert "<ins>Thứ Ba, 24/11/2026, 09:52 (GMT+7)</ins>" in page
    assert "<del>2026-11-24T</del> → <ins>2019</ins>" in page
