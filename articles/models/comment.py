"""What editors and reporters say to each other about a story, on its margin."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from unicodedata import normalize

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .revision import Revision
from .story import Story


class Thread(NamedTuple):
    """A comment and the replies to it, oldest first; `stands`: whether its passage is still in the story."""

    comment: Comment
    replies: list[Comment]
    stands: bool


class CommentQuerySet(models.QuerySet["Comment"]):
    def open_now(self) -> CommentQuerySet:
        """The threads that nobody has settled."""
        return self.filter(parent=None, resolved_at=None)

    def threads(self, passages: dict[str, str]) -> list[Thread]:
        """The threads among these, open ones first, each in the order it was begun. One query.

        `passages` is the story's present text by field: {"lead": "…", "photo-3": "…"}.
        """
        rows = list(self.select_related("author", "resolved_by", "revision").defer("revision__content"))
        texts = {field: _plain(text) for field, text in passages.items()}
        replies: dict[int, list[Comment]] = {}
        for row in rows:
            if row.parent_id:
                replies.setdefault(row.parent_id, []).append(row)
        found = [
            Thread(
                row, replies.get(row.pk, []), not row.quote or _plain(row.quote) in texts.get(row.field, "")
            )
            for row in rows
            if row.parent_id is None
        ]
        return sorted(found, key=lambda thread: thread.comment.resolved_at is not None)


class Comment(models.Model):
    """A remark on a story or a passage of it, or a reply to one; never published, no part of a revision."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="comments", verbose_name=_("story"))
    # The newest when it was written.
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", verbose_name=_("revision"))
    parent = models.ForeignKey("self", models.CASCADE, related_name="replies", null=True)
    # "headline", "lead", "body", "photo-3" for a caption; "" for the story as a whole.
    field = models.CharField(max_length=20, blank=True)
    quote = models.TextField(_("words it is about"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    text = models.TextField(_("comment"))
    created_at = models.DateTimeField(_("at"), auto_now_add=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    resolved_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        # Who may open a story may say something about it.
        default_permissions = ()
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["story"],
                name="comments_open",
                condition=models.Q(parent__isnull=True, resolved_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def resolve(self, by: Any) -> None:
        """Settle the thread that this begins; who was first stays."""
        Comment.objects.filter(pk=self.pk).open_now().update(resolved_by=by, resolved_at=timezone.now())

    def reopen(self) -> None:
        """Open the thread again."""
        Comment.objects.filter(pk=self.pk).update(resolved_by=None, resolved_at=None)


def open_comments() -> Coalesce:
    """To annotate stories with: how many open threads each has."""
    rows = Comment.objects.open_now().filter(story=models.OuterRef("pk")).order_by().values("story")
    return Coalesce(models.Subquery(rows.annotate(many=models.Count("pk")).values("many")), 0)


def _plain(text: str) -> str:
    """A text for comparing: NFC, each run of white space one space."""
    return re.sub(r"\s+", " ", normalize("NFC", text)).strip()
