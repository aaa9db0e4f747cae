"""Names of people, and of anything else that is known by name, in running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from .cleaning import IGNORABLE, one_line
from .keys import key, word_key
from .words import WORD, find_words

T = TypeVar("T")

# Titles that stand before a name, by key. Those of kinship can be surnames or part of a name, too.
_KINSHIP = frozenset(map(key, ["ông", "bà", "anh", "chị", "cô", "chú", "bác", "cậu", "dì", "cụ", "em", "cháu", "bé", "thầy"]))
_TITLES = frozenset(
    map(
        key,
        ["đồng chí", "các đồng chí", "đ c", "đ/c", "gs", "pgs", "ts", "tskh", "ths", "bs", "bscki", "bsckii", "bs cki", "bs ckii", "cki", "ckii", "ds", "ks", "kts", "cn", "ls", "nsnd", "nsưt", "nghệ sĩ nhân dân\n        ", "nghệ sĩ ưu tú", "ngnd", "ngưt", "nhà giáo nhân dân", "nhà giáo ưu tú", "nhà giáo", "giáo sư", "phó giáo sư", "tiến sĩ", "tiến sĩ khoa học", "thạc sĩ", "bác sĩ\n        ", "thầy thuốc nhân dân", "thầy thuốc ưu tú", "dược sĩ", "kỹ sư", "kiến trúc sư", "luật sư", "cử nhân", "thầy giáo", "cô giáo", "nhà báo", "phóng viên", "nhà văn", "nhà thơ\n        ", "nhạc sĩ", "hoạ sĩ", "ca sĩ", "nghệ sĩ", "nghệ nhân", "nghệ nhân nhân dân", "nghệ nhân ưu tú", "nhiếp ảnh gia", "doanh nhân", "đại biểu", "đại tướng", "thượng tướng\n        ", "trung tướng", "thiếu tướng", "chuẩn đô đốc", "phó đô đốc", "đô đốc", "đại tá", "thượng tá", "trung tá", "thiếu tá", "đại uý", "thượng uý", "trung uý", "thiếu uý", "thượng sĩ\n        ", "trung sĩ", "hạ sĩ", "chuẩn uý", "hoà thượng", "thượng toạ", "đại đức", "ni trưởng", "ni sư", "sư cô", "linh mục", "giám mục", "mục sư", "liệt sĩ", "anh hùng", "anh hùng llvtnd\n        ", "anh hùng lực lượng vũ trang nhân dân", "anh hùng lao động", "mẹ việt nam anh hùng", "mẹ vnah", "bà mẹ việt nam anh hùng", "vợ chồng", "gia đình"],
    )
)
_LONGEST_TITLE = max(title.count(" ") + 1 for title in _TITLES)

SURNAMES = frozenset(
    map(
        key,
        ["an", "âu", "bàn", "bạch", "bế", "bồ", "bùi", "cam", "cao", "cát", "cao", "chìu", "chíu", "chu", "châu", "chử", "chung", "chương", "công", "cung", "cù", "cổ", "danh", "diệp", "diêm", "doãn", "dư", "dương", "đái", "đàm", "đào", "đặng", "đậu", "điền", "điêu", "đinh", "đoàn", "đồng", "đỗ", "đới", "đường", "giang", "giáp", "hà", "hạ", "hán", "hàn", "hầu", "hồ", "hoa", "hoàng", "hoàn", "hùng", "hứa", "huỳnh", "khổng", "khúc", "khương", "khuất", "kiều", "kim", "kha", "la", "lạc", "lại", "lâm", "lăng", "lê", "lều", "lộc", "lò", "loan", "lô", "lỗ", "lư", "lữ", "lục", "lương", "lưu", "luyện", "lỷ", "lý", "ma", "mã", "mạc", "mạch", "mai", "mạnh", "mao", "mẫn", "môn", "mông", "ngân", "nghiêm", "ngô", "ngọc", "nguyễn", "nguỵ", "nhâm", "nhan", "nhữ", "ninh", "nình", "nông", "ông", "phạm", "phan", "phí", "phó", "phoóng", "phù", "phùng", "phương", "quách", "quan", "quản", "quàng", "quang", "sầm", "sằn", "sái", "sử", "tạ", "tăng", "tằng", "tân", "thạch", "thái", "thân", "thập", "thẩm", "thi", "thiều", "thịnh", "tiêu", "tiết", "tô", "tôn", "tòng", "tống", "trà", "trác", "trần", "trang", "trịnh", "triệu", "trình", "trương", "từ", "tưởng", "ty", "ưng", "vàng", "văn", "vi", "viên", "võ", "vòng", "voòng", "vũ", "vương", "xa", "y", "yên"],
    )
)

_PLACES = frozenset(
    map(
        key,
        ["hà nội", "hà nam", "hà giang", "hà tĩnh", "hà tây", "cao bằng", "an giang", "lâm đồng", "đồng nai", "đồng tháp", "thái bình", "thái nguyên", "vĩnh phúc", "hà đông", "mai châu", "ninh bình\n        ", "ninh thuận", "quảng ninh", "hoàng sa", "trường sa", "phú thọ", "vân đồn", "tiên yên", "cô tô", "ba chẽ", "đầm hà", "hải hà", "hạ long", "thái lan", "châu á", "châu âu", "lạng sơn", "yên bái\n        ", "yên tử", "yên hưng", "quảng yên", "kiên giang", "tây ninh", "trà vinh", "trà cổ", "la phù", "hồng kông", "đông triều", "an dương", "lê chân", "ngô quyền", "kiến an"],
    )
)


def strip_title(name: str) -> str:
    """A name on one line without the titles before it: "PGS.TS Nguyễn Văn A" → "Nguyễn Văn A".

    Forms of address, degrees, ranks and honours (đồng chí, ông, bà, GS, ThS, Thượng tướng, NSND, Hoà thượng …), one
    after another, are taken off; offices (Bí thư) are not. A capitalised Ông, Bà, Cô … stays when what follows is more
    than one word and no surname (Ông Ích Khiêm, Bà Huyện Thanh Quan). A title alone is returned as it is.
    """
    name = one_line(name)
    found = list(find_words(name))
    keys = [word_key(word.text) for word in found]
    at = 0
    while at < len(keys):
        for count in range(min(_LONGEST_TITLE, len(keys) - at - 1), 0, -1):
            if " ".join(keys[at : at + count]) in _TITLES:
                break
        else:
            rest = keys[at + 1 :]
            addressed = keys[at] in _KINSHIP and rest
            if not addressed or (found[at].text[0].isupper() and len(rest) > 1 and rest[0] not in SURNAMES):
                break
            count = 1
        at += count
    return name[found[at].start :] if at else name


def name_key(name: str) -> str:
    """The key by which two ways of writing one person's name are the same: `key` of the name without titles."""
    return key(strip_title(name))


