"""A save asks the database the same, however many rows and revisions a story has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.models import Byline, PenName, Revision, StoryPerson, StoryPhoto, StorySource
from articles.models.source import Source
from articles.photos import ingest
from people.models import Person

from .conftest import change
from .forms import filled


@pytest.fixture
def grow(story, users, jpeg):
    """grow(30): so many rows of each kind."""

    def grow(rows: int, revisions: int = 1) -> None:
        photo = ingest(jpeg(), by=users["reporter"])
        for number in range(1, rows + 1):
            person = Person.objects.create(name=f"Trần Văn {number}")
            StoryPerson.objects.create(story=story, person=person, order=number)
            row = StoryPhoto.objects.create(
                story=story, photo=photo, number=number, order=number, caption="Cảng", credit="MH"
            )
            row.photo_people.create(person=person, order=1)
            pen_name = PenName.objects.create(name=f"Bút {number}")
            Byline.objects.create(story=story, pen_name=pen_name, order=number)
            source = Source.objects.create(name=f"Báo {number}")
            StorySource.objects.create(story=story, source=source, order=number)
        workflow.record_edit(story, by=users["reporter"])
        newest = story.revisions.first()
        Revision.objects.bulk_create(
            Revision(
                story=story,
                number=newest.number + more,
                author=users["reporter"],
                content=newest.content,
                content_hash=newest.content_hash,
            )
            for more in range(1, revisions)
        )

    return grow


def cost(client, story, **changes):
    data = filled(client.get(change(story)), **changes)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.post(change(story), data).status_code == 302
    return len(asked), [query["sql"][:110] for query in asked]


def test_a_save_costs_the_same_with_thirty_rows_and_five_hundred_revisions(at_desk, grow, story):
    client = at_desk("reporter")
    grow(1)
    few, _queries = cost(client, story, lead="Một.")
    grow_more = 30
    story.story_people.all().delete()
    story.story_photos.all().delete()
    story.bylines.all().delete()
    story.story_sources.all().delete()
    PenName.objects.all().delete()
    Source.objects.all().delete()
    grow(grow_more, revisions=500)
    many, queries = cost(client, story, lead="Hai.")
    assert many <= few + 2, "\n".join(queries)
