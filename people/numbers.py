"""Whole numbers as forms and addresses carry them, which anybody may write."""

from __future__ import annotations


def whole_number(text: str | None) -> int | None:
    """The number that the text is, in the digits 0 to 9; None when it is none, or longer than an id can be.

    `str.isdigit` alone lets "²" pass, which `int` refuses, as it refuses more than 4,300 digits, and
    databases more than 19.
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
