"""What a body is made of, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# After these, at any depth, a line ends; the editor writes the same (see the rules in its plugin).
LINES = frozenset(("p", "h2", "h3", "ul", "ol", "blockquote", "table", "figure"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is set: its link, and its marks in the order they are written."""

    href: str = ""
    title: str = ""
    marks: tuple[str, ...] = ()

    def tags(self) -> list[tuple[str, dict[str, str]]]:
        link = [("a", {"href": self.href, "title": self.title})] if self.href else []
        return link + [(mark, {}) for mark in self.marks]


Run = tuple[str, Style]


@dataclass(slots=True)
class Node:
    """A block. A leaf (p, h2, h3, caption, or "" for bare text in an item or cell) has runs, in whose text a
    newline is a line break; a figure has only its data-photo; the others have children."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def leaves(self) -> Iterator[Node]:
        """The blocks of text in it, and the figures."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


def write(nodes: Iterable[Node]) -> str:
    """The HTML that is stored: each block on a line of its own."""
    return "".join(_written(nodes)).strip("\n")


def _written(nodes: Iterable[Node]) -> Iterator[str]:
    before = None
    for node in nodes:
        if not node.tag:
            yield ("<br>" if before == "" else "") + inline(node.runs)
        else:
            yield tag(node.tag, node.attributes)
            yield inline(node.runs)
            yield from _written(node.children)
            yield f"</{node.tag}>" + ("\n" if node.tag in LINES else "")
        before = node.tag


def tag(name: str, attributes: dict[str, str]) -> str:
    """An opening tag; attributes without a value are left out."""
    written = (
        f' {key}="{escape(value).replace(chr(34), "&quot;")}"' for key, value in attributes.items() if value
    )
    return f"<{name}{''.join(written)}>"


def inline(runs: Iterable[Run]) -> str:
    """Runs of text as HTML, with as few tags as their order allows."""
    out: list[str] = []
    opened: list[tuple[str, dict[str, str]]] = []
    for text, style in [*runs, ("", Style())]:
        wanted = style.tags()
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
            same += 1
        out += [f"</{name}>" for name, _attributes in reversed(opened[same:])]
        out += [tag(name, attributes) for name, attributes in wanted[same:]]
        out.append(escape(text).replace("\n", "<br>"))
        opened = wanted
    return "".join(out)


def escape(text: str) -> str:
    """Text as HTML, with the references that CKEditor and nh3 write."""
    for character, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\u00a0", "&nbsp;")):
        text = text.replace(character, reference)
    return text
