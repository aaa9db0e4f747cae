"""CSS, scripts and pictures straight from the apps: no collectstatic, and cached for long where that is safe.

The address of a file ends in a hash of its content (`site.css?v=3f2a…`). With the hash of what is being sent
a browser may keep it for a year; with none, or with that of another release, for a minute. So a page that a
cache still holds finds its files after an upgrade too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest, HttpResponseBase
from whitenoise.middleware import WhiteNoiseFileResponse, WhiteNoiseMiddleware

# What CKEditor ships and nobody is to open: sample pages with scripts, and plugins that call other hosts.
NOT_SERVED = [
    "*.html",
    "*.md",
    "ckeditor/ckeditor/adapters/*",
    "ckeditor/ckeditor/build-config.js",
    "ckeditor/ckeditor/bender-runner.config.json",
    "ckeditor/ckeditor/samples/*",
    "ckeditor/galleriffic/*",
    *(
        f"ckeditor/ckeditor/plugins/{plugin}/*"
        for plugin in ("adobeair", "exportpdf", "flash", "iframe", "mathjax", "preview", "scayt", "wsc")
    ),
]


def is_served(name: str) -> bool:
    """Whether a static file, named by its path below /static/, may be asked for."""
    return not any(fnmatch(name, pattern) for pattern in NOT_SERVED)


class AppFinder(AppDirectoriesFinder):
    """Django's finder of the apps' static files, without those of `NOT_SERVED`."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        return (found for found in super().list(ignore_patterns) if is_served(found[0]))

    def find_in_app(self, app: str, path: str) -> Any:
        return super().find_in_app(app, path) if is_served(path) else None


class VersionedStorage(StaticFilesStorage):
    def url(self, name: str | None) -> str:
        version = version_of(name or "")
        return f"{super().url(name)}?v={version}" if version else super().url(name)


class StaticMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, which lets a file be kept for a year when its address names the very content sent."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = super().__call__(request)
        if isinstance(response, WhiteNoiseFileResponse) and response.status_code == 200:
            version = version_of(request.path_info.removeprefix(self.static_prefix))
            if version and request.GET.get("v") == version:
                response["Cache-Control"] = "max-age=31536000, public, immutable"
        return response

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Fonts: style sheets ask for them by plain name, and another font comes under another name."""
        return url.endswith(".woff2")


def version_of(name: str) -> str:
    """Sixteen hex digits that change with the content of a static file; "" where there is no such file."""
    return _version_of(name) if not settings.DEBUG else ""


@cache
def _version_of(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str) or not Path(path).is_file():
        return ""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]
