"""Events that change several records at once: a death, a body renamed, a body closed."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .models import Body, BodyChange, BodyName, Person, Tenure


@transaction.atomic
def close_for_death(person: Person) -> list[Tenure]:
    """End the open tenures of one who has died, on the date of death; returns them.

    Raises ValidationError when one of them began after it; nothing is changed then.
    """
    closed = list(person.tenures.open().select_related("post__body"))
    for tenure in closed:
        tenure.end, tenure.ended = person.death, Tenure.Ended.DIED
        _checked(tenure)
    return closed


@transaction.atomic
def rename(
    body: Body, name: str, date: str, *, short_name: str = "", decision: str = "", source_url: str = ""
) -> BodyChange:
    """Give a body a new name from a date, as imprecise as it may be; the one it had becomes a former name."""
    former = BodyName(
        body=body, kind=BodyName.Kind.FORMER, name=body.name, short_name=body.short_name, end=date
    )
    _checked(former)
    body.name, body.short_name = name, short_name
    _checked(body)
    return _recorded(BodyChange.Kind.RENAMED, body, date, [], decision, source_url)


@transaction.atomic
def close(
    body: Body,
    kind: str,
    date: str,
    successors: Iterable[Body] = (),
    *,
    decision: str = "",
    source_url: str = "",
) -> tuple[BodyChange, list[Tenure]]:
    """End a body that is merged, split or abolished, with its posts and the tenures open in them, on a date.

    Returns the change recorded and the tenures ended; where their holders go is for new tenures to say.
    """
    if kind not in (BodyChange.Kind.MERGED, BodyChange.Kind.SPLIT, BodyChange.Kind.ABOLISHED):
        raise ValueError(kind)
    if body.end:
        raise ValidationError(_("%(body)s has ended already (%(span)s).") % {"body": body, "span": body.span})
    successors = list(successors)
    if body in successors:
        raise ValidationError(_("A body cannot be what came after itself."))
    tenures = list(Tenure.objects.filter(post__body=body).open().select_related("person", "post__body"))
    for tenure in tenures:
        tenure.end, tenure.ended = date, Tenure.Ended.ABOLISHED
        _checked(tenure)
    for record in (*body.posts.open(), body):
        record.end = date
        _checked(record)
    return _recorded(kind, body, date, successors, decision, source_url), tenures


def _recorded(
    kind: str, body: Body, date: str, successors: list[Body], decision: str, source_url: str
) -> BodyChange:
    change = BodyChange(body=body, kind=kind, date=date, decision=decision, source_url=source_url)
    _checked(change)
    change.successors.set(successors)
    return change


def _checked(record) -> None:
    record.full_clean()
    record.save()
