"""What machines are told of a story: schema.org NewsArticle."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.models import PublishedStory

# A JSON string may hold these and still end the script element, or begin a comment, that it stands in.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def news_article(copy: PublishedStory) -> SafeString:
    """`copy` as JSON-LD (https://schema.org/NewsArticle), safe to print inside a script element."""
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": copy.headline,
        "description": copy.lead,
        "inLanguage": "vi",
        "datePublished": copy.first_published_at.isoformat(),
        "dateModified": copy.live_from.isoformat(),
        "articleSection": copy.section.name if copy.section_id else None,
        "author": [{"@type": "Person", "name": one["name"]} for one in copy.bylines if one["role"] == "text"],
        "image": list(filter(None, [share_image(copy)])),
        "mentions": [
            {
                "@type": "Person",
                "name": one["name"],
                "jobTitle": one["title"],
                "url": absolute(one["url"]),
            }
            for one in copy.people
        ],
        "isBasedOn": [one["url"] for one in copy.sources if one["url"]],
        "sourceOrganization": [
            {"@type": "NewsMediaOrganization", "name": one["credit"]} for one in copy.sources
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": settings.SITE_URL},
    }
    text = json.dumps({key: value for key, value in article.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))


def share_image(copy: PublishedStory) -> str:
    """The whole address of the 1200×630 cut of the first picture; empty without one."""
    share = next((photo["sizes"]["share"] for photo in copy.photos if photo["sizes"].get("share")), None)
    return absolute(share[2]) if share else ""


def absolute(address: str) -> str:
    """An address with the paper's own host before it, unless it names another (photos may be elsewhere)."""
    return urljoin(f"{settings.SITE_URL}/", address)
