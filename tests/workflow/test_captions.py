"""A caption names who is in the picture, with the posts held on the day of the event."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.checks import problems
from articles.models import Photo, Story
from articles.photos import attach
from articles.photos.captions import propose
from people.models import Body, Person, Post, Tenure
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DAY = dt.date(2019, 8, 10)


@pytest.fixture
def official():
    """official("Lê Văn Mẫu", ("Giám đốc", "Sở Mẫu")): someone invented, with that post from 2015 to 2020."""
    numbers = iter(range(1, 100))

    def make(name, *posts):
        person = Person.objects.create(name=name)
        for title, body in posts:
            body, _ = Body.objects.get_or_create(name=body)
            post, _ = Post.objects.get_or_create(body=body, title=title, defaults={"order": next(numbers)})
            Tenure.objects.create(person=person, post=post, start="2015", end="2020")
        return person

    return make


@pytest.fixture
def story():
    return Story.objects.create(headline="Hội nghị", author=make_user(), event_date=DAY)


def photo(number):
    return Photo.objects.create(sha256=f"{number:064}", format="JPEG", width=9, height=9, bytes=9)


def told(story):
    return [(one.code, one.message) for one in problems(story) if one.code.startswith("caption-")]


def test_people_are_named_from_the_left_with_the_posts_of_that_day(official):
    mau = official("Lê Văn Mẫu", ("Giám đốc", "Sở Thử nghiệm"))
    hoa = official("Trần Thị Hoa", ("Hiệu trưởng", "Trường Mẫu"))
    khach = Person.objects.create(name="Phạm Văn Khách")
    assert propose([mau, hoa, khach], DAY) == (
        "Từ trái sang: Giám đốc Sở Thử nghiệm Lê Văn Mẫu, "
        "Hiệu trưởng Trường Mẫu Trần Thị Hoa, Phạm Văn Khách."
    )
    assert propose([hoa, mau], DAY).startswith("Từ trái sang: Hiệu trưởng Trường Mẫu Trần Thị Hoa, Giám đốc")
    assert propose([mau], DAY) == "Giám đốc Sở Thử nghiệm Lê Văn Mẫu."
    assert propose([mau], dt.date(2001, 1, 1)) == "Lê Văn Mẫu."
    assert propose([mau, hoa], None) == "Từ trái sang: Lê Văn Mẫu, Trần Thị Hoa."
    assert propose([], DAY) == ""


def test_two_posts_of_one_person_do_not_read_as_two_people(official):
    mau = official("Lê Văn Mẫu", ("Giám đốc", "Sở Thử nghiệm"), ("Chủ tịch", "Hội Thử nghiệm"))
    words = propose([mau, Person.objects.create(name="Phạm Văn Khách")], DAY)
    assert words.count(";") == 1 and words.endswith("Lê Văn Mẫu; Phạm Văn Khách.")


def test_a_proposed_caption_passes_the_check(official, story):
    people = [
        official("Lê Văn Mẫu", ("Giám đốc", "Sở Thử nghiệm"), ("Chủ tịch", "Hội Thử nghiệm")),
        official("Trần Thị Hoa", ("Hiệu trưởng", "Trường Mẫu")),
        Person.objects.create(name="Phạm Văn Khách"),
    ]
    row = attach(story, photo(1), caption=propose(people, DAY), credit="MH")
    for order, person in enumerate(people):
        row.photo_people.create(person=person, order=order)
    assert told(story) == []


def test_someone_tagged_but_not_named_is_pointed_out(official, story):
    row = attach(story, photo(1), caption="Quang cảnh hội nghị.", credit="MH")
    row.photo_people.create(person=official("Lê Văn Mẫu"))
    assert told(story) == [("caption-unnamed", "Lê Văn Mẫu có trong ảnh 1 nhưng chú thích không nêu tên.")]
    row.caption = "Ông LÊ VĂN MẪU phát biểu."
    row.save()
    assert told(story) == []


def test_a_role_of_another_time_in_a_caption_is_pointed_out(official, story):
    official("Lê Văn Mẫu", ("Giám đốc", "Sở Thử nghiệm"))
    attach(story, photo(1), caption="Toàn cảnh.", credit="MH")
    row = attach(
        story, photo(2), caption="Đồng chí Lê Văn Mẫu, Phó Giám đốc Sở Thử nghiệm, phát biểu.", credit="MH"
    )
    ((code, message),) = told(story)
    assert code == "caption-title-differs"
    assert "ảnh 2" in message and "“Phó Giám đốc Sở Thử nghiệm”" in message
    row.caption = "Giám đốc Sở Thử nghiệm Lê Văn Mẫu phát biểu."
    row.save()
    assert told(story) == []
    Story.objects.filter(pk=story.pk).update(event_date="2003-01-01")
    story.refresh_from_db()
    assert [code for code, _ in told(story)] == ["caption-title-unknown"]


def test_thirty_captions_ask_as_much_as_one(official, story):
    def add(number):
        name = f"Lê Văn {chr(65 + number)}an"
        row = attach(story, photo(number), caption=f"Giám đốc Sở Thử nghiệm {name}.", credit="MH")
        row.photo_people.create(person=official(name, ("Giám đốc", "Sở Thử nghiệm")))

    add(0)
    with CaptureQueriesContext(connection) as one:
        problems(story)
    for number in range(1, 30):
        add(number)
    with CaptureQueriesContext(connection) as thirty:
        problems(story)
    assert len(thirty) == len(one)
