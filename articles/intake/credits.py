"""The lines of a text that say whose it is: its source, who wrote it, who took a photo. No database."""

from __future__ import annotations

import re
from typing import NamedTuple

from vietnamese import words

TEXT, PHOTO, EDITING = "text", "photo", "editing"


class Mention(NamedTuple):
    """A source as a text gives it; each part "" when it is not there."""

    name: str = ""
    domain: str = ""
    url: str = ""

    @property
    def label(self) -> str:
        """What to call it."""
        return self.name or self.domain


class Signature(NamedTuple):
    """A line that says who made the story, as typed, and whom it credits for what."""

    line: str
    credits: tuple[tuple[str, str], ...]  # (role, name)
    sources: tuple[Mention, ...] = ()


# Country and general endings of the sites a newsroom reprints from: TP.HCM and T.Ư are no addresses.
_ENDINGS = "vn|com|net|org|info|edu|gov|news|asia|tv|io|eu|uk|us|au|cn|jp|kr|tw|hk|sg|my|th|la|kh|ph|fr|de|ru"
_ADDRESS = re.compile(
    rf"(?:(?P<scheme>https?)://)?(?<![\w@.])(?P<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS}))(?![\w-]|\.\w)"
    r"(?P<port>:[0-9]+)?(?P<path>/[^\s<>\"'()]*[^\s<>\"'().,;:!?])?/?",
    re.IGNORECASE,
)
_FAR = 300  # characters: a longer line is a paragraph

_SOURCE = re.compile(r"[(\[]?\s*nguồn(?:\s+tin)?\s*:\s*(?P<what>[^\s].*?)\s*[)\]]?", re.IGNORECASE)
_ACCORDING = re.compile(r"(?P<open>[(\[])?\s*theo\s*:?\s+(?P<what>\S.*?)\s*[)\]]?", re.IGNORECASE)
_SIGNED_ACCORDING = re.compile(
    r"(?P<who>[^()]+?)\s*\((?:theo|nguồn(?:\s+tin)?)\s*:?\s+(?P<what>[^()]+?)\s*\)", re.IGNORECASE
)
_BETWEEN_SOURCES = re.compile(r"\s*[;|/]\s*|\s*,\s+|\s+[-–—]\s+|\s+(?:và|&)\s+")

_LABEL = r"(?:bài|tin|ảnh|thực hiện|tác giả|biên tập)"
_LABELS = re.compile(
    rf"(?<!\w)(?P<label>{_LABEL}(?:\s*(?:,|/|&|-|–|\bvà\b)\s*{_LABEL})*)\s*:\s*", re.IGNORECASE
)
_BETWEEN_NAMES = re.compile(r"\s*[,;/&]\s*|\s+[-–—]\s+|\s+và\s+")
_ROLES = {"ảnh": PHOTO, "biên tập": EDITING}

_PHOTO_CREDIT = re.compile(
    r"(?<!\w)(?P<open>\()?(?:nguồn\s+)?ảnh\s*:\s*(?P<who>[^\s():!?;][^():!?;]{0,79}?)\s*[.)]*$", re.IGNORECASE
)


def source_line(line: str) -> list[Mention]:
    """The sources a line names: "Nguồn tin: …", "Nguồn: …", "(Theo …)"; [] for any other line."""
    if len(line) > _FAR:
        return []
    if named := _SOURCE.fullmatch(line):
        return mentions(named["what"])
    according = _ACCORDING.fullmatch(line)
    # "Theo báo cáo, …" begins many a paragraph; a source stands alone and has a name or an address.
    if according and (according["open"] or len(words(line)) <= 8) and not line.endswith((":", "…", "?", "!")):
        what = according["what"].rstrip(".")
        if _ADDRESS.search(what) or (what[0].isupper() and "," not in what):
            return mentions(what)
    return []


