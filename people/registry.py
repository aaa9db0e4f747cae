"""Putting people, bodies, posts and tenures on record from code; what is there is returned as it is."""

from __future__ import annotations

from typing import Any

from .models import Body, Person, Post, Tenure


def body(name: str, short_name: str = "", **fields: Any) -> Body:
    """The body of that full name, put on record with the other fields when it is not."""
    found = Body.objects.filter(name=name).first()
    return found or _checked(Body(name=name, short_name=short_name, **fields))


def person(name: str, disambiguator: str = "", **fields: Any) -> Person:
    """The person of that name and disambiguator, put on record with the other fields when not there."""
    found = Person.objects.filter(name=name, disambiguator=disambiguator, merged_into=None).first()
    return found or _checked(Person(name=name, disambiguator=disambiguator, **fields))


def post(title: str, body: Body, **fields: Any) -> Post:
    """The post of that title in a body, put on record with the other fields when not there."""
    found = Post.objects.filter(title=title, body=body).first()
    return found or _checked(Post(title=title, body=body, **fields))


def hold(person: Person, post: Post, start: str = "", end: str = "", **fields: Any) -> Tenure:
    """That the person holds the post from and to ("2015", "2015-02", "10/2/2015"; end "" open, "?" over).

    The tenure on record with the same start and capacity is returned as it is. Raises ValidationError for
    what the forms would refuse as well.
    """
    tenure = Tenure(person=person, post=post, start=start, end=end, **fields)
    tenure.start = Tenure._meta.get_field("start").to_python(start)
    found = Tenure.objects.filter(
        person=person, post=post, start=tenure.start, capacity=tenure.capacity, term=tenure.term
    ).first()
    return found or _checked(tenure)


def _checked(record: Any) -> Any:
    record.full_clean()
    record.save()
    return record
