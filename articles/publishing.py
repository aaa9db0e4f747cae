"""A story becomes the frozen copy that readers see (room 5).

Called by `articles.workflow` inside its transaction, with the story's row locked; nothing else writes a
`PublishedStory`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from people.titles import roles
from vietnamese import slug

from . import indexing, richtext
from .models import (
    Correction,
    CorrectionWording,
    Photo,
    PreviewLink,
    PublishedCorrection,
    PublishedPerson,
    PublishedPhoto,
    PublishedStory,
    Revision,
    Story,
    StoryPhoto,
    WithheldFile,
)


def compile_copy(story: Story, revision: Revision | None, live_from: dt.datetime) -> PublishedStory:
    """The copy that readers would see if `story` as it now stands went live at `live_from`; not saved.

    The desk's preview shows the same copy, so a story without a section compiles too, and one with photos
    whose sizes are not made yet: these are left out, and `checks` refuses to publish it.
    """
    figures = {
        row.number: row for row in story.story_photos.select_related("photo") if row.photo and row.photo.sizes
    }
    html = richtext.append_figures(story.body, figures)
    return PublishedStory(
        story=story,
        revision=revision,
        section=story.section,
        kind=story.kind,
        slug=story.slug or slug(story.headline, fallback=str(story.pk), max_length=160),
        headline=story.headline,
        lead=story.lead,
        html=html,
        event_date=story.event_date,
        place=story.place,
        roles_since=story.roles_since,
        bylines=[
            {"role": row.role, "name": row.name} for row in story.bylines.select_related("pen_name", "person")
        ],
        sources=[
            {
                "id": row.source_id,
                "credit": row.source.credit,
                "url": row.url,
                "published_at": row.published_at.isoformat() if row.published_at else None,
            }
            for row in story.story_sources.select_related("source")
        ],
        people=_people(story, story.event_date or timezone.localdate(live_from)),
        photos=[_photo(figures[number]) for number in richtext.figure_numbers(html) if number in figures],
        corrections=_corrections(story),
        # The time of first publication stays the first, after a withdrawal too.
        first_published_at=_first_seen(story) or live_from,
        live_from=live_from,
    )


def _first_seen(story: Story) -> dt.datetime | None:
    seen = PublishedStory.objects.filter(story=story.pk, live_from__lte=timezone.now()).order_by("live_from")
    return seen.values_list("first_published_at", flat=True).first()


def is_live(story: Story) -> bool:
    """Whether readers see a copy of `story` now."""
    return PublishedStory.objects.live().filter(story=story.pk).exists()


def is_revised(story: Story) -> bool:
    """Whether readers see a copy of `story` that is not of its newest revision."""
    newest = story.revisions.values("number")[:1]
    return PublishedStory.objects.live().filter(story=story.pk).exclude(revision__number=newest).exists()


def was_seen(story: Story) -> bool:
    """Whether readers see a copy of `story`, or saw one that has expired; not when all were withdrawn."""
    seen = PublishedStory.objects.filter(story=story.pk, live_from__lte=timezone.now())
    return seen.filter(withdrawn_at=None).exists()


def scheduled_for(story: Story) -> dt.datetime | None:
    """When a copy of `story` that waits for its time will appear; None when none waits."""
    waiting = PublishedStory.objects.not_over().filter(story=story, live_from__gt=timezone.now())
    return waiting.values_list("live_from", flat=True).first()


def last_copy(story: Story) -> PublishedStory | None:
    """The copy that readers see last: the scheduled one, or the live one; None when there is neither."""
    return PublishedStory.objects.not_over().filter(story=story).order_by("-live_from").first()


def last_seen(story: Story) -> PublishedStory | None:
    """The copy that readers see, or saw last; None when they never saw one."""
    seen = PublishedStory.objects.filter(story=story, live_from__lte=timezone.now())
    return seen.select_related("section", "revision").order_by("-live_from", "-pk").first()


def publish(
    story: Story,
    revision: Revision,
    live_from: dt.datetime,
    expires_at: dt.datetime | None = None,
    change: str | None = None,
) -> PublishedStory:
    """Make `story` go live at `live_from` and end the copy before it at that moment.

    It goes at `expires_at`, or stays.

    A copy that was scheduled and never seen is dropped. `change` dates the change at the foot of a story that
    readers have seen, and says what it is; "" gives only the time; with None the line of before stays.
    """
    _drop_unseen(story)
    copy = compile_copy(story, revision, live_from)
    copy.live_until = copy.expires_at = expires_at
    if before := last_seen(story):
        copy.updated_at, copy.update_note = before.updated_at, before.update_note
        if change is not None:
            copy.updated_at, copy.update_note = live_from, change
    seen = PublishedStory.objects.filter(story=story, withdrawn_at=None)
    seen.filter(Q(live_until=None) | Q(live_until__gt=live_from)).update(live_until=live_from)
    copy.save()
    PublishedPerson.objects.bulk_create(
        PublishedPerson(published=copy, person_id=row["id"]) for row in copy.people
    )
    PublishedPhoto.objects.bulk_create(
        PublishedPhoto(published=copy, photo_id=pk) for pk in {photo["photo"] for photo in copy.photos}
    )
    indexing.index_copy(copy)
    if story.slug != copy.slug:
        story.slug = copy.slug
        story.save(update_fields=["slug"])
    return copy


def unschedule(story: Story) -> None:
    """Take back a copy that has not yet gone live; the one it would have followed stays."""
    _drop_unseen(story)


def expire(story: Story, at: dt.datetime | None) -> None:
    """Have the last copy go at `at`, or stay when None. There must be one that is live or waits."""
    copy = last_copy(story)
    assert copy is not None
    copy.live_until = copy.expires_at = at
    copy.save(update_fields=["live_until", "expires_at"])


def withdraw(story: Story, notice: str, *, by: Any) -> None:
    """End every copy now, and every preview link; the story's address answers that it was withdrawn, with
    `notice`, and the photos that only withdrawn stories have answer 410.

    What was withdrawn before keeps its own time and notice.
    """
    _drop_unseen(story)
    now = timezone.now()
    # In the order in which `articles.denying` locks them.
    copies = PublishedStory.objects.filter(story=story, withdrawn_at=None).order_by("pk")
    ended = list(copies.select_for_update())
    indexing.forget_copies(ended)
    copies.filter(Q(live_until=None) | Q(live_until__gt=now)).update(live_until=now)
    copies.update(withdrawn_at=now, withdrawal_notice=notice)
    printed = [(entry["photo"], entry["sizes"]) for copy in ended for entry in copy.photos]
    photos = Photo.objects.filter(published_uses__published__in=ended)
    WithheldFile.objects.withhold([*photos.values_list("pk", "sizes"), *printed])
    PreviewLink.objects.filter(story=story).revoke(by)


def notice_of(correction: Correction) -> PublishedCorrection:
    """The notice that readers would get of `correction` as it now stands; not saved. The desk's preview."""
    wording, piece = CorrectionWording.objects.current(), correction.piece
    day = timezone.localdate(piece.first_published_at)
    return PublishedCorrection(
        correction=correction,
        story_id=correction.story_id,
        title=wording.title,
        naming=wording.name_piece(piece.headline, piece.section.name, day),
        headline=piece.headline,
        section_name=piece.section.name,
        address=piece.get_absolute_url(),
        published_at=timezone.now(),
        **correction.text,
    )


