"""Links in what readers read that lead nowhere."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import RequestFactory
from django.utils.translation import gettext as _

from articles.models import PublishedStory

SECONDS = 10  # another's server may take to answer


class Broken(NamedTuple):
    """A link that leads nowhere: the copy it stands in, where it leads, what it is on, and what is wrong."""

    copy: PublishedStory
    address: str
    text: str
    why: str


def broken(copies: Iterable[PublishedStory], *, external: bool = False) -> Iterator[Broken]:
    """The broken links of copies in order, in their texts and sources.

    Those to our own pages are asked of the site itself, in this process; those to others only with
    `external`, each address once.
    """
    inside, outside = lru_cache(4096)(_asks_ourselves()), lru_cache(4096)(_outside)
    ours = urlsplit(settings.SITE_URL).netloc
    for copy in copies:
        found = links(copy.html)
        found += [(one["url"], one["credit"]) for one in copy.sources if one.get("url")]
        for address, text in found:
            why = ""
            try:
                parts = urlsplit(address)
            except ValueError:
                yield Broken(copy, address, text, _("no address"))
                continue
            if parts.scheme in ("mailto", "tel") or (address.startswith("#") and address != "#"):
                continue
            if parts.netloc == ours or (not parts.netloc and address.startswith("/")):
                query = f"?{parts.query}" if parts.query else ""
                why = inside(quote(parts.path or "/", safe="/%") + query)
            elif parts.scheme not in ("http", "https") or not parts.hostname:
                why = _("no whole address")
            elif external:
                why = outside(address)
            if why:
                yield Broken(copy, address, text, why)


def links(html: str) -> list[tuple[str, str]]:
    """The links of a text in order, each with the words it is on."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.links


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.links.append((address.strip(), ""))
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            address, text = self.links[-1]
            self.links[-1] = (address, f"{text}{data}")


def _asks_ourselves() -> Callable[[str], str]:
    handler = BaseHandler()
    handler.load_middleware()
    host = urlsplit(settings.SITE_URL).netloc
    factory = RequestFactory(headers={"host": host})

    def ask(address: str, after: int = 0) -> str:
        response = handler.get_response(factory.get(address, secure=True))
        status = response.status_code
        # What a response closes at its end is the database's connection too, which is being read here.
        request_finished.disconnect(close_old_connections)
        response.close()
        request_finished.connect(close_old_connections)
        if status in (301, 302) and after < 3:
            onward = urlsplit(response["Location"])
            if onward.path.startswith("/toa-soan/"):
                return _("only for the desk")
            return "" if onward.netloc not in ("", host) else ask(response["Location"], after + 1)
        return {200: "", 304: "", 404: _("no such page"), 410: _("withdrawn")}.get(status, str(status))

    return ask


def _outside(address: str) -> str:
    """What another's server says is wrong; asked for the heading alone, then for the page if it refuses."""
    for method in ("HEAD", "GET"):
        request = urllib.request.Request(address, method=method, headers={"User-Agent": "link-check"})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS):
                return ""
        except urllib.error.HTTPError as error:
            if method == "HEAD" and error.code in (403, 405, 501):
                continue
            return str(error.code)
        except (OSError, ValueError) as error:
            return str(getattr(error, "reason", error))
    return ""
