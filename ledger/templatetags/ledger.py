"""What the ledger says of one record, on the record's own page of history."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model

from ledger.admin import listed
from ledger.models import Entry

SHOWN = 100

register = template.Library()
register.filter("changes", listed)


@register.simple_tag
def entries_of(record: Model) -> Any:
    """The newest entries about the record, a hundred at most."""
    return Entry.objects.filter(model=record._meta.label_lower, record=str(record.pk))[:SHOWN]
