"""What machines are told of a story, a person and a body, in the words of schema.org."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.models import Imprint, PublishedCorrection, PublishedStory
from people.fields import ENDED
from people.models import Body, Person, System
from people.titles import Role, Seat, printed

from .figures import absolute

# A JSON string may hold these and still end the script element, or begin a comment, that it stands in.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def news_article(copy: PublishedStory) -> SafeString:
    """`copy` as JSON-LD (https://schema.org/NewsArticle), safe to print inside a script element."""
    # A preview of what is in no section yet has no address.
    address = absolute(copy.get_absolute_url()) if copy.section_id and copy.story_id else ""
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": copy.headline,
        "url": address,
        "mainEntityOfPage": address,
        "description": copy.lead,
        "inLanguage": "vi",
        "datePublished": machine_time(copy.first_published_at),
        "dateModified": machine_time(copy.modified_at),
        "correction": [_correction(one) for one in copy.corrections],
        "articleSection": copy.section.name if copy.section_id else None,
        "author": _authors(copy),
        "image": [*filter(None, [share_image(copy)]), *map(_image, copy.photos)],
        "mentions": [
            {
                "@type": "Person",
                "name": one["name"],
                "jobTitle": one["title"],
                **({"url": absolute(one["url"])} if one["url"] else {}),
            }
            for one in copy.people
        ],
        "isBasedOn": [one["url"] for one in copy.sources if one["url"]],
        "sourceOrganization": _sources(copy),
        "publisher": publisher(),
    }
    return _script(article)


def _authors(copy: PublishedStory) -> list[dict[str, str]]:
    """Who wrote it; of a reprint that names nobody the papers it is from."""
    names = [one["name"] for one in copy.bylines if one["role"] == "text"]
    return [{"@type": "Person", "name": name} for name in names] or _sources(copy)


def _sources(copy: PublishedStory) -> list[dict[str, str]]:
    return [{"@type": "NewsMediaOrganization", "name": one["credit"]} for one in copy.sources]


def correction(notice: PublishedCorrection) -> SafeString:
    """A correction as JSON-LD (https://schema.org/CorrectionComment) for its own page."""
    about = {"@type": "NewsArticle", "headline": notice.headline, "url": absolute(notice.address)}
    return _script({"@context": "https://schema.org", **_correction(notice.on_story), "about": about})


def correction_text(one: dict[str, Any]) -> str:
    """What was wrong and what is right, for machines and partners; `one` of `PublishedStory.corrections`."""
    return _("As published: %(wrong)s Correct: %(right)s") % one


def _correction(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "text": correction_text(one),
        "datePublished": machine_time(dt.datetime.fromisoformat(one["published_at"])),
        "url": absolute(one["url"]),
    }


def publisher() -> dict[str, Any]:
    """The paper, from its imprint (https://schema.org/NewsMediaOrganization)."""
    imprint = Imprint.objects.current()
    about = absolute(reverse("about"))
    paper = {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "legalName": imprint.name,
        "url": settings.SITE_URL,
        "logo": {"@type": "ImageObject", "url": absolute(static("public/apple-touch-icon.png"))},
        "address": imprint.address,
        "telephone": imprint.phone,
        "email": imprint.email,
        "parentOrganization": imprint.agency and {"@type": "Organization", "name": imprint.agency},
        "publishingPrinciples": imprint.name and about,
        "ethicsPolicy": imprint.ethics and f"{about}#nguyen-tac",
        "correctionsPolicy": imprint.corrections and f"{about}#cai-chinh",
        "masthead": imprint.editor_in_chief and about,
    }
    return {key: value for key, value in paper.items() if value}


def paper() -> SafeString:
    """The paper as JSON-LD, for its front page and the page about it."""
    return _script({"@context": "https://schema.org", **publisher()})


