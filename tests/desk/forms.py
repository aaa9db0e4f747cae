"""What a browser would send for a form on a page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    """The values of the form with an id: {"headline": ["Tít"], ...}; buttons are left out."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.data: dict[str, list[str]] = {}
        self.inside = False
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name = attributes.get("name") or ""
        if tag == "form":
            self.inside = attributes.get("id") == self.form_id
        if not self.inside:
            return
        kind = attributes.get("type")
        if tag == "input" and name and kind not in ("file", "submit", "button"):
            if kind not in ("checkbox", "radio") or "checked" in attributes:
                value = attributes.get("value", "on" if kind == "checkbox" else "")
                self.data.setdefault(name, []).append(value or "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.data.setdefault(self.select, []).append(attributes.get("value") or "")
        elif tag == "textarea":
            self.textarea = name
            self.data[name] = [""]

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.data[self.textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            # The first newline of a textarea is not part of its value.
            self.data[self.textarea][0] = self.data[self.textarea][0].removeprefix("\n").removeprefix("\r\n")
            self.textarea = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False


def filled(response: Any, form_id: str = "story_form", **changes: Any) -> dict[str, Any]:
    """The form on a page as it would be sent, with `changes` made in it."""
    parser = _Form(form_id)
    parser.feed(response.content.decode())
    assert parser.data, f"no form #{form_id} on the page"
    return {**parser.data, **changes}
