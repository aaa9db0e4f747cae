"""A text is taken apart into headline, lead, paragraphs and photo slots, without a database."""

import pytest

from articles.intake.parsing import Slot, parse

TEXT = "Tít\n\nSapo.\ng\nChú thích.\n\nĐoạn một.\n\nĐoạn hai."


def test_headline_lead_paragraphs_and_slots_are_told_apart():
    parsed = parse(TEXT)
    assert (parsed.headline, parsed.lead) == ("Tít", "Sapo.")
    assert parsed.blocks == (1, "Đoạn một.", "Đoạn hai.")
    assert parsed.slots == (Slot(1, "Chú thích."),)


@pytest.mark.parametrize("mark", ["g", "G", "  g\t", "\u00a0g\u00a0", "g\u3000"])
def test_a_slot_is_a_g_alone_whatever_its_case_and_spaces(mark):
    assert parse(TEXT.replace("\ng\n", f"\n{mark}\n")).slots == (Slot(1, "Chú thích."),)


@pytest.mark.parametrize("line", ["gg", "g 1", "ga", "g Chú thích"])
def test_other_short_lines_are_paragraphs(line):
    parsed = parse(f"Tít\nSapo.\n{line}\nĐoạn.")
    assert parsed.slots == ()
    assert parsed.blocks == (line, "Đoạn.")


def test_what_does_not_stand_right_below_a_slot_is_no_caption():
    parsed = parse("Tít\nSapo.\ng\n\nĐoạn một.\ng\ng\nChú thích.\n\nĐoạn hai.")
    assert parsed.slots == (Slot(1), Slot(2), Slot(3, "Chú thích."))
    assert parsed.blocks == (1, "Đoạn một.", 2, 3, "Đoạn hai.")


def test_a_photo_above_the_lead_stands_at_the_head_of_the_body():
    parsed = parse("g\nChú thích.\nTít\nSapo.\nĐoạn.")
    assert (parsed.headline, parsed.lead, parsed.blocks) == ("Tít", "Sapo.", (1, "Đoạn."))


def test_one_paragraph_under_the_headline_is_the_text_and_no_lead():
    parsed = parse("Tít\nĐoạn duy nhất.")
    assert (parsed.headline, parsed.lead, parsed.blocks) == ("Tít", "", ("Đoạn duy nhất.",))


@pytest.mark.parametrize(
    ("lines", "slot"),
    [
        ("Hội làng. Ảnh: Minh Hà", Slot(1, "Hội làng.", "Minh Hà")),
        ("Hội làng (Ảnh: TTXVN).", Slot(1, "Hội làng", "TTXVN")),
        ("Hội làng.\nẢnh: Đỗ Phương", Slot(1, "Hội làng.", "Đỗ Phương")),
        ("Dưới bức ảnh: một dòng chữ", Slot(1, "Dưới bức ảnh: một dòng chữ")),
    ],
)
def test_a_credit_in_a_caption_is_set_apart(lines, slot):
    parsed = parse(f"Tít\nSapo.\ng\n{lines}\n\nĐoạn.")
    assert parsed.slots == (slot,)
    assert parsed.blocks == (1, "Đoạn.")


def test_no_word_is_lost(seed):
    """Every line is the headline, the lead, a paragraph, a caption, a slot or the source."""
    lines = [" ".join(line.split()) for line in seed.decode().split("\n") if line.strip()]
    parsed = parse(seed.decode())
    kept = [parsed.headline, parsed.lead, *parsed.paragraphs, *(slot.caption for slot in parsed.slots)]
    assert sorted(lines) == sorted([*kept, *["g"] * 5, "Nguồn tin: baoquangninh.com.vn"])


def test_a_headline_too_long_stands_whole_in_the_lead():
    line = " ".join(["Quảng Ninh"] * 30)
    parsed = parse(f"{line}\nĐoạn một.\nĐoạn hai.")
    assert parsed.headline_cut
    assert len(parsed.headline) <= 250
    assert line.startswith(parsed.headline.removesuffix("…") + " ")
    assert parsed.lead == line
    assert parsed.blocks == ("Đoạn một.", "Đoạn hai.")


def test_a_first_line_without_spaces_is_cut_as_well():
    parsed = parse("a" * 1000 + "\nĐoạn.")
    assert len(parsed.headline) == 250
    assert parsed.lead == "a" * 1000
