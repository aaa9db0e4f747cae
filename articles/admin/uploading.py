"""Photos sent while a story's form is open: kept at once, in the story when the form is saved.

Nothing of the story changes meanwhile, so what arrives is nobody's newer save and undoes no approval; a form
that is never saved leaves its photos in the library.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import workflow
from articles.photos import library
from articles.photos.attaching import registered
from people.numbers import whole_number

from .library import for_new_row
from .sending import NotSent, answer, taken_in


@require_POST
def photo_view(request: HttpRequest, story_admin: Any) -> JsonResponse:
    """Keep one photo ("file") for the form of a story ("story", "" for a new one); what its row begins with.

    Answers 400 without a file, 403 and 404 where this account may write no such story, 409 where it may not
    be changed now, 422 for what is no photo, 503 when it could not be written.
    """
    return answer(lambda: _row(request, story_admin))


def _row(request: HttpRequest, story_admin: Any) -> dict[str, Any]:
    pk = request.POST.get("story", "")
    if not pk:
        if not story_admin.has_add_permission(request):
            raise NotSent(_("You may not write stories any more. Ask whoever gives out the roles."), 403)
    else:
        story = story_admin.get_queryset(request).filter(pk=whole_number(pk)).first()
        if story is None:
            raise NotSent(_("This story is not open to you any more. Ask whoever has it."), 404)
        if reason := workflow.why_not_editable(story, request.user):
            raise NotSent(reason, 409)
    if "file" not in request.FILES:
        raise NotSent(_("No photo came. Choose it again."), 400)
    photo = taken_in(request.FILES["file"], request.user)
    words = library.words_for([photo], request.user)[photo.pk]
    if not words.people and photo.persons_shown:
        words = words._replace(people=tuple(registered(photo.persons_shown)))
    return {**for_new_row(photo, words), "rights": photo.rights}
