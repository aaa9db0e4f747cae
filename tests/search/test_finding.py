import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search import READERS, Document, parse
from articles.search.query import LONGEST, MOST_TERMS

pytestmark = pytest.mark.django_db

MUST = [
    ("năm", "NĂM"),
    ("NĂM", "năm"),
    ("10/8", "ngày 10/8/2017"),
    ("2016-2020", "giai đoạn 2016 – 2020"),
    ("2016-2020", "giai đoạn 2016-2020"),
    ("văn hóa", "văn hoá"),
    ("văn hoá", "văn hóa"),
    ("3 tỉ", "hơn 3 tỷ đồng"),
    ("Đảng", "Ðảng bộ"),
    ("Ðảng", "đảng bộ"),
    ("Quảng Ninh", "Quảng\u00a0Ninh"),
    ("Quảng Ninh", "Qu\u200bảng Ninh"),
    ("tinh uy quang ninh", "Tỉnh uỷ Quảng Ninh"),
    ("Tỉnh uỷ", "Tỉnh ủy"),
    ("TỈNH ỦY", "Tỉnh uỷ"),
    (unicodedata.normalize("NFD", "Tỉnh ủy"), "Tỉnh uỷ"),
    ("Tỉnh uỷ", unicodedata.normalize("NFD", "Tỉnh ủy")),
    ("TP.HCM", "ở TP. HCM"),
    ("và/hoặc", "và / hoặc"),
    ("T.Ư", "Ban Bí thư T.Ư Đảng"),
    ("1.200", "1200 hộ"),
    ("H'Mông", "người H’Mông"),
    ('"uỷ ban nhân dân"', "Uỷ ban nhân dân tỉnh"),
    ('"uy ban nhan dan"', "Uỷ ban nhân dân tỉnh"),
    ("“nhân dân”", "toà án nhân dân"),
    ("nam", "năm"),
    ("duong", "đường"),
    ("Quảng Ni*", "Quảng Ninh"),
    ("cầu -sông", "cây cầu"),
]
MUST_NOT = [
    ("má", "Nam"),
    ("má", "ma"),
    ("thúy", "thuỷ"),
    ("Quảng Ninh", "Quang Ninh"),
    ("Quang Ninh", "Quáng"),
    ("10/8", "ngày 8/10/2017"),
    ("10/8", "10 giờ ngày 8"),
    ("đường", "ông Dương"),
    ("năm", "miền Nam"),
    ('"nhân dân uỷ ban"', "Uỷ ban nhân dân"),
    ("cầu -sông", "cầu qua sông"),
    ("cầu -song", "cầu qua sông"),
    ("Quảng Ni", "Quảng Ninh"),
    ("cầu", "cậu bé"),
    ('"văn hoa"', "văn hoá"),
]


@pytest.mark.parametrize(("query", "text"), MUST)
def test_it_is_found(indexed, find, query, text):
    indexed(text)
    assert find(query) == [1]


@pytest.mark.parametrize(("query", "text"), MUST_NOT)
def test_it_is_not_found(indexed, find, query, text):
    indexed(text)
    assert find(query) == []


def test_what_is_spelled_as_typed_comes_first_and_the_newest_first_in_each(indexed, find):
    indexed("Nam", "năm", "Nam", "nạm", "khác")
    assert find("nam") == [3, 1, 4, 2]


def test_a_list_goes_on_after_any_entry_with_none_twice_and_none_left_out(indexed):
    indexed(*["Nam" if number % 3 else "năm" for number in range(30)])
    query, seen, last = parse("nam"), [], None
    while page := READERS.newest(query, limit=7, after=last):
        seen += [found.pk for found in page]
        last = page[-1]
    assert seen == [found.pk for found in READERS.newest(query, limit=100)]
    assert len(seen) == len(set(seen)) == 30


def test_the_headline_counts_more_than_the_lead_and_the_lead_more_than_the_text(indexed):
    other = "Chữ khác hẳn, không liên quan gì đến điều đang tìm"
    indexed(
        Document(other, other, (other, "cầu cảng")),
        Document("cầu cảng", other, (other, other)),
        Document(other, "cầu cảng", (other, other)),
    )
    assert [found.pk for found in READERS.best(parse("cầu cảng"))] == [2, 3, 1]


def test_a_phrase_spans_neither_two_captions_nor_headline_and_lead(indexed, find):
    indexed(Document("Khánh thành cầu", "cảng mới", ("Ảnh cầu", "cảng biển")))
    assert find('"cầu cảng"') == []
    assert find("cầu cảng") == [1]


def test_a_phrase_is_found_newest_first_among_texts_that_have_its_words_apart(indexed, find):
    indexed("cầu cảng", "cảng cầu", "cau cang", "cầu tàu, bến cảng", "cầu cảng mới", "cảng")
    assert find('"cầu cảng"') == [5, 1]
    assert find('"cầu cảng"', limit=1) == [5]
    assert find('"cau cang"') == [3, 5, 1]
    assert find('cảng -"cau cang"') == [6, 4, 2]
    assert find('"cau cang" -moi') == [3, 1]
    assert find('"cau ca*"') == [3, 5, 1]
    assert {found.pk for found in READERS.best(parse('"cầu cảng"'))} == {1, 5}


