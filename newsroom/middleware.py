from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header

View = Callable[[HttpRequest], HttpResponse]

# What no page of ours asks of a reader's device, and so nothing slipped into a page may ask either.
NOT_ASKED_FOR = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")


def permissions_policy(get_response: View) -> View:
    """Deny every response the device features that the site does without (W3C Permissions Policy)."""
    policy = ", ".join(f"{feature}=()" for feature in NOT_ASKED_FOR)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", policy)
        return response

    return middleware


def asked_again(get_response: View) -> View:
    """Have caches ask each time whether what they keep is still so: a withdrawn page shows nowhere again.

    What depends on who is signed in, no cache that serves many keeps. A view that says otherwise is obeyed.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        private = has_vary_header(response, "Cookie")
        response.headers.setdefault("Cache-Control", "private, no-cache" if private else "no-cache")
        return response

    return middleware
