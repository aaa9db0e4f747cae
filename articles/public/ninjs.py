"""A story for other newsrooms, and the newest in one: IPTC ninjs 3.1 (https://iptc.org/std/ninjs/).

The text is XHTML as it is stored, its pictures are associations with every size as a rendition, and where a
reprint is from stands in `infoSources`, so that whoever takes it over can credit it right.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import richtext
from articles.models import PublishedStory
from vietnamese import words

from . import reads, structured
from .figures import absolute

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
AT_ONCE = 50
GENRES = {
    "brief": "Brief",
    "reportage": "Feature",
    "interview": "Interview",
    "opinion": "Opinion",
    "photo-essay": "Photo essay",
}


@require_safe
def story(request: HttpRequest, section: str, slug: str, pk: int) -> HttpResponseBase:
    """One story; an old address leads to the present one, of one that is gone nothing is told but that."""
    copy, _others, _read = reads.story(pk, others=0)
    if copy is None:
        gone = reads.gone(pk)
        if gone is None or gone.gone_at is None:
            return _json({"error": "not found"}, 404)
        said = {
            "standard": STANDARD,
            "uri": uri(pk),
            "pubStatus": "canceled",
            "versionCreated": gone.gone_at.isoformat(),
            "edNote": gone.withdrawal_notice,
        }
        response = _json(said, 410)
        response["Cache-Control"] = "no-cache"
        return response
    if request.path != address(copy):
        return redirect(address(copy), permanent=True)
    return _json(item(copy))


@require_safe
def newest(request: HttpRequest) -> HttpResponseBase:
    """The newest stories, whole, under "associations" of a package."""
    copies = list(reads.whole_live()[:AT_ONCE])
    reads.unlink_hidden(copies)
    return _json(
        {
            "standard": STANDARD,
            "uri": absolute(reverse("ninjs-feed")),
            "type": "composite",
            "title": settings.SITE_NAME,
            "language": "vi",
            "associations": [{"name": str(copy.story_id), "rel": "newest", **item(copy)} for copy in copies],
        }
    )


def address(copy: PublishedStory) -> str:
    """Where a copy stands in this form."""
    return copy.get_absolute_url().removesuffix(".html") + ".ninjs.json"


def uri(story_id: int) -> str:
    """What names a story for ever, whatever its address."""
    return f"{settings.SITE_URL}/{story_id}"


def item(copy: PublishedStory) -> dict[str, Any]:
    """A copy as a ninjs object."""
    text = richtext.plain_text(copy.html)
    texts = [one["name"] for one in copy.bylines if one["role"] == "text"]
    found: dict[str, Any] = {
        "standard": STANDARD,
        "uri": uri(copy.story_id),
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "version": str(copy.pk),
        "firstCreated": copy.first_published_at.isoformat(),
        "versionCreated": copy.modified_at.isoformat(),
        # For whoever took the story over: their copy needs the same correction.
        "edNote": "\n".join(f"{one['title']}. {structured.correction_text(one)}" for one in copy.corrections),
        "language": "vi",
        "copyrightHolder": settings.SITE_NAME,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": copy.headline}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": copy.lead}],
        "bodies": [
            {
                "role": "main",
                "contentType": "application/xhtml+xml",
                "charCount": len(text),
                "wordCount": len(words(text)),
                "value": copy.html,
            }
        ],
        "by": ", ".join(texts),
        "located": copy.place,
        "subjects": [
            {"name": copy.section.name, "rel": "section", "uri": absolute(copy.section.get_absolute_url())}
        ],
        "people": [
            {
                "name": one["name"],
                "rel": "mentions",
                **({"uri": absolute(one["url"])} if one["url"] else {}),
                "literal": one["title"],
            }
            for one in copy.people
        ],
        "infoSources": [
            {"name": one["credit"], "role": "reprinted", **({"uri": one["url"]} if one["url"] else {})}
            for one in copy.sources
        ],
        "genres": [{"name": GENRES[copy.kind]}] if copy.kind in GENRES else [],
        "altIds": [{"role": "web", "value": absolute(copy.get_absolute_url())}],
        "renditions": [
            {"name": "web", "href": absolute(copy.get_absolute_url()), "contentType": "text/html"}
        ],
        "associations": [_picture(copy, photo) for photo in copy.photos],
    }
    if copy.event_date:
        found["contentCreated"] = f"{copy.event_date.isoformat()}T00:00:00+07:00"
    return {key: value for key, value in found.items() if value not in ("", [])}


def _picture(copy: PublishedStory, photo: dict[str, Any]) -> dict[str, Any]:
    sizes = [(kind, *one) for kind in ("jpeg", "webp") for one in photo["sizes"].get(kind) or []]
    return {
        "name": str(photo["number"]),
        "rel": "figure",
        "uri": f"{uri(copy.story_id)}#{photo['number']}",
        "type": "picture",
        "by": photo["credit"],
        "descriptions": [
            {"role": role, "contentType": "text/plain", "value": photo[key]}
            for role, key in (("caption", "caption"), ("alt", "alt"))
            if photo[key]
        ],
        "renditions": [
            {
                "name": f"{kind}-{width}",
                "href": absolute(place),
                "contentType": f"image/{kind}",
                "width": width,
                "height": height,
            }
            for kind, width, height, place in sizes
        ],
    }


def _json(content: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response
