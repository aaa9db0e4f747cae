"""Roles as a text prints them: where one begins and ends, and whether two say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from vietnamese import find_words, is_person_like, key, one_line, word_key


def _keys(listing: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(key(phrase).split()) for phrase in listing.split("|"))


_HEADS = _keys(
    "Tổng Bí thư|Bí thư|Phó Bí thư|Uỷ viên|Tỉnh uỷ viên|Thành uỷ viên|Huyện uỷ viên|Đảng uỷ viên|Chủ tịch|"
    "Phó Chủ tịch|Thường trực|Thủ tướng|Phó Thủ tướng|Bộ trưởng|Thứ trưởng|Chủ nhiệm|Phó Chủ nhiệm|"
    "Tổng Giám đốc|Phó Tổng Giám đốc|Giám đốc|Phó Giám đốc|Tổng Cục trưởng|Cục trưởng|Phó Cục trưởng|"
    "Chi cục trưởng|Phó Chi cục trưởng|Vụ trưởng|Phó Vụ trưởng|Trưởng|Phó Trưởng|Phó Ban|Phó phòng|"
    "Phó đoàn|Chánh|Phó Chánh|Viện trưởng|Phó Viện trưởng|Hiệu trưởng|Phó Hiệu trưởng|Đại biểu|Đại sứ|"
    "Tổng Lãnh sự|Tư lệnh|Phó Tư lệnh|Chính uỷ|Phó Chính uỷ|Chỉ huy trưởng|Phó Chỉ huy trưởng|Chỉ huy phó|"
    "Chính trị viên|Tổng Biên tập|Phó Tổng Biên tập|Tổng Thư ký|Phó Tổng Thư ký|Thư ký|Tổng Thanh tra|"
    "Tổng Kiểm toán|Kiểm toán trưởng|Kế toán trưởng|Đội trưởng|Trạm trưởng|Hạt trưởng|Đồn trưởng|"
    "Hội trưởng|nguyên|quyền|phụ trách|được giao nhiệm vụ|được giao phụ trách|được phân công"
)

# What may follow a role in its clause and is no part of it; in lower case.
_STOPS = _keys(
    "nhấn mạnh|phát biểu|khẳng định|cho|chủ trì|đồng chủ trì|yêu cầu|đề nghị|đánh giá|ghi nhận|biểu dương|"
    "chúc|trao|tặng|thăm|kiểm tra|dự|tham dự|tới|đến|làm|tiếp|ký|nói|nêu|giao|thông tin|trả lời|báo cáo|"
    "kết luận|dẫn đầu|động viên|chia sẻ|cùng|đã|đang|sẽ|vừa|cũng|được|bị|là|tại|trong|với|khi|từ|vào|ngày|"
    "sáng|trưa|chiều|tối|về|để|thì|mà|còn|có|không|theo|trước|sau|qua|bày tỏ|mong|phân tích|trình bày|"
    "điều hành|khai mạc|bế mạc|cắt băng|thay mặt|trân trọng|cảm ơn|gửi|xin|lưu ý|quán triệt|thống nhất|"
    "đồng tình|tán thành|xác định|nhận|dâng|thắp|công bố|quyết định|chứng kiến|chụp|bên|hoan nghênh|"
    "nhất trí|chỉ rõ|chỉ đạo|gợi mở|tin tưởng|kỳ vọng|kêu gọi|bấm nút|phát lệnh|gặp|trò chuyện|hỏi|đón|"
    "tiễn|cảm động|xúc động|nhắc|giải đáp|giải trình|thông báo|tuyên bố|ra|lên|xuống|chạy|mở đầu|do|bởi|"
    "như|cam kết|phản ánh|kiến nghị|đọc|viết|nghe|xem|đi|vẫn|luôn|rất|phải|cần|nên|muốn|hứa|thừa nhận|"
    "bác bỏ|phê bình|khen|tuyên dương|đôn đốc|rà soát|khảo sát|kiểm điểm|thị sát|tham gia|tham quan|"
    "trồng cây|khởi công|khánh thành|giới thiệu|đồng thời|nhưng|nếu|vì|nhằm|lý giải|tâm sự|kể|nhớ|đáp|trên|"
    "của|này|kia|ấy|ở|rằng|xuất hiện|cho hay"
)
# Where a stop word is only the second syllable of another word, or the first of a noun.
_NO_STOP_AFTER = {
    "kí": {"thư"},
    "bị": {"thiết"},
    "làm": {"việc"},
    "giao": {"ngoại", "chuyển", "bàn", "được"},
    "nhận": {"chứng", "tiếp", "xác"},
    "tiếp": {"trực"},
    "thông": {"nghệ", "và"},
    "dự": {"tham"},
    "được": set(),
}
_NO_STOP = _keys("dự án|dự toán|dự trữ|dự phòng|tiếp công dân|giao thông|sau đại học|có thu|ra đa")

# After a proper name these still belong to the role; other words in lower case do not.
_TAILS = frozenset(
    key("tỉnh thành thị huyện quận xã phường đặc khu khoá nhiệm kỳ kiêm và thuộc trực phụ các").split()
)
_OFFICES = frozenset(
    key(
        "bộ sở ban hội cục chi uỷ phòng trung tâm công ty tập đoàn trường viện toà đảng mặt trận văn thanh "
        "liên tổng hội đồng nhà đài báo bệnh xí nghiệp hợp tác quân vùng tiểu lữ trại đồn hạt trạm đội khu"
    ).split()
)
_NO_ROLE_AFTER_AND = frozenset(
    key("các đồng đại lãnh đoàn nhiều một cùng ông bà hơn gần những toàn đông").split()
)
_CLAUSE = re.compile(r"(?:[^\n.;:(“”\"!?]|(?<=TP)\.|(?<=TX)\.)*$")
_ADDRESS = re.compile(
    r"(?:[\s,]+|^)(?:đồng chí|đ/c|ông|bà|TS|GS|PGS|ThS|tiến sĩ|thạc sĩ|bác sĩ)\s*$", re.IGNORECASE
)
_LONGEST = 16
_PAUSES = (",", "(", "-", "–", "—", ":")


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    key: str

    @property
    def lower(self) -> bool:
        return not self.text[0].isupper()


def _words(text: str) -> list[_Word]:
    return [_Word(*word, word_key(word.text)) for word in find_words(text)]


def _longest(words: list[_Word], at: int, phrases: Iterable[tuple[str, ...]]) -> int:
    """How many words the longest of the phrases beginning at `at` has; 0 for none."""
    keys = tuple(word.key for word in words[at : at + _LONGEST])
    return max((count for count in range(1, len(keys) + 1) if keys[:count] in phrases), default=0)


def _stops(words: list[_Word], at: int) -> bool:
    word = words[at]
    if not word.lower or not _longest(words, at, _STOPS) or _longest(words, at, _NO_STOP):
        return False
    return not (at and words[at - 1].key in _NO_STOP_AFTER.get(word.key, ()))


def _joined(text: str, left: _Word, right: _Word) -> bool:
    """Whether nothing but a space stands between two words, or the full stop of "TP."."""
    gap = text[left.end : right.start]
    return (gap.isspace() and "\n" not in gap) or (gap.strip() in (".", "&") and left.key in ("tp", "tx"))


def _segment_end(text: str, words: list[_Word], at: int, known: frozenset[tuple[str, ...]]) -> int:
    """The index after the last word of the one role that begins at `at`."""
    head = at + _longest(words, at, _HEADS)
    registered = at + _longest(words, at, known)
    proper = 0  # capitalised words in a row that name no kind of office
    for place in range(at, min(at + _LONGEST, len(words))):
        word = words[place]
        if place > at and not _joined(text, words[place - 1], word):
            return place
        if place < head:
            continue
        if word.lower and word.key not in _TAILS and (proper >= 2 or at < place == registered):
            return place
        if _stops(words, place) or (word.key == "và" and not _and_continues(text, words, place)):
            return place
        proper = proper + 1 if not word.lower and word.key not in _OFFICES else 0
    return min(at + _LONGEST, len(words))


def _and_continues(text: str, words: list[_Word], at: int) -> bool:
    """Whether a role goes on after "và": with more of an office's name, not with other people."""
    after = words[at + 1 : at + 5]
    if not after or after[0].key in _NO_ROLE_AFTER_AND:
        return False
    name = list(takewhile(lambda word: not word.lower, after))
    return not (len(name) > 1 and is_person_like(text[name[0].start : name[-1].end]))


