"""What differs between two texts: passages paired, then words; and what was only moved or set otherwise.

Knows nothing of stories. Words are compared in NFC, Vietnamese syllables stay whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from unicodedata import normalize

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.richtext import Passage

# Above this many pairs of words a changed passage is shown whole, not word by word.
MOST_PAIRS = 4_000_000
# Above this many pairs of passages those that changed are paired by their order, not by likeness.
MOST_PASSAGES = 40_000
# Two passages of which less than this share of words is common are two, not one that changed.
ALIKE = 0.35
# So many unchanged passages in a row are folded away.
FOLDED = 4

# With the space before it, so that what is added behind a word leaves the word alone.
_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
_MARKS = {
    "strong": (gettext_lazy("bold"), gettext_lazy("no longer bold")),
    "em": (gettext_lazy("italic"), gettext_lazy("no longer italic")),
    "sub": (gettext_lazy("subscript"), gettext_lazy("no longer subscript")),
    "sup": (gettext_lazy("superscript"), gettext_lazy("no longer superscript")),
}
_KINDS = {
    "p": gettext_lazy("paragraph"),
    "h2": gettext_lazy("heading"),
    "h3": gettext_lazy("smaller heading"),
    "ul": gettext_lazy("list item"),
    "ol": gettext_lazy("numbered item"),
    "blockquote": gettext_lazy("quotation"),
    "td": gettext_lazy("table cell"),
    "th": gettext_lazy("table heading"),
    "caption": gettext_lazy("table title"),
    "figure": gettext_lazy("place of a photo"),
}


class Part(NamedTuple):
    """A run of text: "same" in both, "gone" from the older, "new" in the newer, "here" or "away" when a whole
    passage was moved, "set" when only how it is set differs, "fold" for unchanged passages folded away, and
    "note" for a remark without text. `note` says what there is to say of it."""

    kind: str
    text: str
    note: str = ""


class Line(NamedTuple):
    """A passage made ready: its kind, its words, and of each word its marks and link."""

    kind: str
    words: tuple[str, ...]
    styles: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        return "".join(self.words)


def line(passage: Passage | str) -> Line:
    """A passage, or a text without any, as its words."""
    if isinstance(passage, str):
        words = tuple(_WORD.findall(normalize("NFC", passage)))
        return Line("p", words, (("", ()),) * len(words))
    text, styles = [], []
    for run, style in passage.runs:
        run = normalize("NFC", run)
        text.append(run)
        styles += [(style.href, style.marks)] * len(run)
    joined = "".join(text)
    if passage.kind == "figure":
        joined = f"[{_('Photo %s') % joined}]"
        return Line("figure", (joined,), (("", ()),))
    found = list(_WORD.finditer(joined))
    return Line(passage.kind, tuple(one[0] for one in found), tuple(styles[one.end() - 1] for one in found))


def differences(old: Iterable[Passage | str], new: Iterable[Passage | str]) -> Iterator[Part]:
    """What differs between two texts given by their passages."""
    before, after = [line(one) for one in old], [line(one) for one in new]
    was, now = [one.text for one in before], [one.text for one in after]
    opcodes = matcher(was, now).get_opcodes()
    moved = _moved(opcodes, was, now)
    for kind, start, end, new_start, new_end in opcodes:
        if kind == "equal":
            for one, other in zip(before[start:end], after[new_start:new_end], strict=True):
                yield from _restyled(one, other)
                yield Part("same", "\n")
        else:
            yield from _changed(before[start:end], after[new_start:new_end], moved)


def folded(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts with runs joined, and long stretches that did not change folded away but for their ends."""
    for part in _joined(parts):
        lines = part.text.split("\n") if part.kind == "same" else []
        if len(lines) < FOLDED + 3:
            yield part
            continue
        many = sum(1 for one in lines[1:-2] if one.strip())
        yield Part("same", lines[0] + "\n")
        yield Part("fold", "\n".join(lines[1:-2]), _("%s passages unchanged") % many)
        yield Part("same", "\n".join(lines[-2:]))


def by_word(old: str, new: str) -> Iterator[Part]:
    """What differs between two short texts."""
    yield from _by_word(line(old), line(new))


def _moved(opcodes: list, old: list[str], new: list[str]) -> set[str]:
    """The texts that stand once in each, in another place."""
    gone = Counter(text for kind, start, end, _s, _e in opcodes if kind != "equal" for text in old[start:end])
    came = Counter(text for kind, _s, _e, start, end in opcodes if kind != "equal" for text in new[start:end])
    return {text for text in gone if text.strip() and gone[text] == came[text] == 1}


def _changed(old: list[Line], new: list[Line], moved: set[str]) -> Iterator[Part]:
    """Passages in the place of others: moved ones said so, those alike compared by word."""
    pairs = _pairs(old, new, moved)
    at = 0
    for index, other in enumerate(new):
        if index in pairs:
            yield from _removed(old[at : pairs[index]], moved)
            yield from _by_word(old[pairs[index]], other)
            at = pairs[index] + 1
        elif other.text in moved:
            yield Part("here", other.text, _("moved here"))
        elif other.words:
            yield Part("new", other.text)
        yield Part("same", "\n")
    yield from _removed(old[at:], moved)


def _removed(lines: list[Line], moved: set[str]) -> Iterator[Part]:
    for one in lines:
        if one.text in moved:
            yield Part("away", one.text, _("moved from here"))
        else:
            yield Part("gone", one.text)
        yield Part("same", "\n")


