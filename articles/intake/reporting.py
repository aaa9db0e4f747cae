"""The report of an intake: what was found and what a person has to decide, in the newsroom's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Byline
from people.titles import same_role
from vietnamese import FoundDate, long_date

from . import recognising
from .facts import EventDate, suggestions
from .findings import Finding
from .parsing import LONGEST_HEADLINE, Parsed, Slot
from .recognising import Recognised

LONG_CAPTION = 400  # characters: a paragraph rather than a caption
ROLES = dict(Byline.Role.choices)


def report(parsed: Parsed, found: Recognised, date: EventDate) -> list[Finding]:
    """The findings about the text, in the order of the story's form."""
    return [
        *_text(parsed),
        *_slots(parsed.slots),
        *_sources(parsed, found),
        *_bylines(parsed, found),
        *_date(parsed, date),
        *_place(parsed),
        *_people(found, date.day),
    ]


def _text(parsed: Parsed) -> Iterator[Finding]:
    if parsed.headline_cut:
        message = _(
            "The first line has more than %(most)s characters: it was cut for the headline and stands whole"
            " in the lead."
        )
        yield Finding("headline", False, message % {"most": LONGEST_HEADLINE})
    else:
        yield Finding("headline", True, _("Headline: “%s”") % parsed.headline)
        if parsed.lead:
            yield Finding("lead", True, _("Lead: “%s”") % _short(parsed.lead))
        else:
            yield Finding("lead", False, _("No lead was found: too little text under the headline."))
    if count := len(parsed.paragraphs):
        message = ngettext("%(count)s paragraph", "%(count)s paragraphs", count)
        yield Finding("body", True, message % {"count": count})
    else:
        yield Finding("body", False, _("There is no text under the headline and lead."))


def _slots(slots: tuple[Slot, ...]) -> Iterator[Finding]:
    if not slots:
        yield Finding("slots", True, _("No place for a photo is marked in the text."))
        return
    message = ngettext("%(count)s place for a photo", "%(count)s places for photos", len(slots))
    yield Finding("slots", True, message % {"count": len(slots)})
    for slot in slots:
        if not slot.caption:
            message = _("Photo %(number)s has no caption: none stands right below its “g”.")
            yield Finding("caption", False, message % {"number": slot.number})
        elif len(slot.caption) > LONG_CAPTION:
            message = _(
                "The caption of photo %(number)s is as long as a paragraph. Is a line missing above it?"
            )
            yield Finding("caption", False, message % {"number": slot.number})
        else:
            message = _("Caption %(number)s: “%(caption)s”")
            about = {"number": slot.number, "caption": _short(slot.caption)}
            yield Finding("caption", True, message % about)


def _sources(parsed: Parsed, found: Recognised) -> Iterator[Finding]:
    if not found.sources:
        if not found.bylines:
            message = _("No source was found. If the story is a reprint, add its source.")
            yield Finding("source", False, message)
        return
    if len(found.sources) > 1:
        message = _("The text gives several sources: check that all of them are meant.")
        yield Finding("source", False, message)
    for source, url in found.sources:
        if source.pk:
            yield Finding("source", True, _("Source: %s") % source.credit)
        else:
            message = _(
                "Source: %s, which is new. It was added to the list of sources; enter its terms there."
            )
            yield Finding("source", False, message % source.credit)
        if url:
            yield Finding("source-url", True, _("Address of the original: %s") % url)
    for mention in parsed.sources:
        if len(mention.url) > 500:
            yield Finding("source-url", False, _("The address of the original is too long and was left out."))
    if parsed.slots and not all(source.photos_reusable for source, _url in found.sources):
        message = _("Whether the photos of %s may be reused is not recorded: ask before publishing them.")
        yield Finding(
            "photo-rights", False, message % ", ".join(source.credit for source, _url in found.sources)
        )


