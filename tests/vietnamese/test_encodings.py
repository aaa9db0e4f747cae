import codecs
import unicodedata

import pytest

from tests.vietnamese.samples import LETTERS, REPORT, TONES, nfc
from vietnamese import decode, from_legacy
from vietnamese.encodings import _TCVN3, _VNI

MOTTO = "Cộng hoà xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc"
# The motto of the republic as every office typed it for years, seen as Windows-1252.
MOTTO_TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc"
MOTTO_VNI = "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc"


def windows_1258(text: str) -> bytes:
    """The text as Windows-1258 has it: letters with their hats, tones as characters of their own."""
    parts = []
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in marks if mark in TONES)
        parts.append(nfc("".join(mark for mark in marks if mark not in TONES)) + tones)
    return "".join(parts).encode("cp1258")


def as_codes(text: str, table: dict[str, str]) -> bytes:
    codes: dict[str, str] = {}
    for code, letter in table.items():
        codes.setdefault(letter, code)
    return "".join(codes.get(char, char) for char in text).encode("cp1252", "replace")


TCVN3_CODES = {chr(code): letter for code, letter in _TCVN3.items()}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (REPORT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + REPORT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + REPORT.encode("utf-32-le"), "utf-32-le"),
        (REPORT.encode("utf-16-le"), "utf-16-le"),
        (REPORT.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(REPORT), "windows-1258"),
        (as_codes(REPORT, _VNI), "vni"),
        (as_codes(REPORT, TCVN3_CODES), "tcvn3"),
        (b"", "utf-8"),
        (b"Quang Ninh", "utf-8"),
    ],
)
def test_a_report_is_read_from_each_encoding(data, encoding):
    decoded = decode(data)
    expected = REPORT if len(data) > 20 else data.decode()
    assert decoded == (expected, encoding, True)


@pytest.mark.parametrize(("written", "encoding"), [(MOTTO_TCVN3, "tcvn3"), (MOTTO_VNI, "vni")])
def test_the_old_newsroom_fonts_are_read(written, encoding):
    assert decode(written.encode("cp1252")) == (MOTTO, encoding, True)
    assert decode(written.encode()) == (MOTTO, f"utf-8+{encoding}", False)
    assert from_legacy(written) == MOTTO


def test_the_old_tables_have_every_letter():
    marked = {letter for letter in LETTERS if not letter.isascii()}
    assert marked <= set(_TCVN3.values())
    assert marked | {letter.upper() for letter in marked} <= set(_VNI.values())


def test_capitals_typed_in_vni_with_small_or_capital_signs_are_read():
    assert (
        from_legacy("VIEÄT NAM, Ñoäc laäp, TÖÏ DO, HAÏNH PHUÙC, AÁm")
        == "VIỆT NAM, Độc lập, TỰ DO, HẠNH PHÚC, Ấm"
    )


@pytest.mark.parametrize("text", ["Qu¶ng Ninh", "H¶i Phßng"])
def test_a_few_words_in_an_old_font_are_read_but_not_surely(text):
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.sure) == ({"Qu": "Quảng Ninh", "H¶": "Hải Phòng"}[text[:2]], False)


@pytest.mark.parametrize(
    "text",
    [
        "François a été là, très bien : où es-tu ? Né à Paris en août.",
        "Où ?",
        "naïve café – “déjà vu” £5 · 25°C © §3",
        "Bjørn spiste smørbrød på Ærø; Göteborg är skön",
        "São Paulo não é Lisboa, então já à praia",
    ],
)
def test_other_languages_are_not_taken_for_vietnamese(text):
    assert decode(text.encode("cp1252")) == (text, "windows-1252", False)
    assert decode(text.encode()) == (text, "utf-8", True)
    assert from_legacy(text) is None


def test_vietnamese_text_is_not_put_right_again():
    assert from_legacy(REPORT) is None


def test_utf8_with_a_few_broken_bytes_is_read_but_not_surely():
    data = REPORT.encode()
    broken = data[:300] + b"\xff" + data[300:-1] + b"\xe1\xbb"
    decoded = decode(broken)
    assert (decoded.encoding, decoded.sure) == ("utf-8", False)
    assert decoded.text.replace("\ufffd", "")[:200] == REPORT[:200]


def test_cut_utf16_is_read_but_not_surely():
    decoded = decode(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le")[:-1])
    assert decoded.text[:-1] == REPORT[:-1]
    assert not decoded.sure


@pytest.mark.parametrize("data", [b"Qu\0ang", b"\0", b"\0" * 7, "Quả\0ng".encode("utf-16")])
def test_nuls_are_left_out(data):
    assert "\0" not in decode(data).text


def test_every_byte_decodes():
    for byte in range(256):
        assert decode(b"xin " + bytes([byte]) + b"chao").text.startswith("xin ")
