"""Public corrections at the desk: begun from a story, written, submitted, approved; their list and wording.

Everything is decided by `articles.workflow.correcting`; here is only asked, shown and said.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.models import Correction, CorrectionWording, Story, account_name
from articles.publishing import last_seen, notice_of
from articles.workflow import Refused

from .single import SingleAdmin
from .story_list import short_time
from .trail import trail


class CorrectionForm(forms.ModelForm):
    """The words of a correction. `seen` is the hash of the text that was on the screen."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    class Meta:
        model = Correction
        fields = Correction.TEXT
        widgets = {
            "wrong": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
            "right": forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
            "apology": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "requester": forms.TextInput(attrs={"class": "vTextField"}),
            "document": forms.TextInput(attrs={"class": "vTextField"}),
        }

    @property
    def words(self) -> dict[str, str]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in Correction.TEXT}


class NoteForm(forms.Form):
    """Why a correction is returned, dropped or withdrawn."""

    note = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Required to return, drop or withdraw it. The newsroom reads it."),
    )


def begin_view(request: HttpRequest, story: Story, context: dict[str, Any]) -> HttpResponse:
    """Write a correction of `story` that readers have seen; 403 to who may not."""
    if not workflow.may_correct(story, request.user):
        raise PermissionDenied
    piece = last_seen(story)
    refused: list[str] = []
    if request.method == "POST":
        form = CorrectionForm(request.POST)
        if form.is_valid():
            try:
                made = workflow.write_correction(story, form.words, by=request.user)
            except Refused as refusal:
                refused = refusal.messages
            else:
                messages.success(request, _("Saved. Read the correction as readers will, then submit it."))
                return redirect("admin:articles_correction_change", made.pk)
    else:
        form = CorrectionForm(initial={"apology": CorrectionWording.objects.current().apology})
    shown = {
        "title": _("Correct a published story"),
        "original": story,
        "story": story,
        "piece": piece,
        "form": form,
        "refused": refused,
        "others": story.corrections.select_related("piece"),
    }
    return TemplateResponse(
        request, "admin/articles/correction/form.html", {**context, **shown}, status=409 if refused else 200
    )


def correction_view(request: HttpRequest, correction: Correction, context: dict[str, Any]) -> HttpResponse:
    """Read a correction as readers will, change its words, take its steps.

    Answers 409 with the reasons, and everything typed, when a save or a step is refused.
    """
    refused: list[str] = []
    form, note = CorrectionForm(instance=correction), NoteForm()
    form.initial["seen"] = correction.text_hash
    step = request.POST.get("step", "")
    if request.method == "POST":
        try:
            if step == "save":
                # On a record of its own: what is shown beside the form is what stands.
                form = CorrectionForm(request.POST)
                if form.is_valid():
                    seen = form.cleaned_data["seen"]
                    workflow.write_correction(
                        correction.story, form.words, by=request.user, correction=correction, seen=seen
                    )
                    messages.success(request, _("The correction is saved."))
                    return redirect("admin:articles_correction_change", correction.pk)
            elif step in workflow.CORRECTION_STEPS:
                note = NoteForm(request.POST)
                if note.is_valid():
                    done = workflow.take_correction(
                        step,
                        correction,
                        by=request.user,
                        seen=request.POST.get("seen", ""),
                        note=note.cleaned_data["note"],
                    )
                    said = _("%(step)s: the correction is now “%(status)s”.")
                    label = workflow.CORRECTION_STEPS[step].label
                    messages.success(request, said % {"step": label, "status": done.get_status_display()})
                    return redirect("admin:articles_correction_change", correction.pk)
            else:
                raise Http404
        except Refused as refusal:
            refused = refusal.messages
            correction.refresh_from_db()
            if form.is_bound:
                # Saving once more is to save over what is shown beside it now.
                form.data = form.data.copy()
                form.data["seen"] = correction.text_hash
    published = getattr(correction, "published", None)
    notice = published or notice_of(correction)
    steps = workflow.available_correction_steps(correction, request.user)
    shown = {
        "title": _("Correction"),
        "subtitle": str(correction.story),
        "original": correction.story,
        "story": correction.story,
        "correction": correction,
        "notice": notice,
        "public": published.get_absolute_url() if published and not published.withdrawn_at else "",
        "form": form if workflow.may_write_correction(correction, request.user) else None,
        "note": note,
        "steps": [one for one in steps if not one.note_required],
        "steps_with_note": [one for one in steps if one.note_required],
        "own": correction.writers.filter(pk=request.user.pk).exists(),
        "refused": refused,
        "trail": [
            entry
            for entry in trail(correction.story)
            if entry.event and entry.event.facts.get("correction") == correction.pk
        ],
    }
    return TemplateResponse(
        request, "admin/articles/correction/form.html", {**context, **shown}, status=409 if refused else 200
    )


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    """The list of all corrections; one is begun from its story, and opens on a page of its own."""

    list_display = ("piece_headline", "status", "writer", "approver", "changed")
    list_filter = ("status",)
    list_select_related = ("piece", "made_by", "approved_by")
    search_fields = ("piece__headline", "wrong", "right")
    list_per_page = 50
    show_full_result_count = False
    actions = None

    @admin.display(description=gettext_lazy("story"), ordering="piece__headline")
    def piece_headline(self, correction: Correction) -> str:
        """The title of the piece, as it was when the correction was begun."""
        return correction.piece.headline

    @admin.display(description=Correction._meta.get_field("made_by").verbose_name)
    def writer(self, correction: Correction) -> str:
        """Whoever began it, by name."""
        return account_name(correction.made_by)

    @admin.display(description=Correction._meta.get_field("approved_by").verbose_name)
    def approver(self, correction: Correction) -> str | None:
        """Whoever approved it, by name."""
        return account_name(correction.approved_by) if correction.approved_by else None

    @admin.display(description=gettext_lazy("last change"), ordering="changed_at")
    def changed(self, correction: Correction) -> str:
        """The time of the last change, day first, in Vietnam's time."""
        return short_time(correction.changed_at)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Those of stories that this account may open."""
        return super().get_queryset(request).filter(story__in=Story.objects.visible_to(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The correction's own page, which takes the place of Django's form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("story", "piece__section", "published")
        correction = get_object_or_404(rows, pk=object_id)
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return correction_view(request, correction, context)


@admin.register(CorrectionWording)
class CorrectionWordingAdmin(SingleAdmin):
    fieldsets = (
        (gettext_lazy("Words"), {"fields": ("title", "naming", "apology")}),
        (
            gettext_lazy("What a correction must hold"),
            {"fields": ("apology_required", "requester_required", "document_required")},
        ),
    )
