"""People a text introduces with an office, whom the registry does not know."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from people.roles import role_after, role_before
from vietnamese import find_words, is_person_like, key, strip_title, word_key

_MOST = 200  # names looked at
_UNITS = frozenset(key("tỉnh thành phố tp thị xã tx trấn huyện quận phường xã thôn bản khu").split())


class Official(NamedTuple):
    """A name as printed, and the role printed beside it."""

    name: str
    role: str


def officials(text: str, known: Iterable[tuple[int, int]]) -> list[Official]:
    """Names with an office beside them, each once, but those at the places `known` (start, end) in the text.

    A hint to ask about: by the form of the name and the words around it alone.
    """
    starts = sorted(known)
    found: dict[str, Official] = {}
    for start, end in islice(_names(text), _MOST):
        at = bisect_left(starts, (end, 0))
        if at and starts[at - 1][1] > start:
            continue
        name = text[start:end]
        if key(name) in found or _in_a_unit(text, start, name):
            continue
        if role := role_after(text, end) or role_before(text, start):
            found[key(name)] = Official(name, role)
    return list(found.values())


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where capitalised words stand in a row that look like a person's name, titles before it left out."""
    run: list[tuple[int, int]] = []
    for word in find_words(text):
        joined = bool(run) and text[run[-1][1] : word.start] in (" ", "\u00a0")
        if run and not (joined and word.text[0].isupper()):
            yield from _name(text, run)
            run = []
        if word.text[0].isupper():
            run.append((word.start, word.end))
    yield from _name(text, run)


def _name(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not 2 <= len(run) <= 8:
        return
    whole = text[run[0][0] : run[-1][1]]
    start = run[-1][1] - len(strip_title(whole))
    if is_person_like(text[start : run[-1][1]]):
        yield start, run[-1][1]


def _in_a_unit(text: str, start: int, name: str) -> bool:
    """Whether it is more likely the name of a place: "phường Cao Xanh"."""
    before = re.search(r"(\w+)[ \u00a0]$", text[max(0, start - 20) : start])
    return before is not None and len(name.split()) == 2 and word_key(before[1]) in _UNITS
