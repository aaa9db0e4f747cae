"""The pictures of a published copy, from the data frozen in it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Kind, PublishedStory

# How wide a picture of the text is shown: the whole phone, at most the column of text.
SIZES = "(min-width: 46rem) 44rem, 100vw"
# A screen with three dots a pixel is sent two: nobody sees the third, which is half of the bytes.
WHOLE_WIDTH = "(min-resolution: 2.5dppx) 67vw, 100vw"
# Those of a photo essay go as wide as the page.
ESSAY_SIZES = "(min-width: 78.5rem) 76rem, 100vw"
# A first picture after no more text than this, in characters, is on the screen when the page opens.
ABOVE_THE_FOLD = 400


def srcset(renditions: list[list[Any]]) -> str:
    """[[320, 213, "/anh/a.webp"], ...] as a srcset: "/anh/a.webp 320w, ..."."""
    return ", ".join(f"{address} {width}w" for width, _height, address in renditions)


def position(photo: dict[str, Any]) -> str:
    """The classes of paper.css with which a cut keeps the focal point in view, in steps of five hundredths:
    "fx-4 fy-11"; "" for the middle. Copies printed before there was one have none."""
    x, y = (round(one / 5) for one in photo.get("focus") or (50, 50))
    return "" if (x, y) == (10, 10) else f"fx-{x} fy-{y}"


def picture(photo: dict[str, Any], *, sizes: str = SIZES, first: bool = False) -> dict[str, Any]:
    """What `public/_picture.html` prints of one entry of `PublishedStory.photos`.

    `first`: the picture a reader sees on opening the page, fetched before all else.
    """
    jpeg = photo["sizes"].get("jpeg") or []
    # Something between phone and desk for the few browsers without srcset.
    _width, _height, address = next((one for one in jpeg if one[0] >= 640), jpeg[-1] if jpeg else (0, 0, ""))
    return {
        **photo,
        "src": address,
        "largest": jpeg[-1][2] if jpeg else "",
        "jpeg": srcset(jpeg),
        "webp": srcset(photo["sizes"].get("webp") or []),
        "slot": sizes.replace("100vw", WHOLE_WIDTH),
        "position": position(photo),
        "first": first,
    }


def plain(photo: dict[str, Any]) -> SafeString:
    """A picture of the text for others' pages: whole address, caption and credit, no sizes to choose."""
    jpeg = (photo["sizes"].get("jpeg") or [])[-1:]
    if not jpeg:
        return mark_safe("")
    width, height, address = jpeg[0]
    said = " ".join(filter(None, [photo["caption"], photo["credit"] and f"({photo['credit']})"]))
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}"><figcaption>{}</figcaption></figure>',
        *(absolute(address), photo["alt"], width, height, said),
    )


def sources(copy: PublishedStory) -> SafeString:
    """Where a copy is from, a paragraph each."""
    return format_html_join(
        "",
        "<p>{} {}</p>",
        (
            (
                _("Source:"),
                format_html('<a href="{}">{}</a>', one["url"], one["credit"])
                if one["url"]
                else one["credit"],
            )
            for one in copy.sources
        ),
    )


def absolute(address: str) -> str:
    """An address with the paper's own host before it, unless it names another (photos may be elsewhere)."""
    return urljoin(f"{settings.SITE_URL}/", address)


def body(copy: PublishedStory) -> SafeString:
    """The text of a copy with its figures in their places. Asks nothing of the database."""
    placed = {photo["number"]: photo for photo in copy.photos}
    opening_text = richtext.plain_text(copy.html.partition("<figure")[0])
    early = len(opening_text) <= ABOVE_THE_FOLD
    sizes = ESSAY_SIZES if copy.kind == Kind.PHOTO_ESSAY else SIZES
    figures = {
        number: render_to_string(
            "public/_figure.html",
            {"photo": picture(placed[number], sizes=sizes, first=early and index == 0)},
        )
        for index, number in enumerate(richtext.figure_numbers(copy.html))
        if number in placed
    }
    html = richtext.render(copy.html, figures)
    # A wide table scrolls by itself, with the keyboard too.
    opening = format_html('<div class="table" role="group" aria-label="{}" tabindex="0"><table>', _("Table"))
    return mark_safe(html.replace("<table>", opening).replace("</table>", "</table></div>"))
