"""HTML of any quality cut into tags and text, in time proportional to its length.

nh3 takes quadratic time over nested markup, and Python's `html.parser` over unclosed markup; so what comes
from outside is read here first. Nothing rests on this for safety: nh3 sees what is written from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

import nh3

from vietnamese import clean

MAX_NUMBER = 32767  # StoryPhoto.number is a small integer

# Their content goes with them: it is code, or markup of another language, and no text of a story.
SWALLOWED = {"applet", "audio", "canvas", "frameset", "head", "iframe", "math", "noembed", "noframes"}
SWALLOWED |= {"noscript", "object", "script", "style", "svg", "template", "textarea", "title", "video", "xmp"}
SCHEMES = {"http", "https", "mailto", "tel"}

_VALUE = r"""\s*+=\s*+(?>"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\s>"'][^\s>]*+))?+"""
_ATTRIBUTE = rf"[^\s/>][^\s/>=]*+(?>{_VALUE.replace('([^', '(?:[^')})?+"
_ONE_ATTRIBUTE = re.compile(rf"([^\s/>][^\s/>=]*+)(?>{_VALUE})?+")
# Every alternative runs to its own end or to the end of the text, and none backtracks.
_TAG = re.compile(
    r"<!--(?>-?>|.*?(?>--!?>|\Z))|<!\[CDATA\[.*?(?>\]\]>|\Z)|<[!?][^>]*+(?>>|\Z)|</[^a-zA-Z][^>]*+(?>>|\Z)"
    rf"|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?>[\s/]++|{_ATTRIBUTE})*+)(?>>|\Z)",
    re.DOTALL,
)
_ENDS = "".join(map(chr, range(0x21))) + "\xa0"
_LINK = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)


class Token(NamedTuple):
    """A tag with its lower-case name and its attributes as written, or text with its references read."""

    text: str = ""
    name: str = ""
    closes: bool = False
    written: str = ""


def tokens(html: str) -> Iterator[Token]:
    at = 0
    unclosed: set[str] = set()  # names of swallowed elements that are not closed any more from here on
    while tag := _TAG.search(html, at):
        if tag.start() > at:
            yield Token(text=unescape(html[at : tag.start()]))
        at = tag.end()
        if not (name := (tag["name"] or "").lower()):
            continue
        token = Token(name=name, closes=bool(tag["slash"]), written=tag["attributes"])
        if name not in unclosed and _swallows(token):
            end = re.compile(rf"</{name}(?=[\s/>])[^>]*+>?+", re.IGNORECASE).search(html, at)
            if end:
                at = end.end()
            else:
                unclosed.add(name)
        if name not in SWALLOWED:
            yield token
    if at < len(html):
        yield Token(text=unescape(html[at:]))


def attributes_of(written: str) -> dict[str, str]:
    """Attribute values by lower-case name, the first of each, with character references read."""
    result: dict[str, str] = {}
    for name, double, single, bare in _ONE_ATTRIBUTE.findall(written):
        result.setdefault(name.lower(), unescape(double or single or bare))
    return result


def photo_number(written: str) -> int | None:
    """The number of the photo that a figure with these attributes stands for."""
    value = attributes_of(written).get("data-photo", "").strip()
    if value.isascii() and value.isdigit() and len(value) < 9 and 0 < int(value) <= MAX_NUMBER:
        return int(value)
    return None


def link_target(value: str) -> str:
    """The address when a story may link to it (http, https, mailto, tel, or within the site), else ""."""
    href = (
        clean(value.strip(_ENDS)).translate({ord("\t"): None, ord("\n"): None, ord(" "): "%20"}).strip(_ENDS)
    )
    if href.replace("\\", "/").startswith("//"):
        href = "https://" + href.lstrip("\\/")
    tag = f'<a href="{escape(href)}">'
    return href if _LINK.clean(tag).startswith("<a href=") else ""


def _swallows(token: Token) -> bool:
    if token.closes:
        return False
    return token.name in SWALLOWED or (token.name == "figure" and photo_number(token.written) is not None)
