import datetime as dt

import pytest

from people.models import BodyName, Level, PostName, ProtocolOrder, ProtocolPlace, Suspension, System, Tenure
from people.registry import body, hold, person, post
from people.titles import history, now_lines, roles, roster, title_line, title_lines

pytestmark = pytest.mark.django_db


def day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture
def health():
    return body("Sở Y tế")


def test_the_line_is_what_house_style_prints(officials):
    assert title_line(officials.hai, day("2019-08-10")) == "Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội"
    assert title_line(officials.doc, day("2019-08-10")) == "Bí thư Tỉnh uỷ Quảng Ninh"


def test_a_whole_story_takes_one_query(officials, django_assert_num_queries):
    with django_assert_num_queries(1):
        lines = title_lines([officials.hai.pk, officials.doc.pk, 9999], day("2019-08-10"))
    assert lines == {
        officials.hai.pk: "Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội",
        officials.doc.pk: "Bí thư Tỉnh uỷ Quảng Ninh",
        9999: "",
    }
    with django_assert_num_queries(0):
        assert title_lines([], day("2019-08-10")) == {}


def test_one_whose_end_is_a_year_holds_the_post_possibly_all_that_year(health):
    who = person("Trần Văn An")
    tenure = hold(who, post("Giám đốc", health), "2015", "2020")
    for possible in ("2015-01-01", "2020-06-15", "2020-12-31"):
        assert title_line(who, day(possible)) == "Giám đốc Sở Y tế"
    assert title_line(who, day("2014-12-31")) == ""
    assert title_line(who, day("2021-01-01")) == "nguyên Giám đốc Sở Y tế"
    certain = [
        tenure in Tenure.objects.certain(day(text))
        for text in ("2015-12-30", "2015-12-31", "2020-01-01", "2020-01-02")
    ]
    assert certain == [False, True, True, False]
    assert not roles([who.pk], day("2020-06-15"))[who.pk][0].certain


def test_one_whose_end_nobody_knows_is_former_once_that_is_recorded(health):
    who = person("Trần Văn An")
    tenure = hold(who, post("Giám đốc", health), "2010", "?", verified_on="2018-03-01")
    assert title_line(who, day("2018-03-01")) == "Giám đốc Sở Y tế"
    assert title_line(who, day("2018-03-02")) == "nguyên Giám đốc Sở Y tế"
    assert not tenure.is_certain(day("2015-01-01"))
    unverified = hold(who, post("Uỷ viên", body("Đảng uỷ Sở Y tế")), "2010", "?")
    unverified.save()
    assert unverified.end_latest == unverified.edges().end_latest < dt.date.max


def test_an_end_nobody_knows_does_not_move_when_saved_again(health, monkeypatch):
    who = person("Trần Văn An")
    tenure = hold(who, post("Giám đốc", health), "2010", "?")
    before = tenure.end_latest
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: before + dt.timedelta(400))
    tenure.save()
    tenure.refresh_from_db()
    assert tenure.end_latest == before


def test_both_holders_are_right_on_the_day_of_a_handover(health):
    seat = post("Giám đốc", health, head=True)
    before, after = person("Trần Văn An"), person("Lê Thị Bình")
    hold(before, seat, "2015", "2020-06-15")
    hold(after, seat, "2020-06-15")
    handover = day("2020-06-15")
    eve, morrow = day("2020-06-14"), day("2020-06-16")
    lines = [title_lines([before.pk, after.pk], one) for one in (eve, handover, morrow)]
    assert [line[before.pk] for line in lines] == ["Giám đốc Sở Y tế"] * 2 + ["nguyên Giám đốc Sở Y tế"]
    assert [line[after.pk] for line in lines] == ["", *["Giám đốc Sở Y tế"] * 2]
    assert [[role.person for role in roster(health, one)[0].holders] for one in (eve, handover, morrow)] == [
        ["Trần Văn An"],
        ["Trần Văn An", "Lê Thị Bình"],
        ["Lê Thị Bình"],
    ]


def test_one_elected_again_on_the_same_day_is_printed_once():
    committee = body("Tỉnh uỷ Bình Sơn", system=System.PARTY)
    who, seat = person("Lê Thị Bình"), post("Bí thư", committee)
    hold(
        who,
        seat,
        "2020",
        "2025-09-25",
        term=committee.terms.create(name="khoá XV", start="2020", end="2025-09-25"),
    )
    hold(who, seat, "2025-09-25", term=committee.terms.create(name="khoá XVI", start="2025-09-25"))
    for moment in ("2025-09-24", "2025-09-25", "2025-09-26"):
        assert title_line(who, day(moment)) == "Bí thư Tỉnh uỷ Bình Sơn"
    assert len(roles([who.pk], day("2025-09-25"))[who.pk]) == 1


