"""Sources and signatures are read from the lines that give them."""

import pytest

from articles.intake import bring_in, credits
from articles.intake.credits import Mention
from articles.intake.parsing import parse
from articles.models import PenName, Source

from .conftest import kinds, said

TEXT = "Tít\nSapo.\nĐoạn một.\nĐoạn hai."


@pytest.mark.parametrize(
    ("line", "mentions"),
    [
        ("Nguồn tin:\u00a0baoquangninh.com.vn", [Mention(domain="baoquangninh.com.vn")]),
        ("NGUỒN TIN : www.BaoQuangNinh.com.vn.", [Mention(domain="baoquangninh.com.vn")]),
        ("Nguồn: Báo Quảng Ninh", [Mention("Báo Quảng Ninh")]),
        ("(Theo TTXVN)", [Mention("TTXVN")]),
        ("Theo vnexpress.net", [Mention(domain="vnexpress.net")]),
        ("Nguồn: https://a.vn/tin-1.html", [Mention(domain="a.vn", url="https://a.vn/tin-1.html")]),
        ("Nguồn: Báo A (https://www.a.vn/t-1.html)", [Mention("Báo A", "a.vn", "https://www.a.vn/t-1.html")]),
        ("Nguồn: a.vn, b.com.vn", [Mention(domain="a.vn"), Mention(domain="b.com.vn")]),
        ("Nguồn: TTXVN, Báo Nhân Dân", [Mention("TTXVN"), Mention("Báo Nhân Dân")]),
        ("Nguồn: Sở Văn hoá, Thể thao và Du lịch", [Mention("Sở Văn hoá, Thể thao và Du lịch")]),
        ("Nguồn: Đài TP.HCM", [Mention("Đài TP.HCM")]),
    ],
)
def test_a_source_line_gives_its_sources(line, mentions):
    assert list(parse(f"{TEXT}\n{line}").sources) == mentions


@pytest.mark.parametrize(
    "line",
    [
        "Theo báo cáo, xã có 14 hộ.",
        "Theo Ban Quản lý Vịnh Mây, có 14 chuyến tàu.",
        "Nguồn nước: đã đủ.",
        "Nguồn javascript:alert(1)",
    ],
)
def test_a_paragraph_is_no_source(line):
    parsed = parse(f"{TEXT}\n{line}")
    assert parsed.sources == ()
    assert parsed.blocks[-1] == line


def test_an_address_on_a_line_of_its_own_completes_the_source():
    parsed = parse(f"{TEXT}\nNguồn tin: Báo A\nhttps://a.vn/tin-1.html")
    assert parsed.sources == (Mention("Báo A", "a.vn", "https://a.vn/tin-1.html"),)
    assert parsed.blocks == ("Đoạn một.", "Đoạn hai.")


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("Minh Hà", [("text", "Minh Hà")]),
        ("Bài, ảnh: Minh Hà", [("text", "Minh Hà"), ("photo", "Minh Hà")]),
        ("Tin và ảnh: Minh Hà", [("text", "Minh Hà"), ("photo", "Minh Hà")]),
        ("Bài: Minh Hà - Ảnh: Đức Long", [("text", "Minh Hà"), ("photo", "Đức Long")]),
        ("Minh Hà - Đức Long", [("text", "Minh Hà"), ("text", "Đức Long")]),
        ("Ảnh: Đức Long", [("photo", "Đức Long")]),
        ("Minh Hà (theo TTXVN)", [("text", "Minh Hà")]),
    ],
)
def test_a_signature_credits_people(line, given):
    assert list(credits.signature(line).credits) == given


@pytest.mark.parametrize("line", ["Xin cảm ơn.", "Tin vui: trời đẹp", "Hẹn gặp lại", "Hạ Long 2019", ""])
def test_other_lines_are_no_signature(line):
    assert credits.signature(line) is None


def test_a_known_source_is_found_by_its_domain(reporter, source):
    story = bring_in(f"{TEXT}\nNguồn tin: www.baoquangninh.com.vn", by=reporter).story
    assert [row.source for row in story.story_sources.all()] == [source]
    assert Source.objects.count() == 1


