"""Public pages are kept as they were made, for as long as nothing that readers may see has changed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import set_response_etag
from django.utils.http import http_date

from articles import generation

View = Callable[[HttpRequest], HttpResponseBase]

# Seconds. What keeps pages right is their generation; this is how late the few things may be that do not make
# a new one: what is read most, the far end of the news sitemap.
KEPT = 60
# Seconds for which it is remembered since when a page of one generation has been as it is.
REMEMBERED = 7 * 24 * 3600
# Where no page that may be kept is found: asking the database there would be in vain.
ELSEWHERE = ("/toa-soan/", "/xem-truoc/", "/anh/", "/healthz", "/readyz")
# What others add to a link of ours to learn where a reader came from. No page reads it.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|zarsrc")


def page_cache(get_response: View) -> View:
    """Answer with the page that was made last at this address, unless it is of another generation.

    As a cache between us and many readers would (RFC 9111), it keeps what was asked for with GET or HEAD and
    answered with 200, without a cookie, the same for everyone, and of which nothing is said about caches. An
    address with a question is answered anew: there is no end of them. With `DEBUG` nothing is kept, so that
    whoever works on a template sees it.
    """
    if settings.DEBUG:
        return get_response

    def middleware(request: HttpRequest) -> HttpResponseBase:
        # Read before the page is made: should it change meanwhile, nobody asks for this generation.
        now = _generation(request)
        if now is None:
            return get_response(request)
        address = f"{request.scheme}://{request.get_host()}{request.path}"
        key = _key("page", f"{now} {address}")
        if kept := cache.get(key):
            content, headers, since = kept
            response: HttpResponseBase = HttpResponse(content, headers=headers)
        else:
            response = get_response(request)
            if not (isinstance(response, HttpResponse) and _is_for_all(response)):
                return response
            set_response_etag(response)
            since = _since(response["ETag"], _key("since", f"{now} {address}"))
            cache.set(key, (response.content, dict(response.items()), since), KEPT)
        # Not within the same second: the next generation's page might be made in it, and by its time alone
        # nobody could tell the two apart.
        if int(since) < int(time.time()) and not response.has_header("Last-Modified"):
            response["Last-Modified"] = http_date(since)
        return response

    return middleware


def _key(what: str, text: str) -> str:
    return f"{what}:{blake2b(text.encode(), digest_size=16).hexdigest()}"


def _is_for_all(response: HttpResponse) -> bool:
    said = response.has_header("Cache-Control") or response.has_header("Vary")
    return response.status_code == 200 and not response.cookies and not said


def _generation(request: HttpRequest) -> str | None:
    """The generation that a page asked for like this is kept for; None when it is not to be kept."""
    if request.method not in ("GET", "HEAD") or request.path_info.startswith(ELSEWHERE):
        return None
    if request.META.get("QUERY_STRING"):
        if not all(map(TRACKING.fullmatch, request.GET)):
            return None
        request.META["QUERY_STRING"], request.GET = "", QueryDict()
    return generation.current()


def _since(etag: str, key: str) -> float:
    """When a page of one generation was first made as it is, in seconds; now when it was not before.

    Of another generation nothing is known: another process may have made the page in between, as another one.
    """
    known, since = cache.get(key) or ("", 0.0)
    if known != etag:
        since = time.time()
        cache.set(key, (etag, since), REMEMBERED)
    return since
