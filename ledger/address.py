"""Where a request comes from."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Of the request being answered; empty for a command on the server.
current: ContextVar[str] = ContextVar("address", default="")


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks, as our own proxy or the connection tells it; "" when neither does."""
    # Behind a proxy of ours the last of these is what the proxy saw; all before it anyone may write.
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def remember_address(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware that lets what is recorded while a request is answered say where it came from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = current.set(address_of(request)[:45])
        try:
            return get_response(request)
        finally:
            current.reset(token)

    return middleware
