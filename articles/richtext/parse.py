"""Any HTML made into the blocks a body has: what may stand where it stands is kept; of the rest, the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vietnamese import clean, one_line

from .blocks import Node, Run, Style
from .tokens import attributes_of, link_target, photo_number, tokens

MAX_LISTS = 8  # lists inside one another

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sub": "sub", "sup": "sup"}
MARK_ORDER = ("strong", "em", "sub", "sup")
LISTS = ("ul", "ol")
CELLS = ("td", "th")
# How far inside the table each part of it stands.
TABLE_PARTS = {"thead": 1, "tbody": 1, "tfoot": 1, "tr": 2, "td": 3, "th": 3}
BREAKING = {"address", "article", "aside", "body", "center", "dd", "details", "dialog", "dir", "div", "dl"}
BREAKING |= {"dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html"}
BREAKING |= {"legend", "main", "menu", "nav", "option", "p", "pre", "section", "summary"}

_SPACES = re.compile("[ \t\n\r\f\u00a0]+")
_PIECES = re.compile("\n|[ \u00a0]|[^\n \u00a0]+")


class RichTextTooDeep(ValidationError):
    """Lists inside lists, more than `MAX_LISTS` deep."""


def parse(html: str) -> list[Node]:
    """The blocks of any HTML, in order. Raises `RichTextTooDeep`."""
    builder = _Builder()
    for token in tokens(html):
        if not token.name:
            builder.text(token.text)
        elif token.closes:
            builder.close(token.name)
        else:
            builder.open(token.name, token.written)
    return builder.finish()


class _Builder:
    """Takes tags and text as they come, and keeps what may stand where it stands."""

    def __init__(self) -> None:
        self.root: list[Node] = []
        self.stack: list[Node] = []
        self.leaf: Node | None = None
        self.kind = "p"  # of the next block of text
        self.marks: Counter[str] = Counter()  # how often each is open
        self.style = Style()
        self.numbers: set[int] = set()
        self.waiting: list[Node] = []  # figures met inside a list, quote or table

    def open(self, name: str, written: str) -> None:
        if name in MARKS:
            self.marks[MARKS[name]] += 1
            self._restyle(self.style.href, self.style.title)
        elif name == "a":
            attributes = attributes_of(written)
            href = link_target(attributes.get("href", ""))
            self._restyle(href, one_line(attributes.get("title", "")) if href else "")
        elif name == "br":
            if self.leaf:
                self.leaf.runs.append(("\n", self.style))
        elif name == "figure" and (number := photo_number(written)) is not None:
            self._figure(number)
        elif name in HEADINGS or name in BREAKING:
            self._break(HEADINGS.get(name, "p"))
        elif name in LISTS:
            self._list(name)
        elif name == "li":
            self._leave("li", (*LISTS, "blockquote", *CELLS))
            if self._inside(LISTS):
                self.stack.append(Node("li"))
        elif name == "blockquote":
            self._break()
            if not self.stack:
                self.stack.append(Node("blockquote"))
        elif name == "table":
            self._break()
            if all(node.tag != "table" for node in self.stack):
                self._item()
                self.stack.append(Node("table"))
        elif name == "caption":
            self._break("caption" if self._inside(("table",)) and not self.stack[-1].children else "p")
        elif name in TABLE_PARTS:
            self._table_part(name, attributes_of(written))

    def close(self, name: str) -> None:
        if name in MARKS:
            self.marks[MARKS[name]] = max(0, self.marks[MARKS[name]] - 1)
            self._restyle(self.style.href, self.style.title)
        elif name == "a":
            self._restyle("", "")
        elif name in HEADINGS or name in BREAKING or name == "caption":
            self._break()
        elif name in LISTS or name in ("li", "blockquote"):
            self._leave(name, ("blockquote", *CELLS) if name != "li" else (*LISTS, "blockquote", *CELLS))
        elif name == "table":
            self._leave("table", ())
        elif name in TABLE_PARTS:
            self._leave("tbody" if name == "tfoot" else name, ("table",))

    def text(self, text: str) -> None:
        # The one overlay that, left alone after ">", Unicode would compose into it and break a tag.
        text = _SPACES.sub(_one_space, clean(text).replace("\u0338", ""))
        if not text or (not self.leaf and text in " \u00a0"):
            return
        if not self.leaf:
            if self.kind != "caption" and self._inside(("table", "thead", "tbody", "tr")):
                self._table_part("td", {})
            self._item()
            bare = self._inside(("li", *CELLS))
            self.leaf = Node("" if bare else self.kind if not self.stack or self.kind == "caption" else "p")
        self.leaf.runs.append((text, self.style))

    def finish(self) -> list[Node]:
        self._break()
        while self.stack:
            self._pop()
        return self.root

    def _inside(self, tags: Iterable[str]) -> bool:
        return bool(self.stack) and self.stack[-1].tag in tags

    def _restyle(self, href: str, title: str) -> None:
        self.style = Style(href, title, tuple(mark for mark in MARK_ORDER if self.marks[mark]))

    def _break(self, kind: str = "p") -> None:
        """End the block of text; the next is of this kind."""
        self.kind = kind
        if self.leaf:
            leaf, self.leaf = self.leaf, None
            for part in _settled(leaf):
                self._add(part)

    def _add(self, node: Node) -> None:
        (self.stack[-1].children if self.stack else self.root).append(node)

    def _pop(self) -> None:
        node = self.stack.pop()
        if node.children or node.tag in CELLS:
            self._add(node)
        if not self.stack:
            self.root += self.waiting
            self.waiting = []

    def _leave(self, tag: str, barriers: Iterable[str]) -> None:
        """Close the innermost `tag` that is open, unless a barrier stands before it."""
        self._break()
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].tag == tag:
                while len(self.stack) > depth:
                    self._pop()
                return
            if self.stack[depth].tag in barriers:
                return

    def _figure(self, number: int) -> None:
        self._break(self.kind)
        if number not in self.numbers:
            self.numbers.add(number)
            (self.waiting if self.stack else self.root).append(Node("figure", {"data-photo": str(number)}))

    def _item(self) -> None:
        """What stands straight inside a list stands in an item of it."""
        if self._inside(LISTS):
            self.stack.append(Node("li"))

    def _list(self, name: str) -> None:
        self._break()
        if sum(node.tag in LISTS for node in self.stack) == MAX_LISTS:
            raise RichTextTooDeep(
                _(
                    "The text has lists inside lists, more than %(most)d deep. Move the innermost lists"
                    " outwards and save again."
                ),
                code="too_deep",
                params={"most": MAX_LISTS},
            )
        if self._inside(LISTS) and self.stack[-1].children:
            self.stack.append(self.stack[-1].children.pop())  # <ul><li>…</li><ul>: it belongs to that item
        elif self._inside(("table", "thead", "tbody", "tr")):
            self._table_part("td", {})
        self._item()
        self.stack.append(Node(name))

    def _table_part(self, name: str, attributes: dict[str, str]) -> None:
        self._break()
        table = next((i for i, node in enumerate(self.stack) if node.tag == "table"), None)
        if table is None:
            return
        inside = table + TABLE_PARTS[name]
        while len(self.stack) > inside:
            self._pop()
        while len(self.stack) < inside:
            self.stack.append(Node("tbody" if len(self.stack) == table + 1 else "tr"))
        self.stack.append(Node("tbody" if name == "tfoot" else name, _cell_attributes(name, attributes)))


def _cell_attributes(name: str, attributes: dict[str, str]) -> dict[str, str]:
    kept = {}
    if name in CELLS:
        for key in ("colspan", "rowspan"):
            value = attributes.get(key, "")
            if value.isascii() and value.isdigit() and len(value) < 4 and int(value) > 1:
                kept[key] = str(int(value))
    if name == "th" and attributes.get("scope", "").lower() in ("row", "col", "rowgroup", "colgroup"):
        kept["scope"] = attributes["scope"].lower()
    return kept


def _one_space(spaces: re.Match[str]) -> str:
    return spaces[0] if spaces[0] == "\u00a0" else " "


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours set alike as one run."""
    for style, alike in groupby(runs, key=lambda run: run[1]):
        yield "".join(text for text, _style in alike), style


def _settled(leaf: Node) -> Iterator[Node]:
    """The leaf with its white space settled: none at the ends and around line breaks, and one space between
    words, a no-break one only where it stands alone. A paragraph is divided where lines are left blank."""
    part: list[Run] = []
    gap, gap_style = "", Style()
    for text, style in _joined(leaf.runs):
        for piece in _PIECES.findall(clean(text)):
            if piece in "\n \u00a0":
                before = gap[:1]
                if piece == "\n":
                    gap = gap + "\n" if gap.startswith("\n") else "\n"
                elif not gap.startswith("\n"):
                    gap = " " if gap else piece
                if gap[0] != before or len(style.tags()) < len(gap_style.tags()):
                    gap_style = style
                continue
            if len(gap) > 1 and leaf.tag == "p" and part:
                yield Node("p", runs=list(_joined(part)))
                part = []
            elif gap and part:
                part.append((gap[0], gap_style))
            gap = ""
            part.append((piece, style))
    if part:
        yield Node(leaf.tag, runs=list(_joined(part)))
