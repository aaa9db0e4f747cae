"""What the tests of the language read: a real report, and strategies for possible texts."""

import unicodedata
from pathlib import Path

from hypothesis import strategies as st

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
TONES = "\u0300\u0309\u0303\u0301\u0323"

REPORT = (Path(__file__).parents[2] / "newsroom/demo/hoi-nghi-quang-ninh-ha-noi.txt").read_text("utf-8")
"""The report the demo is built on: uỷ and ủy side by side, a no-break space before its source."""


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


words = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=7)
# Vietnamese letters, what stands between words, and what should not be there.
vietnamese_texts = st.text(
    LETTERS + LETTERS.upper() + "ÐðƉɖ0123456789 \n\t.,/-–'’“”()\u00a0\u200b\u00ad\u0302\u0306\u031b" + TONES,
    max_size=60,
)
any_texts = st.text(st.characters(exclude_categories=()), max_size=40)
texts = vietnamese_texts | any_texts
