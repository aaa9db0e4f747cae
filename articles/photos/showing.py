"""A photo as the desk's pages show it, also while there is nothing of it to be seen."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.models import Photo


def shown(
    photo: Photo, *, alt: str = "", css: str = "photo-input", lazy: bool = False, again: bool = True
) -> SafeString:
    """A small picture as an <img> of the class `css`; without sizes, in its place why there is none, and with
    `again` (not inside a link) what has it tried again.

    `static/desk/waiting.js` puts the picture there once it is made, and tries again.
    """
    if size := photo.shown_at(320):
        width, height, address = size
        loading = mark_safe(' loading="lazy" decoding="async"') if lazy else ""
        picture = '<img class="{}" data-photo="{}" src="{}" width="{}" height="{}" alt="{}"{}>'
        return format_html(picture, css, photo.pk, address, width, height, alt, loading)
    link = ""
    if photo.sizes_failure and again:
        link = format_html(
            ' <a href="{}" data-again="{}">{}</a>',
            reverse("admin:articles_photo_change", args=[photo.pk]),
            reverse("photo_again", args=[photo.pk]),
            _("Try again"),
        )
    return format_html(
        '<span class="photo-waiting" role="status" data-photo="{}" data-class="{}" data-alt="{}"'
        ' data-picture="{}">{}{}</span>',
        photo.pk,
        css,
        alt,
        # Where to look for it again: nowhere before somebody has it tried again.
        "" if photo.sizes_failure else reverse("photo_picture", args=[photo.pk]),
        photo.waiting,
        link,
    )
