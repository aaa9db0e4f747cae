import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from people.changes import close, close_for_death, rename
from people.models import Body, BodyChange, Level, System, Tenure
from people.registry import body, hold, person, post
from people.titles import now_lines, roster, title_line

pytestmark = pytest.mark.django_db


def test_death_closes_the_tenures_still_open():
    who = person("Trần Văn An", death="2022-03-05")
    past = hold(who, post("Phó Giám đốc", body("Sở Y tế")), "2010", "2015")
    hold(who, post("Giám đốc", body("Sở Y tế")), "2015")
    [closed] = close_for_death(who)
    assert (closed.end, closed.ended) == ("2022-03-05", "died")
    past.refresh_from_db()
    assert past.end == "2015"
    assert title_line(who, dt.date(2022, 3, 5)) == "Giám đốc Sở Y tế"
    assert title_line(who, dt.date(2022, 3, 6)) == "nguyên Giám đốc Sở Y tế"
    # What to say of a death in an old story is for an editor.
    assert now_lines([who.pk], dt.date(2020, 1, 1), dt.date(2023, 1, 1)) == {}


def test_a_death_before_a_tenure_began_closes_nothing():
    who = person("Trần Văn An", death="2012")
    hold(who, post("Uỷ viên", body("Hội Đông y")), "2010")
    hold(who, post("Giám đốc", body("Sở Y tế")), "2015")
    with pytest.raises(ValidationError, match="trước ngày bắt đầu"):
        close_for_death(who)
    assert Tenure.objects.open().count() == 2


def test_renaming_a_body_keeps_what_it_was_called():
    culture = body("Sở Văn hoá - Thể thao")
    who = person("Trần Văn An")
    hold(who, post("Giám đốc", culture), "2015")
    rename(culture, "Sở Văn hoá, Thể thao và Du lịch", "2020-07-01", decision="12/QĐ")
    assert title_line(who, dt.date(2020, 6, 30)) == "Giám đốc Sở Văn hoá - Thể thao"
    assert title_line(who, dt.date(2020, 7, 1)) == "Giám đốc Sở Văn hoá, Thể thao và Du lịch"
    change = culture.changes.get()
    assert (change.kind, change.date, change.decision) == ("renamed", "2020-07-01", "12/QĐ")


def test_a_body_merged_away_ends_with_its_posts_and_its_head_moves_on():
    tourism, culture = body("Sở Du lịch"), body("Sở Văn hoá, Thể thao và Du lịch")
    head, other = person("Trần Văn An"), person("Lê Thị Bình")
    seat = post("Giám đốc", tourism, head=True)
    hold(head, seat, "2018")
    hold(other, post("Phó Giám đốc", tourism, seats=3), "2018", "2019")
    change, ended = close(tourism, BodyChange.Kind.MERGED, "2025-03-01", [culture])
    hold(head, post("Phó Giám đốc", culture, seats=4), "2025-03-01")
    assert [tenure.person for tenure in ended] == [head]
    assert list(change.successors.all()) == [culture] and list(culture.predecessors.all()) == [change]
    assert title_line(head, dt.date(2025, 2, 28)) == "Giám đốc Sở Du lịch"
    assert title_line(head, dt.date(2025, 3, 2)) == "Phó Giám đốc Sở Văn hoá, Thể thao và Du lịch"
    assert roster(tourism, dt.date(2025, 3, 2)) == []
    assert [row.vacant for row in roster(tourism, dt.date(2025, 2, 1))] == [0, 3]
    with pytest.raises(ValidationError, match="đã kết thúc"):
        close(tourism, BodyChange.Kind.ABOLISHED, "2026")


def test_a_body_is_neither_its_own_successor_nor_its_own_parent():
    tourism = body("Sở Du lịch")
    with pytest.raises(ValidationError):
        close(tourism, BodyChange.Kind.MERGED, "2025-03-01", [tourism])
    tourism.refresh_from_db()
    assert tourism.end == ""
    office = body("Văn phòng Sở Du lịch", parent=tourism)
    tourism.parent = office
    with pytest.raises(ValidationError, match="trực thuộc chính nó"):
        tourism.full_clean()


def test_a_body_of_two_spellings_is_found_by_either():
    committee = body("Tỉnh Uỷ Quảng Ninh", system=System.PARTY, level=Level.PROVINCE)
    for typed in ("tinh uy quang ninh", "Tỉnh Ủy", "tỉnh uỷ", "TỈNH ỦY"):
        assert list(Body.objects.named_like(typed)) == [committee]