def _pairs(old: list[Line], new: list[Line], moved: set[str]) -> dict[int, int]:
    """Which new passage came of which old one, both in order: {index in new: index in old}."""
    ours = [i for i, one in enumerate(old) if one.text not in moved and one.kind != "figure"]
    theirs = [i for i, one in enumerate(new) if one.text not in moved and one.kind != "figure"]
    if len(ours) * len(theirs) > MOST_PASSAGES:
        return {j: i for i, j in zip(ours, theirs, strict=False) if _likeness(*_counted(old[i], new[j])) > 0}
    bags = [Counter(word.strip() for word in old[i].words) for i in ours]
    other_bags = [Counter(word.strip() for word in new[j].words) for j in theirs]
    # The best sum of likenesses over pairs in order, as for a longest common subsequence.
    best = [[0.0] * (len(theirs) + 1) for _row in range(len(ours) + 1)]
    alike = [[_likeness(one, other) for other in other_bags] for one in bags]
    single = len(ours) == len(theirs) == 1
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            taken = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    found, i, j = {}, 0, 0
    while i < len(ours) and j < len(theirs):
        if alike[i][j] >= ALIKE and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found[theirs[j]] = ours[i]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return {theirs[0]: ours[0]} if single else found


def _counted(one: Line, other: Line) -> tuple[Counter, Counter]:
    return Counter(word.strip() for word in one.words), Counter(word.strip() for word in other.words)


def _likeness(one: Counter, other: Counter) -> float:
    """The share of words that two passages have in common: 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _by_word(old: Line, new: Line) -> Iterator[Part]:
    if old.kind != new.kind:
        yield _another_kind(old, new)
    ours, theirs = [word.lstrip() for word in old.words], [word.lstrip() for word in new.words]
    gone = came = ""
    for kind, start, end, new_start, new_end in _opcodes(ours, theirs):
        if kind != "equal":
            gone += "".join(old.words[start:end])
            came += "".join(new.words[new_start:new_end])
            continue
        run: list[tuple[str, str]] = []
        for i, j in zip(range(start, end), range(new_start, new_end), strict=True):
            word = new.words[j]
            if word != old.words[i]:
                yield from _runs(run)
                gone += old.words[i].removesuffix(ours[i])
                came += word.removesuffix(theirs[j])
                run, word = [], theirs[j]
            if gone or came:
                yield from _replaced(gone, came)
                gone = came = ""
            run.append((word, _set_otherwise(old.styles[i], new.styles[j])))
        yield from _runs(run)
    yield from _replaced(gone, came)


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    # What begins and ends alike needs no search.
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(before) * len(after) > MOST_PAIRS:
        found = [("replace", 0, len(before), 0, len(after))]
    else:
        found = matcher(before, after).get_opcodes()
    return [
        ("equal", 0, head, 0, head),
        *((kind, head + i, head + j, head + k, head + m) for kind, i, j, k, m in found),
        ("equal", len(old) - tail, len(old), len(new) - tail, len(new)),
    ]


def _replaced(gone: str, came: str) -> Iterator[Part]:
    """What is gone and what came in its place, but for a space before both that is all of one of them."""
    space = _space(gone) if _space(gone) == _space(came) and not (gone.strip() and came.strip()) else ""
    for kind, text in (
        ("same", space),
        ("gone", gone.removeprefix(space)),
        ("new", came.removeprefix(space)),
    ):
        if text:
            yield Part(kind, text)


def _space(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    most = min(len(old), len(new))
    return next((i for i in range(most) if old[i] != new[i]), most)


def _restyled(old: Line, new: Line) -> Iterator[Part]:
    """A passage whose words are the same: what of it is set otherwise."""
    if old.kind != new.kind:
        yield _another_kind(old, new)
    # The line of a photo is one word, and a paragraph may read the same.
    if old.styles == new.styles or len(old.words) != len(new.words):
        yield Part("same", new.text)
    else:
        yield from _runs(zip(new.words, map(_set_otherwise, old.styles, new.styles), strict=True))


def _runs(words: Iterable[tuple[str, str]]) -> Iterator[Part]:
    """Words that are in both, each with how it is set otherwise, in runs of which that is the same."""
    for note, run in groupby(words, key=itemgetter(1)):
        yield Part("set" if note else "same", "".join(word for word, _note in run), note)


def _set_otherwise(old: tuple[str, tuple[str, ...]], new: tuple[str, tuple[str, ...]]) -> str:
    """ "bold", "no longer italic, link to /x/"; "" for what is set alike."""
    if old == new:
        return ""
    (href, marks), (new_href, new_marks) = old, new
    said = [str(_MARKS[mark][0]) for mark in new_marks if mark not in marks and mark in _MARKS]
    said += [str(_MARKS[mark][1]) for mark in marks if mark not in new_marks and mark in _MARKS]
    if href != new_href:
        if not new_href:
            said.append(_("no longer a link to %s") % href)
        elif not href:
            said.append(_("link to %s") % new_href)
        else:
            said.append(_("link to %(new)s instead of %(old)s") % {"new": new_href, "old": href})
    return ", ".join(said)


def _another_kind(old: Line, new: Line) -> Part:
    about = {"old": _KINDS.get(old.kind, old.kind), "new": _KINDS.get(new.kind, new.kind)}
    return Part("note", "", _("%(new)s, was: %(old)s") % about)


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Runs of the same kind as one."""
    held: Part | None = None
    for part in parts:
        if held and part.kind == held.kind and part.kind in ("same", "gone", "new"):
            held = Part(held.kind, held.text + part.text)
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def matcher(old: Sequence, new: Sequence) -> SequenceMatcher:
    """Compares two sequences of whatever; frequent members count as others do."""
    return SequenceMatcher(None, old, new, autojunk=False)
