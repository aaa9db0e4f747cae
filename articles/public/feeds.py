"""The newest stories for feed readers: RSS 2.0 with Media RSS, Atom, and JSON Feed 1.1.

Of the whole paper, of a section or of a person; each with the whole text, so that nobody need scrape pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, rfc2822_date
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import richtext
from articles.models import PublishedCorrection, PublishedStory, Section
from people.models import Person

from . import figures, reads
from .figures import absolute
from .moved import moved

AT_ONCE = 30


class Channel(NamedTuple):
    """What a feed is of: its title, what stands in its address after /rss/, and the page it follows."""

    title: str
    name: str
    page: str


class Rss(Rss201rev2Feed):
    """RSS 2.0 with each story's text, author and pictures (https://www.rssboard.org/media-rss)."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:media": "http://search.yahoo.com/mrss/",
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        for picture in item["pictures"]:
            handler.startElement(
                "media:content",
                {
                    "url": picture["url"],
                    "medium": "image",
                    "type": "image/jpeg",
                    "width": str(picture["width"]),
                    "height": str(picture["height"]),
                },
            )
            if picture["caption"]:
                handler.addQuickElement("media:description", picture["caption"], {"type": "plain"})
            if picture["credit"]:
                handler.addQuickElement("media:credit", picture["credit"], {"role": "photographer"})
            handler.endElement("media:content")

    def latest_post_date(self) -> Any:
        return self.feed["changed"] or super().latest_post_date()

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for hub in settings.WEBSUB_HUBS:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})
        if self.feed["changed"]:
            handler.addQuickElement("pubDate", rfc2822_date(self.feed["changed"]))


