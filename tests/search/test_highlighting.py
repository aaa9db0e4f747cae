import pytest

from articles.search import abbreviation, excerpt, mark, parse


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Tỉnh ủy Quảng Ninh", "tinh uy", "[Tỉnh ủy] Quảng Ninh"),
        ("Tỉnh ủy, Tỉnh uỷ", "Tỉnh uỷ", "[Tỉnh ủy], [Tỉnh uỷ]"),
        ("đường, Dương", "đường", "[đường], Dương"),
        ("ngày 10/8/2017", "10/8", "ngày [10/8]/2017"),
        ("cầu và cảng, cầu cảng", '"cầu cảng"', "cầu và cảng, [cầu cảng]"),
        ("<b>cầu</b>", "cau", "<b>[cầu]</b>"),
        ("không có gì", "cầu", "không có gì"),
        ("", "cầu", ""),
        ("Cẩm Phả", "cẩm ph*", "[Cẩm Phả]"),
    ],
)
def test_what_was_looked_for_is_marked_as_it_is_spelled(text, query, expected):
    assert shown(mark(text, parse(query))) == expected


def test_what_an_abbreviation_stands_for_is_marked():
    query = parse("UBND", [abbreviation("UBND", "uỷ ban nhân dân")])
    assert shown(mark("Uỷ ban nhân dân tỉnh; UBND", query)) == "[Uỷ ban nhân dân] tỉnh; [UBND]"


def test_pieces_make_up_the_whole_text():
    text = "Tỉnh ủy\u00a0Quảng Ninh, TP. HCM; H’Mông 1.200 ½"
    for query in ("tinh", "hcm", "1200", "x"):
        assert "".join(piece.text for piece in mark(text, parse(query))) == text


def test_an_excerpt_shows_the_place_that_says_most_of_it():
    text = " ".join(["cầu", *["chữ"] * 100, "cầu cảng", *["chữ"] * 100])
    pieces = excerpt(text, parse("cầu cảng"))
    assert "[cầu cảng]" in shown(pieces)
    assert shown(pieces).startswith("… ") and shown(pieces).endswith(" …")
    assert len(shown(pieces).split()) < 60


def test_an_excerpt_of_a_text_without_it_is_its_beginning():
    assert shown(excerpt("một hai ba", parse("cầu"))) == "một hai ba"