def test_acting_then_full_in_one_post(health):
    who, seat = person("Lê Thị Bình"), post("Giám đốc", health)
    hold(who, seat, "2020-01", "2020-06-15", capacity="acting")
    hold(who, seat, "2020-06-15")
    assert title_line(who, day("2020-03-01")) == "Quyền Giám đốc Sở Y tế"
    assert title_line(who, day("2020-06-15")) == "Giám đốc Sở Y tế"


def test_one_in_charge_stands_beside_an_absent_holder(health):
    seat = post("Giám đốc", health, head=True)
    absent, deputy = person("Trần Văn An"), person("Lê Thị Bình")
    hold(absent, seat, "2015")
    hold(deputy, seat, "2020-01", "2020-06", capacity="in_charge")
    [row] = roster(health, day("2020-03-01"))
    assert [(role.person, role.capacity) for role in row.holders] == [
        ("Trần Văn An", "full"),
        ("Lê Thị Bình", "in_charge"),
    ]
    assert row.vacant == 0
    assert title_line(deputy, day("2020-03-01")) == "phụ trách Sở Y tế"
    assert title_line(absent, day("2020-03-01")) == "Giám đốc Sở Y tế"


def test_one_in_charge_of_a_vacant_post_does_not_fill_it(health):
    seat = post("Giám đốc", health, head=True)
    hold(person("Lê Thị Bình"), seat, "2020-01", capacity="in_charge")
    assert roster(health, day("2020-03-01"))[0].vacant == 1


def test_two_deputies_of_one_name_in_two_departments(health):
    justice = body("Sở Tư pháp")
    one, other = person("Nguyễn Văn Hùng", "Sở Y tế"), person("Nguyễn Văn Hùng", "Sở Tư pháp")
    hold(one, post("Phó Giám đốc", health, seats=3), "2018")
    hold(other, post("Phó Giám đốc", justice, seats=3), "2018")
    assert one != other and one.slug == other.slug
    assert title_lines([one.pk, other.pk], day("2020-01-01")) == {
        one.pk: "Phó Giám đốc Sở Y tế",
        other.pk: "Phó Giám đốc Sở Tư pháp",
    }


def test_a_body_renamed_in_mid_term_is_named_as_on_the_day():
    farms = body("Sở Nông nghiệp và Môi trường")
    BodyName.objects.create(
        body=farms, name="Sở Nông nghiệp và Phát triển nông thôn", short_name="Sở NN&PTNT", end="2025-03-01"
    )
    BodyName.objects.create(body=farms, name="Sở Nông nghiệp", end="1995")
    BodyName.objects.create(body=farms, name="Sở NN&MT", kind="other")
    who, before = person("Lê Thị Bình"), person("Trần Văn An")
    hold(who, post("Giám đốc", farms), "2020")
    hold(before, post("Giám đốc", farms), "1990", "1994")
    assert title_line(who, day("2025-02-28")) == "Giám đốc Sở NN&PTNT"
    assert title_line(who, day("2025-03-01")) == "Giám đốc Sở Nông nghiệp và Môi trường"
    assert title_line(before, day("2025-06-01")) == "nguyên Giám đốc Sở Nông nghiệp", "as it was when he left"


def test_a_post_renamed_is_titled_as_on_the_day(health):
    seat = post("Chánh Văn phòng", health)
    PostName.objects.create(post=seat, title="Trưởng phòng Hành chính", end="2021-01-01")
    who = person("Lê Thị Bình")
    hold(who, seat, "2020")
    assert title_line(who, day("2020-12-31")) == "Trưởng phòng Hành chính Sở Y tế"
    assert title_line(who, day("2021-01-01")) == "Chánh Văn phòng Sở Y tế"
    assert roster(health, day("2020-12-31"))[0].title == "Trưởng phòng Hành chính"


def test_a_post_may_be_printed_in_words_of_its_own():
    who = person("Lê Thị Bình")
    hold(who, post("Tổng Bí thư", body("Hội Ví Dụ"), printed_as="Tổng Thư ký Hội"), "2020")
    assert title_line(who, day("2021-01-01")) == "Tổng Thư ký Hội"


