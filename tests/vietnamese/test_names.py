import pytest

from tests.vietnamese.samples import nfd
from vietnamese import is_person_like, name_key, strip_title


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("đồng chí Nguyễn Văn Đọc", "Nguyễn Văn Đọc"),
        ("Các đồng chí: Hoàng Trung Hải", "Hoàng Trung Hải"),
        ("Đ/c Lê Thị Bình", "Lê Thị Bình"),
        ("PGS.TS. Nguyễn Văn An", "Nguyễn Văn An"),
        ("Thượng tướng, GS.TS Trần Văn An", "Trần Văn An"),
        ("bác sĩ CKII Đỗ Thị Hoa", "Đỗ Thị Hoa"),
        ("NSƯT Bùi Thị Ơn", "Bùi Thị Ơn"),
        ("Hoà thượng Thích Thanh An", "Thích Thanh An"),
        ("HÒA THƯỢNG THÍCH THANH AN", "THÍCH THANH AN"),
        ("ông Đọc", "Đọc"),
        ("Bà Yến", "Yến"),
        ("Ông Nguyễn Văn An", "Nguyễn Văn An"),
        ("Mẹ Việt Nam anh hùng Nguyễn Thị Hai", "Nguyễn Thị Hai"),
        ("Nguyễn Văn Đọc", "Nguyễn Văn Đọc"),
        ("Ông Ích Khiêm", "Ông Ích Khiêm"),
        ("Bà Huyện Thanh Quan", "Bà Huyện Thanh Quan"),
        ("Anh Đức Minh", "Anh Đức Minh"),
        ("ông", "ông"),
        ("Đồng chí", "Đồng chí"),
        ("", ""),
        ("—", "—"),
    ],
)
def test_titles_before_a_name_are_taken_off(given, name):
    assert strip_title(given) == name


@pytest.mark.parametrize(
    "other",
    ["đồng chí Nguyễn Văn Hoà", "NGUYỄN VĂN HÒA", " Nguyễn  Văn\u00a0Hòa ", nfd("GS.TS Nguyễn Văn Hoà")],
)
def test_ways_of_writing_one_name_have_one_key(other):
    assert name_key(other) == name_key("Nguyễn Văn Hoà")


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn Đọc",
        "ông Hoàng Trung Hải",
        "HOÀNG TRUNG HẢI",
        "Chíu Thị Mai",
        "H'Hen Niê",
        "Y Moan",
        "Lỷ A Sáng",
    ],
)
def test_a_full_name_looks_like_a_person(text):
    assert is_person_like(text)
    assert is_person_like(nfd(text))


@pytest.mark.parametrize(
    "text",
    ["Hà Nội", "Quảng Ninh", "Đọc", "hoàng hôn", "Nguyễn Văn 2", "Uỷ viên Bộ Chính trị", "Nguyễn, Văn", "",
     "Hoàng Văn Thụ Nguyễn Thị Minh Khai", "Quang cảnh hội nghị."],
)  # fmt: skip
def test_what_is_no_full_name_does_not(text):
    assert not is_person_like(text)
