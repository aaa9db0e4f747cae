"""Who held which posts on a day, and how house style prints it.

The roles of a whole story's people take one query.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import DateField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Least, NullIf
from django.utils.translation import gettext as _

from .dates import short_day
from .models import (
    Body,
    BodyName,
    Person,
    Post,
    PostName,
    ProtocolOrder,
    ProtocolPlace,
    Suspension,
    System,
    Tenure,
    printed_role,
)
from .models.interval import span
from .models.person import stale_since
from .roles import same_role

__all__ = [
    "Role",
    "Seat",
    "history",
    "in_capacity",
    "now_lines",
    "printed",
    "roles",
    "roster",
    "same_role",
    "title_line",
    "title_lines",
]

FULL, ACTING, ASSIGNED, IN_CHARGE = Tenure.Capacity.values
_SYSTEMS = {system: place for place, system in enumerate(System.values)}
_UNRANKED = 1 << 20


class Role(NamedTuple):
    """One post a person held on a day (or, with `former`, had held before it)."""

    tenure_id: int
    person_id: int
    post_id: int
    body_id: int
    body: str
    """The name of the body on the day, as printed."""
    body_slug: str
    body_system: str
    text: str
    """As printed, with the names the post and the body had on the day: "nguyên Bí thư Thành uỷ Hà Nội"."""
    title: str
    """The same without "nguyên"."""
    capacity: str
    former: bool
    certain: bool
    """Whether it was so whichever day its imprecise dates mean."""
    verified_on: dt.date | None
    """When the tenure was last verified, if it is still open."""
    person: str
    person_slug: str
    hidden: bool
    """Whether the person's record is hidden from readers."""
    order: tuple
    implied: tuple[int, ...]
    """The posts this one makes superfluous."""
    suspended: bool
    """Whether suspended from duty on the day, the post still being theirs; said by `roster` and `history`."""
    start: str
    end: str
    start_earliest: dt.date
    start_latest: dt.date
    end_earliest: dt.date
    end_latest: dt.date

    @property
    def span(self) -> str:
        """From and to, for readers, as `Interval.span`."""
        return span(self.start, self.end)

    def stated_as_of(self, today: dt.date) -> dt.date | None:
        """The day to print after "tính đến", as `Tenure.stated_as_of`."""
        return stale_since(self.verified_on, today)

    @property
    def unverified(self) -> bool:
        """Whether it is on record as still held though nobody has ever verified that."""
        return not (self.former or self.end or self.verified_on)

    def caveat(self, today: dt.date) -> str:
        """What a page that says who holds a post now adds to it, "tính đến 10/8/2019" or "chưa kiểm chứng";
        "" for what may be stated as a fact."""
        if self.unverified:
            return _("not verified")
        as_of = self.stated_as_of(today)
        return _("as of %(day)s") % {"day": short_day(as_of)} if as_of else ""


class Seat(NamedTuple):
    """A post in a roster: who holds it, and how many of its seats are vacant (None for any number)."""

    post_id: int
    title: str
    """The title on the day, without the body: "Phó Chủ tịch"."""
    head: bool
    holders: list[Role]
    vacant: int | None


def title_line(person: Person, day: dt.date) -> str:
    """What house style prints after a name: the person's roles on a day, in protocol order.

    "Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội"; a role that another makes superfluous is left out. For
    one who holds none any more the highest post, "nguyên Bí thư Tỉnh uỷ Quảng Ninh", with those held
    together with it to the end; "" for one who never held any.
    """
    return title_lines([person.pk], day)[person.pk]


def title_lines(person_ids: Iterable[int], day: dt.date) -> dict[int, str]:
    """`title_line` of many people by id, in one query; "" for who has none."""
    return {person: ", ".join(role.text for role in held) for person, held in roles(person_ids, day).items()}


def roles(person_ids: Iterable[int], day: dt.date) -> dict[int, list[Role]]:
    """The roles that make up `title_lines`, by person id, in protocol order; in one query."""
    found: dict[int, list[Role]] = {person: [] for person in person_ids}
    if not found:
        return {}
    for row in _rows(day).filter(person__in=list(found), start_earliest__lte=day):
        found[row.person_id].append(_role(row, day))
    return {person: printed(held) for person, held in found.items()}


