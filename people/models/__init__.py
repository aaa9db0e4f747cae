"""Who holds which post in which body, from when to when."""

from .body import Body, BodyChange, BodyName, Level, System
from .interval import Interval, IntervalQuerySet
from .merge import Merge
from .person import STALE_AFTER, Person, PersonName
from .post import Post, PostName, printed_role
from .protocol import ProtocolOrder, ProtocolPlace
from .tenure import Suspension, Tenure, Term
from .unit import Unit

__all__ = [
    "STALE_AFTER",
    "Body",
    "BodyChange",
    "BodyName",
    "Interval",
    "IntervalQuerySet",
    "Level",
    "Merge",
    "Person",
    "PersonName",
    "Post",
    "PostName",
    "ProtocolOrder",
    "ProtocolPlace",
    "Suspension",
    "System",
    "Tenure",
    "Term",
    "Unit",
    "printed_role",
]
