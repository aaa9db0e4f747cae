"""Names of people: the titles before them taken off, and what a full name looks like."""

from __future__ import annotations

import re

from .cleaning import one_line
from .keys import key, word_key
from .words import find_words


def _keys(listing: str) -> frozenset[str]:
    return frozenset(map(key, listing.split("|")))


# Forms of address that can also be a surname or part of a name.
_KINSHIP = _keys("ông|bà|anh|chị|cô|chú|bác|cậu|dì|cụ|em|cháu|bé|thầy")

_TITLES = _keys(
    "đồng chí|các đồng chí|đ/c|GS|PGS|TS|TSKH|ThS|BS|BSCKI|BSCKII|BS.CKI|BS.CKII|CKI|CKII|DS|KS|KTS|"
    "CN|LS|NSND|NSƯT|NGND|NGƯT|TTND|TTƯT|nghệ sĩ nhân dân|nghệ sĩ ưu tú|nhà giáo nhân dân|"
    "nhà giáo ưu tú|nhà giáo|thầy thuốc nhân dân|thầy thuốc ưu tú|giáo sư|phó giáo sư|tiến sĩ|"
    "tiến sĩ khoa học|thạc sĩ|bác sĩ|dược sĩ|kỹ sư|kiến trúc sư|luật sư|cử nhân|thầy giáo|cô giáo|"
    "nhà báo|phóng viên|nhà văn|nhà thơ|nhà nghiên cứu|nhạc sĩ|hoạ sĩ|ca sĩ|nghệ sĩ|nghệ nhân|"
    "nghệ nhân nhân dân|nghệ nhân ưu tú|nhiếp ảnh gia|doanh nhân|đại biểu|đại tướng|thượng tướng|"
    "trung tướng|thiếu tướng|đô đốc|phó đô đốc|chuẩn đô đốc|đại tá|thượng tá|trung tá|thiếu tá|"
    "đại uý|thượng uý|trung uý|thiếu uý|chuẩn uý|thượng sĩ|trung sĩ|hạ sĩ|hoà thượng|thượng toạ|"
    "đại đức|ni trưởng|ni sư|sư cô|linh mục|giám mục|mục sư|liệt sĩ|anh hùng|anh hùng LLVTND|"
    "anh hùng lực lượng vũ trang nhân dân|anh hùng lao động|mẹ Việt Nam anh hùng|mẹ VNAH"
)
_LONGEST_TITLE = max(title.count(" ") + 1 for title in _TITLES)

SURNAMES = _keys(
    "an|âu|bàn|bạch|bế|bồ|bùi|cam|cao|cát|châu|chìu|chíu|chu|chung|chử|chương|công|cung|cù|danh|diệp|diêm|doãn|dư|"
    "dương|đái|đàm|đào|đặng|đậu|điền|điêu|đinh|đoàn|đồng|đỗ|đới|đường|giang|giáp|hà|hạ|hán|hàn|hầu|hồ|hoa|hoàn|"
    "hoàng|hùng|hứa|huỳnh|kha|khổng|khúc|khuất|khương|kiều|kim|la|lạc|lại|lâm|lăng|lê|lều|lò|loan|lô|lỗ|lộc|lục|lư|"
    "lữ|lương|lưu|luyện|lý|lỷ|ma|mã|mạc|mạch|mai|mạnh|mao|mẫn|môn|mông|ngân|nghiêm|ngô|ngọc|nguyễn|nguỵ|nhâm|"
    "nhan|nhữ|ninh|nình|nông|ông|phạm|phan|phí|phó|phoóng|phù|phùng|phương|quách|quan|quản|quàng|quang|sái|sầm|"
    "sằn|sử|tạ|tăng|tằng|tân|thạch|thái|thân|thập|thẩm|thi|thiều|thịnh|tiêu|tiết|tô|tôn|tòng|tống|trà|trác|trần|"
    "trang|triệu|trình|trịnh|trương|từ|tưởng|ty|ưng|vàng|văn|vi|viên|võ|voòng|vòng|vũ|vương|xa|yên"
)
"""Family names in Quảng Ninh and beyond, by `key`: of the Việt, Hoa, Tày, Dao, Sán Dìu and others."""

_PLACES = _keys(
    "Hà Nội|Hà Nam|Hà Giang|Hà Tĩnh|Hà Tây|Hà Đông|Cao Bằng|An Giang|An Dương|Lâm Đồng|Đồng Nai|Đồng Tháp|"
    "Thái Bình|Thái Nguyên|Thái Lan|Mai Châu|Ninh Bình|Ninh Thuận|Quảng Ninh|Châu Á|Châu Âu|Châu Phi|Châu Mỹ|"
    "Yên Bái|Yên Tử|Yên Hưng|Tiên Yên|Cô Tô|Hạ Long|La Phù|Trà Cổ|Trà Vinh|Tân An|Lê Chân|Ngô Quyền|Hồng Kông"
)
_WITHOUT_SURNAME = re.compile("[HKY](?=$|['’])")  # Y Moan, H'Hen Niê, K'Brơi


def strip_title(name: str) -> str:
    """A name on one line without the titles before it: "PGS.TS Nguyễn Văn A" → "Nguyễn Văn A".

    Forms of address, degrees, ranks and honours (đồng chí, ông, bà, GS, ThS, Thượng tướng, NSND, Hoà thượng
    …) are taken off, one after another; offices (Bí thư) are not. A capitalised Ông, Bà, Cô … stays when
    more than one word follows and the first is no surname (Ông Ích Khiêm, Bà Huyện Thanh Quan). The last
    word always stays.
    """
    name = one_line(name)
    found = list(find_words(name))
    keys = [word_key(word.text) for word in found]
    at = 0
    while count := _title_length(keys[at:], bool(found) and found[at].text[0].isupper()):
        at += count
    return name[found[at].start :] if at else name


def _title_length(keys: list[str], capitalised: bool) -> int:
    """How many words of a name, never all, are one title; 0 when it begins with none."""
    for count in range(min(_LONGEST_TITLE, len(keys) - 1), 0, -1):
        if " ".join(keys[:count]) in _TITLES:
            return count
    is_address = len(keys) > 1 and keys[0] in _KINSHIP
    return int(is_address and (not capitalised or len(keys) == 2 or keys[1] in SURNAMES))


def name_key(name: str) -> str:
    """`key` of a name without its titles: the same for two ways of writing one person's name."""
    return key(strip_title(name))


def is_person_like(text: str) -> bool:
    """Whether a text looks like a person's full name in Việt Nam; a hint to ask about, never a decision.

    After any title: two to six capitalised words with nothing but a space or hyphen between them, the first
    a known surname (or Y, H', K'), and not a well-known place that begins like one (Hà Nội).
    """
    name = strip_title(text)
    parts = re.split(" - |[ -]", name)
    if not 2 <= len(parts) <= 6 or key(name) in _PLACES:
        return False
    if not all(part[:1].isupper() and part.replace("'", "").replace("’", "").isalpha() for part in parts):
        return False
    return word_key(parts[0]) in SURNAMES or bool(_WITHOUT_SURNAME.match(parts[0]))