def _bylines(parsed: Parsed, found: Recognised) -> Iterator[Finding]:
    for role, pen_name in found.bylines:
        about = {"name": pen_name.name, "role": ROLES[role]}
        if pen_name.pk:
            yield Finding("byline", True, _("Byline (%(role)s): %(name)s") % about)
        else:
            yield Finding(
                "byline", True, _("Byline (%(role)s): %(name)s, a new pen name of this account") % about
            )
    if parsed.signature and not found.signed:
        if found.sources and not parsed.signature.sources:
            message = _("The last line, “%s”, looks like a signature; in a reprint it was left in the text.")
        else:
            message = _(
                "The last line, “%s”, looks like a signature of nobody known here; it was left in the text."
            )
        yield Finding("byline", False, message % parsed.signature.line)
    elif found.sources and not found.bylines:
        yield Finding("byline", True, _("A reprint: no byline."))
    elif not found.bylines:
        yield Finding("byline", False, _("Who wrote the story was not found."))
    if (credit := recognising.photo_credit(found)) and parsed.slots:
        message = _("Photos without a credit of their own are credited to %s.")
        yield Finding("photo-credit", True, message % credit)
    for slot in parsed.slots:
        if slot.credit:
            message = _("Credit of photo %(number)s: %(credit)s")
            yield Finding("photo-credit", True, message % {"number": slot.number, "credit": slot.credit})


def _date(parsed: Parsed, date: EventDate) -> Iterator[Finding]:
    written = day_and_month(parsed.dates[0]) if parsed.dates else ""
    if date.day is None:
        if not written:
            yield Finding("event-date", False, _("The event date was not found. Enter it."))
            return
        message = _("Day of the event: %s. Of which year is not decided: enter it.") % written
        if may_be := suggestions(parsed.dates[0], timezone.localdate()):
            message += " " + _("By the text it may be %s.") % _(" or ").join(map(long_date, may_be[:3]))
        yield Finding("event-date", False, message)
        return
    about = {"day": long_date(date.day), "written": written}
    if date.disagrees:
        message = _("The event date given, %(day)s, is not the one in the lead, %(written)s: check it.")
        yield Finding("event-date", False, message % about)
    else:
        yield Finding("event-date", True, _("Event date: %(day)s") % about)
    days = dict.fromkeys(day_and_month(each) for each in parsed.dates[1:])
    if others := [each for each in days if each != written]:
        yield Finding("event-date", True, _("Other days in the lead: %s") % ", ".join(others))


def day_and_month(found: FoundDate) -> str:
    """A date as it is found in a text: "10/8" or, with a year, "10/8/2019"."""
    return f"{found.day}/{found.month}" + (f"/{found.year}" if found.year else "")


def _place(parsed: Parsed) -> Iterator[Finding]:
    if parsed.place:
        yield Finding("place", True, _("Place: %s") % parsed.place)
    else:
        yield Finding("place", False, _("The place was not found in the lead."))


def _people(found: Recognised, day: dt.date | None) -> Iterator[Finding]:
    for person, printed, registered in found.people:
        about = {"name": person.name, "printed": printed, "registered": registered}
        about["day"] = long_date(day) if day else ""
        if printed and day and registered and not same_role(printed, registered):
            message = _(
                "%(name)s: printed “%(printed)s”; on %(day)s the registry has “%(registered)s”. Check it."
            )
            yield Finding("person", False, message % about)
        elif day and not registered:
            yield Finding("person", False, _("%(name)s: the registry has no post on %(day)s.") % about)
        elif printed and day:
            yield Finding("person", True, _("%(name)s: printed “%(printed)s”, as in the registry.") % about)
        elif printed:
            message = _("%(name)s: printed “%(printed)s”; to be compared when the event date is known.")
            yield Finding("person", True, message % about)
        else:
            yield Finding("person", True, _("%(name)s, named without a role.") % about)
    for name, printed, candidates in found.ambiguous:
        listed = "; ".join(f"{person} – {title}" if title else str(person) for person, title in candidates)
        message = _("Several people are called %(name)s: %(listed)s. None was linked: choose.")
        yield Finding(
            "person-ambiguous", False, message % {"name": name, "printed": printed, "listed": listed}
        )
    for name, role in found.unregistered:
        message = _("%(name)s (%(role)s) is not in the registry.")
        yield Finding("person-unknown", False, message % {"name": name, "role": role})
    if not (found.people or found.ambiguous or found.unregistered):
        yield Finding("person", True, _("Nobody of the registry is named."))


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:158].rsplit(" ", 1)[0] + " …"