def test_a_known_source_is_found_by_its_name_in_either_spelling(reporter):
    source = Source.objects.create(name="Tạp chí Hoà Bình")
    story = bring_in(f"{TEXT}\nNguồn: tạp chí Hòa Bình", by=reporter).story
    assert [row.source for row in story.story_sources.all()] == [source]


def test_an_unknown_source_is_added_and_said_to_be_new(reporter):
    arrival = bring_in(f"{TEXT}\nNguồn tin: a.vn", by=reporter)
    source = Source.objects.get()
    assert (source.name, source.domain) == ("a.vn", "a.vn")
    assert [row.source for row in arrival.story.story_sources.all()] == [source]
    assert "source" in kinds(arrival.report, found=False)
    assert "a.vn" in said(arrival.report, "source") and "mới" in said(arrival.report, "source")


def test_two_sources_are_both_kept_and_said(reporter, source):
    arrival = bring_in(f"{TEXT}\nNguồn tin: baoquangninh.com.vn\nNguồn: TTXVN", by=reporter)
    assert [str(row.source) for row in arrival.story.story_sources.all()] == ["Báo Quảng Ninh", "TTXVN"]
    assert "nhiều nguồn" in said(arrival.report, "source")


def test_a_text_without_source_or_signature_says_so(reporter):
    arrival = bring_in(TEXT, by=reporter)
    assert {"source", "byline"} <= set(kinds(arrival.report, found=False))
    assert not arrival.story.story_sources.exists()


def test_a_known_pen_name_becomes_the_byline(reporter, pen_name):
    story = bring_in(f"{TEXT}\nBài, ảnh: Minh Hà", by=reporter).story
    assert [(row.role, row.pen_name) for row in story.bylines.all()] == [
        ("text", pen_name),
        ("photo", pen_name),
    ]
    assert "Minh Hà" not in story.body


def test_the_photographer_is_credited_with_the_photos(reporter, pen_name):
    text = TEXT.replace("Sapo.\n", "Sapo.\ng\nMột.\n\ng\nHai. Ảnh: TTXVN\n\n")
    story = bring_in(f"{text}\nBài, ảnh: Minh Hà", by=reporter).story
    assert [row.credit for row in story.story_photos.all()] == ["Minh Hà", "TTXVN"]


def test_the_accounts_own_name_becomes_a_pen_name(reporter):
    arrival = bring_in(f"{TEXT}\nMinh Hà", by=reporter)
    pen_name = PenName.objects.get()
    assert (pen_name.name, pen_name.user) == ("Minh Hà", reporter)
    assert arrival.story.bylines.get().pen_name == pen_name


def test_an_unknown_signature_stays_in_the_text_and_is_said(reporter):
    arrival = bring_in(f"{TEXT}\nBài, ảnh: Người Lạ", by=reporter)
    assert not arrival.story.bylines.exists()
    assert arrival.story.body.endswith("<p>Bài, ảnh: Người Lạ</p>")
    assert "Người Lạ" in said(arrival.report, "byline")
    assert "byline" in kinds(arrival.report, found=False)


def test_a_reprint_has_no_byline_even_if_its_writer_is_called_like_ours(reporter, pen_name, source):
    arrival = bring_in(f"{TEXT}\nMinh Hà\nNguồn tin: baoquangninh.com.vn", by=reporter)
    assert not arrival.story.bylines.exists()
    assert "<p>Minh Hà</p>" in arrival.story.body
    assert "byline" in kinds(arrival.report, found=False)


def test_one_who_signs_after_a_source_is_ours(reporter, pen_name):
    story = bring_in(f"{TEXT}\nMinh Hà (theo TTXVN)", by=reporter).story
    assert story.bylines.get().pen_name == pen_name
    assert str(story.story_sources.get()) == "TTXVN"


def test_an_agency_that_signs_is_a_source(reporter):
    source = Source.objects.create(name="TTXVN")
    story = bring_in(f"{TEXT}\nTTXVN", by=reporter).story
    assert story.story_sources.get().source == source
    assert "TTXVN" not in story.body
