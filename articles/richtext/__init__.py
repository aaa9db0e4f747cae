"""The one door for rich text: the editor's widget, and what becomes of the HTML that comes out of it.

A body is stored as HTML of few kinds of element, each block on a line of its own, and each photo in it as a
reference to the StoryPhoto of that number: `<figure data-photo="3"></figure>`. Nothing else imports the
editor, so that it can be replaced without touching a stored story; see
docs/decisions/0004-ckeditor-4-behind-one-seam.md.
"""

from .editor import EDITOR_CSP, BodyField, body_widget
from .parse import RichTextTooDeep
from .passages import Passage, passages
from .sanitizing import (
    MAX_BYTES,
    RichTextTooLong,
    append_figures,
    figure_numbers,
    from_blocks,
    plain_text,
    render,
    sanitize,
)

__all__ = [
    "EDITOR_CSP",
    "MAX_BYTES",
    "BodyField",
    "Passage",
    "RichTextTooDeep",
    "RichTextTooLong",
    "append_figures",
    "body_widget",
    "figure_numbers",
    "from_blocks",
    "passages",
    "plain_text",
    "render",
    "sanitize",
]
