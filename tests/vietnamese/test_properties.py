"""What holds for every text, whatever is in it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vietnamese
from tests.vietnamese.samples import LETTERS, any_texts, nfc, nfd, texts, vietnamese_texts, words

KEYS = [vietnamese.key, vietnamese.fold, vietnamese.fold_key]


@pytest.mark.parametrize("function", [vietnamese.clean, vietnamese.one_line, *KEYS, vietnamese.slug])
@given(text=texts)
def test_a_second_time_changes_nothing(function, text):
    once = function(text)
    assert function(once) == once


@pytest.mark.parametrize(
    "function",
    [
        vietnamese.clean,
        *KEYS,
        vietnamese.sort_key,
        vietnamese.name_sort_key,
        vietnamese.slug,
        vietnamese.initial,
    ],
)
@given(text=texts)
def test_composed_and_decomposed_text_are_the_same(function, text):
    assert function(nfc(text)) == function(nfd(text))


@given(text=texts)
def test_composed_and_decomposed_text_have_the_same_words(text):
    assert list(map(nfc, vietnamese.words(nfc(text)))) == list(map(nfc, vietnamese.words(nfd(text))))


@pytest.mark.parametrize("function", [*KEYS, vietnamese.sort_key, vietnamese.slug])
@given(text=st.text(LETTERS + LETTERS.upper() + " .,-0123456789", max_size=40))
def test_case_does_not_count(function, text):
    assert function(text) == function(text.upper()) == function(text.lower())


@pytest.mark.parametrize("function", [*KEYS, vietnamese.sort_key, vietnamese.slug])
@given(text=texts)
def test_cleaning_first_changes_no_key(function, text):
    assert function(vietnamese.clean(text)) == function(text)


@given(text=texts)
def test_clean_text_can_be_stored_and_shows_all_it_has(text):
    cleaned = vietnamese.clean(text)
    cleaned.encode("utf-8")
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [char for char in cleaned if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]


@given(text=texts)
def test_one_line_has_no_line_end_and_no_space_to_spare(text):
    line = vietnamese.one_line(text)
    assert line == " ".join(line.split())


@given(text=texts)
def test_words_are_found_where_they_stand(text):
    end = 0
    for word in vietnamese.find_words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.text[0] == text[word.start]
        assert vietnamese.key(text[word.start : word.end]) == vietnamese.word_key(word.text)
        end = word.end


@given(text=texts)
def test_a_key_is_the_keys_of_the_words(text):
    assert vietnamese.key(text) == " ".join(filter(None, map(vietnamese.word_key, vietnamese.words(text))))


@given(text=texts)
def test_a_slug_is_safe_in_an_address(text):
    slug = vietnamese.slug(text, max_length=20)
    assert len(slug) <= 20
    assert set(slug) <= set("0123456789abcdefghijklmnopqrstuvwxyz-")
    assert slug == slug.strip("-") and "--" not in slug


@given(first=words, second=words)
def test_sort_keys_are_digits_and_end_each_word(first, second):
    assert vietnamese.sort_key(f"{first} {second}") == vietnamese.sort_key(first) + vietnamese.sort_key(
        second
    )
    assert vietnamese.sort_key(first).isdecimal() and vietnamese.sort_key(first).isascii()


@given(text=texts)
def test_sort_keys_of_anything_are_digits(text):
    assert set(vietnamese.sort_key(text)) <= set("0123456789")


@given(text=vietnamese_texts | st.text("0123456789/-. ngàythá", max_size=40))
def test_dates_found_are_dates_where_they_stand(text):
    end = 0
    for found in vietnamese.find_dates(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start].isdigit()
        assert found.date(2000 if found.year is None else None) is not None
        end = found.end


@given(text=vietnamese_texts)
def test_dates_are_the_same_in_decomposed_text(text):
    def facts(form):
        return [
            (*date[:3], date.weekday, nfc(form[date.start : date.end]))
            for date in vietnamese.find_dates(form)
        ]

    assert facts(nfc(text)) == facts(nfd(text))


@given(text=texts, phrases=st.dictionaries(vietnamese_texts, st.integers(), max_size=5))
def test_phrases_found_have_the_key_they_were_looked_for_by(text, phrases):
    end = 0
    for found in vietnamese.find_phrases(text, phrases):
        assert 0 <= found.start < found.end <= len(text)
        assert found.start >= end or found.end == end
        assert "\n" not in text[found.start : found.end]
        named = [phrase for phrase, value in phrases.items() if value == found.value]
        assert vietnamese.key(text[found.start : found.end]) in map(vietnamese.key, named)
        end = found.end


@given(phrase=st.lists(words, min_size=1, max_size=4).map(" ".join))
def test_a_phrase_is_found_in_itself_in_capitals_and_decomposed(phrase):
    for text in (phrase, phrase.upper(), nfd(phrase)):
        assert vietnamese.find_phrases(text, {phrase: 1}) == [(0, len(text), 1)]


@given(text=texts)
def test_nothing_raises_on_any_text(text):
    vietnamese.is_person_like(text)
    vietnamese.name_key(text)
    vietnamese.is_syllable(text)
    vietnamese.from_legacy(text)
    vietnamese.initial(text)


@settings(max_examples=200)
@given(data=st.binary(max_size=60))
def test_any_bytes_decode(data):
    assert "\0" not in vietnamese.decode(data).text


@given(text=vietnamese_texts | any_texts)
def test_utf8_decodes_to_what_was_written(text):
    storable = text.encode("utf-8", "ignore").decode().replace("\0", "")
    with_mark = vietnamese.decode(b"\xef\xbb\xbf" + storable.encode())
    assert (with_mark.text, with_mark.encoding, with_mark.sure) == (
        storable,
        "utf-8",
        "\ufffd" not in storable,
    )