def _sequence_end(text: str, words: list[_Word], at: int, known: frozenset[tuple[str, ...]]) -> int:
    """The index after the last of the roles, with commas between, that begin at `at`; `at` when none does."""
    place = at
    while place < len(words) and _longest(words, place, _HEADS):
        stop = _segment_end(text, words, place, known)
        if _comma(text, words, stop) and _is_rest_of_office(text, words, place, stop, known):
            stop = _segment_end(text, words, stop, known)
        place = stop
        if not _comma(text, words, stop) or not _longest(words, stop, _HEADS):
            break
    return place


def _comma(text: str, words: list[_Word], at: int) -> bool:
    return 0 < at < len(words) and text[words[at - 1].end : words[at].start].strip() == ","


def _is_rest_of_office(
    text: str, words: list[_Word], at: int, stop: int, known: frozenset[tuple[str, ...]]
) -> bool:
    """Whether what follows a comma is more of an office's name: Sở Văn hoá, Thể thao và Du lịch."""
    if words[stop].lower or _longest(words, stop, _HEADS):
        return False
    if not any(word.key in _OFFICES for word in words[at:stop]):
        return False
    rest = words[stop : _segment_end(text, words, stop, known)]
    joins = [place for place, word in enumerate(rest[:5]) if word.key == "và"]
    return bool(joins) and joins[0] + 1 < len(rest) and not rest[joins[0] + 1].lower


