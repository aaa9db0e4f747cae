"""Slugs: the part of an address that is read."""

from __future__ import annotations

import re

from .keys import fold

_NOT_SLUG = re.compile("[^0-9a-z]+")


def slug(text: str, fallback: str = "", max_length: int = 100) -> str:
    """A text as [a-z0-9] words joined by hyphens, at most `max_length` characters, cut between words.

    "Đền ơn đáp nghĩa" → den-on-dap-nghia; "1.200 tỷ" → 1-200-ty. A first word that is too long is cut
    inside. `fallback` (usually the record's id) is returned as it is when no letter or digit is left.
    """
    whole = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(whole) > max_length:
        upto = whole.rfind("-", 0, max_length + 1)
        whole = whole[: upto if upto > 0 else max_length]
    return whole or fallback
