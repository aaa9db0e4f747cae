"""Whatever is written into an address of the desk or sent with it, no page breaks."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from django.contrib import admin
from django.urls import URLPattern, URLResolver
from django.urls.converters import IntConverter

# `str.isdigit` is true of the first, `int` reads no more than 4,300 digits, and databases hold 19.
JUNK = ["²", "9" * 5000, "9" * 30]
ASKED = (
    *("account", "day", "from", "ngay", "nguoi", "page", "photo", "revision", "seen", "step", "story"),
    *("tenure", "to"),
)


def addresses(patterns, before="/toa-soan/") -> Iterator[tuple[str, dict]]:
    """All addresses of the desk with their parameters left open: ("/toa-soan/x/{object_id}/", {name: …})."""
    for one in patterns:
        path = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(one.pattern).removesuffix("\\Z").lstrip("^"))
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, path)
        elif isinstance(one, URLPattern) and "(" not in path and "logout" not in path:
            yield path, one.pattern.converters


def test_no_page_of_the_desk_breaks_whatever_it_is_asked_for(admin_client):
    admin_client.raise_request_exception = False
    broken = []
    for path, parameters in addresses(admin.site.urls[0]):
        for junk in JUNK:
            number = junk if junk.isascii() and junk.isdigit() else "1"
            values = {
                name: number if isinstance(kind, IntConverter) else quote(junk)
                for name, kind in parameters.items()
            }
            for send in (admin_client.get, admin_client.post):
                answer = send(path.format(**values), dict.fromkeys(ASKED, junk[:30]))
                if answer.status_code >= 500:
                    broken.append((send.__name__, path, junk[:4], repr(answer.exc_info[1])[:100]))
    assert not broken, "\n".join(map(str, broken))
