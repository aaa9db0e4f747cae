"""Comments on a story, beside its form and on the page of what changed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import richtext
from articles.models import Comment, Story
from people.numbers import whole_number
from vietnamese import clean

# Where a comment may be made from, by the name of the page that it leads back to.
PAGES = {"change": "admin:articles_story_change", "review": "admin:articles_story_review"}


class CommentForm(forms.Form):
    """A new comment: on which field, on which of its words, and what is said."""

    field = forms.ChoiceField(required=False, label=gettext_lazy("On"))
    quote = forms.CharField(
        required=False,
        max_length=1000,
        label=gettext_lazy("Words it is about"),
        help_text=gettext_lazy("Copied from the text; may be empty"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        max_length=2000,
        label=gettext_lazy("Comment"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write something first.")},
    )

    def __init__(self, story: Story, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_comment_%s", **kwargs)
        self.fields["field"].choices = _places(story)

    def clean_text(self) -> str:
        return self._said("text") or self.fields["text"].clean("")

    def clean_quote(self) -> str:
        return self._said("quote")

    def _said(self, name: str) -> str:
        return clean(self.cleaned_data[name]).strip()


def passages(story: Story) -> dict[str, str]:
    """The present text of all that can be commented on, by field. One query."""
    captions = {f"photo-{row.number}": row.caption for row in story.story_photos.all()}
    body = richtext.plain_text(story.body)
    return {"headline": story.headline, "lead": story.lead, "body": body, **captions}


def shown(story: Story, page: str) -> dict[str, Any]:
    """What the comments of a story are shown with on one of `PAGES`. Four queries."""
    threads = story.comments.threads(passages(story))
    return {
        "threads": [
            (thread, _place(thread.comment.field) if thread.comment.field else "") for thread in threads
        ],
        "open_comments": sum(thread.comment.resolved_at is None for thread in threads),
        "comment_form": CommentForm(story),
        "comment_page": page,
    }


def comment_view(story_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about a story, or reply to the thread `parent`."""
    story = story_admin._visible(request, pk)
    parent = request.POST.get("parent", "")
    if parent:
        thread = get_object_or_404(story.comments, pk=whole_number(parent), parent=None)
        data = request.POST.copy()
        data["field"], data["quote"] = "", ""
    else:
        thread, data = None, request.POST
    form = CommentForm(story, data)
    if not form.is_valid():
        return _refused(story_admin, request, story, form, thread)
    made = Comment.objects.create(
        story=story,
        revision=story.revisions.defer("content").latest("number"),
        parent=thread,
        field=form.cleaned_data["field"],
        quote=form.cleaned_data["quote"],
        text=form.cleaned_data["text"],
        author=request.user,
    )
    return _answer(request, story, at=made)


def settle_view(story_admin: Any, request: HttpRequest, pk: int, comment: int, settle: bool) -> HttpResponse:
    """Resolve a thread, or open it again."""
    story = story_admin._visible(request, pk)
    thread = get_object_or_404(story.comments, pk=comment, parent=None)
    if settle:
        thread.resolve(request.user)
    else:
        thread.reopen()
    return _answer(request, story, at=thread)


def _answer(request: HttpRequest, story: Story, at: Comment) -> HttpResponse:
    """The comments alone for the script, which keeps the rest of the page as it is; else back to the page."""
    if "X-Fragment" in request.headers:
        context = {"original": story, **shown(story, _page(request))}
        return render(request, "admin/articles/story/comments.html", context)
    return _back(request, story, f"#comment-{at.parent_id or at.pk}")


def _refused(
    story_admin: Any, request: HttpRequest, story: Story, form: CommentForm, thread: Comment | None
) -> HttpResponse:
    """Why nothing was kept: in words for the script, which leaves what was typed where it is; else on a page
    with what was typed in it."""
    if "X-Fragment" in request.headers:
        said = " ".join(f"{form[name].label}: {' '.join(why)}" for name, why in form.errors.items())
        return HttpResponse(said, status=400, content_type="text/plain")
    if thread:
        form.fields = {"text": form.fields["text"]}
    context = {
        **story_admin.admin_site.each_context(request),
        "title": _("Reply") if thread else _("Comment"),
        "opts": story_admin.opts,
        "original": story,
        "form": form,
        "thread": thread,
        "comment_page": _page(request),
    }
    return render(request, "admin/articles/story/comment_refused.html", context, status=422)


def _page(request: HttpRequest) -> str:
    page = request.POST.get("page", "")
    return page if page in PAGES else "change"


def _back(request: HttpRequest, story: Story, fragment: str) -> HttpResponse:
    return redirect(reverse(PAGES[_page(request)], args=[story.pk]) + fragment)


def _places(story: Story) -> list[tuple[str, str]]:
    numbers = story.story_photos.values_list("number", flat=True)
    names = ["headline", "lead", "body", *(f"photo-{number}" for number in numbers)]
    return [("", _("The story")), *((name, _place(name)) for name in names)]


def _place(field: str) -> str:
    """What the newsroom calls a field."""
    if field.startswith("photo-"):
        return _("Caption of photo %s") % field.removeprefix("photo-")
    return {"headline": _("Headline"), "lead": _("Lead"), "body": _("Text")}.get(field, field)


def urls(story_admin: Any) -> list:
    """The addresses that take comments."""

    def view(function: Any, **given: Any) -> Any:
        return story_admin.admin_site.admin_view(
            require_POST(lambda request, **kwargs: partial(function, story_admin)(request, **kwargs, **given))
        )

    thread = "<int:pk>/comment/<int:comment>"
    return [
        path("<int:pk>/comment/", view(comment_view), name="articles_story_comment"),
        path(f"{thread}/resolve/", view(settle_view, settle=True), name="articles_story_resolve"),
        path(f"{thread}/reopen/", view(settle_view, settle=False), name="articles_story_reopen"),
    ]
