"""Putting marks on one letter in order takes the square of their number: no more than 30 are let through."""

import re
import unicodedata

import pytest

import vietnamese
from tests.vietnamese.samples import REPORT, nfd
from vietnamese.cleaning import _MAY_BE_A_STACK

STACKS = {
    "tones": "\u0301\u0323" * 5_000,
    "halfwidth sound marks, which become marks": "\uff9e\u0323" * 5_000,
    "Tibetan vowels, which become two marks": "\u0f73\u0323" * 5_000,
    "with joiners between": "\u0301\u200d\u0323" * 5_000,
}
FUNCTIONS = (
    vietnamese.clean,
    vietnamese.one_line,
    vietnamese.key,
    vietnamese.fold,
    vietnamese.fold_key,
    vietnamese.slug,
    vietnamese.sort_key,
    vietnamese.name_sort_key,
    vietnamese.name_key,
    vietnamese.initial,
    vietnamese.is_syllable,
    vietnamese.is_person_like,
    vietnamese.find_dates,
    vietnamese.find_words,
    lambda text: vietnamese.find_phrases(text, {"Nguyễn Văn Đọc": 1}),
    lambda text: vietnamese.decode(text.encode()),
    lambda text: vietnamese.decode(text.encode("cp1258", "ignore") + b"\xff"),
)


def tallest(text):
    """The most marks on one letter of a text, once it is decomposed; counted without decomposing it whole."""
    height = most = 0
    for char in text:
        for part in unicodedata.normalize("NFKD", char):
            height = height + 1 if unicodedata.combining(part) else 0
            most = max(most, height)
    return most


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_no_stack_of_thousands_of_marks_is_ever_put_in_order(stack, monkeypatch):
    normalize, heights = unicodedata.normalize, []

    def watched(form, text):
        heights.append(tallest(text) if len(text) > 30 else 0)
        return normalize(form, text)

    for function in FUNCTIONS:
        function("warmed up")
    for function in FUNCTIONS:
        with monkeypatch.context() as patch:
            patch.setattr("unicodedata.normalize", watched)
            function(f"Hạ a{stack} Long ðx{stack} ð{stack}")
    assert heights
    assert (
        max(heights) <= 64
    )  # 30 characters, of which each may be two marks, on a letter with marks of its own


def test_marks_beyond_thirty_on_one_letter_go_and_the_text_around_them_stays():
    cleaned = vietnamese.clean("Hạ a" + "\u0335" * 1_000 + " Long")
    assert cleaned == "Hạ a" + "\u0335" * 30 + " Long"
    assert vietnamese.clean(cleaned) == cleaned


def test_thirty_marks_stay_on_each_letter():
    text = ("a" + "\u0335" * 30) * 3
    assert vietnamese.clean(text) == text


@pytest.mark.parametrize("text", [nfd(REPORT), "👍" * 100, "…" * 100, "😀\ufe0f" * 40, "!?" * 100])
def test_what_only_looks_like_a_stack_stays(text):
    assert vietnamese.clean(text) == unicodedata.normalize("NFC", text)


def test_dates_around_a_stack_are_found_where_they_stand():
    text = "a" + "\u0301\u0323" * 500 + " ngày 10/8/2019"
    (found,) = vietnamese.find_dates(text)
    assert text[found.start : found.end] == "10/8/2019"


def test_every_character_that_is_or_becomes_a_mark_counts_towards_a_stack():
    for code in range(0x110000):
        char = chr(code)
        if unicodedata.combining(unicodedata.normalize("NFKD", char)[0]):
            assert re.fullmatch(_MAY_BE_A_STACK, char * 31), hex(code)
            if not 0xD800 <= code < 0xE000:
                assert len(vietnamese.cleaning.normalized("NFC", char * 99)) <= 60, hex(code)
