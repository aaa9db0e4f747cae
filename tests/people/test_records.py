import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import Person, PersonName, Post, Tenure
from people.registry import body, hold, person, post

pytestmark = pytest.mark.django_db


def test_people_are_sorted_by_given_name_in_vietnamese_order():
    right = [
        "Trần Văn An", "Lê Thị Ăn", "Phạm Âu", "Nguyễn Văn Ba", "Vũ Dũng", "Bùi Thị Đào", "Nguyễn Văn Đọc",
        "Lê Em", "Nguyễn Thị Ê", "Trần Hoà", "Vũ Thị Hoà", "Mai U", "Bùi Thị Ưng", "Đỗ Zung",
    ]  # fmt: skip
    for name in reversed(right):
        Person.objects.create(name=name)
    assert [one.name for one in Person.objects.all()] == right


@pytest.mark.parametrize(
    "typed", ["nguyen van doc", "Nguyen Van Doc", "Nguyễn Văn Đọc", "NGUYỄN ĐỌC", "doc nguyen", "van do"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_person_is_found_however_the_name_is_typed(officials, typed, form):
    assert list(Person.objects.named_like(unicodedata.normalize(form, typed))) == [officials.doc]


def test_a_person_is_found_once_by_a_name_they_no_longer_have(officials):
    for name in ("Nguyễn Đọc", "Nguyễn Văn Độc"):
        PersonName.objects.create(person=officials.doc, name=name)
    assert list(Person.objects.named_like("nguyen doc")) == [officials.doc]


@pytest.mark.parametrize(
    "name, slug",
    [
        ("Nguyễn Văn Đọc", "nguyen-van-doc"),
        ("H’Hen Niê", "hhen-nie"),
        ("Y Moan Êñuôl", "y-moan-enuol"),
        ("Chìu A Chắn", "chiu-a-chan"),
        ("José Ramos-Horta", "jose-ramos-horta"),
        ("Hải", "hai"),
        ("Tôn Nữ Thị Ngọc Ánh", "ton-nu-thi-ngoc-anh"),
        ("习近平", "nhan-vat"),
    ],
)
def test_every_name_has_an_address(name, slug):
    assert person(name).slug == slug


def test_two_people_of_one_name_must_be_told_apart():
    person("Nguyễn Văn Hoà")
    for spelling in ("Nguyễn Văn Hoà", "Nguyễn Văn Hòa", "nguyễn văn hòa"):
        with pytest.raises(ValidationError, match="phân biệt"):
            Person(name=spelling).full_clean()
    Person(name="Nguyễn Văn Hòa", disambiguator="Sở Y tế").full_clean()


def test_a_name_is_stored_clean():
    one = person("  Nguyễn Văn\u200b  Ðọc ")
    assert one.name == "Nguyễn Văn Đọc"


@pytest.mark.parametrize(
    "start, end", [("2020", "2019"), ("2020-06-15", "2020-06-14"), ("2020-06", "2020-05-31")]
)
def test_an_interval_cannot_end_before_it_begins(start, end):
    who, seat = person("Trần Văn An"), post("Giám đốc", body("Sở Y tế"))
    with pytest.raises(ValidationError, match="trước ngày bắt đầu"):
        hold(who, seat, start, end)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenure.objects.create(person=who, post=seat, start=start, end=end)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenure.objects.bulk_create([Tenure(person=who, post=seat, start=start, end=end)])


@pytest.mark.parametrize(
    "start, end", [("2020", "2020"), ("2020-06", "2020"), ("", "2019"), ("2020", "2020-01-01")]
)
def test_an_interval_may_be_as_imprecise_as_what_is_known(start, end):
    tenure = hold(person("Trần Văn An"), post("Giám đốc", body("Sở Y tế")), start, end)
    assert Tenure.objects.possible(tenure.start_earliest).get() == tenure
    assert Tenure.objects.possible(tenure.end_latest).get() == tenure


def test_the_derived_days_follow_when_only_the_text_is_saved():
    tenure = hold(person("Trần Văn An"), post("Giám đốc", body("Sở Y tế")), "2015")
    tenure.end = "6/2020"
    tenure.save(update_fields=["end"])
    tenure.refresh_from_db()
    assert (tenure.end, tenure.end_latest.isoformat()) == ("2020-06", "2020-06-30")


def test_a_post_has_no_more_holders_than_seats():
    seat = post("Giám đốc", body("Sở Y tế"))
    hold(person("Trần Văn An"), seat, "2015")
    late = person("Lê Thị Bình")
    with pytest.raises(ValidationError, match="Trần Văn An từ năm 2015"):
        hold(late, seat, "2020")
    hold(late, seat, "2020", capacity="in_charge")
    two = post("Phó Giám đốc", body("Sở Y tế"), seats=2)
    for name in ("Phạm Thị Cúc", "Đỗ Văn Dũng"):
        hold(person(name), two, "2015")
    with pytest.raises(ValidationError):
        hold(late, two, "2015")
    many = post("Uỷ viên", body("Sở Y tế"), seats=None)
    for number in range(5):
        hold(person(f"Người {number}"), many, "2015")


def test_nobody_holds_one_post_twice_at_once():
    who, seat = person("Trần Văn An"), post("Uỷ viên", body("Hội Đông y"), seats=None)
    hold(who, seat, "2015", "2020")
    with pytest.raises(ValidationError, match="đã được ghi"):
        hold(who, seat, "2018")
    hold(who, seat, "2020")


def test_one_who_may_have_left_leaves_the_seat_free():
    seat = post("Giám đốc", body("Sở Y tế"))
    hold(person("Trần Văn An"), seat, "2015", "2020")
    hold(person("Lê Thị Bình"), seat, "2020-03")


def test_a_chain_of_lesser_posts_does_not_close_on_itself():
    committee = body("Tỉnh uỷ Bình Sơn")
    high, low = post("Bí thư", committee), post("Uỷ viên", committee)
    high.implies = low
    high.save()
    low.implies = high
    with pytest.raises(ValidationError):
        low.full_clean()
    assert Post.objects.get(pk=low.pk).implies is None


@pytest.mark.parametrize("address, sound", [
    ("https://quangninh.gov.vn/a", True), ("/thoi-su/tin-12.html", True),
    ("javascript:alert(1)", False), ("//evil.example/", False), ("quangninh.gov.vn", False),
])  # fmt: skip
def test_a_tenure_cites_a_page(address, sound):
    tenure = Tenure(person=person("Trần Văn An"), post=post("Giám đốc", body("Sở Y tế")), source_url=address)
    if sound:
        tenure.full_clean()
    else:
        with pytest.raises(ValidationError):
            tenure.full_clean()


def test_how_it_ended_needs_when():
    tenure = Tenure(person=person("An"), post=post("Giám đốc", body("Sở Y tế")), ended="retired")
    with pytest.raises(ValidationError, match="rõ ngày"):
        tenure.full_clean()
    tenure.end = "?"
    tenure.full_clean()
