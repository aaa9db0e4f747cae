import random

import pytest

from vietnamese import ALPHABET, initial, name_sort_key, sort_key


def in_order(listing: str) -> list[str]:
    """The entries of a listing with | between them, in the order given."""
    return [entry.strip() for entry in listing.split("|")]


LISTINGS = [
    "9|10|10a|213|a|à|ả|ã|á|ạ|an|àn|án|anh|ăn|ân|ba",
    "ba|ba ba|ba láp|bà|bà con|bá|bác|băng|bân",
    "co|cô|cơ|da|dung|đa|đọc|e|ê|f|g|j|k|z|Ω|Я|北",
    "hoa|hoà|hoả|hoá|hoạ|hoan|hoàn",
    "u|ủ|ua|uỷ|ư|ưa|v|w|x|y|z",
    "Khu 2|Khu 02 A|Khu 3|Khu 10|Khu 1.200|Khu phố|Khu Văn",
    "Jos|Jose|José|Joy",
]


@pytest.mark.parametrize("listing", LISTINGS)
def test_texts_sort_as_in_a_dictionary(listing):
    expected = in_order(listing)
    shuffled = random.Random(1).sample(expected, len(expected))
    assert sorted(shuffled, key=sort_key) == expected


def test_the_alphabet_is_in_its_own_order():
    assert sorted(ALPHABET, key=sort_key) == list(ALPHABET)
    assert len(ALPHABET) == 33


@pytest.mark.parametrize(
    ("one", "other"),
    [("uỷ", "ủy"), ("Hà Nội", "HÀ NỘI"), ("Bà Rịa - Vũng Tàu", "Bà Rịa Vũng Tàu"), ("Ðọc", "Đọc")],
)
def test_case_punctuation_and_place_of_tone_do_not_count(one, other):
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize("listing", LISTINGS)
def test_keys_cut_to_fit_a_column_never_sort_wrongly(listing):
    keys = list(map(sort_key, in_order(listing)))
    for length in range(1, 14):
        cut = [each[:length] for each in keys]
        assert cut == sorted(cut)


def test_people_sort_by_given_name_then_family_then_middle_name():
    expected = [
        "Trần Văn An",
        "Nguyễn Thị Ân",
        "Hoàng Dung",
        "Nguyễn Văn Đọc",
        "Hoàng Trung Hải",
        "Lê Văn Hải",
        "Lê Viết Hải",
        "Đỗ Oanh",
        "Bùi Oánh",
        "Bùi Thị Ơn",
        "Zung",
    ]
    assert sorted(random.Random(1).sample(expected, len(expected)), key=name_sort_key) == expected


def test_d_with_stroke_never_comes_after_z():
    assert name_sort_key("Nguyễn Văn Đọc") < name_sort_key("An Zung")
    assert sort_key("Đọc") < sort_key("Zung")


@pytest.mark.parametrize(
    ("text", "letter"),
    [("đại", "Đ"), ("Ðại", "Đ"), ("Uỷ ban", "U"), ("Ưng", "Ư"), ("ấm", "Â"), ("“Éric”", "E"), ("1/5", "#"),
     ("Я", "#"), ("", "#"), ("Øst", "O")],
)  # fmt: skip
def test_an_index_lists_a_text_under_its_first_letter(text, letter):
    assert initial(text) == letter
