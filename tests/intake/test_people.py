"""People of the registry are linked; whoever is not certain is only listed."""

import datetime as dt

import pytest

from articles.intake import bring_in
from articles.intake.names import officials as find_officials
from people.registry import body, hold, person, post

from .conftest import kinds, said

DAY = dt.date(2019, 8, 10)


def text(*paragraphs: str) -> str:
    return "\n".join(["Tít", "Ngày 10/8, tại Hạ Long.", *paragraphs, "Đoạn cuối."])


def test_a_role_that_differs_from_the_registry_is_questioned(reporter, officials):
    report = bring_in(
        text("Ông Nguyễn Văn Đọc, Chủ tịch UBND tỉnh Quảng Ninh nói."), by=reporter, event_date=DAY
    ).report
    assert "person" in kinds(report, found=False)
    assert "Chủ tịch UBND tỉnh Quảng Ninh" in said(report, "person")
    assert "Bí thư Tỉnh uỷ Quảng Ninh" in said(report, "person")


def test_two_people_of_one_name_are_listed_and_not_linked(reporter):
    first = person("Trần Văn An", "Sở Y tế")
    person("Trần Văn An", "Sở Xây dựng")
    hold(first, post("Giám đốc", body("Sở Y tế"), head=True), "2018")
    arrival = bring_in(text("Ông Trần Văn An phát biểu."), by=reporter, event_date=DAY)
    assert not arrival.story.story_people.exists()
    listed = said(arrival.report, "person-ambiguous")
    assert "Sở Y tế" in listed and "Sở Xây dựng" in listed
    assert "person-ambiguous" in kinds(arrival.report, found=False)


def test_an_official_the_registry_does_not_know_is_listed(reporter, officials):
    arrival = bring_in(text("Bà Vũ Thị Hải Yến, Chủ tịch UBND phường Hòn Ngọc, cho biết."), by=reporter)
    assert "Vũ Thị Hải Yến (Chủ tịch UBND phường Hòn Ngọc)" in said(arrival.report, "person-unknown")
    assert not arrival.story.story_people.exists()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Giám đốc Sở Y tế Trần Văn Bình nói.", ["Trần Văn Bình"]),
        ("Ông Phùng Văn Trọng lại dạy bơi.", []),
        ("Bí thư Đảng uỷ phường Cao Xanh phát biểu.", []),
        ("Chủ tịch UBND TP Hạ Long và Bí thư Thành uỷ Hà Nội dự.", []),
        ("Đồng chí Lê Văn Tám, Bí thư Đảng uỷ; đồng chí Lê Văn Tám, Bí thư.", ["Lê Văn Tám"]),
    ],
)
def test_an_office_beside_a_persons_name_makes_an_official(sentence, names):
    assert [one.name for one in find_officials(sentence, [])] == names


def test_a_name_in_the_registry_is_not_listed_as_unknown(reporter, officials, seed):
    assert "person-unknown" not in kinds(bring_in(seed, by=reporter).report)


def test_without_the_registry_both_officials_are_listed(reporter, seed):
    listed = said(bring_in(seed, by=reporter).report, "person-unknown")
    assert "Hoàng Trung Hải (Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội)" in listed
    assert "Nguyễn Văn Đọc (Bí thư Tỉnh uỷ Quảng Ninh)" in listed


def test_people_of_a_caption_are_linked_to_its_photo_in_its_order(reporter, officials):
    caption = "g\nTừ trái: Nguyễn Văn Đọc và Hoàng Trung Hải.\n"
    story = bring_in(text("Hoàng Trung Hải đến.", caption), by=reporter).story
    assert list(story.story_photos.get().people.order_by("photo_people__order")) == [
        officials.doc,
        officials.hai,
    ]
    assert [row.person for row in story.story_people.all()] == [officials.hai, officials.doc]
