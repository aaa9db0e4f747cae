"""A text and its photos come in, a draft comes out (room 1).

`bring_in` does it all; `examine` shows what it would do and writes nothing.
"""

from .findings import AlreadyHere, Finding, NotTaken
from .saving import Arrival, Examined, bring_in, examine

__all__ = ["AlreadyHere", "Arrival", "Examined", "Finding", "NotTaken", "bring_in", "examine"]
