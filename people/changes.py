"""Events that change several records at once: a death, a body renamed, a body closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from ledger.models import save_recorded

from .models import Body, BodyChange, BodyName, Person, Tenure


@transaction.atomic
def close_for_death(person: Person) -> list[Tenure]:
    """End the open tenures of one who has died, on the date of death; returns them.

    Raises ValidationError when one of them began after it; nothing is changed then.
    """
    closed = list(person.tenures.open().select_related("post__body").select_for_update(of=("self",)))
    for tenure in closed:
        tenure.end, tenure.ended = person.death, Tenure.Ended.DIED
        tenure.full_clean()
        tenure.save()
    return closed


@transaction.atomic
def rename(
    body: Body,
    name: str,
    date: str,
    *,
    short_name: str = "",
    decision: str = "",
    source_url: str = "",
    by: Any = None,
) -> BodyChange:
    """Give a body a new name from a date, as imprecise as it may be; the one it had becomes a former name."""
    body.refresh_from_db(from_queryset=Body.objects.select_for_update())
    done = _("Renamed: %(body)s") % {"body": body}
    former = BodyName(
        body=body, kind=BodyName.Kind.FORMER, name=body.name, short_name=body.short_name, end=date
    )
    _put(former, done, by)
    body.name, body.short_name = name, short_name
    _put(body, done, by)
    change = BodyChange(
        body=body, kind=BodyChange.Kind.RENAMED, date=date, decision=decision, source_url=source_url
    )
    _put(change, done, by)
    return change


@transaction.atomic
def close(
    body: Body,
    kind: str,
    date: str,
    successors: Iterable[Body] = (),
    *,
    decision: str = "",
    source_url: str = "",
    by: Any = None,
) -> tuple[BodyChange, list[Tenure]]:
    """End a body that is merged, split or abolished, with its posts and the tenures open in them, on a date.

    Returns the change recorded and the tenures ended; where their holders go is for new tenures to say.
    """
    if kind not in (BodyChange.Kind.MERGED, BodyChange.Kind.SPLIT, BodyChange.Kind.ABOLISHED):
        raise ValueError(kind)
    body.refresh_from_db(from_queryset=Body.objects.select_for_update())
    if body.end:
        raise ValidationError(_("%(body)s has ended already (%(span)s).") % {"body": body, "span": body.span})
    successors = list(successors)
    if body in successors:
        raise ValidationError(_("A body cannot be what came after itself."))
    done = _("Closed: %(body)s") % {"body": body}
    open_ones = Tenure.objects.filter(post__body=body).open().select_for_update(of=("self",))
    tenures = list(open_ones.select_related("person", "post__body"))
    for tenure in tenures:
        tenure.end, tenure.ended = date, Tenure.Ended.ABOLISHED
        _put(tenure, done, by)
    for record in (*body.posts.open().select_for_update(), body):
        record.end = date
        _put(record, done, by)
    change = BodyChange(body=body, kind=kind, date=date, decision=decision, source_url=source_url)
    _put(change, done, by)
    change.successors.set(successors)
    return change, tenures


def _put(row: models.Model, done: str, by: Any) -> None:
    row.full_clean()
    save_recorded(row, done, by=by)
