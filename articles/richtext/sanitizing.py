"""What becomes of a body: cleaned when it is saved, and again when it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .blocks import escape, write
from .parse import parse
from .tokens import SCHEMES

MAX_BYTES = 1_000_000

_ALLOWED = nh3.Cleaner(
    tags={"p", "h2", "h3", "strong", "em", "sub", "sup", "br", "a", "ul", "ol", "li", "blockquote", "figure"}
    | {"table", "caption", "thead", "tbody", "tr", "th", "td"},
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href", "title"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "figure": {"data-photo"},
    },
    url_schemes=SCHEMES,
    link_rel=None,
)
_FIGURE = re.compile(r'<figure data-photo="(\d+)"></figure>')


class RichTextTooLong(ValidationError):
    """A body of more than `MAX_BYTES` bytes."""


def sanitize(html: str) -> str:
    """The body as it is stored and may be shown: allowed elements, attributes and addresses only.

    Text is cleaned (`vietnamese.clean`), white space settled, empty paragraphs dropped, bold and headings put
    in the elements used here, photo references emptied, set between the blocks, each kept once. Idempotent.
    Raises `RichTextTooLong` or `RichTextTooDeep`, both ValidationErrors that say what to do.
    """
    _refuse_too_long(html)
    body = write(parse(html))
    _refuse_too_long(body)  # "&lt;" is longer than "<"
    return _ALLOWED.clean(body)


def render(html: str, figures: Mapping[int, str]) -> SafeString:
    """The body for a page: sanitised again, with figures[number] in place of each reference to a photo.

    `figures` holds the HTML of the figures, made by a template. A reference to a number that is not there is
    left out. Links to other sites get rel="noopener external".
    """
    body = sanitize(html).replace('<a href="http', '<a rel="noopener external" href="http')
    return mark_safe(_FIGURE.sub(lambda found: str(figures.get(int(found[1]), "")), body))


def figure_numbers(html: str) -> list[int]:
    """The numbers of the photos the body refers to, in order, each once."""
    return [int(number) for number in _FIGURE.findall(sanitize(html))]


def plain_text(html: str) -> str:
    """The words of the body, for search, counting and matching: each block, each line in one, on a line."""
    leaves = (leaf for node in parse(html) for leaf in node.leaves())
    return "\n".join(text for leaf in leaves if (text := "".join(text for text, _style in leaf.runs)))


def from_blocks(blocks: Iterable[str | int]) -> str:
    """A body from paragraphs of plain text and, as numbers, references to photos."""
    return sanitize(
        "".join(
            _reference(block)
            if isinstance(block, int)
            else f"<p>{escape(block).replace(chr(10), '<br>')}</p>"
            for block in blocks
        )
    )


def append_figures(html: str, numbers: Iterable[int]) -> str:
    """The body with a reference at its end to each of these photos that it does not refer to yet."""
    return sanitize(html + "".join(map(_reference, numbers)))


def _reference(number: int) -> str:
    return f'<figure data-photo="{number}"></figure>'


def _refuse_too_long(html: str) -> None:
    if len(html) > MAX_BYTES or len(html.encode(errors="replace")) > MAX_BYTES:
        raise RichTextTooLong(
            _(
                "The text is too long: at most %(most)s kB of text and markup can be saved. Divide it into"
                " several stories."
            ),
            code="too_long",
            params={"most": MAX_BYTES // 1000},
        )
