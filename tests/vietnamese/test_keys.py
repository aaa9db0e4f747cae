import pytest

from tests.vietnamese.samples import REPORT, nfd
from vietnamese import fold, fold_key, is_syllable, key


@pytest.mark.parametrize(
    "spellings",
    [
        "uỷ ủy ỦY Uỷ",
        "hoà hòa HÒA",
        "thoả thỏa",
        "hoá hóa",
        "khoẻ khỏe",
        "quý qúy quí QUÝ",
        "quả qủa",
        "quýt quít qúyt",
        "thuỷ thủy",
        "thuý thúy",
        "tỷ tỉ",
        "Mỹ Mĩ",
        "kỹ kĩ",
        "lý lí",
        "sỹ sĩ",
        "vỹ vĩ",
        "hy hi",
        "giữ gĩư",
        "già gìa",
        "giếng gíêng",
        "giúp gíup",
        "của cuả",
        "mùa muà",
        "địa điạ",
        "khuỷu khủyu",
        "khuya khuya",
        "ngoèo ngòeo",
        "hoàn hòan",
        "hoàng hòang",
        "tuần tùân",
        "tiến tíên",
        "thuyền thùyên thuỳên",
        "được đựơc",
        "người ngừơi",
        "thuở thủơ",
        "nguyễn nguỹên NGUYỄN",
        "xoài xòai xoaì",
    ],
)
def test_spellings_of_one_word_have_one_key(spellings):
    assert len({key(spelling) for spelling in spellings.split()}) == 1
    assert len({key(nfd(spelling)) for spelling in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thúy", "thủy"),
        ("thuý", "thuỷ"),
        ("má", "Nam"),
        ("đường", "Dương"),
        ("Quảng", "Quang"),
        ("năm", "nam"),
        ("tai", "tay"),
        ("ý", "í"),
        ("chỉ", "chỷ"),
        ("thi", "thy"),
        ("tuý", "túi"),
        ("Đắk", "Đắc"),
        ("gin", "gìn"),
    ],
)
def test_different_words_have_different_keys(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "word",
    ["quảng", "giữ", "gì", "gìn", "giếng", "quốc", "khuỷu", "ngoèo", "nghiêng", "uống", "yến", "xoong",
     "quyển", "ngoằn", "huỳnh", "khuếch", "thuở", "luật", "đắk", "josé", "café", "noël", "são", "hué"],
)  # fmt: skip
def test_words_spelled_in_the_modern_way_or_foreign_are_their_own_keys(word):
    assert key(word) == word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.200 tỷ", "1200 tỉ"),
        ("H’Mông, H'mông", "hmông hmông"),
        ("Ðảng, HÐND, hðnd", "đảng hđnd hđnd"),
        ("Hạ\u00a0Long, Hạ \u200bLong", "hạ long hạ long"),
        ("ＴＰ ① ½ ㎡ m²", "tp 1 1 2 m2 m2"),
        ("Guðmundur", "guðmundur"),
        ("TP.HCM – T.Ư", "tp hcm t ư"),
    ],
)
def test_keys_see_past_typography(text, expected):
    assert key(text) == expected


@pytest.mark.parametrize(
    ("text", "folded", "folded_key"),
    [
        ("Tỉnh ủy, quý I: 3 tỷ", "tinh uy quy i 3 ty", "tinh uy qui i 3 ti"),
        ("“Đền ơn đáp nghĩa”", "den on dap nghia", "den on dap nghia"),
        ("1.200 đồng", "1 200 dong", "1200 dong"),
        ("H'Mông", "hmong", "hmong"),
        ("Ðảng", "dang", "dang"),
        ("Łódź, Ærø, Þór, Straße, ıİ", "lodz aero thor strasse ii", "lodz aero thor strasse ii"),
        ("Тула 北京", "тула 北京", "тула 北京"),
    ],
)
def test_folding_takes_the_marks_off(text, folded, folded_key):
    assert fold(text) == folded
    assert fold_key(text) == folded_key


@pytest.mark.parametrize(
    ("marked", "unmarked"), [("3 tỷ", "3 ti"), ("3 tỉ", "3 ty"), ("quý", "qui"), ("lý", "ly")]
)
def test_a_word_typed_without_marks_meets_each_spelling(marked, unmarked):
    assert fold_key(marked) == fold_key(unmarked)


def test_the_report_in_either_spelling_has_one_key():
    other = REPORT.replace("uỷ", "ủy").replace("Uỷ", "Ủy").replace("tỷ", "tỉ")
    assert other != REPORT
    assert key(other) == key(nfd(REPORT).upper()) == key(REPORT)
    assert "tỉnh uỷ quảng ninh và thành uỷ hà nội" in key(REPORT)
    assert fold(other).startswith("hoi nghi hop tac phat trien quang ninh ha noi ngay 10 8 tai tp ha long")


@pytest.mark.parametrize(
    "word", ["Nguyễn", "nghiêng", "các", "uỷ", "ủy", "giếng", "quốc", "y", "Đọc", "cho", "xoong"]
)
def test_vietnamese_syllables_are_known(word):
    assert is_syllable(word) and is_syllable(nfd(word))


@pytest.mark.parametrize(
    "word", ["cac", "José", "Pleiku", "Đắk", "thành.", "", "gg", "Straße", "hôị́", "càt", "ă"]
)
def test_what_is_no_vietnamese_syllable_is_known(word):
    assert not is_syllable(word)
