"""A text becomes a draft: the one function that the command, the desk and the demo call."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import richtext
from articles.indexing import index_story
from articles.models import (
    Byline,
    Intake,
    PenName,
    Photo,
    Revision,
    Section,
    Story,
    StoryPerson,
    StoryPhotoPerson,
    StorySource,
)
from articles.photos import attach
from vietnamese import fold, long_time, one_line

from . import facts, fitting, recognising, reporting
from .credits import Mention
from .facts import EventDate
from .findings import AlreadyHere, Finding, NotTaken
from .fitting import Fitted
from .parsing import Parsed, parse
from .reading import read
from .recognising import Recognised, recognise

MOST_SLOTS = 200


class Arrival(NamedTuple):
    """A story that came in, and what was found and could not be decided."""

    story: Story
    report: list[Finding]


@dataclass(frozen=True)
class Examined:
    """A text as it would come in: nothing is written yet."""

    text: str
    fingerprint: str
    parsed: Parsed
    found: Recognised
    date: EventDate
    body: str  # with slot numbers for photo numbers
    report: list[Finding]
    # The same text, when it came in before.
    known: Intake | None


def examine(
    raw: bytes | str, *, by: User, event_date: dt.date | None = None, year: int | None = None
) -> Examined:
    """Read a text, take it apart and look up what it names. Raises NotTaken."""
    text, findings = read(raw)
    parsed = parse(text)
    if not parsed.headline:
        raise NotTaken(_("There are only photo places and captions: no headline and no text."))
    if len(parsed.slots) > MOST_SLOTS:
        about = {"count": len(parsed.slots), "most": MOST_SLOTS}
        raise NotTaken(_("The text has %(count)s places for photos; the most is %(most)s.") % about)
    try:
        date = facts.settle(parsed.dates, event_date, year)
    except ValueError:
        day = reporting.day_and_month(parsed.dates[0]._replace(year=None))
        message = _("There is no %(day)s in the year %(year)s. Check the year.")
        raise NotTaken(message % {"day": day, "year": year}) from None
    found = recognise(parsed, by=by, day=date.day)
    blocks = list(parsed.blocks)
    if parsed.signature and not found.signed:
        blocks.append(parsed.signature.line)
    try:
        body = richtext.from_blocks(blocks)
    except ValidationError as error:
        raise NotTaken(*error.messages) from error
    fingerprint = hashlib.sha256(fold(text).encode()).hexdigest()
    return Examined(
        text=text,
        fingerprint=fingerprint,
        parsed=parsed,
        found=found,
        date=date,
        body=body,
        report=findings + reporting.report(parsed, found, date),
        known=_known(fingerprint),
    )


def bring_in(
    raw: bytes | str,
    *,
    by: User,
    filename: str = "",
    event_date: dt.date | None = None,
    year: int | None = None,
    section: Section | None = None,
    photos: Sequence[BinaryIO | Photo] = (),
    rights: str = "",
    again: bool = False,
) -> Arrival:
    """Make a draft of a text: all of it in one transaction, or nothing.

    Args:
        raw: a .txt file's bytes in whatever encoding, or a pasted text; at most `reading.MAX_BYTES` bytes.
        by: the account that brings it in and becomes the story's author.
        filename: as the sender called it; for the record.
        event_date: the day the story tells of; or
        year: the year of the day and month found in the lead. Without either the event date stays empty.
        photos: files, or photos ingested before, for the slots in order; what is over stands at the end.
        rights: one of `Rights`, for all photos of which nobody has said any yet; "" for none.
        again: make another story of a text that came in before.

    Raises:
        AlreadyHere: the same text came in before.
        NotTaken: there is no right, no text, no photo ...; `messages` say what to do.
        OSError: the server cannot keep a photo.
    """
    if not by.has_perm("articles.add_story"):
        raise NotTaken(_("The account %s may not bring in stories.") % by.get_username())
    examined = examine(raw, by=by, event_date=event_date, year=year)
    _refuse_known(examined.known, again)
    taken = fitting.take_photos(photos, by=by)
    with transaction.atomic():
        _one_at_a_time()
        _refuse_known(_known(examined.fingerprint), again)
        for photo in taken:
            photo.settle_rights(rights, by)
        return _save(examined, by, filename, section, taken)


def _save(
    examined: Examined, by: User, filename: str, section: Section | None, photos: list[Photo]
) -> Arrival:
    parsed, found = examined.parsed, examined.found
    fitted = fitting.fit(parsed.slots, photos)
    story = Story(
        headline=parsed.headline,
        lead=parsed.lead,
        section=section,
        event_date=examined.date.day,
        place=parsed.place,
        author=by,
        # Photos of a new story are numbered from 1, as the slots of its text are.
        body=examined.body,
    )
    story.save()
    _save_photos(story, fitted, found)
    for order, (source, url) in enumerate(found.sources, 1):
        if not source.pk:
            # Another text may have brought it in meanwhile.
            source = recognising.Sources().find(Mention(source.name, source.domain or "")) or source
            source.save()
        StorySource.objects.create(story=story, source=source, url=url, order=order)
    for order, (role, pen_name) in enumerate(found.bylines, 1):
        if not pen_name.pk:
            pen_name = PenName.objects.get_or_create(name=pen_name.name, defaults={"user": by})[0]
        Byline.objects.create(story=story, role=role, pen_name=pen_name, order=order)
    StoryPerson.objects.bulk_create(
        StoryPerson(story=story, person=one.person, printed_role=one.printed_role[:300], order=order)
        for order, one in enumerate(found.people, 1)
    )
    report = examined.report + fitting.report(fitted, len(parsed.slots))
    Intake.objects.create(
        story=story,
        text=examined.text,
        fingerprint=examined.fingerprint,
        filename=one_line(filename)[-255:],
        report=[finding._asdict() for finding in report],
        by=by,
    )
    Revision.objects.record(story, by)
    index_story(story)
    return Arrival(story, report)


def _save_photos(story: Story, fitted: list[Fitted], found: Recognised) -> None:
    credit = recognising.photo_credit(found)
    for slot, photo in fitted:
        own = photo.credit if photo else ""
        row = attach(story, photo, caption=slot.caption, credit=(slot.credit or own or credit)[:160])
        assert row.number == slot.number
        StoryPhotoPerson.objects.bulk_create(
            StoryPhotoPerson(story_photo=row, person=person, order=order)
            for order, person in enumerate(found.slot_people.get(slot.number, ()), 1)
        )


def _known(fingerprint: str) -> Intake | None:
    return Intake.objects.filter(fingerprint=fingerprint).select_related("story", "by").order_by("pk").first()


def _refuse_known(known: Intake | None, again: bool) -> None:
    if known and not again:
        raise AlreadyHere(known_message(known), known)


def known_message(known: Intake) -> str:
    """That a text came in before: as which story, when, by whom."""
    return _("This text came in before: “%(story)s” (no. %(number)s), brought in by %(who)s at %(time)s.") % {
        "story": known.story,
        "number": known.story_id,
        "who": known.by.get_full_name() or known.by.get_username(),
        "time": long_time(known.at),
    }


def _one_at_a_time() -> None:
    """Wait for whoever is saving an intake at this moment, so that two who send one text are told apart."""
    kind = ContentType.objects.get_for_model(Intake)
    ContentType.objects.select_for_update(no_key=True).get(pk=kind.pk)
