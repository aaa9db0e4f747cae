"""A person and a body in the words of Popolo (https://www.popoloproject.com/specs/).

Dates are given as they are known ("2015", "2015-02"), which Popolo allows. It has no word for an end nobody
can date: such a membership says "ended": true and is labelled "nguyên …".
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from people.fields import ENDED
from people.models import Body, Interval, Person, Post, Tenure
from people.titles import in_capacity
from vietnamese import words

from .structured import absolute


def person(person: Person, image: str, today: dt.date) -> dict[str, Any]:
    """A person with every post on record; `image` is the address of their portrait, or ""."""
    names = words(person.name)
    return _said(
        {
            "id": f"person/{person.pk}",
            "name": person.name,
            "family_name": names[0] if len(names) > 1 else "",
            "given_name": names[-1] if names else "",
            "summary": person.disambiguator,
            "gender": person.gender,
            "birth_date": person.birth,
            "death_date": person.death,
            "image": absolute(image) if image else "",
            "biography": person.biography,
            "other_names": [
                _said({"name": one.name, "note": one.get_kind_display(), **_dates(one)})
                for one in person.other_names.all()
            ],
            "links": [_link(person)],
            "memberships": _memberships(person.tenures.all(), today),
        }
    )


def organization(body: Body, today: dt.date) -> dict[str, Any]:
    """A body with its posts and all who held them, but for those hidden from readers."""
    dates = _dates(body)
    listed = Tenure.objects.filter(post__body=body).exclude(person__status=Person.Status.HIDDEN)
    return _said(
        {
            "id": f"organization/{body.pk}",
            "name": body.name,
            "classification": body.system,
            "parent_id": f"organization/{body.parent_id}" if body.parent_id else "",
            "founding_date": dates.get("start_date"),
            "dissolution_date": dates.get("end_date"),
            "ended": dates.get("ended"),
            "other_names": [
                *([{"name": body.short_name}] if body.short_name else []),
                *(
                    _said({"name": one.name, "note": one.get_kind_display(), **_dates(one)})
                    for one in body.other_names.all()
                ),
            ],
            "links": [_link(body)],
            "posts": [_post(post) for post in body.posts.all()],
            "memberships": _memberships(listed, today),
        }
    )


def _memberships(tenures: QuerySet[Tenure], today: dt.date) -> list[dict[str, Any]]:
    return [_membership(one, today) for one in tenures.select_related("person", "post__body")]


def _membership(tenure: Tenure, today: dt.date) -> dict[str, Any]:
    post = tenure.post
    label = in_capacity(str(post), tenure.capacity, post.head, post.body.printed)
    over = tenure.ended_unknown or tenure.end_latest < today
    return _said(
        {
            "id": f"membership/{tenure.pk}",
            "label": f"nguyên {label}" if over else label,
            "role": post.title,
            "person_id": f"person/{tenure.person_id}",
            "person": {"id": f"person/{tenure.person_id}", "name": tenure.person.name},
            "organization_id": f"organization/{post.body_id}",
            "organization": {"id": f"organization/{post.body_id}", "name": post.body.name},
            "post_id": f"post/{post.pk}",
            **_dates(tenure),
            "sources": [_said({"url": absolute(tenure.source_url), "note": tenure.decision})]
            if tenure.source_url
            else [],
        }
    )


def _post(post: Post) -> dict[str, Any]:
    said = {"id": f"post/{post.pk}", "label": post.title, "organization_id": f"organization/{post.body_id}"}
    return said | _dates(post)


def _dates(interval: Interval) -> dict[str, Any]:
    end = interval.end
    return _said(
        {"start_date": interval.start, "end_date": "" if end == ENDED else end, "ended": end == ENDED}
    )


def _link(record: Person | Body) -> dict[str, str]:
    return {"url": absolute(record.get_absolute_url())}


def _said(thing: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in thing.items() if value}
