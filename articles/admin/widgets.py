"""Form fields of the desk that Django does not have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Photo, account_name
from articles.photos.forms import Choice, PhotoFileField, PhotoInput
from articles.photos.showing import shown
from people.models import Person


class DayInput(forms.DateInput):
    """The browser's own calendar, which speaks the reader's language and fits a phone."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The same for a date and a time, in Vietnam's time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


# Photographs and newspapers here are younger: a year before it was mistyped.
EARLIEST = 1800
# And so was one that nobody here will see.
YEARS_AHEAD = 100


def of_our_time(value: dt.date | dt.datetime) -> None:
    """Refuse a date or time before `EARLIEST` or more than `YEARS_AHEAD` from now."""
    if value.year < EARLIEST:
        message = _("The year %(year)s cannot be right: dates begin with the year %(earliest)s.")
        raise ValidationError(message % {"year": value.year, "earliest": EARLIEST}, code="too_early")
    if value.year > (latest := timezone.localdate().year + YEARS_AHEAD):
        message = _("The year %(year)s cannot be right: dates end with the year %(latest)s.")
        raise ValidationError(message % {"year": value.year, "latest": latest}, code="too_late")


class DayField(forms.DateField):
    """A date as the calendar sends it, or typed with the day first: Django would read 10/8 as October."""

    widget = DayInput
    default_validators = [of_our_time]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"], **kwargs)


class MomentField(forms.DateTimeField):
    """A date and time as the calendar sends them, or typed with the day first."""

    widget = MomentInput
    default_validators = [of_our_time]

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"]
        super().__init__(input_formats=formats, **kwargs)


class AccountField(forms.ModelChoiceField):
    """An account, by its full name."""

    def label_from_instance(self, obj: Any) -> str:
        return account_name(obj)


class OrderedSelect(AutocompleteSelectMultiple):
    """Several records found by typing, kept in the order in which they were chosen.

    Of those in `known` it does not ask the database for the name.
    """

    known: Iterable[Model] = ()

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list:
        names = {str(one.pk): str(one) for one in self.known}
        if missing := [pk for pk in value if pk not in names]:
            for option in super().optgroups(name, missing, attr)[0][1]:
                names[str(option["value"])] = option["label"]
        options = [
            self.create_option(name, pk, names[pk], True, index)
            for index, pk in enumerate(value)
            if pk in names
        ]
        return [(None, options, 0)]


class PeopleField(forms.ModelMultipleChoiceField):
    """People in an order that means something; cleaned to a list of Person."""

    def clean(self, value: Any) -> list[Person]:
        found = {str(person.pk): person for person in super().clean(value)}
        return [found[pk] for pk in dict.fromkeys(map(str, value or []))]

    def has_changed(self, initial: Iterable[Any] | None, data: Iterable[Any] | None) -> bool:
        return [str(self.prepare_value(one)) for one in initial or []] != [str(pk) for pk in data or []]


class KnownSelect(AutocompleteSelect):
    """A record found by typing, that does not ask the database for the name of one already at hand."""

    known: Model | None = None

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list:
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options.append(self.create_option(name, self.known.pk, str(self.known), True, len(options)))
        return [(None, options, 0)]


class PhotosInput(PhotoInput):
    """Several photo files at once, and in a hidden, signed field those uploaded at an earlier try."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Choice]:
        try:
            kept = signing.loads(data.get(f"{name}-kept") or "", salt=SALT)
        except signing.BadSignature:
            kept = []
        uploads = files.getlist(name) if hasattr(files, "getlist") else []
        return [*(Choice(None, pk) for pk in kept), *(Choice(upload, None) for upload in uploads)]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = {"accept": self.accept, "multiple": True, **(attrs or {})}
        field = forms.FileInput.render(self, name, None, attrs, renderer)
        found = Photo.objects.in_bulk(value or [])
        photos = [found[pk] for pk in value or [] if pk in found]
        if not photos:
            return field
        pictures = format_html_join("", "{}", ((shown(photo),) for photo in photos))
        kept = signing.dumps([photo.pk for photo in photos], salt=SALT)
        return format_html('{}<input type="hidden" name="{}-kept" value="{}">{}', pictures, name, kept, field)


# Not the salt of a single photo: a list must not pass for one.
SALT = "articles.admin.photos"


class PhotosField(forms.FileField):
    """Photos chosen together, for as many new rows; cleaned to a list of Photo. Errors name the file."""

    widget = PhotosInput

    def __init__(self, *, by: Any = None, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.by = by
        self.ingested: list[Photo] = []

    def clean(self, data: list[Choice], initial: Any = None) -> list[Photo]:
        one = PhotoFileField(by=self.by, required=False)
        errors = []
        self.ingested = []
        for choice in data:
            try:
                photo = one.clean(choice)
            except ValidationError as error:
                errors.append(_named(error, choice.upload))
            else:
                if photo and photo not in self.ingested:
                    self.ingested.append(photo)
        if errors:
            raise ValidationError(errors)
        return self.ingested

    def bound_data(self, data: list[Choice], initial: Any) -> list[int]:
        return [photo.pk for photo in self.ingested]

    def has_changed(self, initial: Any, data: list[Choice]) -> bool:
        return bool(data)


def _named(error: ValidationError, upload: UploadedFile | None) -> ValidationError:
    name = getattr(upload, "name", "") or ""
    return ValidationError(
        [f"{name}: {message}" if name not in message else message for message in error.messages]
    )
