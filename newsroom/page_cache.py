"""Public pages are kept as they were made, for as long as nothing that readers may see has changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import set_response_etag

from articles import generation

View = Callable[[HttpRequest], HttpResponseBase]

# Seconds. What keeps pages right is their generation; this is how late the few things may be that do not make
# a new one: what is read most, the far end of the news sitemap.
KEPT = 60
# Where no page that may be kept is found: asking the database there would be in vain.
ELSEWHERE = ("/toa-soan/", "/xem-truoc/", "/anh/", "/healthz", "/readyz")
# What others add to a link of ours to learn where a reader came from. No page reads it.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|zarsrc")


def page_cache(get_response: View) -> View:
    """Answer with the page that was made last at this address, unless it is of another generation.

    As a cache between us and many readers would (RFC 9111), it keeps what was asked for with GET and answered
    with 200, without a cookie, the same for everyone, and of which nothing is said about caches. An address
    with a question is answered anew: there is no end of them. With `DEBUG` nothing is kept, so that whoever
    works on a template sees it.
    """
    if settings.DEBUG:
        return get_response

    def middleware(request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return get_response(request)
        if kept := cache.get(key):
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = get_response(request)
        if request.method == "GET" and isinstance(response, HttpResponse) and _is_for_all(response):
            set_response_etag(response)
            cache.set(key, (response.content, dict(response.items())), KEPT)
        return response

    return middleware


def _is_for_all(response: HttpResponse) -> bool:
    said = response.has_header("Cache-Control") or response.has_header("Vary")
    return response.status_code == 200 and not response.cookies and not said


def _key(request: HttpRequest) -> str | None:
    """What the page is kept under; None when it is not to be kept.

    The generation is read before the page is made: should it change meanwhile, nobody asks for this key.
    """
    if request.method not in ("GET", "HEAD") or request.path_info.startswith(ELSEWHERE):
        return None
    if request.META.get("QUERY_STRING"):
        if not all(map(TRACKING.fullmatch, request.GET)):
            return None
        request.META["QUERY_STRING"], request.GET = "", QueryDict()
    if (now := generation.current()) is None:
        return None
    address = f"{now} {request.scheme}://{request.get_host()}{request.path}"
    return "page:" + blake2b(address.encode(), digest_size=16).hexdigest()
