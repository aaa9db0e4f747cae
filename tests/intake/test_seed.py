"""The seed text comes in whole, with no correction by hand but the year."""

import datetime as dt

import pytest

from articles import richtext
from articles.intake import bring_in, examine
from articles.models import Revision, StoryPhotoPerson
from vietnamese import one_line

from .conftest import kinds, said

DAY = dt.date(2019, 8, 10)
LEAD = (
    "Ngày 10/8, tại TP Hạ Long, Ban Thường vụ Tỉnh ủy Quảng Ninh và Thành ủy Hà Nội phối hợp tổ chức "
    "Hội nghị Hợp tác – phát triển giữa 2 địa phương."
)
CAPTIONS = [
    "Quang cảnh hội nghị.",
    "Đồng chí Hoàng Trung Hải, Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội phát biểu tại hội nghị.",
    "Đồng chí Nguyễn Văn Đọc, Bí thư Tỉnh uỷ Quảng Ninh phát biểu tại hội nghị.",
    "Lãnh đạo Thành uỷ Hà Nội trao kinh phí xây dựng Quỹ “Đền ơn đáp nghĩa” cho lãnh đạo Tỉnh uỷ Quảng Ninh.",
    "Lãnh đạo tỉnh trao quà lưu niệm cho đoàn công tác TP Hà Nội.",
]


@pytest.fixture
def arrival(seed, reporter, source, officials, section):
    return bring_in(seed, by=reporter, filename="hoi-nghi.txt", event_date=DAY, section=section)


def test_every_field_is_right(arrival, reporter, source, section):
    story = arrival.story
    assert story.headline == "Hội nghị hợp tác phát triển Quảng Ninh – Hà Nội"
    assert story.lead == LEAD
    assert story.event_date == DAY
    assert story.place == "TP Hạ Long"
    assert story.section == section
    assert story.author == reporter
    assert story.status == "draft"
    assert [(row.source, row.url) for row in story.story_sources.all()] == [(source, "")]
    assert not story.bylines.exists()


def test_every_paragraph_and_photo_is_in_its_place(arrival, seed):
    lines = [one_line(line) for line in seed.decode().split("\n")]
    expected, number = [], 0
    for above, line in zip(["", "", *lines[1:]], lines, strict=False):
        if line == "g":
            number += 1
            expected.append(f"<{number}>")
        elif line and above != "g" and line != arrival.story.headline and line != LEAD:
            expected.append(line)
    assert expected.pop() == "Nguồn tin: baoquangninh.com.vn"
    assert len(expected) == 12 + 5
    html = richtext.render(arrival.story.body, {n: f"<p>&lt;{n}&gt;</p>" for n in range(1, 6)})
    assert richtext.plain_text(html).split("\n") == expected


def test_five_slots_wait_with_their_captions_and_credit(arrival):
    rows = list(arrival.story.story_photos.all())
    assert [row.caption for row in rows] == CAPTIONS
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert {row.photo for row in rows} == {None}
    assert {row.credit for row in rows} == {"baoquangninh.com.vn"}


def test_people_are_linked_with_the_roles_printed_after_their_names(arrival, officials):
    assert [(row.person, row.printed_role) for row in arrival.story.story_people.all()] == [
        (officials.hai, "Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội"),
        (officials.doc, "Bí thư Tỉnh uỷ Quảng Ninh"),
    ]
    shown = StoryPhotoPerson.objects.filter(story_photo__story=arrival.story)
    assert list(shown.values_list("story_photo__number", "person")) == [
        (2, officials.hai.pk),
        (3, officials.doc.pk),
    ]


def test_what_came_in_is_kept_with_its_report_and_a_revision(arrival, reporter, seed):
    intake = arrival.story.intake
    assert intake.text == seed.decode()
    assert (intake.filename, intake.by) == ("hoi-nghi.txt", reporter)
    assert intake.report == [finding._asdict() for finding in arrival.report]
    [revision] = Revision.objects.filter(story=arrival.story)
    assert (revision.number, revision.author) == (1, reporter)
    assert len(revision.content["photos"]) == 5


def test_only_what_the_text_cannot_say_is_undecided(arrival):
    assert kinds(arrival.report, found=False) == ["photo-rights", "photos"]


def test_the_year_is_asked_for_and_never_guessed(seed, reporter, source, officials):
    arrival = bring_in(seed, by=reporter)
    assert arrival.story.event_date is None
    assert "event-date" in kinds(arrival.report, found=False)
    assert "10/8" in said(arrival.report, "event-date")


def test_the_year_alone_is_enough(seed, reporter):
    assert bring_in(seed, by=reporter, year=2019).story.event_date == DAY


def test_looking_writes_nothing(seed, reporter, django_assert_max_num_queries):
    with django_assert_max_num_queries(9) as queries:
        examine(seed, by=reporter)
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
