import pytest

from vietnamese import slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội nghị hợp tác phát triển Quảng Ninh – Hà Nội", "hoi-nghi-hop-tac-phat-trien-quang-ninh-ha-noi"),
        ("“Đền ơn đáp nghĩa”", "den-on-dap-nghia"),
        ("1.200 tỷ", "1-200-ty"),
        ("Lao động & Xã hội", "lao-dong-xa-hoi"),
        ("H'Mông, Ðảng, Straße, Łódź", "hmong-dang-strasse-lodz"),
        ("100 % ½", "100-1-2"),
    ],
)
def test_a_slug_is_the_headline_typed_without_marks(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize("text", ["", " – ", "北京", "🎉"])
def test_the_fallback_stands_in_when_nothing_is_left(text):
    assert slug(text, fallback="42") == "42"


def test_a_long_slug_is_cut_between_words():
    assert slug("Quảng Ninh Hà Nội", max_length=13) == "quang-ninh-ha"
    assert slug("Quảng Ninh Hà Nội", max_length=12) == "quang-ninh"
    assert slug("Quảng Ninh", max_length=10) == "quang-ninh"


def test_a_first_word_longer_than_the_limit_is_cut_inside():
    assert slug("nghiêng ngả", max_length=4) == "nghi"
