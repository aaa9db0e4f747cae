"""What a reviewer reads: two revisions of a story against each other, all of them, and one made new again."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from articles import workflow
from articles.models import Revision, Story, StoryEvent
from articles.models import account_name as name
from people.numbers import whole_number

from . import commenting
from .compare import Field, changed_fields, fields

PER_PAGE = 50
# After these somebody has read the text; it is compared with what they read.
READ = ("publish", "approve", "return")
HANDED_ON = ("forward", "submit")


class Base(NamedTuple):
    """A step at which the text was seen, and the number of the revision that was."""

    event: StoryEvent
    number: int

    @property
    def label(self) -> str:
        """ "Duyệt, phiên bản 4" """
        about = {"step": workflow.step_label(self.event.step), "number": self.number}
        return _("%(step)s, revision %(number)s") % about


class Since(NamedTuple):
    """What changed in a story since it was last reviewed: `base` is None where it never was."""

    base: Base | None
    changed: list[Field]

    @property
    def words(self) -> tuple[int, int]:
        """How many words came and went, in all."""
        return sum(one.words[0] for one in self.changed), sum(one.words[1] for one in self.changed)


def bases(story: Story, newest: int) -> list[Base]:
    """The last step of each kind at which the text was seen, reviews before handing on, newest first.

    Handing on the revision `newest`, which is now to be read, is no review of it.
    """
    events = story.events.filter(step__in=READ + HANDED_ON, revision__isnull=False)
    last: dict[str, Base] = {}
    for event in events.select_related("revision", "by").defer("revision__content"):
        last.setdefault(event.step, Base(event, event.revision.number))
    found = [one for one in last.values() if one.event.step in READ or one.number != newest]
    return sorted(found, key=lambda one: one.event.step not in READ)


def since_review(story: Story) -> Since | None:
    """What changed since the last review or, before the first, since the story was handed on. Eight queries.

    None where there is nothing to compare with.
    """
    newest = story.revisions.first()
    if newest is None or not (found := bases(story, newest.number)):
        return None
    base = found[0]
    if base.number == newest.number:
        return Since(base, [])
    return Since(base, changed_fields(newest.content, story.revisions.get(number=base.number).content))


def review_view(story_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Two revisions compared: `?from=2&to=5`; without, the newest with the one last reviewed."""
    story = story_admin._visible(request, pk)
    newest = story.revisions.values_list("number", flat=True).first()
    if newest is None:
        raise Http404
    found = bases(story, newest)
    to = _number(request.GET.get("to"), newest)
    usual = found[0].number if found else 0
    since = _number(request.GET.get("from"), usual)
    if since > to:
        since, to = to, since
    revisions = {
        one.number: one for one in story.revisions.select_related("author").filter(number__in=[since, to])
    }
    if to not in revisions or (since and since not in revisions):
        raise Http404
    old, new = revisions.get(since), revisions[to]
    compared = fields(new.content, old.content if old else None)
    changed = [one for one in compared if one.changed]
    context = {
        **_context(story_admin, request, story, _("What changed")),
        "old": old,
        "new": new,
        "newest": newest,
        "bases": list({one.number: one for one in reversed(found) if one.number != to}.values())[::-1],
        "base": next((one for one in found if one.number == since), None),
        "changed": changed,
        "same": [one for one in compared if not one.changed],
        "since": Since(None, changed),
        **commenting.shown(story, "review"),
        "step_links": [
            step
            for step in workflow.available_steps(story, request.user)
            if step.name in ("approve", "return", "forward") and to == newest
        ],
    }
    return TemplateResponse(request, "admin/articles/story/review.html", context)


def revisions_view(story_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """All revisions, newest first, any two of which can be chosen to be compared."""
    story = story_admin._visible(request, pk)
    rows = story.revisions.select_related("author").defer("content")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    numbers = [one.number for one in page]
    events = story.events.filter(revision__number__in=numbers).select_related("by", "revision")
    steps: dict[int, list[StoryEvent]] = {}
    for event in events.exclude(step__in=("assign", "plan")).defer("revision__content"):
        steps.setdefault(event.revision.number, []).append(event)
    context = {
        **_context(story_admin, request, story, _("Revisions")),
        "page": page,
        "rows": [
            (
                one,
                name(one.author),
                [workflow.step_label(step.step) for step in reversed(steps.get(one.number, []))],
            )
            for one in page
        ],
        "newest": page.paginator.count and story.revisions.values_list("number", flat=True).first(),
        "from": numbers[1] if len(numbers) > 1 else None,
        "to": numbers[0] if numbers else None,
        "may_restore": workflow.may_edit(story, request.user),
    }
    return TemplateResponse(request, "admin/articles/story/revisions.html", context)


def restore_view(story_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what restoring a revision would change (GET); restore it as a new one (POST, `seen`).

    Answers 403 without the right to change the story, 409 with the reason where it is refused.
    """
    story = story_admin._visible(request, pk)
    if not workflow.may_edit(story, request.user):
        if request.method != "POST":
            messages.warning(request, workflow.why_not_editable(story, request.user))
            return redirect("admin:articles_story_change", story.pk)
        if not request.user.has_perm("articles.change_story"):
            raise PermissionDenied
    revision: Revision = get_object_or_404(story.revisions.select_related("author"), number=number)
    newest = story.revisions.first()
    refused: list[str] = []
    if request.method == "POST":
        try:
            done = workflow.restore(story, number, by=request.user, seen=_number(request.POST.get("seen"), 0))
        except workflow.Refused as refusal:
            refused = refusal.messages
        else:
            _say(story_admin, request, story, number, done)
            return redirect("admin:articles_story_change", story.pk)
    context = {
        **_context(story_admin, request, story, _("Restore revision %s") % number),
        "revision": revision,
        "author": name(revision.author),
        "newest": newest,
        "changed": changed_fields(revision.content, newest.content),
        "refused": refused,
    }
    return TemplateResponse(
        request, "admin/articles/story/restore.html", context, status=409 if refused else 200
    )


def _say(story_admin: Any, request: HttpRequest, story: Story, number: int, done: workflow.Restored) -> None:
    if done.revision:
        about = {"old": number, "new": done.revision.number}
        said = _("Revision %(old)s is restored, as revision %(new)s.") % about
        story_admin.log_change(request, story, said)
        messages.success(request, said)
    else:
        messages.info(request, _("Nothing had changed."))
    for line in done.left_out:
        messages.warning(request, line)


def _context(story_admin: Any, request: HttpRequest, story: Story, title: str) -> dict[str, Any]:
    return {
        **story_admin.admin_site.each_context(request),
        "title": title,
        "subtitle": str(story),
        "opts": story_admin.opts,
        "original": story,
    }


def _number(value: str | None, default: int) -> int:
    number = whole_number(value)
    return default if number is None else number


def urls(story_admin: Any) -> list:
    """The addresses of these pages."""

    def view(function: Any) -> Any:
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return function(story_admin, request, **kwargs)

        return story_admin.admin_site.admin_view(answer)

    return [
        path("<int:pk>/review/", view(review_view), name="articles_story_review"),
        path("<int:pk>/revisions/", view(revisions_view), name="articles_story_revisions"),
        path("<int:pk>/revision/<int:number>/restore/", view(restore_view), name="articles_story_restore"),
    ]
