import unicodedata

import pytest
from django.conf import settings

from people.matching import find_people
from people.models import PersonName
from people.registry import body, hold, person, post
from people.roles import same_role

pytestmark = pytest.mark.django_db

HAI = "Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội"
DOC = "Bí thư Tỉnh uỷ Quảng Ninh"


def roles_in(text):
    return [(text[one.start : one.end], one.role_printed) for one in find_people(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "các đồng chí: Hoàng Trung Hải, Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội; Nguyễn Văn Đọc, "
            "Bí thư Tỉnh uỷ Quảng Ninh. Dự hội nghị có các đồng chí Thường trực Tỉnh ủy",
            [("Hoàng Trung Hải", HAI), ("Nguyễn Văn Đọc", DOC)],
        ),
        ("đồng chí Nguyễn Văn Đọc, Bí thư Tỉnh uỷ Quảng Ninh, khẳng định: Với", [("Nguyễn Văn Đọc", DOC)]),
        (
            "đồng chí Hoàng Trung Hải, Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội nhấn mạnh, thời gian qua",
            [("Hoàng Trung Hải", HAI)],
        ),
        ("Nguyễn Văn Đọc, Bí thư Tỉnh uỷ Quảng Ninh phát biểu tại hội nghị.", [("Nguyễn Văn Đọc", DOC)]),
        ("đồng chí Hoàng Trung Hải nhấn mạnh, thời gian qua", [("Hoàng Trung Hải", "")]),
        ("Nguyễn Văn Đọc (Bí thư Tỉnh ủy) cho biết", [("Nguyễn Văn Đọc", "Bí thư Tỉnh ủy")]),
        ("Nguyễn Văn Đọc - Bí thư Tỉnh uỷ, chủ trì", [("Nguyễn Văn Đọc", "Bí thư Tỉnh uỷ")]),
        ("Tại đây, Bí thư Tỉnh uỷ Nguyễn Văn Đọc yêu cầu", [("Nguyễn Văn Đọc", "Bí thư Tỉnh uỷ")]),
        (
            "Chiều nay, Bí thư Tỉnh uỷ, Chủ tịch HĐND tỉnh Nguyễn Văn Đọc tiếp",
            [("Nguyễn Văn Đọc", "Bí thư Tỉnh uỷ, Chủ tịch HĐND tỉnh")],
        ),
        ("Bí thư Tỉnh uỷ Quảng Ninh Nguyễn Văn Đọc", [("Nguyễn Văn Đọc", DOC)]),
        ("nguyên Bí thư Tỉnh uỷ Nguyễn Văn Đọc thăm", [("Nguyễn Văn Đọc", "nguyên Bí thư Tỉnh uỷ")]),
        ("Nguyễn Văn Đọc, nguyên Bí thư Tỉnh uỷ, thăm", [("Nguyễn Văn Đọc", "nguyên Bí thư Tỉnh uỷ")]),
        ("Nguyễn Văn Đọc, Hoàng Trung Hải dự", [("Nguyễn Văn Đọc", ""), ("Hoàng Trung Hải", "")]),
        ("Có Nguyễn Văn Đọc, các đại biểu và nhân dân", [("Nguyễn Văn Đọc", "")]),
        ("Nguyễn Văn Đọc\nBí thư Tỉnh uỷ", [("Nguyễn Văn Đọc", "")]),
    ],
)
def test_the_role_beside_a_name_is_read_exactly(officials, text, expected):
    assert roles_in(text) == expected
    decomposed = unicodedata.normalize("NFD", text)
    assert [role for _name, role in roles_in(decomposed)] == [role for _name, role in expected]


@pytest.mark.parametrize(
    "after, role",
    [
        ("Phó Giám đốc Sở Nông nghiệp và Môi trường cho biết", "Phó Giám đốc Sở Nông nghiệp và Môi trường"),
        ("Giám đốc Sở Văn hoá, Thể thao và Du lịch, phát biểu", "Giám đốc Sở Văn hoá, Thể thao và Du lịch"),
        ("Giám đốc Sở Y tế và Trần Văn Bình dự", "Giám đốc Sở Y tế"),
        ("Giám đốc Sở Y tế và các đại biểu dự", "Giám đốc Sở Y tế"),
        ("Trưởng Ban Quản lý dự án tỉnh trả lời", "Trưởng Ban Quản lý dự án tỉnh"),
        ("Giám đốc Trung tâm Công nghệ thông tin tỉnh nói", "Giám đốc Trung tâm Công nghệ thông tin tỉnh"),
        ("Viện trưởng Viện Kiểm sát nhân dân tỉnh, dự", "Viện trưởng Viện Kiểm sát nhân dân tỉnh"),
        ("bí thư chi bộ thôn Khe Sím, kể", "bí thư chi bộ thôn Khe Sím"),
        ("Chủ tịch UBND TP. Hạ Long, trao quà", "Chủ tịch UBND TP. Hạ Long"),
        ("Tổng Thư ký Hội Nhà báo Việt Nam bồi hồi nhớ", "Tổng Thư ký Hội Nhà báo Việt Nam"),
        ("Phó Chủ tịch HĐND tỉnh khoá XV chủ trì", "Phó Chủ tịch HĐND tỉnh khoá XV"),
        ("Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh ký", "Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh"),
        ("Uỷ viên Trung ương Đảng, Phó Thủ tướng đã", "Uỷ viên Trung ương Đảng, Phó Thủ tướng"),
        ("45 tuổi, Giám đốc", ""),
    ],
)  # fmt: skip
def test_roles_not_registered_are_read_by_their_shape(officials, after, role):
    assert roles_in(f"Nguyễn Văn Đọc, {after}") == [("Nguyễn Văn Đọc", role)]