def test_a_lesser_role_that_a_higher_one_implies_is_left_out():
    committee = body("Tỉnh uỷ Bình Sơn", system=System.PARTY)
    member = post("Uỷ viên Ban Chấp hành", committee, seats=None, order=9)
    standing = post("Uỷ viên Ban Thường vụ", committee, seats=None, order=8, implies=member)
    secretary = post("Bí thư", committee, head=True, implies=standing)
    who = person("Lê Thị Bình")
    hold(who, member, "2015")
    hold(who, secretary, "2020")
    hold(who, post("Chủ tịch", body("HĐND tỉnh Bình Sơn", system=System.ASSEMBLY)), "2020")
    assert title_line(who, day("2021-01-01")) == "Bí thư Tỉnh uỷ Bình Sơn, Chủ tịch HĐND tỉnh Bình Sơn"
    assert title_line(who, day("2019-01-01")) == "Uỷ viên Ban Chấp hành Tỉnh uỷ Bình Sơn"


def test_an_acting_holder_keeps_the_lesser_role():
    committee = body("Tỉnh uỷ Bình Sơn", system=System.PARTY)
    deputy = post("Phó Bí thư", committee, seats=3, order=1)
    who = person("Lê Thị Bình")
    hold(who, deputy, "2015")
    hold(who, post("Bí thư", committee, head=True, implies=deputy), "2020", capacity="acting")
    assert title_line(who, day("2021-01-01")) == "Quyền Bí thư Tỉnh uỷ Bình Sơn, Phó Bí thư Tỉnh uỷ Bình Sơn"


def test_the_protocol_order_is_that_in_force_on_the_day(health):
    who = person("Lê Thị Bình")
    director = post("Giám đốc", health)
    chair = post("Chủ tịch", body("Hội Đông y", system=System.MASS))
    hold(who, director, "2010")
    hold(who, chair, "2010")
    assert title_line(who, day("2015-01-01")) == "Giám đốc Sở Y tế, Chủ tịch Hội Đông y", "by system at first"
    first, second = (
        ProtocolOrder.objects.create(since="2016-01-01"),
        ProtocolOrder.objects.create(since="2020-01-01"),
    )
    ProtocolPlace.objects.create(order=first, post=chair, position=1)
    ProtocolPlace.objects.create(order=first, post=director, position=2)
    ProtocolPlace.objects.create(order=second, post=director, position=1)
    assert title_line(who, day("2015-12-31")).startswith("Giám đốc")
    assert title_line(who, day("2016-01-01")).startswith("Chủ tịch")
    assert title_line(who, day("2020-01-01")).startswith("Giám đốc"), "what the order names comes first"


def test_the_central_level_comes_before_the_province():
    who = person("Lê Thị Bình")
    hold(who, post("Bí thư", body("Tỉnh uỷ Bình Sơn", system=System.PARTY), head=True), "2020")
    central = body("Trung ương Đảng", system=System.PARTY, level=Level.CENTRAL)
    hold(who, post("Uỷ viên", central, seats=None), "2021")
    assert title_line(who, day("2022-01-01")) == "Uỷ viên Trung ương Đảng, Bí thư Tỉnh uỷ Bình Sơn"


def test_one_who_left_office_is_named_by_the_highest_post_and_those_held_with_it(health):
    committee = body("Tỉnh uỷ Bình Sơn", system=System.PARTY)
    who = person("Lê Thị Bình")
    hold(who, post("Giám đốc", health), "2005", "2010")
    hold(who, post("Bí thư", committee, head=True), "2015-07", "2020-09-25")
    hold(who, post("Chủ tịch", body("HĐND tỉnh Bình Sơn", system=System.ASSEMBLY)), "2016", "2020-09-25")
    assert (
        title_line(who, day("2020-09-26"))
        == "nguyên Bí thư Tỉnh uỷ Bình Sơn, nguyên Chủ tịch HĐND tỉnh Bình Sơn"
    )
    assert title_line(who, day("2012-01-01")) == "nguyên Giám đốc Sở Y tế"


def test_a_suspended_holder_still_holds_the_post(health):
    who, seat = person("Trần Văn An"), post("Giám đốc", health)
    tenure = hold(who, seat, "2015")
    Suspension.objects.create(tenure=tenure, start="2020-01-10", end="2020-03")
    assert title_line(who, day("2020-02-01")) == "Giám đốc Sở Y tế"
    [row] = roster(health, day("2020-02-01"))
    assert row.vacant == 0 and row.holders[0].suspended
    assert not roster(health, day("2020-04-01"))[0].holders[0].suspended


