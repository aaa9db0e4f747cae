"""What has been arranged about a story beside its status: whose turn it is, by when, not before when."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from articles import publishing
from articles.checks import titles_changed
from articles.models import Chain, Status, Story, StoryEvent, account_name
from vietnamese import long_date

from .story_list import badge_time


class Standing(NamedTuple):
    """One thing arranged, in words; `level` is "warning" where somebody should act or take care."""

    text: str
    level: str = ""


def standing(story: Story) -> list[Standing]:
    """All that is arranged about `story`, what binds most first."""
    found = []
    for override in StoryEvent.objects.unseen_overrides().filter(story=story).select_related("by"):
        about = {"name": account_name(override.by), "reason": override.override}
        message = _("Emergency approval by %(name)s, not yet looked at: %(reason)s")
        found.append(Standing(message % about, "warning"))
    if story.sensitive:
        found.append(Standing(_("Sensitive: the editor-in-chief approves it"), "warning"))
    elif story.chain == Chain.CHIEF:
        found.append(Standing(_("The editor-in-chief approves this section")))
    elif story.chain == Chain.SHORT and story.status == Status.DRAFT:
        found.append(Standing(_("Goes straight to approval")))
    if story.embargo_until and story.embargoed:
        time = {"time": badge_time(story.embargo_until)}
        found.append(Standing(_("Embargo: not before %(time)s") % time, "warning"))
    if at := publishing.scheduled_for(story):
        found.append(Standing(_("Scheduled for %(time)s") % {"time": badge_time(at)}))
    copy = publishing.last_copy(story)
    if copy and copy.expires_at:
        found.append(Standing(_("Goes at %(time)s") % {"time": badge_time(copy.expires_at)}))
    elif copy is None and story.status == Status.PUBLISHED:
        found.append(Standing(_("Its time is over: readers do not see it any more"), "warning"))
    if copy:
        for change in titles_changed([copy]).get(copy.pk, []):
            words = {"name": change.name, "before": change.before or "–", "after": change.after or "–"}
            message = _("The title of %(name)s changed since the approval: %(before)s → %(after)s")
            found.append(Standing(message % words, "warning"))
    if story.planned_on and story.status not in (Status.PUBLISHED, Status.WITHDRAWN):
        found.append(Standing(_("Planned for %(day)s") % {"day": long_date(story.planned_on)}))
    if story.assigned_to:
        found.append(Standing(_("Given to %(name)s") % {"name": account_name(story.assigned_to)}))
    if story.due:
        time = {"time": badge_time(story.due)}
        if story.overdue:
            found.append(Standing(_("Overdue: was due %(time)s") % time, "warning"))
        else:
            found.append(Standing(_("Due %(time)s") % time))
    return found
