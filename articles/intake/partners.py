"""A partner newsroom's story, sent as IPTC ninjs 3 (https://iptc.org/std/ninjs/), becomes a draft.

Whatever the partner says is taken as text somebody sent: sanitised, cut to length, given no status.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from articles import richtext
from articles.indexing import index_story
from articles.models import Intake, Kind, Revision, Section, Story, StoryPerson, StoryPhoto, StorySource
from people.matching import find_people
from vietnamese import clean, one_line

from .credits import Mention
from .findings import AlreadyHere, Finding, NotTaken
from .recognising import Sources
from .saving import MOST_SLOTS, Arrival, known_message

_KINDS = {
    "Brief": Kind.BRIEF,
    "Feature": Kind.REPORTAGE,
    "Interview": Kind.INTERVIEW,
    "Opinion": Kind.OPINION,
    "Photo essay": Kind.PHOTO_ESSAY,
}
_whole_address = URLValidator(schemes=["http", "https"])


def stories_of(content: Any) -> list[dict[str, Any]]:
    """The stories in a document: itself, or those a package or feed holds. Raises NotTaken for all else."""
    if isinstance(content, dict) and content.get("type") == "composite":
        return [one for one in _list(content, "associations") if one.get("type") == "text"]
    if isinstance(content, dict) and content.get("type") == "text":
        return [content]
    raise NotTaken(_("This is no story in ninjs: it says neither “text” nor “composite” as its type."))


@transaction.atomic
def bring_in_ninjs(
    content: dict[str, Any], *, by: User, partner: str, section: Section | None = None, again: bool = False
) -> Arrival:
    """Make a draft of one ninjs story: all of it, or nothing.

    Args:
        partner: the host the story came from, such as "baobinhson.example"; what it says of its own address
            is believed only for that host.
        again: make another draft of a story that came in before.

    Raises:
        AlreadyHere: a story of that `uri` came in before.
        NotTaken: there is no right, no headline, no text; or it is withheld or cancelled.
    """
    if not by.has_perm("articles.add_story"):
        raise NotTaken(_("The account %s may not bring in stories.") % by.get_username())
    if content.get("pubStatus", "usable") != "usable":
        raise NotTaken(_("The partner has withheld or cancelled this story."))
    uri = _text(content, "uri", 500)
    fingerprint = hashlib.sha256(f"ninjs {uri}".encode()).hexdigest()
    known = Intake.objects.filter(fingerprint=fingerprint).select_related("story", "by").first()
    if uri and known and not again:
        raise AlreadyHere(known_message(known), known)
    pictures = [one for one in _list(content, "associations") if one.get("type") == "picture"][:MOST_SLOTS]
    numbers = {_text(one, "name", 9): number for number, one in enumerate(pictures, 1)}
    story = Story(
        headline=_main(content, "headlines", 250),
        lead=_main(content, "descriptions", 2000),
        body=_body(content, numbers),
        section=section,
        kind=next(
            (_KINDS[one["name"]] for one in _list(content, "genres") if one.get("name") in _KINDS), Kind.NEWS
        ),
        event_date=_day(content.get("contentCreated")),
        place=_text(content, "located", 120),
        author=by,
    )
    if not story.headline or not richtext.plain_text(story.body).strip():
        raise NotTaken(_("The story has no headline or no text."))
    story.last_photo_number = len(pictures)
    story.save()
    StoryPhoto.objects.bulk_create(
        StoryPhoto(
            story=story,
            number=number,
            order=number,
            caption=_main(one, "descriptions", 2000, role="caption"),
            alt=_main(one, "descriptions", 300, role="alt"),
            credit=_text(one, "by", 160),
        )
        for number, one in enumerate(pictures, 1)
    )
    report = [*_sources(story, content, partner), *_people(story, content)]
    if pictures:
        report.append(
            Finding(
                "slots",
                False,
                _("The partner's photos are not taken over: ask for them and for the right to print."),
            )
        )
    if signed := _text(content, "by", 160):
        report.append(Finding("signature", True, _("Signed there by %s.") % signed))
    Intake.objects.create(
        story=story,
        text=clean(richtext.plain_text(story.body)),
        fingerprint=fingerprint,
        filename=uri[-255:],
        report=[finding._asdict() for finding in report],
        by=by,
    )
    Revision.objects.record(story, by)
    index_story(story)
    return Arrival(story, report)


def _sources(story: Story, content: dict[str, Any], partner: str) -> Iterator[Finding]:
    """Whom to credit: first the papers that the partner itself reprinted, then the partner."""
    mentions = [
        Mention(name=_text(one, "name", 120), domain=_host(one.get("uri")), url=_address(one.get("uri")))
        for one in _list(content, "infoSources")[:5]
        if one.get("name")
    ]
    own = next(
        (_address(one.get("value")) for one in _list(content, "altIds") if one.get("role") == "web"), ""
    )
    holder = _text(content, "copyrightHolder", 120) or partner
    mentions.append(Mention(name=holder, domain=partner, url=own if _host(own) == partner else ""))
    for order, (source, url) in enumerate(Sources().look_up(tuple(mentions)), 1):
        if not source.pk:
            source.save()
        StorySource.objects.create(story=story, source=source, url=url, order=order)
        yield Finding("source", True, _("Source: %s") % source.credit)


def _people(story: Story, content: dict[str, Any]) -> Iterator[Finding]:
    seen: set[int] = set()
    for one in _list(content, "people")[:100]:
        name, role = _text(one, "name", 160), _text(one, "literal", 300)
        person = next((found.person for found in find_people(name, story.event_date) if found.person), None)
        if person is None:
            yield Finding("person", False, _("%s is not in the registry.") % name)
        elif person.pk not in seen:
            seen.add(person.pk)
            StoryPerson.objects.create(story=story, person=person, printed_role=role, order=len(seen))
            yield Finding("person", True, f"{person}: {role}" if role else str(person))


def _body(content: dict[str, Any], numbers: dict[str, int]) -> str:
    """The text, its figures by the numbers of this story. Plain text becomes paragraphs."""
    bodies = sorted(_list(content, "bodies"), key=lambda one: one.get("contentType") == "text/plain")
    if not bodies:
        return ""
    text = str(bodies[0].get("value") or "")
    if bodies[0].get("contentType") == "text/plain":
        return richtext.from_blocks([one.strip() for one in clean(text).split("\n") if one.strip()])
    try:
        body = richtext.sanitize(text)
    except ValidationError as error:
        raise NotTaken(*error.messages) from error
    for given in richtext.figure_numbers(body):
        number = numbers.get(str(given))
        reference = f'<figure data-photo="{given}"></figure>'
        if number != given:
            body = body.replace(reference, f'<figure data-photo="new-{number}"></figure>' if number else "")
    return richtext.sanitize(body.replace('data-photo="new-', 'data-photo="'))


def _list(content: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = content.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(content: dict[str, Any], name: str, most: int) -> str:
    found = content.get(name)
    return one_line(found)[:most] if isinstance(found, str) else ""


def _main(content: dict[str, Any], name: str, most: int, role: str = "") -> str:
    """The value of the entry with that role; without one asked for, of the first."""
    entries = [one for one in _list(content, name) if not role or one.get("role") == role]
    return _text(entries[0], "value", most) if entries else ""


def _day(text: Any) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text).date() if isinstance(text, str) else None
    except ValueError:
        return None


def _address(text: Any) -> str:
    try:
        _whole_address(text)
    except ValidationError:
        return ""
    return text if len(text) <= 500 else ""


def _host(text: Any) -> str:
    address = _address(text)
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
