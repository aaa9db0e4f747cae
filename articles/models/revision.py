from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .story import Story


def snapshot(story: Story) -> dict[str, Any]:
    """Everything in a story that a reviewer approves, as plain JSON values in a fixed order.

    Records are named by id; a photo by its number in the story and the id of its file.
    """
    return {
        "headline": story.headline,
        "lead": story.lead,
        "body": story.body,
        "section": story.section_id,
        "kind": story.kind,
        "event_date": story.event_date.isoformat() if story.event_date else None,
        "place": story.place,
        "roles_since": story.roles_since,
        "sources": [
            {
                "source": row.source_id,
                "url": row.url,
                "published_at": row.published_at.isoformat() if row.published_at else None,
            }
            for row in story.story_sources.all()
        ],
        "bylines": [
            {"role": row.role, "pen_name": row.pen_name_id, "person": row.person_id}
            for row in story.bylines.all()
        ],
        "photos": [
            {
                "number": row.number,
                "photo": row.photo_id,
                "caption": row.caption,
                # What will be printed: changing the photo's own credit is a change of the story.
                "credit": row.credit or (row.photo.credit if row.photo else ""),
                "alt": row.alt,
                # Printed too.
                "label": row.photo.label if row.photo else "",
                "people": [one.person_id for one in row.photo_people.all()],
            }
            for row in story.story_photos.select_related("photo").prefetch_related("photo_people")
        ],
        "people": [
            {"person": row.person_id, "printed_role": row.printed_role} for row in story.story_people.all()
        ],
    }


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 (64 hex digits) of a snapshot; equal exactly when no word of it differs."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Unescaped(json.JSONEncoder):
    """Writes letters as they are: SQLite keeps the text, and one with marks would take six bytes for two."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})


class RevisionQuerySet(models.QuerySet["Revision"]):
    def record(self, story: Story, by) -> Revision | None:
        """Keep the story's content as it now stands; nothing when it is what the last revision holds.

        Call it inside the transaction that saved the story, with the story's row locked.
        """
        content = snapshot(story)
        digest = content_hash(content)
        last = self.filter(story=story).order_by("-number").first()
        if last and last.content_hash == digest:
            return None
        return self.create(
            story=story,
            number=last.number + 1 if last else 1,
            author=by,
            content=content,
            content_hash=digest,
        )

    def update(self, **kwargs: Any) -> int:
        raise TypeError("a revision is never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("a revision is never deleted")


class Revision(models.Model):
    """An immutable snapshot of a story's content, with its author."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="revisions", verbose_name=_("story"))
    number = models.PositiveIntegerField(_("number"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("at"), auto_now_add=True)
    content = models.JSONField(_("content"), encoder=Unescaped)
    content_hash = models.CharField(max_length=64)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="revisions_are_numbered")]

    def __str__(self) -> str:
        return f"{self.number}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("a revision is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("a revision is never deleted")