def mentions(what: str) -> list[Mention]:
    """The sources in what stands after "Nguồn tin:", one or several."""
    what = what.rstrip(" .")
    addresses = [found for found in _ADDRESS.finditer(what) if len(found["host"]) <= 120]
    if not addresses:
        parts = [part for part in _BETWEEN_SOURCES.split(what) if part]
        # "Sở Văn hoá, Thể thao và Du lịch" is one; "TTXVN, Báo Nhân Dân" are two.
        several = len(parts) > 1 and all(
            re.match("báo|đài|ttx|tạp chí|vov|vtv", part, re.IGNORECASE) for part in parts
        )
        return [Mention(name=part[:120]) for part in (parts if several else [what])]
    found: dict[str, Mention] = {}
    last = 0
    for address in addresses:
        domain = address["host"].lower().removeprefix("www.")
        url = address[0] if address["scheme"] else f"https://{address[0]}" if address["path"] else ""
        name = what[last : address.start()].strip(" \t,;:|/&()[]-–—.\"'“”‘’«»")
        last = address.end()
        before = found.get(domain, Mention())
        name = before.name or re.sub(r"^(?:và|theo)\s+", "", name, flags=re.IGNORECASE)
        found[domain] = Mention(name[:120], domain, before.url or url)
    return list(found.values())


def bare_address(line: str) -> Mention | None:
    """The source whose address is all there is on a line; None for any other line."""
    address = _ADDRESS.fullmatch(line.strip("()[]<> ")) if len(line) <= 2 * _FAR else None
    return mentions(line)[0] if address and address["scheme"] else None


def signature(line: str) -> Signature | None:
    """Whom a signature credits: "Minh Hà", "Bài, ảnh: Minh Hà", "Minh Hà (theo TTXVN)"; None for others."""
    if len(line) > 120:
        return None
    sources: tuple[Mention, ...] = ()
    signed = line
    if according := _SIGNED_ACCORDING.fullmatch(line):
        signed, sources = according["who"], tuple(mentions(according["what"]))
    labels = list(_LABELS.finditer(signed))
    if labels and not signed[: labels[0].start()].strip("( "):
        credits = _labelled(signed, labels)
    else:
        names = _names(signed)
        credits = tuple((TEXT, name) for name in names)
    return Signature(line, credits, sources) if credits else None


def _labelled(line: str, labels: list[re.Match[str]]) -> tuple[tuple[str, str], ...]:
    credits: list[tuple[str, str]] = []
    ends = [label.start() for label in labels[1:]] + [len(line)]
    for label, end in zip(labels, ends, strict=True):
        names = _names(line[label.end() : end].strip(" \t,;-–—|."))
        if not names:
            return ()
        kinds = re.findall(_LABEL, label["label"], re.IGNORECASE)
        roles = dict.fromkeys(_ROLES.get(kind.lower(), TEXT) for kind in kinds)
        credits += [(role, name) for role in roles for name in names]
    return tuple(dict.fromkeys(credits))


def _names(text: str) -> list[str]:
    """The names a text consists of, [] when it is anything else: each of at most five capitalised words."""
    text = text.strip("()[] ")
    if text.endswith((".", ":", "!", "?", "…")) and not re.search(r"\b\w\.$", text):
        return []
    names = [name.strip() for name in _BETWEEN_NAMES.split(text)]
    return names if all(map(_like_a_name, names)) else []


def _like_a_name(name: str) -> bool:
    parts = words(name)
    return (
        0 < len(parts) <= 5
        and len(name) <= 80
        and not re.search(r"[\d<>{}=\"“”@]", name)
        and all(part[0].isupper() for part in parts)
    )


def photo_credit(caption: str) -> tuple[str, str]:
    """A caption without the credit at its end, and it: "Hội. Ảnh: Minh Hà" → ("Hội.", "Minh Hà")."""
    found = _PHOTO_CREDIT.search(caption, max(0, len(caption) - 120))
    if not found or len(words(found["who"])) > 6:
        return caption, ""
    before = caption[: found.start()].rstrip()
    # "Bức ảnh: …" in the middle of a sentence is no credit.
    if before and not found["open"] and before[-1] not in '.!?…”")':
        return caption, ""
    return before, found["who"]
