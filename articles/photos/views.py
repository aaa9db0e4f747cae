"""Photo files over HTTP: the sizes for everyone, the originals for the desk."""

from __future__ import annotations

import mimetypes

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_POST, require_safe

from articles.models import Photo, Portrait, PublishedPhoto, PublishedStory, WithheldFile

from . import library, storage
from .making import have_made
from .showing import shown

PRIVATE = "private, no-store"
# What is at an address never changes, but may be withheld: a cache that serves many asks again.
EVERYONE = "public, max-age=31536000, s-maxage=300, immutable"
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif", "HEIF": "heic"}


def _etag(request: HttpRequest, name: str) -> str | None:
    # What is at an address never changes, so the address is its own version.
    return f'"{name}"' if storage.sizes().exists(storage.stored_name(name)) else None


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """One re-encoded size, at an address nobody can guess and whose content never changes.

    Those that are withheld answer 410 when readers see the photo nowhere.
    """
    withheld = WithheldFile.objects.select_related("photo").filter(key=name.partition("-")[0]).first()
    if withheld is None or _is_shown(withheld.photo):
        return _size(request, name)
    if request.user.has_perm("articles.view_photo"):
        return private_size(request, name)
    return HttpResponse(status=410, headers={"Cache-Control": PRIVATE})


def private_size(request: HttpRequest, name: str) -> HttpResponseBase:
    """One re-encoded size for whoever was let through to it, to be kept by no cache."""
    response = _size(request, name)
    response["Cache-Control"] = PRIVATE
    return response


def _is_shown(photo: Photo) -> bool:
    """Whether readers see a photo whose files are withheld.

    Of a denied one only what was published with it all the same counts. Any other is shown in a story that
    is live or scheduled, as a portrait, or wherever no withdrawn story has it.
    """
    uses = PublishedPhoto.objects.filter(photo=photo, taken_out=[])
    copies = PublishedStory.objects.filter(shown_photos__in=uses)
    if photo.denied_at:
        return copies.live().exists()
    if copies.not_over().exists() or Portrait.objects.filter(photo=photo).exists():
        return True
    return not copies.filter(withdrawn_at__isnull=False).exists()


@condition(etag_func=_etag)
def _size(request: HttpRequest, name: str) -> HttpResponseBase:
    try:
        file = storage.sizes().open(storage.stored_name(name))
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type=mimetypes.guess_type(name)[0])
    response["Cache-Control"] = EVERYONE
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


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo as the desk's pages show it, for a page that waits for its sizes."""
    return HttpResponse(shown(get_object_or_404(library.visible_to(request.user), pk=pk)))


@require_POST
@login_required
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again to make the sizes of a photo; for those who may say by what right it is printed.

    Answers a script with the picture, and a form by leading back to the photo.
    """
    photo = get_object_or_404(library.visible_to(request.user), pk=pk)
    if not photo.rights_may_be_set_by(request.user):
        raise PermissionDenied
    have_made(photo)
    if "fragment" in request.POST:
        return HttpResponse(shown(photo))
    return redirect("admin:articles_photo_change", pk)
