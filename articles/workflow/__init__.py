"""Who may move a story from where to where: one table, one function that moves it (room 4).

`steps.py` holds the table, `guards.py` the reasons against, `taking.py` the function. The admin, commands and
tests all call `take`; nothing else writes `Story.status`.
"""

from articles.publishing import is_live, scheduled_for

from .guards import OVERRIDE_REVIEW, Attempt, Objection, Refused, recipients
from .restoring import Restored, restore
from .steps import (
    BESIDE_THE_ROAD,
    STEPS,
    Step,
    available_steps,
    destination,
    is_scheduled,
    may_take,
    step_label,
)
from .taking import lock, may_edit, record_edit, record_inspection, take, why_not_editable

__all__ = [
    "BESIDE_THE_ROAD",
    "OVERRIDE_REVIEW",
    "STEPS",
    "Attempt",
    "Objection",
    "Refused",
    "Restored",
    "Step",
    "available_steps",
    "destination",
    "is_live",
    "is_scheduled",
    "lock",
    "may_edit",
    "may_take",
    "recipients",
    "record_edit",
    "record_inspection",
    "restore",
    "scheduled_for",
    "step_label",
    "take",
    "why_not_editable",
]