def is_person_like(text: str) -> bool:
    """Whether a text looks like a Vietnamese person's full name; a hint to ask about, never a decision.

    Two to six capitalised words, nothing between them but a space or hyphen, the first a known surname (or Y, H'),
    and not a well-known place that begins like one (Hà Nội).
    """
    name = strip_title(text)
    found = list(find_words(name))
    if not 2 <= len(found) <= 6 or name_key(name) in _PLACES:
        return False
    if not all(word.text[0].isupper() and not any(char.isdigit() for char in word.text) for word in found):
        return False
    joined = all(name[left.end : right.start] in (" ", "-", " - ") for left, right in zip(found, found[1:]))
    whole = found[0].start == 0 and found[-1].end == len(name)
    first = found[0].text
    return joined and whole and (word_key(first) in SURNAMES or first in ("Y", "H") or first[:2] in ("H'", "H’", "K'", "K’"))


class FoundPhrase(NamedTuple, Generic[T]):
    """A phrase found: `text[start:end]`, in characters, and the value it was given with."""

    start: int
    end: int
    value: T


@dataclass
class _Node(Generic[T]):
    """A place in the tree of phrases by word key; what ends here, with the spelling each asks for."""

    after: dict[str, _Node[T]] = field(default_factory=dict)
    ends: list[tuple[list[bool], list[str], T]] = field(default_factory=list)