def test_a_roster_lists_posts_in_order_with_vacancies(health, django_assert_num_queries):
    deputy = post("Phó Giám đốc", health, seats=3, order=1)
    head = post("Giám đốc", health, head=True, order=5)
    post("Chuyên viên", health, seats=None, order=2)
    post("Trưởng Ban Quân y", health, order=3, end="2010")
    hold(person("Lê Thị Bình"), deputy, "2018")
    with django_assert_num_queries(2):
        found = roster(health, day("2020-01-01"))
    assert [(row.title, row.vacant, [role.person for role in row.holders]) for row in found] == [
        ("Giám đốc", 1, []),
        ("Phó Giám đốc", 2, ["Lê Thị Bình"]),
        ("Chuyên viên", None, []),
    ]
    assert roster(health, day("2009-01-01"))[-1].title == "Trưởng Ban Quân y"
    assert found[0].post_id == head.pk


def test_an_open_tenure_verified_long_ago_is_stated_as_of_that_day(officials):
    tenure = officials.secretary
    assert tenure.stated_as_of(day("2019-12-01")) is None
    assert tenure.stated_as_of(day("2026-01-01")) == day("2019-08-10")
    [role] = roles([officials.doc.pk], day("2026-01-01"))[officials.doc.pk]
    assert role.stated_as_of(day("2026-01-01")) == day("2019-08-10")
    assert roster(officials.quangninh, day("2026-01-01"))[0].holders[0].stated_as_of(day("2026-01-01"))
    tenure.end = "2019"
    assert tenure.stated_as_of(day("2026-01-01")) is None


def test_a_tenure_of_unknown_start_was_certain_on_the_day_it_was_verified(officials):
    tenure = officials.secretary
    assert tenure in Tenure.objects.certain(day("2019-08-10"))
    assert tenure not in Tenure.objects.certain(day("2019-08-09"))
    assert tenure in Tenure.objects.possible(day("2010-01-01"))
    assert tenure.span == ""


def test_a_post_nobody_ever_verified_is_never_stated_as_a_fact_of_today(health):
    who, seat = person("Lê Thị Bình"), post("Giám đốc", health)
    tenure = hold(who, seat, "2022")
    today = day("2024-01-01")
    [role] = history(who, today)
    assert role.caveat(today) == "chưa kiểm chứng"
    hold(who, post("Phó Giám đốc", health, seats=5), "2018", "2022")
    assert now_lines([who.pk], day("2020-01-01"), today) == {}
    assert title_line(who, today) == "Giám đốc Sở Y tế", "a story of the day prints what is on record"
    tenure.verified_on = day("2023-12-01")
    tenure.save()
    assert [role.caveat(today) for role in history(who, today)] == ["", ""], "one that has ended needs none"
    assert now_lines([who.pk], day("2020-01-01"), today)
    assert [role.caveat(day("2026-01-01")) for role in history(who, today)] == ["tính đến 1/12/2023", ""]


def test_an_old_story_says_what_has_changed_since(health, officials, django_assert_num_queries):
    then, today = day("2020-01-01"), day("2024-01-01")
    risen, retired, same = person("Lê Thị Bình"), person("Trần Văn An"), person("Phạm Thị Cúc")
    dead = person("Đỗ Văn Dũng", death="2022")
    hidden = person("Bùi Thị Ẩn", status="hidden")
    chair = post("Chủ tịch", body("UBND tỉnh Bình Sơn"))
    deputy = post("Phó Giám đốc", health, seats=5)
    hold(risen, deputy, "2018", "2022")
    hold(risen, chair, "2022", verified_on="2023-12-01")
    hold(retired, deputy, "2018", "2021")
    hold(dead, deputy, "2018", "2022")
    hold(hidden, deputy, "2018", "2021")
    hold(same, deputy, "2018", "2021")
    hold(same, deputy, "2021")
    with django_assert_num_queries(1):
        lines = now_lines([risen.pk, retired.pk, same.pk, dead.pk, hidden.pk, officials.doc.pk], then, today)
    assert lines == {
        risen.pk: "nay là Chủ tịch UBND tỉnh Bình Sơn",
        retired.pk: "nay đã thôi giữ chức",
    }
