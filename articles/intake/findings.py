"""What intake says: what it found, what it could not decide, and why it took nothing."""

from __future__ import annotations

from typing import NamedTuple

from articles.models import Intake


class Finding(NamedTuple):
    """One line of the report kept in `Intake.report`; `found` is False for what a person has to look at."""

    kind: str
    found: bool
    message: str


class NotTaken(Exception):
    """A text or photo that is not taken in; nothing was written. `messages` say why and what to do."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = list(messages)


class AlreadyHere(NotTaken):
    """The same text came in before, as `intake`; taken only when asked to be taken again."""

    def __init__(self, message: str, intake: Intake) -> None:
        super().__init__(message)
        self.intake = intake
