"""Photo files over HTTP: the sizes for everyone, the originals for the desk."""

from __future__ import annotations

import mimetypes

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from articles.models import Photo

from . import storage

EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif", "HEIF": "heic"}


def _etag(request: HttpRequest, name: str) -> str | None:
    # What is at an address never changes, so the address is its own version.
    return f'"{name}"' if storage.sizes().exists(storage.stored_name(name)) else None


@require_safe
@condition(etag_func=_etag)
def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """One re-encoded size, at an address nobody can guess and whose content never changes."""
    try:
        file = storage.sizes().open(storage.stored_name(name))
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type=mimetypes.guess_type(name)[0])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was uploaded, with all its metadata: for whoever uploaded it, and for those who may
    download originals. Always as a download: a browser never shows it inside the site."""
    photo = get_object_or_404(Photo, pk=pk)
    if not (photo.uploaded_by_id == request.user.pk or request.user.has_perm("articles.download_original")):
        raise PermissionDenied
    try:
        file = storage.originals().open(storage.stored_name(photo.sha256))
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"anh-{photo.pk}.{EXTENSIONS[photo.format]}",
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
