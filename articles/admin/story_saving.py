"""Opening and saving a story: nothing that somebody typed is lost, and nobody is overwritten unasked."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import workflow
from articles.checks import TEXT
from articles.models import Byline, OpenForm, PenName, Revision, Status, Story
from articles.models.revision import snapshot
from articles.photos import BadPhoto, attach
from articles.photos.forms import take_in
from vietnamese import long_time

from . import checklist, compare, merging, steps, unsaved
from .forms import StoryForm

# So often a form is read again when others save meanwhile; then it is shown, and asks when it is sent.
READ_AGAIN = 5


def newest_number(story_pk: str | int) -> int:
    """The number of the story's newest revision; 0 when it has none."""
    numbers = Revision.objects.filter(story=story_pk).order_by("-number").values_list("number", flat=True)
    return numbers.first() or 0


class StorySaving(admin.ModelAdmin):
    """How the form is opened, refused, merged and saved."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            self._take_in_photos(request)
            merging.prepare(request, object_id)
        elif found := self._unsaved(request, object_id):
            if request.GET.get("restore") in [row.key for row, _content in found]:
                return self._restored(request, object_id, *found[0], extra_context)
            extra_context = {**(extra_context or {}), "offers": self._offers(found)}
        if request.method != "POST":
            return self._opened(request, object_id, form_url, extra_context)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except unsaved.AlreadySaved as twice:
            messages.success(request, _("The story was saved already."))
            return redirect("admin:articles_story_change", twice.story.pk)
        except merging.NotSaved as refusal:
            # The transaction is undone, and what follows lets others save meanwhile.
            request.refusal, found = refusal.messages, None
            if newest := refusal.newest:
                loaded = request.POST.get("revision", "")
                found = merging.conflict(newest.story, newest, loaded, refusal.typed, request.user)
                merging.merge(request, found)
            return self._form_again(
                request, object_id, form_url, {**(extra_context or {}), "conflict": found}
            )
        except OperationalError:
            # Others held the database for longer than one waits for it.
            request.refusal = [_("Too many are saving at this moment. Nothing was saved yet: save again.")]
            return self._form_again(request, object_id, form_url, extra_context)

    def _opened(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict | None
    ) -> HttpResponse:
        """The form, all of it of one revision: where somebody saves while it is read, it is read again.

        Words newer than the number beside them would be taken for its reader's own when the form is sent.
        """
        for _again in range(READ_AGAIN):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            shown = getattr(request, "revision_shown", None)
            if shown is None or shown == newest_number(object_id):
                break
        return response

    def _form_again(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict | None
    ) -> HttpResponse:
        """The form as it was sent, told why it is refused, with everything still in it.

        It cannot be saved, so this is Django's view without its transaction, which would hold up the others.
        """
        return self._changeform_view(request, object_id, form_url, extra_context)

    # What was typed and not saved (`unsaved`).

    def _unsaved(
        self, request: HttpRequest, object_id: str | None
    ) -> list[tuple[OpenForm, dict[str, Any] | None]]:
        """The copies to be offered, the one asked for alone, each with the content that saving it would make
        (None where it cannot be saved as it is). What would change nothing is forgotten."""
        rows = unsaved.copies(request.user, object_id)
        if asked := [row for row in rows if row.key == request.GET.get("restore")]:
            rows = asked
        found = []
        for row in rows:
            content = self._tried(request, object_id, row)
            newest = Revision.objects.filter(story=object_id).first() if object_id else None
            if newest and content == newest.content:
                row.delete()
            else:
                found.append((row, content))
        return found

    def _tried(self, request: HttpRequest, object_id: str | None, row: OpenForm) -> dict[str, Any] | None:
        trial = unsaved.as_sent(request, row)
        trial.trial = True
        merging.prepare(trial, object_id)
        try:
            super().changeform_view(trial, object_id)
        except unsaved.Tried as tried:
            return tried.content
        except PermissionDenied:
            pass
        return None

    def _offers(self, found: list[tuple[OpenForm, dict[str, Any] | None]]) -> list[unsaved.Offer]:
        offers = []
        for row, content in found:
            base = unsaved.base(row) if content else None
            changes = compare.changed_fields(content, base.content if base else {}) if content else []
            offers.append(unsaved.Offer(row, changes))
        return offers

    def _restored(
        self,
        request: HttpRequest,
        object_id: str | None,
        row: OpenForm,
        content: dict[str, Any] | None,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        """The form with a copy in it, ready to be saved; where somebody saved since, merged with that."""
        sent = unsaved.as_sent(request, row)
        merging.prepare(sent, object_id)
        shown = {**(extra_context or {}), "restored": row}
        newest = (
            Revision.objects.filter(story=object_id).select_related("author").first() if object_id else None
        )
        if newest and content and sent.POST.get("revision") != str(newest.number):
            found = merging.conflict(
                newest.story, newest, sent.POST.get("revision", ""), content, request.user
            )
            merging.merge(sent, found)
            shown["conflict"] = found
        sent.refusal = [_("Restored, not saved: look at it, then save.")]
        return self._form_again(sent, object_id, "", shown)

    def _take_in_photos(self, request: HttpRequest) -> None:
        """Decode what was uploaded before the story is locked, so that nobody waits for it; the form
        takes the photos from there, or says what is wrong with a file."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            return
        for _field, uploads in request.FILES.lists():
            for upload in uploads:
                with suppress(BadPhoto, OSError):
                    take_in(upload, by=request.user)

    def save_model(self, request: HttpRequest, obj: Story, form: StoryForm, change: bool) -> None:
        if not change:
            obj.author = request.user
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: StoryForm, formsets: list, change: bool) -> None:
        """Save the rows, then settle what the save was worth: a revision, nothing, or a refusal."""
        super().save_related(request, form, formsets, change)
        story = form.instance
        if getattr(request, "trial", False):
            raise unsaved.Tried(snapshot(story))
        newest = story.revisions.select_related("author").first()
        if newest and request.POST.get("revision") != str(newest.number):
            typed = snapshot(story)
            if typed != newest.content:
                raise merging.NotSaved(merging.message(newest, request.user), newest=newest, typed=typed)
            if request.POST.get("_step") in steps.AS_IT_STANDS:
                # Rows that somebody added meanwhile were never on this screen.
                raise merging.NotSaved(
                    _("%(who)s changed the story at %(time)s, after you opened it. Read it again first.")
                    % {
                        "who": capfirst(merging.saved_by(newest, request.user)),
                        "time": long_time(newest.created_at),
                    }
                )
        for photo in form.cleaned_data.get("new_photos") or []:
            attach(story, photo)
            photo.settle_rights(form.cleaned_data.get("new_rights") or "", request.user)
        if not change:
            if not (story.headline or story.lead or story.body or story.story_photos.exists()):
                raise merging.NotSaved(
                    _("Nothing was saved: write a headline, a lead or text, or add a photo.")
                )
            self._credit_author(story)
        was_approved = story.status == Status.APPROVED
        story.saved_revision = workflow.record_edit(story, by=request.user)
        if story.saved_revision:
            if request.POST.get("_step") in steps.AS_IT_STANDS:
                raise merging.NotSaved(
                    _(
                        "You changed the text, so it is not what was to be approved. Save it, and let someone"
                        " else approve it; or open the story again without your changes."
                    )
                )
            story.save(update_fields=["changed_at"])
            if was_approved:
                messages.warning(
                    request, _("The approval lapsed with your change: it must be approved again.")
                )
        unsaved.finish(request, story)

    def _credit_author(self, story: Story) -> None:
        pen_name = PenName.objects.filter(user=story.author).order_by("pk").first()
        if pen_name and not story.bylines.exists():
            Byline.objects.create(story=story, pen_name=pen_name, order=1)

    def response_add(
        self, request: HttpRequest, obj: Story, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Story) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, story: Story) -> HttpResponse:
        """Say what was saved, and take the step whose button was pressed, if any.

        A step that is refused leaves the save as it is: nothing typed is lost.
        """
        revision = story.saved_revision
        said = _("Saved as revision %s.") % revision.number if revision else _("Nothing had changed.")
        newest = story.revisions.values_list("number", flat=True).first()
        step = workflow.STEPS.get(request.POST.get("_step") or request.POST.get("_ask", ""))
        lacks = checklist.lacking(story) if step and step.name in steps.HANDS_IN else []
        asks = step and (steps.asks(step) or "_ask" in request.POST)
        # What is missing is shown while its writer still has the story; without a text it is refused.
        if step and (asks or (lacks and not any(line.code in TEXT for line in lacks))):
            if revision:
                messages.success(request, said)
            return redirect(f"{steps.address(story, step.name)}?seen={newest}")
        if step is None:
            messages.success(request, said)
        else:
            try:
                story = workflow.take(step.name, story, by=request.user, seen=newest)
            except workflow.Refused as refusal:
                messages.warning(
                    request, " ".join([said, _("But not: “%s”.") % step.label, *refusal.messages])
                )
                if refusal.overridable:
                    return redirect(f"{steps.address(story, step.name)}?seen={newest}&override=1")
                if lacks:
                    change = reverse("admin:articles_story_change", args=[story.pk])
                    return redirect(f"{change}#{lacks[0].place}")
            else:
                messages.success(request, steps.took(request, story, step.name))
        if "_save" in request.POST:
            return self._response_post_save(request, story)
        return redirect("admin:articles_story_change", story.pk)
