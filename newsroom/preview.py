"""A story as readers would see it, for those at the desk who may open it.

It stands here because the desk and the public pages know nothing of each other.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Story
from articles.public.reads import sections
from articles.public.views import story_context
from articles.publishing import compile_copy


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page of the story as last saved, compiled as publishing would and stored nowhere.

    Wrap it in `admin.site.admin_view`, which asks for a login and forbids keeping the page.
    """
    if not request.user.has_perm("articles.view_story"):
        raise PermissionDenied
    story = get_object_or_404(Story.objects.visible_to(request.user).select_related("section"), pk=pk)
    copy = compile_copy(story, None, timezone.now())
    context = {"sections": sections(), "story": story, **story_context(copy)}
    response = render(request, "newsroom/preview.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
