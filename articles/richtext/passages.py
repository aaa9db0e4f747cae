"""A body as the passages it is read in, for telling what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .blocks import Node, Style
from .parse import parse

# What a passage is, by the innermost element that says so; a plain paragraph is "p".
KINDS = {"h2", "h3", "ul", "ol", "blockquote", "th", "td", "caption"}


class Passage(NamedTuple):
    """A line of text as it stands: what kind of block it is in, and its runs of one style each.

    `kind` is one of `KINDS`, "p", or "figure", whose text is the number of the photo.
    """

    kind: str
    runs: list[tuple[str, Style]]

    @property
    def text(self) -> str:
        return "".join(text for text, _style in self.runs)


def passages(html: str) -> list[Passage]:
    """The passages of a body in order; line breaks within a block part two passages."""
    return list(_passages(parse(html), "p"))


def _passages(nodes: Iterable[Node], around: str) -> Iterator[Passage]:
    for node in nodes:
        kind = node.tag if node.tag in KINDS else around
        if node.tag == "figure":
            yield Passage("figure", [(node.attributes.get("data-photo", ""), Style())])
        elif node.children:
            yield from _passages(node.children, kind)
        elif node.runs:
            yield from _lines(node, kind)


def _lines(node: Node, kind: str) -> Iterator[Passage]:
    line: list[tuple[str, Style]] = []
    for text, style in node.runs:
        first, *more = text.split("\n")
        line.append((first, style))
        for piece in more:
            yield Passage(kind, line)
            line = [(piece, style)]
    yield Passage(kind, line)
