"""What is no text, or a strange one, gets a clear message, and nothing is lost or half written."""

import time
import unicodedata
import zipfile
from io import BytesIO

import pytest

from articles.intake import NotTaken, bring_in
from articles.intake.reading import MAX_BYTES
from articles.models import Intake, Story
from tests.photos.files import encoded

from .conftest import kinds, said

TEXT = (
    "Hội nghị ở Quảng Ninh\nSáng 10/8, tại Hạ Long.\nĐoạn một nói về đường sá.\nĐoạn hai nói về trường lớp."
)


def docx() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>Tít</w:t>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "trống"),
        (b"\xef\xbb\xbf \n\xc2\xa0\n", "trống"),
        ("\u200b\u200b", "trống"),
        ("g\nChú thích một.\n\ng\nChú thích hai.", "chú thích"),
        (b"%PDF-1.7 ...", "PDF"),
        (docx(), "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "Word"),
        (b"{\\rtf1\\ansi Tit}", "rtf"),
        (encoded().getvalue(), "ảnh"),
        (bytes(range(256)) * 40, "văn bản"),
        (b"<!DOCTYPE html><html><p>Tin</p></html>", "trang web"),
        ("Tít\n" + "g\n" * 300, "200"),
    ],
    ids=[
        "empty",
        "blank",
        "invisible",
        "captions",
        "pdf",
        "docx",
        "doc",
        "rtf",
        "jpeg",
        "binary",
        "html",
        "slots",
    ],
)
def test_what_is_no_text_is_refused(raw, message, reporter):
    with pytest.raises(NotTaken) as refusal:
        bring_in(raw, by=reporter, filename="bai.txt")
    assert message in " ".join(refusal.value.messages)
    assert not Story.objects.exists()


def test_two_megabytes_are_refused_at_once_with_the_limit(reporter):
    raw = ("Quảng Ninh " * 160_000).encode()
    assert len(raw) > 2_000_000
    begin = time.perf_counter()
    with pytest.raises(NotTaken, match="1000 kB"):
        bring_in(raw, by=reporter)
    assert time.perf_counter() - begin < 0.5


def test_a_text_whose_markup_is_too_long_is_refused(reporter):
    with pytest.raises(NotTaken, match="1000 kB"):
        bring_in("Tít\n" + "<" * (MAX_BYTES - 100), by=reporter)
    assert not Story.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "nfd", "crlf"])
def test_unicode_in_any_form_reads_the_same(encoding, reporter):
    raw = {
        "nfd": unicodedata.normalize("NFD", TEXT).encode(),
        "crlf": TEXT.replace("\n", "\r\n").encode(),
    }.get(encoding) or TEXT.encode(encoding)
    story = bring_in(raw, by=reporter).story
    assert story.headline == "Hội nghị ở Quảng Ninh"
    assert story.intake.text == TEXT


# "Quảng Ninh họp bàn phát triển", "sáng mùng một, tại thành phố, các đồng chí": TCVN3 and VNI bytes.
@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("Qu¶ng Ninh häp bµn ph¸t triÓn\nS¸ng mïng mét, t¹i thµnh phè.\nC¸c ®ång chÝ dù.", "tcvn3"),
        (
            "Quaûng Ninh hoïp baøn phaùt trieån\nSaùng muøng moät, taïi thaønh phoá.\nCaùc ñoàng chí döï.",
            "vni",
        ),
    ],
)
def test_old_encodings_are_recognised_and_said(raw, encoding, reporter):
    arrival = bring_in(raw.encode("cp1252"), by=reporter)
    assert arrival.story.headline == "Quảng Ninh họp bàn phát triển"
    assert "Các đồng chí dự." in arrival.story.body
    assert encoding in said(arrival.report, "encoding")


def test_latin_1_is_read_with_a_warning(reporter):
    arrival = bring_in("Le café de la gare\nÀ bientôt.".encode("latin-1"), by=reporter)
    assert arrival.story.headline == "Le café de la gare"
    assert "encoding" in kinds(arrival.report, found=False)


def test_control_characters_are_left_out_and_said(reporter):
    arrival = bring_in(TEXT.replace("Hội", "H\x08ội\x00").replace("Đoạn", "Đ\x1boạn"), by=reporter)
    assert arrival.story.headline == "Hội nghị ở Quảng Ninh"
    assert arrival.story.intake.text == TEXT
    assert "4" in said(arrival.report, "characters")


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_markup_anywhere_ends_as_text(reporter):
    arrival = bring_in(
        f"Tít {EVIL}\nSapo {EVIL}\ng\nChú thích {EVIL}\n\nĐoạn {EVIL}\n\nCuối.\nNguồn: Báo {EVIL}",
        by=reporter,
        filename=f"{EVIL}.txt",
    )
    story = arrival.story
    assert story.headline == f"Tít {EVIL}"
    assert story.lead == f"Sapo {EVIL}"
    assert story.story_photos.get().caption == f"Chú thích {EVIL}"
    assert "<script" not in story.body and "<img" not in story.body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;" in story.body
    assert "markup" in kinds(arrival.report, found=False)


def test_a_long_headline_is_cut_and_kept_whole(reporter):
    line = " ".join(["Quảng Ninh"] * 40)
    arrival = bring_in(f"{line}\nĐoạn một.", by=reporter)
    assert len(arrival.story.headline) <= 250
    assert arrival.story.lead == line
    assert "headline" in kinds(arrival.report, found=False)


def test_names_longer_than_their_columns_are_cut(reporter):
    host = "a" * 60 + "." + "b" * 60
    bring_in(f"Tít\nMột.\nHai.\nNguồn: {'Báo ' * 50}{host}.vn", by=reporter, filename="x" * 400)
    intake = Intake.objects.get()
    intake.full_clean(exclude=["report"])
    for row in intake.story.story_sources.all():
        row.source.full_clean()


def test_an_account_without_the_right_brings_in_nothing(django_user_model, db):
    reader = django_user_model.objects.create_user("khach")
    with pytest.raises(NotTaken, match="khach"):
        bring_in(TEXT, by=reader)
    assert not Story.objects.exists()


@pytest.mark.parametrize("raw", ["Tít", "Tít\nMột.\n", "g", "Nguồn: a.vn", "\n\ng\n", "Tít\ng", "g\ng\ng\nx"])
def test_the_shortest_texts_are_taken_or_refused(raw, reporter):
    try:
        story = bring_in(raw, by=reporter).story
    except NotTaken as refusal:
        assert refusal.messages[0]
        assert not Story.objects.exists()
    else:
        assert story.headline in ("Tít", "Nguồn: a.vn") and story.intake.report
