"""Uploading a photo in a form."""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Photo

from .decoding import BadPhoto
from .ingesting import ingest
from .showing import shown

logger = logging.getLogger(__name__)
SALT = "articles.photos.forms"


class Choice(NamedTuple):
    """What a form sent: a new file, and the id of the photo uploaded at an earlier try of the same form."""

    upload: UploadedFile | None
    kept: int | None


class PhotoInput(forms.FileInput):
    """A file input that shows the photo there is, and carries one already uploaded in a hidden, signed field.

    The signature keeps one account from looking at another's photos by trying numbers.
    """

    # JPEG first and no HEIC: an iPhone then converts its photos by itself.
    accept = "image/jpeg,image/png,image/webp,image/gif,image/avif"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Choice:
        try:
            kept = signing.loads(data.get(f"{name}-kept") or "", salt=SALT)
        except signing.BadSignature:
            kept = None
        return Choice(files.get(name), kept)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}-kept" not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = {"accept": self.accept, **(attrs or {})}
        photo = _photo(value)
        if photo:
            attrs.pop("required", None)
        field = super().render(name, None, attrs, renderer)
        if not photo:
            return field
        return format_html(
            '{}<input type="hidden" name="{}-kept" value="{}">{}',
            shown(photo),
            name,
            signing.dumps(photo.pk, salt=SALT),
            field,
        )


def take_in(upload: UploadedFile, *, by: Any) -> Photo:
    """`ingest` once, however often the form with the file is cleaned: the outcome stays with the upload."""
    outcome: Photo | Exception | None = getattr(upload, "taken_in", None)
    if outcome is None:
        try:
            outcome = ingest(upload, by=by)
        except (BadPhoto, OSError) as error:
            outcome = error
        upload.taken_in = outcome  # type: ignore[attr-defined]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


class PhotoFileField(forms.FileField):
    """A form field whose value is a Photo: the one uploaded, else the one that was there, else None.

    It stands for a foreign key to Photo, so one field and one input do it all: the file is ingested when
    the form is cleaned, and when something else in the form is wrong, the form comes back showing the
    photo, which need not be chosen again. In an inline of the admin:

        def formfield_for_dbfield(self, db_field, request, **kwargs):
            if db_field.name == "photo":
                return PhotoFileField(by=request.user, required=False, label=db_field.verbose_name)
            return super().formfield_for_dbfield(db_field, request, **kwargs)

    A new row still needs `number = articles.photos.next_number(story)` before it is saved. A photo of a
    form that was never completed stays in the library under the name of whoever uploaded it.

    `by`: the account uploading; may be set on the field after it is made. Errors are those of `ingest`.
    """

    widget = PhotoInput

    def __init__(self, *, by: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by = by
        self.ingested: Photo | None = None

    def clean(self, data: Choice, initial: Any = None) -> Photo | None:
        if data.upload:
            try:
                self.ingested = take_in(data.upload, by=self.by)
            except BadPhoto as error:
                raise ValidationError(str(error), code="bad_photo") from error
            except OSError as error:
                logger.error("A photo could not be written", exc_info=error)
                raise ValidationError(
                    _(
                        "The server could not save the photo; its disk may be full. Nothing of it was kept. "
                        "Tell whoever runs the server, then upload it again."
                    ),
                    code="not_written",
                ) from error
            return self.ingested
        photo = _photo(data.kept) or _photo(initial)
        if self.required and not photo:
            raise ValidationError(self.error_messages["required"], code="required")
        return photo

    def bound_data(self, data: Any, initial: Any) -> Any:
        return self.ingested or data.kept or initial

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        return bool(data.upload) or (data.kept is not None and data.kept != getattr(initial, "pk", initial))


def _photo(value: Any) -> Photo | None:
    return value if isinstance(value, Photo) or not value else Photo.objects.filter(pk=value).first()
