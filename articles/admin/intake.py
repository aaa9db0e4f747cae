"""“Nhập bài”: a text is pasted or uploaded, looked at, and becomes a draft.

The page shows what `articles.intake` finds and asks for what it cannot decide; nothing is a story before the
second button is pressed. `urls` are the addresses to add to those of the admin of stories.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import richtext
from articles.intake import (
    AlreadyHere,
    Arrival,
    Examined,
    Finding,
    NotTaken,
    bring_in,
    examine,
    fitting,
    reading,
)
from articles.models import Photo, Rights, Section, Story
from articles.photos.showing import shown
from people.titles import same_role

from .widgets import DayField, PhotosField


class IntakeForm(forms.Form):
    """A text and its photos, and what only a person knows of them."""

    text = forms.CharField(
        label=gettext_lazy("text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "The first line is the headline. A “g” on a line of its own is a place for a photo, the line"
            " below it the caption."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("or a .txt file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
    )
    filename = forms.CharField(required=False, widget=forms.HiddenInput)
    photos = PhotosField(
        label=gettext_lazy("photos"),
        help_text=gettext_lazy("Several at once; they go to their places in the order of their file names."),
    )
    rights = forms.ChoiceField(
        label=gettext_lazy("Rights to all of these"),
        choices=[("", "---------"), *Rights.choices],
        required=False,
    )
    drop_photos = forms.BooleanField(label=gettext_lazy("without these photos"), required=False)
    section = forms.ModelChoiceField(Section.objects, label=gettext_lazy("section"), required=False)
    year = forms.IntegerField(label=gettext_lazy("year"), required=False, min_value=1900, max_value=2100)
    event_date = DayField(label=gettext_lazy("event date"), required=False)
    again = forms.BooleanField(label=gettext_lazy("bring it in all the same"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, by: Any) -> None:
        if data is not None:
            data, files = data.copy(), files.copy()
            files.setlist(
                "photos", sorted(files.getlist("photos"), key=lambda file: fitting.by_name(file.name))
            )
            if data.pop("drop_photos", None):
                data.pop("photos-kept", None)
        super().__init__(data, files)
        self.fields["photos"].by = by
        self.read: list[Finding] = []

    def clean_file(self) -> None:
        """Read an uploaded text into the field for it, where it stays whatever else is wrong."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return
        if self.cleaned_data.get("text", "").strip():
            raise forms.ValidationError(
                _("There is a pasted text and a file: which is it? Empty one of them.")
            )
        try:
            reading.refuse_too_long(upload.size)
            text, self.read = reading.read(upload.read())
        except NotTaken as refusal:
            raise forms.ValidationError(refusal.messages) from refusal
        self.data["text"] = self.cleaned_data["text"] = text
        self.data["filename"] = self.cleaned_data["filename"] = upload.name

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not given["text"].strip():
            raise forms.ValidationError(_("Paste the text of a story, or choose its .txt file."))
        return given

    @property
    def repeated(self) -> int:
        """How many of the photos sent were the same as another."""
        sent = self.fields["photos"].widget.value_from_datadict(self.data, self.files, "photos")
        return len(sent) - len(self.cleaned_data["photos"])


def urls(stories: ModelAdmin) -> list:
    """The page's addresses, for `get_urls` of the admin of stories."""

    def view(request: HttpRequest) -> HttpResponse:
        return intake_view(stories, request)

    return [path("nhap-bai/", stories.admin_site.admin_view(view), name="articles_story_intake")]


def intake_view(stories: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Ask for a text; show what would become of it; make it a draft."""
    if not stories.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return _page(stories, request, IntakeForm(by=request.user))
    form = IntakeForm(request.POST, request.FILES, by=request.user)
    if not form.is_valid():
        return _page(stories, request, form, status=422)
    given = form.cleaned_data
    how = {"by": request.user, "event_date": given["event_date"], "year": given["year"]}
    try:
        if "_create" in request.POST:
            arrival = bring_in(
                given["text"],
                filename=given["filename"],
                section=given["section"],
                photos=given["photos"],
                rights=given["rights"],
                again=given["again"],
                **how,
            )
            _say(request, arrival)
            return redirect("admin:articles_story_change", arrival.story.pk)
        return _page(stories, request, form, examine(given["text"], **how))
    except AlreadyHere:
        return _page(stories, request, form, examine(given["text"], **how), status=409)
    except NotTaken as refusal:
        form.add_error(None, refusal.messages)
        return _page(stories, request, form, status=422)


def _say(request: HttpRequest, arrival: Arrival) -> None:
    open_ = [(finding.message,) for finding in arrival.report if not finding.found]
    if not open_:
        messages.success(request, _("The draft was made."))
        return
    messages.success(request, _("The draft was made. Read it, and decide what is still open:"))
    messages.warning(request, format_html_join(mark_safe("<br>"), "• {}", open_))


def _page(
    stories: ModelAdmin,
    request: HttpRequest,
    form: IntakeForm,
    examined: Examined | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **stories.admin_site.each_context(request),
        "title": _("Bring in a text"),
        "opts": stories.opts,
        "form": form,
        "examined": examined,
    }
    if examined:
        context |= _preview(request, form, examined)
    return TemplateResponse(request, "admin/articles/story/intake.html", context, status=status)


def _preview(request: HttpRequest, form: IntakeForm, examined: Examined) -> dict[str, Any]:
    photos: list[Photo] = form.cleaned_data["photos"]
    fitted = fitting.fit(examined.parsed.slots, photos)
    report = [*form.read, *examined.report, *fitting.report(fitted, len(examined.parsed.slots))]
    if form.repeated:
        report.append(Finding("photo-twice", False, _("A photo was chosen twice; it was taken once.")))
    known = examined.known
    return {
        "open": [finding.message for finding in report if not finding.found],
        "found": [finding.message for finding in report if finding.found],
        "people": [
            (one, not one.registered or not one.printed_role or same_role(one.printed_role, one.registered))
            for one in examined.found.people
        ],
        "fitted": fitted,
        "body": richtext.render(
            examined.body, {slot.number: _slot(slot.number, slot.caption, photo) for slot, photo in fitted}
        ),
        "written": examined.parsed.dates[0] if examined.parsed.dates else None,
        "known": known,
        "known_opens": known and Story.objects.visible_to(request.user).filter(pk=known.story_id).exists(),
    }


def _slot(number: int, caption: str, photo: Photo | None) -> str:
    """A photo in the preview of the text, or the empty place that waits for it."""
    if photo:
        picture = shown(photo, css="")
    else:
        picture = format_html('<span class="waiting">{}</span>', _("Photo %s: no file yet") % number)
    return format_html("<figure>{}<figcaption>{}</figcaption></figure>", picture, caption)