def publish_correction(correction: Correction) -> PublishedCorrection:
    """Freeze the notice, and have the story's page show it from now on."""
    notice = notice_of(correction)
    notice.save()
    _show_corrections(correction.story)
    return notice


def withdraw_correction(correction: Correction) -> None:
    """Take the notice away from readers; its address says that it was withdrawn."""
    now = timezone.now()
    PublishedCorrection.objects.filter(correction=correction).update(withdrawn_at=now)
    _show_corrections(correction.story)


def _show_corrections(story: Story) -> None:
    """Have the copies that readers see, or are to see, carry the story's corrections as they are now."""
    copies = PublishedStory.objects.not_over().filter(story=story)
    copies.update(corrections=_corrections(story), corrected_at=timezone.now())
    for copy in copies:
        indexing.index_copy(copy)


def _corrections(story: Story) -> list[dict[str, Any]]:
    return [notice.on_story for notice in PublishedCorrection.objects.live().filter(story=story.pk)]


def _drop_unseen(story: Story) -> None:
    unseen = PublishedStory.objects.not_over().filter(story=story, live_from__gt=timezone.now())
    for copy in unseen:
        # The copy before it was to end when this one began; now it goes on.
        indexing.forget_copies([copy])
        copy.delete()
        PublishedStory.objects.filter(story=story, live_until=copy.live_from).update(
            live_until=F("expires_at")
        )


def _people(story: Story, day: dt.date) -> list[dict[str, Any]]:
    rows = list(story.story_people.select_related("person"))
    held = roles([row.person_id for row in rows], day)
    return [
        {
            "id": row.person_id,
            "name": row.person.name,
            "url": row.person.get_absolute_url(),
            "title": ", ".join(role.text for role in held[row.person_id]) or row.printed_role,
            "bodies": sorted({role.body_id for role in held[row.person_id] if not role.former}),
        }
        for row in rows
    ]


def _photo(row: StoryPhoto) -> dict[str, Any]:
    photo = row.photo
    assert photo is not None
    return {
        "photo": photo.pk,
        "number": row.number,
        "caption": row.caption,
        "credit": row.credit or photo.credit,
        "alt": row.alt or row.caption,
        "width": photo.width,
        "height": photo.height,
        "sizes": photo.sizes,
        "label": photo.label,
        "focus": [photo.focus_x, photo.focus_y],
    }