class Atom(Atom1Feed):
    """Atom (RFC 4287) with each story's text."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for hub in settings.WEBSUB_HUBS:
            handler.addQuickElement("link", None, {"rel": "hub", "href": hub})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        for name in item["authors"][1:]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})


@require_safe
def paper(request: HttpRequest, form: str = "rss") -> HttpResponse:
    """What is new in the whole paper, corrections too: they are for those who read what was wrong."""
    items = [item_of(copy) for copy in reads.whole_live()[:AT_ONCE]]
    items += [correction_item(one) for one in reads.corrections()[:AT_ONCE]]
    items.sort(key=lambda item: item["pubdate"], reverse=True)
    return answer_with(channel_of(None), form, items[:AT_ONCE])


@require_safe
def section(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """What is new in a section; an old address of one leads to the new."""
    found = Section.objects.filter(slug=slug).first()
    if found is None:
        return not_found(request)
    return answer(channel_of(found), form, reads.whole_live().filter(section=found)[:AT_ONCE])


@require_safe
def person(request: HttpRequest, slug: str, pk: int, form: str) -> HttpResponseBase:
    """What mentions a person; an old name leads to the new one, a merged record to the other."""
    found = Person.objects.select_related("merged_into").filter(pk=pk).first()
    found = found and (found.merged_into or found)
    if found is None or found.status == Person.Status.HIDDEN:
        return not_found(request)
    channel = channel_of(found)
    if request.path != address_of(channel, form):
        return redirect(address_of(channel, form), permanent=True)
    return answer(channel, form, reads.whole_live().filter(mentions__person=found.pk)[:AT_ONCE])


def not_found(request: HttpRequest) -> HttpResponse:
    """No feed: where a former one leads, or in plain words, since a program asked."""
    return moved(request) or HttpResponse(
        _("There is no such feed.") + "\n", status=404, content_type="text/plain; charset=utf-8"
    )


def channel_of(what: Section | Person | None) -> Channel:
    """The feed of a section, of what mentions a person, or of the whole paper."""
    if what is None:
        return Channel(settings.SITE_NAME, "", "/")
    page = what.get_absolute_url()
    return Channel(f"{what} | {settings.SITE_NAME}", page.strip("/"), page)


def address_of(channel: Channel, form: str = "rss") -> str:
    """Where a feed stands, from the root."""
    if channel.name:
        return f"/rss/{quote(channel.name)}.{form}"
    return "/rss/" if form == "rss" else f"/rss/index.{form}"


def answer(channel: Channel, form: str, copies: Iterable[PublishedStory]) -> HttpResponse:
    """The feed in the form "rss", "atom" or "json"."""
    return answer_with(channel, form, [item_of(copy) for copy in copies])


def answer_with(channel: Channel, form: str, items: list[dict[str, Any]]) -> HttpResponse:
    """The same of items that are made already."""
    response = FORMS[form](channel, items)
    response["Access-Control-Allow-Origin"] = "*"
    if settings.WEBSUB_HUBS:  # https://www.w3.org/TR/websub/#discovery
        links = [f'<{hub}>; rel="hub"' for hub in settings.WEBSUB_HUBS]
        response["Link"] = ", ".join([*links, f'<{absolute(address_of(channel, form))}>; rel="self"'])
    return response


def item_of(copy: PublishedStory) -> dict[str, Any]:
    """A copy as `SyndicationFeed.add_item` takes it, with its pictures and whole text besides."""
    pictures = [
        {"url": absolute(largest[2]), "width": largest[0], "height": largest[1], **_said(photo)}
        for photo in copy.photos
        for largest in (photo["sizes"].get("jpeg") or [])[-1:]
    ]
    share = next((one["sizes"]["share"] for one in copy.photos if one["sizes"].get("share")), None)
    return {
        "title": copy.headline,
        "link": absolute(copy.get_absolute_url()),
        "description": copy.lead,
        # The address without slug and section stays when these change.
        "unique_id": f"{settings.SITE_URL}/{copy.story_id}",
        "unique_id_is_permalink": False,
        "author_name": ", ".join(authors(copy)),
        "authors": authors(copy),
        "pubdate": copy.first_published_at.astimezone(timezone.get_fixed_timezone(0)),
        "updateddate": copy.modified_at.astimezone(timezone.get_fixed_timezone(0)),
        "categories": [copy.section.name],
        "html": _corrections(copy) + whole_text(copy),
        "pictures": pictures,
        "image": absolute(share[2]) if share else "",
    }


def correction_item(notice: PublishedCorrection) -> dict[str, Any]:
    """A correction as an entry beside the stories."""
    at = notice.published_at.astimezone(timezone.get_fixed_timezone(0))
    return {
        "title": f"{notice.title}: {notice.headline}",
        "link": absolute(notice.get_absolute_url()),
        "description": notice.naming,
        "unique_id": absolute(notice.get_absolute_url()),
        "unique_id_is_permalink": True,
        "author_name": settings.SITE_NAME,
        "authors": [settings.SITE_NAME],
        "pubdate": at,
        "updateddate": at,
        "categories": [notice.title],
        "html": render_to_string("public/_correction.html", {"notice": notice}),
        "pictures": [],
        "image": "",
    }


def _corrections(copy: PublishedStory) -> SafeString:
    return format_html_join(
        "",
        '<aside><p><strong><a href="{}">{}</a></strong></p><p>{}</p></aside>',
        ((absolute(one["url"]), one["title"], one["right"]) for one in copy.corrections),
    )


def authors(copy: PublishedStory) -> list[str]:
    """Who wrote it; of a reprint that names nobody, the paper it is from."""
    names = [one["name"] for one in copy.bylines if one["role"] == "text"]
    return names or [one["credit"] for one in copy.sources]


def whole_text(copy: PublishedStory) -> str:
    """The text as HTML with plain pictures and whole addresses, and where it is from."""
    placed = {photo["number"]: photo for photo in copy.photos}
    pictures = {
        number: figures.plain(placed[number])
        for number in richtext.figure_numbers(copy.html)
        if number in placed
    }
    return str(richtext.render(copy.html, pictures)) + figures.sources(copy)


def _said(photo: dict[str, Any]) -> dict[str, str]:
    return {"caption": photo["caption"], "credit": photo["credit"]}


def _xml(kind: type[Rss] | type[Atom]) -> Callable[[Channel, list[dict[str, Any]]], HttpResponse]:
    def write(channel: Channel, items: list[dict[str, Any]]) -> HttpResponse:
        form = "rss" if kind is Rss else "atom"
        feed = kind(
            title=channel.title,
            link=absolute(channel.page),
            description=channel.title,
            language="vi",
            feed_url=absolute(address_of(channel, form)),
            feed_guid=absolute(address_of(channel, "atom")),
            feed_copyright=settings.SITE_NAME,
            ttl=10,
            changed=max((item["updateddate"] for item in items), default=None),
        )
        for item in items:
            feed.add_item(**item)
        return HttpResponse(feed.writeString("utf-8"), content_type=kind.content_type)

    return write


def _json(channel: Channel, items: list[dict[str, Any]]) -> HttpResponse:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": absolute(channel.page),
        "feed_url": absolute(address_of(channel, "json")),
        "language": "vi",
        "hubs": [{"type": "WebSub", "url": hub} for hub in settings.WEBSUB_HUBS],
        "items": [
            {
                "id": item["unique_id"],
                "url": item["link"],
                "title": item["title"],
                "summary": item["description"],
                "content_html": item["html"],
                "date_published": item["pubdate"].isoformat(),
                "date_modified": item["updateddate"].isoformat(),
                "authors": [{"name": name} for name in item["authors"]],
                "tags": item["categories"],
                **({"image": item["image"]} if item["image"] else {}),
            }
            for item in items
        ],
    }
    return JsonResponse(feed, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


FORMS = {"rss": _xml(Rss), "atom": _xml(Atom), "json": _json}


def links(channel: Channel) -> list[tuple[str, str, str]]:
    """For a page's head: [(media type, title, address)] of the feeds that follow it."""
    return [
        ("application/rss+xml", channel.title, address_of(channel)),
        ("application/atom+xml", channel.title, address_of(channel, "atom")),
        ("application/feed+json", channel.title, address_of(channel, "json")),
    ]
