"""Who may move a story from where to where: one table, one function that moves it (room 4).

`steps.py` holds the table, `guards.py` the reasons against, `taking.py` the function. The admin, commands and
tests all call `take`; nothing else writes `Story.status`.
"""

from articles.publishing import is_live, scheduled_for

from .correcting import (
    CORRECTION_STEPS,
    CorrectionStep,
    available_correction_steps,
    corrections_in_hand,
    may_correct,
    may_write_correction,
    take_correction,
    write_correction,
)
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
from .taking import lock, may_edit, not_now, record_edit, record_inspection, take, why_not_editable

__all__ = [
    "BESIDE_THE_ROAD",
    "CORRECTION_STEPS",
    "OVERRIDE_REVIEW",
    "STEPS",
    "Attempt",
    "CorrectionStep",
    "Objection",
    "Refused",
    "Restored",
    "Step",
    "available_correction_steps",
    "available_steps",
    "corrections_in_hand",
    "destination",
    "is_live",
    "is_scheduled",
    "lock",
    "may_correct",
    "may_edit",
    "may_take",
    "may_write_correction",
    "not_now",
    "recipients",
    "record_edit",
    "record_inspection",
    "restore",
    "scheduled_for",
    "step_label",
    "take",
    "take_correction",
    "why_not_editable",
    "write_correction",
]
