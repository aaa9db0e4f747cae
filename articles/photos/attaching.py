"""Photos come into stories."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from articles.models import Photo, Story, StoryPhoto, StoryPhotoPerson
from people.matching import find_people
from people.models import Person
from vietnamese import fold, one_line


def next_number(story: Story) -> int:
    """Take the next photo number of a story. No number is given twice, not even after its photo was removed.

    Locks the story's row until the transaction ends; call it inside one. The counter on the story
    remembers numbers whose photo is gone, which a body or a revision may still name.
    """
    counter = Story.objects.select_for_update().values_list("last_photo_number", flat=True).get(pk=story.pk)
    highest = story.story_photos.aggregate(highest=Max("number"))["highest"] or 0
    number = max(counter, highest) + 1
    Story.objects.filter(pk=story.pk).update(last_photo_number=number)
    # The caller's copy may be saved later, and must not turn the counter back.
    story.last_photo_number = number
    return number


@transaction.atomic
def attach(story: Story, photo: Photo | None, **fields) -> StoryPhoto:
    """Use a photo in a story, after those already there; without a photo, an empty slot that waits for one.

    `fields`: caption, credit, alt, order of the StoryPhoto. Those not given are the photo's own: they are
    copied, so a later change to the one leaves the other alone.
    """
    number = next_number(story)
    fields.setdefault("order", number)
    row = StoryPhoto(story=story, photo=photo, number=number, **fields)
    suggest(row)
    row.save()
    suggest_people(row)
    return row


def suggest(row: StoryPhoto) -> None:
    """Fill what is empty of caption, credit and alt with what the photo says; the row is not saved."""
    if row.photo:
        row.caption = row.caption or row.photo.caption
        row.credit = row.credit or row.photo.credit or row.photo.creator
        row.alt = row.alt or row.photo.alt


def suggest_people(row: StoryPhoto) -> None:
    """Put whom the photo names into a saved row that has nobody yet, as far as the registry knows them.

    A name that two people share is left out: which is meant is for people to say.
    """
    if row.photo and row.photo.persons_shown and not row.photo_people.exists():
        StoryPhotoPerson.objects.bulk_create(
            StoryPhotoPerson(story_photo=row, person=person, order=order)
            for order, person in enumerate(registered(row.photo.persons_shown), 1)
        )


def registered(names: list[str]) -> list[Person]:
    """The people of the registry among names, in their order, each once."""
    return list(dict.fromkeys(person for one in meant(names) for person in one))


def meant(names: list[str]) -> list[list[Person]]:
    """Whom of the registry each of some names means, nobody where it does not know or cannot tell.

    Two people of one name are told apart by what stands in brackets behind it, as the registry prints them.
    In four queries.
    """
    text = "\n".join(one_line(name) for name in names)
    people: list[list[Person]] = [[] for _name in names]
    for one in find_people(text):
        line = text.count("\n", 0, one.start)
        typed = fold(names[line])
        told = (other for other in one.candidates if other.disambiguator and fold(str(other)) == typed)
        person = one.person or next(told, None)
        if person and person not in people[line]:
            people[line].append(person)
    return people
