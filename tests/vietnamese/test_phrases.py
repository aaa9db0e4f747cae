import pytest

from tests.vietnamese.samples import REPORT, nfd
from vietnamese import find_phrases, name_goes_on

PEOPLE = {"Hoàng Trung Hải": "Hải", "Nguyễn Văn Đọc": "Đọc"}


def found(text: str, phrases) -> list[tuple[str, object]]:
    return [(text[start:end], value) for start, end, value in find_phrases(text, phrases)]


@pytest.mark.parametrize("text", [REPORT, nfd(REPORT), REPORT.upper()])
def test_the_people_of_the_report_are_found_wherever_they_stand(text):
    assert [value for _, value in found(text, PEOPLE)] == ["Hải", "Đọc", "Hải", "Đọc", "Đọc", "Hải", "Hải"]


@pytest.mark.parametrize(
    "spelling", ["Thành uỷ Hà Nội", "Thành ủy Hà Nội", nfd("Thành Uỷ Hà Nội".replace("U", "u"))]
)
def test_each_spelling_finds_the_other(spelling):
    assert [text for text, _ in found(REPORT, {spelling: 1})] == ["Thành ủy Hà Nội"] + ["Thành uỷ Hà Nội"] * 4


def test_the_longest_phrase_wins_and_places_do_not_overlap():
    phrases = {"Hà Nội": 1, "Thành uỷ Hà Nội": 2, "Nội vụ": 3, "Hà Nội Nội": 4}
    assert found("Thành uỷ Hà Nội, Hà Nội vụ", phrases) == [("Thành uỷ Hà Nội", 2), ("Hà Nội", 1)]


def test_a_longer_phrase_that_breaks_off_leaves_the_shorter_one():
    assert found("Hà Nội Thủ", {"Hà Nội": 1, "Hà Nội Thủ đô": 2}) == [("Hà Nội", 1)]


@pytest.mark.parametrize("text", ["bình minh trên vịnh", "Bình minh trên vịnh", "ngắm bình Minh"])
def test_common_words_in_small_letters_are_no_name(text):
    assert found(text, {"Bình Minh": 1}) == []


@pytest.mark.parametrize(
    "text", ["ông Bình Minh nói", "BÌNH MINH TRÊN VỊNH", "“Bình Minh”", "Bình\u00a0 Minh", "Bình\u200b Minh"]
)
def test_a_name_is_found_with_capitals_whatever_the_space(text):
    assert [value for _, value in found(text, {"Bình Minh": 1})] == [1]


def test_a_word_in_small_letters_in_the_phrase_may_have_a_capital_in_the_text():
    assert found("SỞ Y TẾ và Sở y tế", {"Sở Y tế": 1}) == [("SỞ Y TẾ", 1)]
    assert found("Sở Y Tế", {"Sở Y tế": 1}) == [("Sở Y Tế", 1)]


@pytest.mark.parametrize(
    "text",
    ["Nguyễn Văn. Đọc", "Nguyễn Văn.Đọc", "Nguyễn Văn, Đọc", "Nguyễn Văn\nĐọc", "Nguyễn Văn – Đọc",
     "Nguyễn Văn (Đọc)", "Nguyễn Văn Đọcs", "XNguyễn Văn Đọc", "Nguyễn Văn Doc", "Nguyễn Văn\u2028Đọc"],
)  # fmt: skip
def test_no_name_is_found_across_a_sign_a_line_or_inside_a_word(text):
    assert found(text, PEOPLE) == []


@pytest.mark.parametrize(
    "text",
    ["Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu", "Bà Rịa Vũng Tàu", "BÀ RỊA – VŨNG TÀU"],
)
def test_the_sign_a_phrase_has_may_be_any_dash_or_none(text):
    assert found(text, {"Bà Rịa - Vũng Tàu": 1}) == [(text, 1)]


@pytest.mark.parametrize("phrase", ["TP.HCM", "TP HCM", "TP. HCM"])
def test_the_full_stop_of_an_abbreviation_does_not_part_words(phrase):
    assert found("về TP.HCM.", {phrase: 1}) == [("TP.HCM", 1)]


def test_two_people_of_one_name_are_both_reported_and_one_person_once():
    phrases = {"Nguyễn Văn Hoà": "one", "Nguyễn Văn Hòa": "other", "NGUYỄN VĂN HÒA": "one"}
    assert found("NGUYỄN VĂN HOÀ", phrases) == [("NGUYỄN VĂN HOÀ", "one"), ("NGUYỄN VĂN HOÀ", "other")]
    assert found("Nguyễn Văn Hòa", {"Nguyễn Văn Hoà": ["x"], "Nguyễn Văn Hòa": ["x"]}) == [
        ("Nguyễn Văn Hòa", ["x"])
    ]


@pytest.mark.parametrize("phrases", [{}, {"": 1}, {"–": 1}])
def test_a_phrase_without_words_is_never_found(phrases):
    assert find_phrases("Hà Nội –", phrases) == []


@pytest.mark.parametrize(
    ("text", "more"),
    [("Hoàng Trung Hải Yến", True), ("Hoàng Trung Hải, Uỷ viên", False), ("Hoàng Trung Hải nói", False),
     ("Hoàng Trung Hải", False), ("Hoàng Trung Hải\nTheo", False)],
)  # fmt: skip
def test_a_name_that_goes_on_is_known(text, more):
    (name,) = find_phrases(text, PEOPLE)
    assert name_goes_on(text, name.end) is more