_IGNORED = re.compile(f"[{IGNORABLE}]+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LINE_END = re.compile("[\n\r\v\f\u0085\u2028\u2029]")


def find_phrases(text: str, phrases: Mapping[str, T]) -> list[FoundPhrase[T]]:
    """Every place where one of the phrases stands in the text, from left to right, as (start, end, value).

    Words are compared by `word_key`, so each spelling finds the other, and NFD finds NFC. At each place the longest phrase
    wins and places do not overlap. Phrases that share a key (two people of one name) are all reported, at the
    same place, a value once. A word capitalised in the phrase must be so in the text: "bình minh" and "Bình minh" are not
    Bình Minh, BÌNH MINH is. Between two words only spaces may stand, or the sign the phrase has there (any dash for
    a dash), or a full stop with no space after an abbreviation (TP.HCM): never a line break or the end of a sentence.
    One pass; the time grows with the text and with the phrases, not with their product.
    """
    tree: _Node[T] = _Node()
    for phrase, value in phrases.items():
        _plant(tree, phrase, value)
    spans = [match.span() for match in WORD.finditer(text)]
    keys = [word_key(text[start:end]) for start, end in spans]
    found: list[FoundPhrase[T]] = []
    first_words = tree.after
    after_last = 0
    for place, first in enumerate(keys):
        if place < after_last or first not in first_words:
            continue
        length, values = _longest(tree, text, spans, keys, place)
        if values:
            after_last = place + length
            start, end = spans[place][0], spans[after_last - 1][1]
            found.extend(FoundPhrase(start, end, value) for value in values)
    return found


def _plant(tree: _Node[T], phrase: str, value: T) -> None:
    node, capitals, gaps, last_end = tree, [], [], None
    for match in WORD.finditer(phrase):
        if last_end is not None:
            gaps.append(_gap(phrase, last_end, match.start()) or "")
        node = node.after.setdefault(word_key(match[0]), _Node())
        capitals.append(match[0][0].isupper())
        last_end = match.end()
    if capitals:
        node.ends.append((capitals, gaps, value))


def _longest(
    tree: _Node[T], text: str, spans: list[tuple[int, int]], keys: list[str], place: int
) -> tuple[int, list[T]]:
    """The longest phrase beginning at one word: its number of words, and its values; (0, []) for none."""
    node: _Node[T] | None = tree.after[keys[place]]
    capitals = [text[spans[place][0]].isupper()]
    gaps: list[str] = []
    best: tuple[int, list[T]] = (0, [])
    while node:
        values: list[T] = []
        for wanted, signs, value in node.ends:
            capitals_agree = all(has or not wants for has, wants in zip(capitals, wanted))
            signs_agree = all(gap in ("", sign) for gap, sign in zip(gaps, signs))
            if capitals_agree and signs_agree and value not in values:
                values.append(value)
        if values:
            best = (len(capitals), values)
        here = place + len(capitals)
        if here == len(keys) or not node.after:
            break
        gap = _gap(text, spans[here - 1][1], spans[here][0])
        if gap is None:
            break
        node = node.after.get(keys[here])
        gaps.append(_after_abbreviation(text, spans[here - 1], gap))
        capitals.append(text[spans[here][0]].isupper())
    return best


def _gap(text: str, start: int, end: int) -> str | None:
    """What stands between two words, without its spaces and with "-" for any dash; None where a line ends."""
    gap = text[start:end]
    if gap == " ":
        return ""
    if _LINE_END.search(gap):
        return None
    return _DASHES.sub("-", _IGNORED.sub("", gap).replace(" ", "").strip())


def _after_abbreviation(text: str, word: tuple[int, int], gap: str) -> str:
    """A full stop right between an abbreviation and the next word (TP.HCM, T.Ư) counts as a space."""
    start, end = word
    spaced = text[end : end + 2].isspace() or text[end + 1 : end + 2].isspace()
    return "" if gap == "." and not spaced and text[start:end].isupper() and end - start <= 4 else gap