def test_a_phrase_of_which_a_text_has_each_pair_of_words_alone_is_not_found(indexed, find):
    indexed("Tân An và An Hội", "xã Tân An Hội")
    assert find('"tân an hội"') == [2]
    assert find('"tan an hoi"') == [2]


def test_of_numbers_nothing_is_found_but_what_was_typed(indexed, find):
    indexed("ngày 10/8", "ngày 8/10", "ngày 10/8/2017")
    assert find("10/8") == [3, 1]
    assert not parse("10/8 2016-2020").has_unmarked
    assert parse("10/8 nam").has_unmarked


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("UBND", "Uỷ ban nhân dân tỉnh"),
        ("uỷ ban nhân dân", "UBND tỉnh"),
        ("uy ban nhan dan", "UBND tỉnh"),
        ('"uỷ ban nhân dân tỉnh"', "UBND tỉnh"),
        ("chủ tịch uỷ ban nhân dân tỉnh", "Chủ tịch UBND tỉnh"),
        ("ubnd tỉnh", "Uỷ ban nhân dân tỉnh"),
        ("TP Hạ Long", "thành phố Hạ Long"),
        ("thành phố Hạ Long", "TP. Hạ Long"),
    ],
)
def test_an_abbreviation_finds_what_it_stands_for_and_the_other_way_round(indexed, find, query, text):
    indexed(text)
    assert find(query, ("UBND", "uỷ ban nhân dân"), ("TP", "thành phố")) == [1]


def test_words_of_an_abbreviation_apart_are_not_the_abbreviation(indexed, find):
    indexed("uỷ quyền cho ban quản lý, nhân viên, dân cư", "UBND")
    assert find("uỷ nhân ban dân", ("UBND", "uỷ ban nhân dân")) == [1]


def test_the_word_being_typed_is_a_beginning(indexed, find):
    indexed("Cẩm Phả", "Cẩm Phú", "Cẩm Xuyên")
    assert find("cam ph", typing=True) == [2, 1]
    assert find("cam ph ", typing=True) == []


def test_facets_narrow_down(indexed, find):
    indexed(
        Document("cầu", facets={"section": [1], "year": [2019]}),
        Document("cầu", facets={"section": [12], "year": [2019]}),
    )
    assert find("cầu", facets={"section": [1]}) == [1]
    assert find("cau", facets={"section": [12], "year": [2019]}) == [2]
    assert find("cầu", facets={"section": [2]}) == []
    assert find("section1") == []


def test_an_entry_is_replaced_and_taken_out(indexed, find):
    indexed("cầu")
    indexed("cảng")
    assert (find("cầu"), find("cảng")) == ([], [1])
    READERS.remove([1, 99])
    assert find("cảng") == []


def test_only_exclusions_look_for_nothing(indexed, find):
    indexed("cầu")
    assert not parse("-sông")
    assert find("-sông") == []


def test_a_hyphen_inside_a_word_excludes_nothing(indexed, find):
    indexed("Bà Rịa - Vũng Tàu")
    assert find("Bà Rịa-Vũng Tàu") == find("Bà Rịa - Vũng Tàu") == [1]


HOSTILE = [
    '"',
    '""',
    "'; DROP TABLE search_readers; --",
    "NEAR(a b)",
    "a AND OR NOT b",
    "{eh} : a",
    "eh:a",
    "a*b*",
    "*",
    "^cầu",
    "-",
    "--",
    '-"',
    "\x00",
    "a\x00b",
    "😀",
    "👨‍👩‍👧‍👦",
    "a" * 10_000,
    "a " * 10_000,
    '"' * 10_000,
    "\u0301" * 500,
    "½ ㎡ ﬁ",
    "<-> & | ! :* \\ '",
    "\ud800",
    "ế" * 500,
    "(((((",
    "=cầu",
    "#section1",
    "\ue000",
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_no_query_is_an_error(indexed, find, query):
    indexed("cầu", Document("b", facets={"section": [1]}))
    assert set(find(query, ("UBND", "uỷ ban nhân dân"))) <= {1}
    READERS.best(parse(query))
    READERS.newest(parse(query, typing=True), limit=5)


def test_a_text_of_any_kind_can_be_put_in_and_found_by_its_words(indexed, find):
    indexed("a\\ b' ½ ㎡ 😀 \ue000 x\u0301\u0302 'quote' \\backslash\\ cuối")
    assert find("cuối") == [1]
    assert find("backslash quote") == [1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(alphabet="aăâđ \"-*“”'()&|!:<>\\0/ ", max_size=40))
def test_nothing_that_can_be_typed_is_an_error(db, one, other):
    READERS.put([(1, Document(one, other, (one, other)))])
    for text in (one, other, f"{one} {other}"):
        READERS.newest(parse(text), limit=3)
        READERS.best(parse(text, typing=True))


def test_too_long_a_query_is_cut_and_says_so():
    assert parse("a " * 500).shortened
    assert len(parse("từ " * 30).groups) == MOST_TERMS
    assert not parse("từ " * 5).shortened
    assert parse("x" * (LONGEST + 1)).shortened