def history(person: Person, today: dt.date) -> list[Role]:
    """Every post on record for a person, newest first, each by the name it had at its end; in one query."""
    held = [_role(row, today) for row in _rows(today, suspensions=True).filter(person=person)]
    return sorted(held, key=lambda role: (role.start_earliest, role.end_latest, role.tenure_id), reverse=True)


def now_lines(person_ids: Iterable[int], day: dt.date, today: dt.date) -> dict[int, str]:
    """For an old story: what has changed for its people since its day, in one query.

    "nay là Chủ tịch UBND tỉnh Quảng Ninh"; "nay đã thôi giữ chức" when nothing is held any more. Left out are
    people for whom nothing has changed, those whose posts of today nobody has verified of late, those hidden
    from readers, and the dead: what to say of a death is for an editor, not for a machine.
    """
    found: dict[int, list[Any]] = defaultdict(list)
    told = {"person__in": list(person_ids), "person__death": "", "start_earliest__lte": max(day, today)}
    for row in _rows(today).filter(**told).exclude(person__status=Person.Status.HIDDEN):
        found[row.person_id].append(row)
    lines = {}
    for person, rows in found.items():
        then = printed([_role(row, day) for row in rows if row.start_earliest <= day])
        now = printed([_role(row, today) for row in rows if row.start_earliest <= today])
        if not _held(then) or _held(then) == _held(now):
            continue
        if all(role.former for role in now):
            lines[person] = _("no longer in office")
        elif not any(role.caveat(today) for role in now):
            lines[person] = _("now %(role)s") % {"role": ", ".join(role.text for role in now)}
    return lines


def roster(body: Body, day: dt.date) -> list[Seat]:
    """The posts a body had on a day, in order, with who held them and the vacancies; in two queries.

    On the day of a handover both are there. One in charge beside an absent holder does not fill a seat.
    """
    held: dict[int, list[Role]] = defaultdict(list)
    rows = _rows(day, suspensions=True).filter(post__body=body, start_earliest__lte=day, end_latest__gte=day)
    for row in rows:
        held[row.post_id].append(_role(row, day))
    seats = []
    for post, title, title_then, head, order, number, position in _posts(day).filter(body=body):
        holders = sorted(held[post], key=lambda role: (_CAPACITIES[role.capacity], role.start_earliest))
        filled = {role.person_id for role in holders if role.capacity in (FULL, ACTING)}
        vacant = None if number is None else max(0, number - len(filled))
        place = (position or _UNRANKED, not head, order, post)
        seats.append((place, Seat(post, (title_then or title).partition("\n")[0], head, holders, vacant)))
    return [seat for _place, seat in sorted(seats, key=lambda pair: pair[0])]


def _held(printed: list[Role]) -> set[tuple[int, str]]:
    return {(role.post_id, role.capacity) for role in printed if not role.former}


_CAPACITIES = {capacity: place for place, capacity in enumerate(Tenure.Capacity.values)}

_COLUMNS = (
    "pk",
    "person_id",
    "post_id",
    "post__body_id",
    "capacity",
    "start",
    "start_earliest",
    "start_latest",
    "end_earliest",
    "end_latest",
    "end",
    "verified_on",
    "person__name",
    "person__slug",
    "person__status",
    "post__title",
    "post__printed_as",
    "post__head",
    "post__order",
    "post__implies_id",
    "post__implies__implies_id",
    "post__body__name",
    "post__body__short_name",
    "post__body__slug",
    "post__body__level",
    "post__body__system",
    "position",
    "title_then",
    "body_then",
    "suspended",
)


def _position(post: str, day: dt.date) -> Subquery:
    """The place of a post in the protocol order in force on a day."""
    in_force = ProtocolOrder.objects.in_force(day).values("pk")
    return Subquery(ProtocolPlace.objects.filter(post=OuterRef(post), order=in_force).values("position")[:1])


def _title_then(post: str, day: dt.date | Least) -> Subquery:
    """The former title a post still had on a day, and on a second line what it was printed as; or null."""
    former = PostName.objects.filter(post=OuterRef(post), end_earliest__gt=day).order_by("end_earliest")
    return Subquery(former.values_list(Concat("title", Value("\n"), "printed_as"))[:1])


