"""What a withdrawal leaves with readers: told before it is taken."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.models import Portrait, PublishedCorrection, PublishedPhoto, PublishedStory, Story

# Of the other stories with one of the photos, the newest.
MOST = 20


class Left(NamedTuple):
    """One thing that stays, and where readers see it, or will."""

    text: str
    address: str


def left_by(story: Story) -> list[Left]:
    """What stays when `story` is withdrawn: photos that others show, its corrections. Three queries."""
    uses = PublishedPhoto.objects.filter(taken_out=[])
    photos = uses.filter(published__story=story, published__withdrawn_at=None).values("photo")
    shared = uses.filter(photo__in=photos).values("published")
    copies = PublishedStory.objects.not_over().filter(pk__in=shared).exclude(story=story)
    said: dict[int, Left] = {}
    copies = copies.select_related("section").only("headline", "slug", "section", "story")
    for copy in copies[:MOST]:
        text = _("A photo that “%(story)s” shows too") % {"story": copy.headline}
        said.setdefault(copy.story_id, Left(text, copy.get_absolute_url()))
    found = list(said.values())
    for one in Portrait.objects.filter(photo__in=photos, photo__denied_at=None).select_related("person"):
        text = _("A photo that is the portrait of %(name)s") % {"name": one.person}
        found.append(Left(text, one.person.get_absolute_url()))
    for notice in PublishedCorrection.objects.live().filter(story=story):
        text = _("The notice “%(title)s”, which is withdrawn by itself") % {"title": notice.title}
        found.append(Left(text, notice.get_absolute_url()))
    return found
