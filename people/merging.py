"""Two records of one person become one; and two again, when that was a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.differences import Held, changes, held_alone
from ledger.models import Entry
from ledger.models import record as put_down

from .dates import ImpreciseDate
from .models import Merge, Person, PersonName, Tenure

_FILLED = ("gender", "birth", "death", "biography", "disambiguator")


def conflicts(source: Person, target: Person) -> list[str]:
    """What stands in the way of merging `source` into `target`, each told to the editor; [] for nothing."""
    if source == target:
        return [_("These are one and the same record.")]
    if source.merged_into_id:
        return [_("%(person)s is merged into another record already.") % {"person": source}]
    if target.merged_into_id:
        return [
            _("%(person)s is itself merged into %(into)s; merge into that record instead.")
            % {"person": target, "into": target.merged_into}
        ]
    found = []
    for field in ("birth", "death"):
        theirs, ours = getattr(source, field), getattr(target, field)
        if theirs and ours and not _agree(theirs, ours):
            label = Person._meta.get_field(field).verbose_name
            found.append(
                _("They differ: %(field)s, %(theirs)s and %(ours)s.")
                % {
                    "field": label,
                    "theirs": ImpreciseDate.parse(theirs).short,
                    "ours": ImpreciseDate.parse(ours).short,
                }
            )
    if source.gender and target.gender and source.gender != target.gender:
        found.append(
            _("They differ: %(field)s, %(theirs)s and %(ours)s.")
            % {
                "field": Person._meta.get_field("gender").verbose_name,
                "theirs": source.get_gender_display(),
                "ours": target.get_gender_display(),
            }
        )
    for tenure in source.tenures.select_related("post__body"):
        if _same_tenure(tenure, target):
            continue
        tenure.person = target
        try:
            tenure.clean()
        except ValidationError as problem:
            found.extend(f"{tenure.post}: {message}" for message in problem.messages)
    return found


def moves(source: Person) -> dict[str, int]:
    """How many rows of each kind would move with a record, by what the kind is called."""
    counted: dict[str, int] = {}
    for field in _links():
        number = field.model._base_manager.filter(**{field.name: source}).count()
        if number:
            name = str(field.model._meta.verbose_name_plural)
            counted[name] = counted.get(name, 0) + number
    return counted


@transaction.atomic
def merge(source: Person, target: Person, by: Any) -> Merge:
    """Move all that is linked to `source` to `target`, keep its name there, fill in what the target lacks.

    Rows that would repeat one of the target (the same tenure, a mention in the same story) are put away until
    the merge is undone. Raises ValidationError with every conflict that only a person can settle.
    """
    found = Person.objects.select_for_update().in_bulk([source.pk, target.pk])
    source, target = found[source.pk], found[target.pk]
    if problems := conflicts(source, target):
        raise ValidationError(problems)
    before = _held(source, target)
    put_away = [row for row in source.tenures.all() if _same_tenure(row, target)]
    record: dict[str, Any] = {"put_away": serializers.serialize("json", put_away), "rows": {}, "filled": {}}
    for tenure in put_away:
        tenure.delete()
    repeated: list[models.Model] = []
    for field in _links():
        moved = []
        for row in field.model._base_manager.filter(**{field.name: source}):
            try:
                with transaction.atomic():
                    field.model._base_manager.filter(pk=row.pk).update(**{field.name: target})
                moved.append(row.pk)
            except IntegrityError:
                if not field.one_to_one:  # a record of its own, such as a portrait, stays where it is
                    repeated.append(row)
        if moved:
            record["rows"][f"{field.model._meta.label_lower}.{field.name}"] = moved
    record["repeated"] = serializers.serialize("json", repeated)
    for row in repeated:
        row.delete()
    for name in _FILLED:
        if getattr(source, name) and not getattr(target, name):
            record["filled"][name] = getattr(source, name)
            setattr(target, name, getattr(source, name))
    target.save()
    if source.name != target.name and not target.other_names.filter(name=source.name).exists():
        record["name"] = target.other_names.create(name=source.name, kind=PersonName.Kind.OTHER).pk
    source.merged_into = target
    source.save(update_fields=["merged_into"])
    done = Merge.objects.create(source=source, target=target, moved=record, by=by)
    _tell(_("Merged: %(merge)s") % {"merge": done}, before, source, target, by)
    return done


@transaction.atomic
def undo(done: Merge, by: Any) -> None:
    """Make two records of one again: what the merge moved goes back, unless it has moved elsewhere since.

    Raises ValidationError when it has been undone already, or the record merged into was itself merged after.
    """
    done = Merge.objects.select_for_update().select_related("source", "target").get(pk=done.pk)
    source, target = done.source, done.target
    if done.undone_at:
        raise ValidationError(_("This merge has been undone already."))
    if target.merged_into_id or source.merged_into_id != target.pk:
        raise ValidationError(
            _("%(person)s has since been merged into %(into)s; undo that merge first.")
            % {"person": target, "into": target.merged_into or source.merged_into}
        )
    before = _held(source, target)
    record = done.moved
    for label, rows in record["rows"].items():
        model_label, _dot, field = label.rpartition(".")
        model = apps.get_model(model_label)
        model._base_manager.filter(pk__in=rows, **{field: target}).update(**{field: source})
    for name, value in record["filled"].items():
        if getattr(target, name) == value:
            setattr(target, name, "")
    target.save()
    target.other_names.filter(pk=record.get("name")).delete()
    source.merged_into = None
    source.save(update_fields=["merged_into"])
    for bundle in (record["put_away"], record["repeated"]):
        for row in serializers.deserialize("json", bundle):
            if _still_has_its_parents(row.object):
                row.save()
    done.undone_by, done.undone_at = by, timezone.now()
    done.save(update_fields=["undone_by", "undone_at"])
    _tell(_("Merge undone: %(merge)s") % {"merge": done}, before, source, target, by)


def _held(*people: Person) -> Held:
    """What the database holds of people, their names and their tenures, which are locked."""
    held: Held = {}
    for person in Person.objects.filter(pk__in=[one.pk for one in people]):
        for row in (person, *person.other_names.all(), *person.tenures.select_for_update()):
            held |= held_alone(row)
    return held


def _tell(done: str, before: Held, source: Person, target: Person, by: Any) -> None:
    """Put it down in the ledger of both records, with what was before and after in the same transaction."""
    differences = list(changes(before, _held(source, target)))
    for person in (source, target):
        put_down(Entry.Kind.CHANGED, person, done, by=by, changes=differences)


def _links() -> Iterator[models.ForeignKey]:
    """The fields of all models, of every app, that point to a person; but the merges themselves."""
    for relation in Person._meta.get_fields(include_hidden=True):
        incoming = relation.auto_created and not relation.concrete and not relation.many_to_many
        if incoming and relation.related_model is not Merge:
            yield relation.field


def _agree(one: str, other: str) -> bool:
    """Whether two dates can be the same one, given more or less precisely."""
    first, second = ImpreciseDate.parse(one), ImpreciseDate.parse(other)
    return first.earliest <= second.latest and second.earliest <= first.latest


def _same_tenure(tenure: Tenure, person: Person) -> Tenure | None:
    """The tenure of a person that says the same as another's, if there is one."""
    if tenure.suspensions.exists():
        return None
    return person.tenures.filter(
        post=tenure.post_id, capacity=tenure.capacity, start=tenure.start, end=tenure.end, term=tenure.term_id
    ).first()


def _still_has_its_parents(row: models.Model) -> bool:
    for field in row._meta.concrete_fields:
        if field.many_to_one and getattr(row, field.attname) is not None:
            try:
                getattr(row, field.name)
            except ObjectDoesNotExist:
                return False
    return True