def test_the_seed_names_two_officials_and_their_roles(officials):
    text = (settings.BASE_DIR / "newsroom/demo/hoi-nghi-quang-ninh-ha-noi.txt").read_text()
    found = find_people(text)
    assert {one.role_printed for one in found if one.person == officials.hai} == {HAI, ""}
    assert {one.role_printed for one in found if one.person == officials.doc} == {DOC}
    assert len(found) == 7


def test_two_people_of_one_name_are_never_guessed(officials):
    other = person("Nguyễn Văn Đọc", "Sở Y tế")
    hold(other, post("Phó Giám đốc", body("Sở Y tế")), "2015")
    [found] = find_people("Nguyễn Văn Đọc, Phó Giám đốc Sở Y tế, cho biết")
    assert found.person is None
    assert found.candidates == (other, officials.doc), "first the one registered with the printed role"


def test_part_of_a_longer_name_is_nobody(officials):
    person("Hoàng Trung")
    person("Đọc")
    assert [one.person for one in find_people("Ông Hoàng Trung Hải và ông Nguyễn Văn Đọc")] == [
        officials.hai,
        officials.doc,
    ]
    assert find_people("Ông Hoàng Trung Thành, bà Trần Văn Đọc") == []
    assert [one.person.name for one in find_people("Ông Đọc và ông Hoàng Trung đến.")] == [
        "Đọc",
        "Hoàng Trung",
    ]


@pytest.mark.parametrize(
    "name", ["Hải", "H’Hen Niê", "Y Moan Êñuôl", "Chìu A Chắn", "Bế Văn", "José Ramos-Horta"]
)
def test_names_of_every_people_are_found(db, name):
    who = person(name)
    text = f"Hôm nay, ông {name}, Giám đốc Sở Y tế, phát biểu."
    assert [(one.person, one.role_printed) for one in find_people(text)] == [(who, "Giám đốc Sở Y tế")]


def test_a_name_of_five_syllables_is_found_whole(db):
    who = person("Tôn Nữ Thị Ngọc Ánh")
    assert [one.person for one in find_people("bà Tôn Nữ Thị Ngọc Ánh nói")] == [who]


def test_a_known_misspelling_is_found_when_it_may_be(officials):
    PersonName.objects.create(person=officials.doc, name="Nguyễn Văn Độc", kind="misspelling")
    PersonName.objects.create(person=officials.hai, name="Anh Ba", matchable=False)
    assert [one.person for one in find_people("ông Nguyễn Văn Độc và Anh Ba")] == [officials.doc]


def test_the_place_of_the_tone_mark_does_not_matter(db):
    who = person("Nguyễn Thị Thúy Hoà")
    assert [one.person for one in find_people("bà Nguyễn Thị Thúy Hòa")] == [who]


def test_a_merged_record_is_not_found(officials):
    other = person("Hoàng Trung Hải", "trùng")
    other.merged_into = officials.hai
    other.save()
    [found] = find_people("Hoàng Trung Hải")
    assert found.person == officials.hai


def test_finding_takes_four_queries_however_many_are_named(officials, django_assert_num_queries):
    for number in range(20):
        person(f"Trần Văn {'ABCDEGHIKLMNOPQRSTUV'[number]}")
    text = "; ".join(f"Trần Văn {letter}" for letter in "ABCDEGHIKLMNOPQRSTUV") + "; Nguyễn Văn Đọc"
    with django_assert_num_queries(4):
        assert len(find_people(text)) == 21


@pytest.mark.parametrize(
    "printed, registered, same",
    [
        (HAI, HAI, True),
        ("Bí thư Thành ủy Hà Nội, Ủy viên Bộ Chính trị", HAI, True),
        ("Chủ tịch UBND tỉnh Quảng Ninh", "Chủ tịch Uỷ ban nhân dân tỉnh Quảng Ninh", True),
        ("Chủ tịch HĐND TP Hạ Long", "Chủ tịch Hội đồng nhân dân thành phố Hạ Long", True),
        ("Bí thư Tỉnh uỷ", DOC, True),
        ("Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh Quảng Ninh", True),
        ("Giám đốc Sở Văn hoá, Thể thao và Du lịch", "Giám đốc Sở Văn hóa, Thể thao và Du lịch", True),
        ("Bí thư Thành uỷ Hà Nội", HAI, False),
        ("Phó Bí thư Tỉnh uỷ Quảng Ninh", DOC, False),
        ("nguyên Bí thư Tỉnh uỷ Quảng Ninh", DOC, False),
        ("Bí thư", DOC, False),
        ("Bí thư Tỉnh uỷ Bắc Giang", DOC, False),
        ("", DOC, False),
    ],
)  # fmt: skip
def test_a_printed_role_is_compared_with_the_registered_one(printed, registered, same):
    assert same_role(printed, registered) is same
