"""An earlier revision made the story's content again, as a new revision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from articles import richtext
from articles.models import (
    Byline,
    PenName,
    Photo,
    Revision,
    Section,
    Source,
    Story,
    StoryPerson,
    StoryPhoto,
    StoryPhotoPerson,
    StorySource,
    account_name,
)
from people.models import Person
from vietnamese import long_time

from .events import record_event
from .guards import Refused
from .taking import lock, record_edit, why_not_editable


class Restored(NamedTuple):
    """The new revision (None when nothing differs), and in words what could not come back."""

    revision: Revision | None
    left_out: list[str]


@transaction.atomic
def restore(story: Story, number: int, *, by: Any, seen: int) -> Restored:
    """Give `story` the content of its revision `number` again, as a new revision by the account `by`.

    What it names and is not there any more (a photo's file, a section, a person, …) is left out, and said.
    An approval lapses as with any change. `seen` is the newest revision that `by` had on the screen.

    Raises:
        Revision.DoesNotExist: the story has no such revision.
        Refused: `by` may not change the story now, or somebody saved it since.
    """
    story = lock(story.pk)
    if reason := why_not_editable(story, by):
        raise Refused(reason)
    old = story.revisions.get(number=number)
    newest = story.revisions.select_related("author").latest("number")
    if newest.number != seen:
        raise Refused(
            _("%(who)s changed the story at %(time)s, after you opened it. Read it again first.")
            % {"who": account_name(newest.author), "time": long_time(newest.created_at)}
        )
    if old.content_hash == newest.content_hash:
        return Restored(None, [])
    left_out: list[str] = []
    _fields(story, old.content, left_out)
    _photos(story, old.content["photos"], left_out)
    _rows(story, old.content, left_out)
    revision = record_edit(story, by=by)
    if revision:
        note = "\n".join(left_out)
        record_event(story, "restore", revision=revision, by=by, note=note, facts={"restored": number})
    return Restored(revision, left_out)


def _fields(story: Story, content: dict[str, Any], left_out: list[str]) -> None:
    story.headline, story.lead = content["headline"], content["lead"]
    story.body = richtext.sanitize(content["body"])
    story.kind, story.place = content["kind"], content["place"]
    story.event_date = parse_date(content["event_date"]) if content["event_date"] else None
    # Older revisions do not know of it.
    story.roles_since = content.get("roles_since", story.roles_since)
    if content["section"] is None or Section.objects.filter(pk=content["section"]).exists():
        story.section_id = content["section"]
    else:
        left_out.append(_("Its section no longer exists: the present one stays."))
    story.save()


def _photos(story: Story, rows: list[dict[str, Any]], left_out: list[str]) -> None:
    photos = Photo.objects.in_bulk({row["photo"] for row in rows} - {None})
    people = _people({pk for row in rows for pk in row["people"]})
    present = {row.number: row for row in story.story_photos.all()}
    story.story_photos.exclude(number__in=[row["number"] for row in rows]).delete()
    StoryPhotoPerson.objects.filter(story_photo__story=story).delete()
    lost = 0
    for order, row in enumerate(rows, 1):
        photo = photos.get(row["photo"])
        if row["photo"] and photo is None:
            left_out.append(
                _("The file of photo %s was deleted: its place and words are back, without a picture.")
                % row["number"]
            )
        use = present.get(row["number"]) or StoryPhoto(story=story, number=row["number"])
        # The revision holds what was printed; a credit that is the photo's own stays the photo's.
        own = photo.credit if photo else ""
        use.photo, use.order, use.caption, use.alt = photo, order, row["caption"], row["alt"]
        use.credit = row["credit"] if row["credit"] != own else ""
        use.save()
        known = dict.fromkeys(people[pk] for pk in row["people"] if pk in people)
        lost += sum(pk not in people for pk in row["people"])
        StoryPhotoPerson.objects.bulk_create(
            StoryPhotoPerson(story_photo=use, person_id=pk, order=place) for place, pk in enumerate(known, 1)
        )
    _say(left_out, lost, _("People in pictures who are no longer in the registry: %s."))


def _rows(story: Story, content: dict[str, Any], left_out: list[str]) -> None:
    people = _people(
        {row["person"] for row in content["people"]} | {row["person"] for row in content["bylines"]}
    )

    def put(
        model: type[models.Model], rows: list[dict], make: Callable[[dict], dict | None], said: str
    ) -> None:
        model._default_manager.filter(story=story).delete()
        made = [found for row in rows if (found := make(row))]
        # Two people merged since are one row.
        once = {
            tuple(v for k, v in one.items() if k not in ("url", "printed_role")): one for one in made
        }.values()
        model._default_manager.bulk_create(
            model(story=story, order=order, **one) for order, one in enumerate(once, 1)
        )
        _say(left_out, len(rows) - len(made), said)

    sources = set(
        Source.objects.filter(pk__in=[row["source"] for row in content["sources"]]).values_list(
            "pk", flat=True
        )
    )
    pens = [row["pen_name"] for row in content["bylines"] if row["pen_name"]]
    pen_names = set(PenName.objects.filter(pk__in=pens).values_list("pk", flat=True))

    def source(row: dict) -> dict | None:
        at = parse_datetime(row["published_at"]) if row["published_at"] else None
        found = {"source_id": row["source"], "url": row["url"], "published_at": at}
        return found if row["source"] in sources else None

    def byline(row: dict) -> dict | None:
        if row["pen_name"]:
            who = {"pen_name_id": row["pen_name"]} if row["pen_name"] in pen_names else None
        else:
            who = {"person_id": people[row["person"]]} if row["person"] in people else None
        return who and {"role": row["role"], **who}

    def person(row: dict) -> dict | None:
        if row["person"] not in people:
            return None
        return {"person_id": people[row["person"]], "printed_role": row["printed_role"]}

    put(StorySource, content["sources"], source, _("Sources that no longer exist: %s."))
    put(Byline, content["bylines"], byline, _("Bylines whose names no longer exist: %s."))
    put(StoryPerson, content["people"], person, _("People mentioned who are no longer in the registry: %s."))


def _people(wanted: Iterable[int | None]) -> dict[int, int]:
    """Those of the registry among ids, each with the id it stands under now."""
    rows = Person.objects.filter(pk__in={pk for pk in wanted if pk}).values_list("pk", "merged_into")
    return {pk: into or pk for pk, into in rows}


def _say(left_out: list[str], many: int, said: str) -> None:
    if many:
        left_out.append(said % many)