def person(person: Person, held: list[Role], portrait: dict[str, Any] | None, today: dt.date) -> SafeString:
    """A person as JSON-LD (https://schema.org/Person): what is held today, as far as verified, and each post
    as an OrganizationRole, its dates as imprecise as they are known (ISO 8601 of reduced precision).

    `held` as `people.titles.history` gives it; `portrait` as `profiles.portrait` does.
    """
    now = printed([role for role in held if role.start_earliest <= today])
    current = not any(role.former or role.caveat(today) for role in now)
    image = largest(portrait)
    return _script(
        {
            "@context": "https://schema.org",
            "@type": "Person",
            "name": person.name,
            "disambiguatingDescription": person.disambiguator,
            "url": absolute(person.get_absolute_url()),
            "description": person.biography,
            "gender": _GENDERS.get(person.gender),
            "birthDate": person.birth,
            "deathDate": person.death,
            "image": absolute(image) if image else "",
            "jobTitle": ", ".join(role.text for role in now) if current else "",
            "memberOf": [_membership(role, {"memberOf": _body(role)}) for role in held],
        }
    )


def body(body: Body, seats: list[Seat], today: dt.date) -> SafeString:
    """A body as JSON-LD (https://schema.org/Organization) with who holds its posts, of a roster of today,
    as far as that is verified."""
    url = absolute(body.get_absolute_url())
    members = [
        _membership(
            role,
            {
                "member": {
                    "@type": "Person",
                    "name": role.person,
                    "url": absolute(reverse("person", args=[role.person_slug, role.person_id])),
                }
            },
        )
        for seat in seats
        for role in seat.holders
        if not role.hidden and not role.caveat(today)
    ]
    parent = body.parent
    return _script(
        {
            "@context": "https://schema.org",
            "@type": kind_of(body.system),
            "name": body.name,
            "alternateName": body.short_name,
            "url": url,
            "foundingDate": body.start,
            "dissolutionDate": "" if body.end == ENDED else body.end,
            "parentOrganization": parent
            and {
                "@type": kind_of(parent.system),
                "name": parent.name,
                "url": absolute(parent.get_absolute_url()),
            },
            "member": members,
        }
    )


def largest(portrait: dict[str, Any] | None) -> str:
    """The address of the largest size of a portrait, or ""."""
    return (portrait["sizes"].get("jpeg") or [[0, 0, ""]])[-1][2] if portrait else ""


def _membership(role: Role, of: dict[str, Any]) -> dict[str, Any]:
    # One that ended on a day nobody knows would read as lasting still, if its name did not say otherwise.
    name = f"nguyên {role.title}" if role.end == ENDED else role.title
    dates = {"startDate": role.start, "endDate": "" if role.end == ENDED else role.end}
    return {"@type": "OrganizationRole", "roleName": name, **{k: v for k, v in dates.items() if v}, **of}


def _body(role: Role) -> dict[str, Any]:
    return {
        "@type": kind_of(role.body_system),
        "name": role.body,
        "url": absolute(reverse("body", args=[role.body_slug, role.body_id])),
    }


def kind_of(system: str) -> str:
    """The type schema.org has for a body of a system."""
    return "GovernmentOrganization" if system in _STATE else "Organization"


_STATE = {System.ASSEMBLY, System.GOVERNMENT, System.JUDICIARY, System.ARMED}
_GENDERS: dict[str, str] = {
    Person.Gender.FEMALE: "https://schema.org/Female",
    Person.Gender.MALE: "https://schema.org/Male",
}


def _script(thing: dict[str, Any]) -> SafeString:
    """What is not empty of a thing, as JSON that is safe inside a script element."""
    text = json.dumps({key: value for key, value in thing.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))


def _image(photo: dict[str, Any]) -> dict[str, Any]:
    """A picture with its credit, as https://schema.org/ImageObject."""
    largest = (photo["sizes"].get("jpeg") or [[0, 0, ""]])[-1]
    image = {
        "@type": "ImageObject",
        "contentUrl": absolute(largest[2]) if largest[2] else "",
        "width": largest[0],
        "height": largest[1],
        "caption": photo["caption"],
        "creditText": photo["credit"],
        "license": photo.get("licence_url"),
    }
    return {key: value for key, value in image.items() if value}


def share_image(copy: PublishedStory) -> str:
    """The whole address of the 1200×630 cut of the first picture; empty without one."""
    share = next((photo["sizes"]["share"] for photo in copy.photos if photo["sizes"].get("share")), None)
    return absolute(share[2]) if share else ""


def machine_time(moment: dt.datetime) -> str:
    """As ISO 8601 to the second, with the offset of Việt Nam: many who read it take the first ten letters for
    the day, and HTML allows no more than three digits after the second."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
