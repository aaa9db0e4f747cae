from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
