"""Records for tests, in plain functions; what is not said is invented."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.models import PublishedPerson, PublishedStory, Revision, Section, Story
from people.models import Person

_numbers = itertools.count(1)


def make_user(name: str = "", **fields: Any):
    """An account that cannot sign in with a password."""
    return get_user_model().objects.create_user(name or f"user{next(_numbers)}", is_staff=True, **fields)


def make_section(name: str = "Thời sự", slug: str = "thoi-su") -> Section:
    """The section of that address, made when it is not there."""
    return Section.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def make_copies(
    count: int, *, section: Section | None = None, mentions: Sequence[Person] = (), **fields: Any
) -> list[PublishedStory]:
    """`count` live stories, the first the newest, a minute apart; made at once, past the workflow."""
    section = section or make_section()
    author = make_user()
    now = timezone.now()
    stories = Story.objects.bulk_create(
        Story(headline=f"Tin {next(_numbers)}", author=author, section=section, status="published")
        for _ in range(count)
    )
    revisions = Revision.objects.bulk_create(
        Revision(story=story, number=1, author=author, content={}, content_hash="x") for story in stories
    )
    copies = PublishedStory.objects.bulk_create(
        PublishedStory(
            **{
                "story": story,
                "revision": revision,
                "section": section,
                "slug": f"tin-{story.pk}",
                "headline": story.headline,
                "lead": "Sapo.",
                "html": "<p>Chữ.</p>",
                "first_published_at": now - dt.timedelta(minutes=age),
                "live_from": now - dt.timedelta(minutes=age),
                "people": [
                    {"id": p.pk, "name": p.name, "url": p.get_absolute_url(), "title": ""} for p in mentions
                ],
                **fields,
            }
        )
        for age, (story, revision) in enumerate(zip(stories, revisions, strict=True), 1)
    )
    PublishedPerson.objects.bulk_create(
        PublishedPerson(published=copy, person=person) for copy in copies for person in mentions
    )
    return copies


def photo_data(number: int = 1, **fields: Any) -> dict[str, Any]:
    """One entry of `PublishedStory.photos`."""
    return {
        "photo": None,
        "number": number,
        "caption": f"Chú thích {number}",
        "credit": "Minh Hà",
        "alt": f"Mô tả {number}",
        "width": 640,
        "height": 427,
        "sizes": {
            kind: [[320, 214, f"/anh/{kind}320.{kind}"], [640, 427, f"/anh/{kind}640.{kind}"]]
            for kind in ("webp", "jpeg")
        }
        | {"share": [1200, 630, "/anh/share.jpeg"]},
        "label": "",
        "focus": [50, 50],
        **fields,
    }