def _known(registered: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(key(role).split()) for line in registered for role in line.split(","))


def begins_role(text: str) -> bool:
    """Whether a text begins with words that begin a role: "Bí thư …", "nguyên Chủ tịch …"."""
    return bool(_longest(_words(text), 0, _HEADS))


def role_after(text: str, end: int, registered: Iterable[str] = ()) -> str:
    """The role in apposition to a name that ends at `text[end]`, as printed; "" when none stands there.

    "…Hải, Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội nhấn mạnh, …" gives "Uỷ viên Bộ Chính trị, Bí thư
    Thành uỷ Hà Nội". Lines of `registered` roles help to see where it ends.
    """
    window = text[end : end + 400].partition("\n")[0]
    words = _words(window)
    if not words or window[: words[0].start].strip() not in _PAUSES:
        return ""
    stop = _sequence_end(window, words, 0, _known(registered))
    return one_line(window[words[0].start : words[stop - 1].end]) if stop else ""


def role_before(text: str, start: int, registered: Iterable[str] = ()) -> str:
    """The role printed right before a name that begins at `text[start]`; "" when none stands there.

    "Tại đây, Chủ tịch UBND tỉnh Trần Văn A" gives "Chủ tịch UBND tỉnh".
    """
    window = _CLAUSE.search(text[max(0, start - 300) : start])[0]
    window = _ADDRESS.sub("", window)
    words = _words(window)
    if not words or window[words[-1].end :].strip(" \u00a0,"):
        return ""
    known = _known(registered)
    for place, word in enumerate(words):
        if word.lower and word.key not in ("nguyên", "quyền"):
            continue
        if _sequence_end(window, words, place, known) == len(words):
            return one_line(window[word.start : words[-1].end])
    return ""


_ABBREVIATIONS = {
    key(short): tuple(key(full).split())
    for short, full in (
        ("UBND", "uỷ ban nhân dân"),
        ("HĐND", "hội đồng nhân dân"),
        ("MTTQ", "mặt trận tổ quốc"),
        ("UBMTTQ", "uỷ ban mặt trận tổ quốc"),
        ("TP", "thành phố"),
        ("TX", "thị xã"),
        ("TW", "trung ương"),
        ("TƯ", "trung ương"),
        ("BTV", "ban thường vụ"),
        ("BCH", "ban chấp hành"),
        ("ĐBQH", "đại biểu quốc hội"),
        ("QH", "quốc hội"),
        ("UVBCT", "uỷ viên bộ chính trị"),
        ("TTg", "thủ tướng"),
        ("VKSND", "viện kiểm sát nhân dân"),
        ("TAND", "toà án nhân dân"),
        ("LĐLĐ", "liên đoàn lao động"),
        ("LHPN", "liên hiệp phụ nữ"),
        ("CCB", "cựu chiến binh"),
        ("TNCS", "thanh niên cộng sản"),
    )
}
# A role may be printed without the name of the place when it is said of which kind: "Chủ tịch UBND tỉnh".
_PLACE_MAY_FOLLOW = frozenset(key("tỉnh uỷ phố huyện xã phường khu").split())


def same_role(printed: str, registered: str) -> bool:
    """Whether the roles printed in a text are those registered.

    In any order, uỷ as ủy, abbreviations spelled out (UBND, HĐND, TP …), and with the name of the place left
    out after its kind ("Bí thư Tỉnh uỷ").
    """
    ours = [_spelled_out(role) for role in _split(registered)]
    theirs = [_spelled_out(role) for role in _split(printed)]
    if len(ours) != len(theirs):
        return False
    for role in theirs:
        match = next((one for one in ours if _is_short_for(role, one)), None)
        if match is None:
            return False
        ours.remove(match)
    return True


def _split(line: str) -> list[str]:
    """The roles of a line: at the commas after which a role begins."""
    roles: list[str] = []
    for part in filter(None, map(str.strip, line.split(","))):
        if roles and not _longest(_words(part), 0, _HEADS):
            roles[-1] += f" {part}"
        else:
            roles.append(part)
    return roles


def _spelled_out(role: str) -> tuple[str, ...]:
    return tuple(word for one in key(role).split() for word in _ABBREVIATIONS.get(one, (one,)))


def _is_short_for(printed: tuple[str, ...], registered: tuple[str, ...]) -> bool:
    if printed == registered:
        return True
    return registered[: len(printed)] == printed and bool(printed) and printed[-1] in _PLACE_MAY_FOLLOW
