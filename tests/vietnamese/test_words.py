import pytest

from tests.vietnamese.samples import REPORT, nfd
from vietnamese import find_words, key, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội nghị, hợp tác – phát triển…", ["Hội", "nghị", "hợp", "tác", "phát", "triển"]),
        ("10/8/2017", ["10", "8", "2017"]),
        ("2016-2020", ["2016", "2020"]),
        ("2016 – 2020", ["2016", "2020"]),
        ("TP.HCM", ["TP", "HCM"]),
        ("T.Ư", ["T", "Ư"]),
        ("và/hoặc", ["và", "hoặc"]),
        ("Bà Rịa-Vũng Tàu", ["Bà", "Rịa", "Vũng", "Tàu"]),
        ("Đắk Lắk", ["Đắk", "Lắk"]),
        ("1.200 tỷ, 1.234.567", ["1.200", "tỷ", "1.234.567"]),
        ("10.8.2019; 2.5; 3.2024", ["10", "8", "2019", "2", "5", "3", "2024"]),
        ("H'Mông, K’Brơi, 'trích'", ["H'Mông", "K’Brơi", "trích"]),
        ("Nguồn tin:\u00a0baoquangninh.com.vn", ["Nguồn", "tin", "baoquangninh", "com", "vn"]),
        ("5km 3G A4 100m²", ["5km", "3G", "A4", "100m²"]),
        ("snake_case 👍 — ≠", ["snake", "case"]),
        ("", []),
    ],
)
def test_words_are_split_as_search_and_name_matching_need(text, expected):
    assert words(text) == expected
    assert words(nfd(text)) == list(map(nfd, expected))


def test_what_is_invisible_inside_a_word_is_left_out_of_it():
    assert list(find_words("h\u200bội nghị\u200b.")) == [("hội", 0, 4), ("nghị", 5, 9)]


@pytest.mark.parametrize("text", [REPORT, nfd(REPORT)])
def test_the_report_can_be_marked_where_a_word_stands(text):
    marked = [text[word.start : word.end] for word in find_words(text) if key(word.text) == "uỷ"]
    assert len(marked) == 17
    assert {key(word) for word in marked} == {"uỷ"}