def _body_then(body: str, day: dt.date | Least) -> Subquery:
    """The former name, as printed, that a body still had on a day; null when it had today's."""
    former = BodyName.objects.filter(
        body=OuterRef(body), kind=BodyName.Kind.FORMER, end_earliest__gt=day
    ).order_by("end_earliest")
    return Subquery(former.values_list(Coalesce(NullIf("short_name", Value("")), "name"))[:1])


@lru_cache(maxsize=64)
def _rows(day: dt.date, *, suspensions: bool = False) -> QuerySet:
    """All tenures with the names and ranks of a day, and who was suspended if asked, to be filtered.

    Kept, because building it takes longer than running it, and the same few days are asked for all the time.
    """
    # A post that has ended keeps the name it had at its end.
    named_on = Least(Value(day, DateField()), OuterRef("end_latest"))
    rows = Tenure.objects.order_by().annotate(
        position=_position("post", day),
        title_then=_title_then("post", named_on),
        body_then=_body_then("post__body", named_on),
        suspended=Exists(Suspension.objects.possible(day).filter(tenure=OuterRef("pk")))
        if suspensions
        else Value(False),
    )
    return rows.values_list(*_COLUMNS, named=True)


@lru_cache(maxsize=64)
def _posts(day: dt.date) -> QuerySet:
    """All posts there were on a day, with their titles and ranks of then, to be filtered."""
    return (
        Post.objects.possible(day)
        .order_by()
        .annotate(position=_position("pk", day), title_then=_title_then("pk", day))
        .values_list("pk", "title", "title_then", "head", "order", "seats", "position")
    )


def _role(row: Any, day: dt.date) -> Role:
    body = row.body_then or row.post__body__short_name or row.post__body__name
    title, printed_as = row.post__title, row.post__printed_as
    if row.title_then:
        title, _line, printed_as = row.title_then.partition("\n")
    line = in_capacity(printed_role(title, printed_as, body), row.capacity, row.post__head, body)
    former = row.end_latest < day
    place = (row.position or _UNRANKED, row.post__body__level, _SYSTEMS[row.post__body__system])
    within = (not row.post__head, row.post__order, -row.start_earliest.toordinal(), row.pk)
    # Bí thư makes Uỷ viên Ban Thường vụ superfluous, and that Uỷ viên Ban Chấp hành: two steps are enough.
    lesser = (row.post__implies_id, row.post__implies__implies_id)
    return Role(
        tenure_id=row.pk,
        person_id=row.person_id,
        post_id=row.post_id,
        body_id=row.post__body_id,
        body=body,
        body_slug=row.post__body__slug,
        body_system=row.post__body__system,
        text=f"nguyên {line}" if former else line,
        title=line,
        capacity=row.capacity,
        former=former,
        certain=row.start_latest <= day <= row.end_earliest,
        verified_on=None if row.end else row.verified_on,
        person=row.person__name,
        person_slug=row.person__slug,
        hidden=row.person__status == Person.Status.HIDDEN,
        order=place + within,
        implied=tuple(filter(None, lesser)),
        suspended=row.suspended,
        start=row.start,
        end=row.end,
        start_earliest=row.start_earliest,
        start_latest=row.start_latest,
        end_earliest=row.end_earliest,
        end_latest=row.end_latest,
    )


def in_capacity(text: str, capacity: str, head: bool, body: str) -> str:
    """A role as printed of one who does not hold it in full."""
    if capacity == ACTING:
        return f"Quyền {text}"
    if capacity == ASSIGNED:
        return f"được giao nhiệm vụ {text}"
    if capacity == IN_CHARGE:
        return f"phụ trách {body}" if head else f"phụ trách nhiệm vụ {text}"
    return text


def printed(held: list[Role]) -> list[Role]:
    """Of a person's roles begun by a day, those that are printed on it, in protocol order: the posts held,
    without those made superfluous, or the highest of those that were."""
    now = [role for role in held if not role.former]
    if not now and held:
        highest = min(held, key=lambda role: role.order)
        now = [role for role in held if role.start_earliest <= highest.end_latest <= role.end_latest]
    by_post: dict[int, Role] = {}
    for role in sorted(now, key=lambda role: (_CAPACITIES[role.capacity], role.order)):
        by_post.setdefault(role.post_id, role)
    superfluous = {post for role in by_post.values() if role.capacity == FULL for post in role.implied}
    return sorted(
        (role for role in by_post.values() if role.post_id not in superfluous), key=lambda role: role.order
    )
