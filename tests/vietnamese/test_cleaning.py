import pytest

from tests.vietnamese.samples import REPORT, nfd
from vietnamese import clean, one_line


def test_a_clean_report_stays_as_it_is():
    assert clean(REPORT) == REPORT


def test_decomposed_text_is_composed():
    assert clean(nfd(REPORT)) == REPORT


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_newline(end):
    assert clean(f"Quảng{end}Ninh") == "Quảng\nNinh"


@pytest.mark.parametrize(
    "junk",
    [
        "\0",
        "\x07",
        "\x1f",
        "\x9d",
        "\u00ad",
        "\u200b",
        "\u200e",
        "\u202a",
        "\u2066",
        "\ufeff",
        "\ufffc",
        "\ud800",
    ],
)
def test_what_shows_nothing_is_left_out(junk):
    assert clean(f"Quả{junk}ng Ninh") == "Quảng Ninh"


@pytest.mark.parametrize(
    "kept", ["\t", "\n", "\u00a0", "\u202f", "–", "“”", "…", "\u2011", "👍\ufe0f", "\ufffd"]
)
def test_tabs_typographic_spaces_and_signs_stay(kept):
    assert clean(f"Hạ{kept}Long") == f"Hạ{kept}Long"


def test_a_tone_typed_before_the_hat_of_its_letter_is_put_right():
    assert (
        clean("Viê\u0323t, Ti\u0065\u0301\u0302ng, e\u0302\u0301, ba\u0301\u0306c") == "Việt, Tiếng, ế, bắc"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ðảng", "Đảng"),
        ("ÐẢNG", "ĐẢNG"),
        ("ðảng viên", "đảng viên"),
        ("Ɖông Triều, ɖường", "Đông Triều, đường"),
        ("HÐND, ÐBQH, NÐ-CP, LÐLÐ, BCÐ", "HĐND, ĐBQH, NĐ-CP, LĐLĐ, BCĐ"),
        ("khối Ð", "khối Đ"),
        (nfd("Ðảng"), "Đảng"),
    ],
)
def test_eth_is_read_as_d_with_stroke_in_vietnamese(typed, meant):
    assert clean(typed) == meant


@pytest.mark.parametrize(
    "foreign", ["Eiður Guðjohnsen", "Guðmundur", "EIÐUR GUÐJOHNSEN", "Davíð", "/ðəʊ/", "chữ ð", "[maɖ]"]
)
def test_eth_stays_in_icelandic_and_phonetics(foreign):
    assert clean(foreign) == foreign


def test_one_line_takes_all_white_space_for_single_spaces():
    assert one_line(" Nguồn tin:\u00a0báo\r\nQuảng\u3000 Ninh\u202f\t") == "Nguồn tin: báo Quảng Ninh"
