"""The ledger: what was done at the desk, by whom, when, from where; written once and sealed in a chain.

An entry is written in the transaction of what it tells, so that there is never one without the other.
Its place in the chain it gets right after, in a transaction of its own (`seal`): nobody who saves a story
waits for anybody else's entry, and no lock is held for it while others are taken. What a crash leaves
unsealed, the next entry seals. docs/decisions/0013-ledger.md says what the chain proves, and what not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vietnamese import fold

from . import address
from .differences import Change, held_alone
from .differences import changes as differences

SEALED_AT_ONCE = 500
# Names the hash of the text that a step was about; the text itself is in its revision.
TEXT = "SHA-256"


class Written(Exception):
    """Somebody tried to change or delete what is in the ledger."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries are added one by one; they are neither changed nor deleted."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Written("The ledger is only ever added to.")

    update = delete = bulk_update = bulk_create = _refuse

    def mentioning(self, words: str) -> EntryQuerySet:
        """Those in which all the words stand, with or without marks."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found


class Entry(models.Model):
    """One thing done: who, when, from where, to what, before and after."""

    class Kind(models.TextChoices):
        STEP = "step", _("step")
        REVISION = "revision", _("revision")
        ADDED = "added", pgettext_lazy("ledger", "added")
        CHANGED = "changed", pgettext_lazy("ledger", "changed")
        DELETED = "deleted", pgettext_lazy("ledger", "deleted")
        NOTED = "noted", _("done")
        EXPORTED = "exported", _("exported")

    number = models.PositiveBigIntegerField(_("number"), null=True, unique=True, editable=False)
    at = models.DateTimeField(_("at"), db_index=True)
    # The account's number and name, kept even when the account is not.
    account = models.BigIntegerField(_("account number"), null=True, db_index=True)
    who = models.CharField(_("by"), max_length=200, blank=True)
    address = models.CharField(_("from where"), max_length=45, blank=True)
    kind = models.CharField(_("sort of entry"), max_length=8, choices=Kind)
    done = models.CharField(_("what was done"), max_length=500)
    model = models.CharField(_("kind of record"), max_length=60)
    record = models.CharField(_("number of the record"), max_length=64)
    subject = models.CharField(_("of what"), max_length=400)
    changes = models.JSONField(_("before and after"), default=list)
    note = models.TextField(_("note"), blank=True)
    # What is searched; made of the rest.
    folded = models.TextField(editable=False)
    previous = models.CharField(_("hash before"), max_length=64, editable=False)
    hash = models.CharField(_("hash"), max_length=64, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["model", "record"], name="entry_record"),
            models.Index(fields=["id"], name="entry_unsealed", condition=models.Q(number=None)),
        ]

    def __str__(self) -> str:
        return f"{self.done}: {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; raises `Written` for one that is there."""
        if not self._state.adding:
            raise Written("The ledger is only ever added to.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Written("The ledger is only ever added to.")

    def sealed_with(self, number: int, previous: str) -> str:
        """The SHA-256, in hexadecimal, over all that the entry says, its number and the hash before it."""
        told = [
            number,
            previous,
            self.pk,
            self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            *(self.account, self.who, self.address, self.kind, self.done),
            *(self.model, self.record, self.subject, self.changes, self.note),
        ]
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class Head(models.Model):
    """The end of the chain: one row, locked by whoever seals."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def record(
    kind: str,
    subject: models.Model,
    done: Any,
    *,
    by: Any = None,
    changes: Iterable[Change] = (),
    note: str = "",
) -> Entry:
    """Write down that `by` (None: a command on the server) did `done` to `subject`.

    It is in the database when what the transaction does is, and in the chain right after. `kind` is one of
    `Entry.Kind`; `changes` are told in the words that people read.
    """
    who = (by.get_full_name() or by.get_username()) if by else ""
    rows = [[str(part) for part in change] for change in changes]
    entry = Entry(
        at=timezone.now(),
        account=by.pk if by else None,
        who=who[:200],
        address=address.current.get(),
        kind=kind,
        done=str(done)[:500],
        model=subject._meta.label_lower,
        record=str(subject.pk or ""),
        subject=str(subject)[:400],
        changes=rows,
        note=note,
    )
    said = [
        entry.done,
        entry.subject,
        entry.who,
        entry.address,
        note,
        *(part for row in rows for part in row),
    ]
    entry.folded = fold(" ".join(said))
    entry.save(force_insert=True)
    transaction.on_commit(seal, robust=True)
    return entry


@transaction.atomic
def save_recorded(row: models.Model, done: Any, *, by: Any = None) -> None:
    """Save a row, and write down that `done` added or changed it, with what it held before and holds now.

    Takes what the database holds for what was before: whoever may meet another writer locks the row first.
    """
    adding = row._state.adding
    before = {} if adding else held_alone(type(row)._base_manager.get(pk=row.pk))
    row.save()
    after = held_alone(row)
    kind = Entry.Kind.ADDED if adding else Entry.Kind.CHANGED
    record(kind, row, done, by=by, changes=differences(before or {key: {} for key in after}, after))


@transaction.atomic
def seal() -> int:
    """Put into the chain what is not yet in it, in the order it was written; returns how many entries."""
    Head.objects.get_or_create(pk=1)
    head = Head.objects.select_for_update().get(pk=1)
    waiting = list(Entry.objects.filter(number=None).order_by("pk")[:SEALED_AT_ONCE])
    for entry in waiting:
        head.number, previous = head.number + 1, head.hash
        head.hash = entry.sealed_with(head.number, previous)
        models.QuerySet(Entry).filter(pk=entry.pk).update(
            number=head.number, previous=previous, hash=head.hash
        )
    if waiting:
        head.save()
    return len(waiting)


def faults(expected: tuple[int, str] | None = None) -> Iterator[str]:
    """What in the ledger is not as it was written, a line each; nothing when all is.

    `expected` is the number and hash of an entry as they were put down outside the database: that it is still
    there proves that nothing up to it was changed, cut off or written anew.
    """
    number, hash_before = 0, ""
    found = False
    for entry in Entry.objects.exclude(number=None).order_by("number").iterator(1000):
        assert entry.number is not None
        if entry.number != number + 1:
            yield f"{number + 1}–{entry.number - 1}: missing"
        elif entry.previous != hash_before:
            yield f"{entry.number}: does not follow the entry before it"
        if entry.hash != entry.sealed_with(entry.number, entry.previous):
            yield f"{entry.number}: was changed"
        number, hash_before = entry.number, entry.hash
        found = found or expected == (number, hash_before)
    head = Head.objects.filter(pk=1).first()
    if (head.number, head.hash) != (number, hash_before) if head else number:
        yield f"{number}: is the last, but {head.number if head else 0} was"
    if expected and not found:
        yield f"{expected[0]}: is not there with that hash"
