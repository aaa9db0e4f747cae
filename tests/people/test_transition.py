import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from people.models import Tenure
from people.registry import body, hold, person, post
from people.titles import title_lines
from people.transition import Handover, carry_out, preview

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 25)


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("lan")


@pytest.fixture
def congress():
    """A committee whose secretary leaves, one deputy stays, and one newcomer; khoá XV gives way to XVI."""
    committee = body("Tỉnh uỷ Bình Sơn")
    chief, deputy = post("Bí thư", committee, head=True), post("Phó Bí thư", committee, seats=2)
    leaving = hold(person("Trần Văn An"), chief, "2020")
    staying = hold(person("Lê Thị Bình"), deputy, "2020")
    return Handover(
        day=DAY,
        ends={leaving: "retired"},
        again=[staying],
        begins=[(chief, person("Phạm Thị Cúc"), "full")],
        term=committee.terms.create(name="khoá XVI", start="2025-09-25"),
        decision="1/NQ",
    )


def test_a_preview_tells_all_and_changes_nothing(congress, editor):
    before = list(Tenure.objects.order_by("pk").values())
    outcome = preview(congress, by=editor)
    assert list(Tenure.objects.order_by("pk").values()) == before
    assert [tenure.person.name for tenure in outcome.ended] == ["Trần Văn An", "Lê Thị Bình"]
    assert [tenure.person.name for tenure in outcome.begun] == ["Lê Thị Bình", "Phạm Thị Cúc"]
    assert [(line.person.name, line.before, line.after) for line in outcome.lines] == [
        ("Trần Văn An", "Bí thư Tỉnh uỷ Bình Sơn", "nguyên Bí thư Tỉnh uỷ Bình Sơn"),
        ("Lê Thị Bình", "Phó Bí thư Tỉnh uỷ Bình Sơn", "Phó Bí thư Tỉnh uỷ Bình Sơn"),
        ("Phạm Thị Cúc", "", "Bí thư Tỉnh uỷ Bình Sơn"),
    ]
    assert outcome.problems == []


def test_a_handover_ends_one_term_and_begins_the_next(congress, editor):
    carry_out(congress, by=editor)
    people = {one.person.name: one.person_id for one in Tenure.objects.select_related("person")}
    lines = title_lines(people.values(), DAY)
    assert lines[people["Trần Văn An"]] == lines[people["Phạm Thị Cúc"]] == "Bí thư Tỉnh uỷ Bình Sơn"
    again = Tenure.objects.get(person=people["Lê Thị Bình"], term=congress.term)
    assert (again.began, again.start, again.decision) == ("re_elected", "2025-09-25", "1/NQ")
    assert again.verified_by == editor and again.verified_on == DAY
    assert Tenure.objects.get(person=people["Trần Văn An"]).ended == "retired"


def test_a_handover_with_one_fault_writes_nothing(congress, editor):
    congress.begins.append((congress.begins[0][0], person("Đỗ Văn Dũng"), "full"))
    before = list(Tenure.objects.order_by("pk").values())
    assert "Đỗ Văn Dũng" in preview(congress, by=editor).problems[0]
    with pytest.raises(ValidationError, match="Đỗ Văn Dũng"):
        carry_out(congress, by=editor)
    assert list(Tenure.objects.order_by("pk").values()) == before
