"""The forms of a story and of its rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.forms.models import InlineForeignKeyField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from articles import richtext, workflow
from articles.models import Rights, StoryPhoto, StoryPhotoPerson
from articles.photos import next_number
from articles.photos.attaching import suggest, suggest_people
from people.models import Person
from people.numbers import whole_number

from .widgets import KnownSelect, PeopleField, PhotosField

HEADLINE = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField headline"})


class StoryForm(forms.ModelForm):
    """A story's own fields, and the photos uploaded several at a time.

    `user` (whoever has it open) and `admin_site` are set on the class that `StoryAdmin.get_form` makes.
    """

    user: Any
    refusal: list[str] = []

    new_photos = PhotosField(
        label=_("Add several photos"),
        help_text=_("Each becomes a row above when the story is saved"),
    )
    new_rights = forms.ChoiceField(
        choices=[("", "---------"), *Rights.choices],
        required=False,
        label=_("Rights to all of these"),
    )

    class Meta:
        widgets = {
            "headline": HEADLINE,
            "lead": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is still being written may lack anything; approval asks for it (`articles.checks`).
        if "headline" in self.fields:
            self.fields["headline"].required = False
        self.fields["new_photos"].by = self.user
        if "body" in self.fields:
            self.fields["body"].widget = richtext.body_widget(self.instance)

    def clean(self) -> dict[str, Any] | None:
        if self.instance.pk and (reason := workflow.why_not_editable(self.instance, self.user)):
            raise ValidationError(
                [reason, _("Nothing was saved. What you typed is still below: copy what you need.")]
            )
        if self.refusal:
            raise ValidationError(self.refusal)
        return super().clean()


class RowForm(forms.ModelForm):
    """A row of a story; a new one stands last unless told otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            self.fields["order"].required = False
            self.fields["order"].widget = forms.NumberInput(attrs={"min": 0, "class": "row-order"})
        if self.instance._state.adding:
            self.initial["order"] = None
        for name, field in self.fields.items():
            select = getattr(field.widget, "widget", field.widget)
            if isinstance(select, KnownSelect):
                select.known = self.instance._state.fields_cache.get(name)

    def full_clean(self) -> None:
        """Ask the database nothing about a row that is as it was: a story may have hundreds."""
        if not self.is_bound or self.instance._state.adding or self.has_changed():
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data = {
            name: getattr(self.instance, name, self.initial.get(name))
            for name, field in self.fields.items()
            if not isinstance(field, InlineForeignKeyField)
        }

    def clean(self) -> dict[str, Any] | None:
        if self.errors.pop("id", None):
            raise ValidationError(
                _(
                    "Somebody deleted this row while you had the story open. Copy what you need from it, then"
                    " tick “Delete” here."
                )
            )
        return super().clean()

    def clean_order(self) -> int:
        order = self.cleaned_data["order"]
        return self.instance.order if order is None else order

    def save(self, commit: bool = True):
        row = self.instance
        if row._state.adding and not self["order"].data:
            rows = type(row).objects.filter(story=row.story)
            row.order = (rows.aggregate(last=Max("order"))["last"] or 0) + 1
        return super().save(commit)


class StoryPhotoForm(RowForm):
    """A photo in the story: its file, its rights, its words, and who is in it from the left.

    `user` (whoever has it open) is set on the class that `PhotoRows.get_formset` makes.
    """

    user: Any

    in_picture = PeopleField(
        Person.objects.all(), required=False, label=_("People in the picture, from the left")
    )
    # The photo's own, wherever it is used. The value sent is compared with the one that was on the screen, so
    # that an old form does not undo what someone else has settled meanwhile.
    rights = forms.ChoiceField(
        choices=[("", "---------"), *Rights.choices],
        required=False,
        show_hidden_initial=True,
        label=_("Rights to the photo"),
        widget=forms.Select(attrs={"class": "photo-rights"}),
    )

    class Meta:
        widgets = {"caption": forms.Textarea(attrs={"rows": 2}), "alt": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["photo"] = self.instance.photo
        self.initial["rights"] = self.instance.photo.rights if self.instance.photo else ""
        if self.instance.pk:
            people = [row.person for row in self.instance.photo_people.all()]
            self.initial["in_picture"] = self.fields["in_picture"].widget.known = people

    def save(self, commit: bool = True) -> StoryPhoto:
        again = self.instance._state.adding and self._may_have(self.known_number)
        if self.instance._state.adding:
            self.instance.number = self.known_number if again else next_number(self.instance.story)
        self._settle_rights()
        if "photo" in self.changed_data and not again:
            suggest(self.instance)
        if "in_picture" in self.changed_data:
            self.instance.people_typed = ""
        return super().save(commit)

    @property
    def known_number(self) -> int | None:
        """Its number in the story; of a row that somebody deleted meanwhile, the one it had."""
        return self.instance.number or whole_number(self.data.get(self.add_prefix("number"), ""))

    def _may_have(self, number: int | None) -> bool:
        story = self.instance.story
        known = number is not None and 0 < number <= story.last_photo_number
        return known and not story.story_photos.filter(number=number).exists()

    def _settle_rights(self) -> None:
        """Write the rights chosen to the photo, if this account may; those of another row's photo never."""
        photo, rights = self.instance.photo, self.cleaned_data.get("rights", "")
        chosen = "rights" in self.changed_data or (rights and "photo" in self.changed_data)
        if not photo or not chosen or not photo.rights_may_be_set_by(self.user):
            return
        if "rights" not in self.changed_data and photo.rights:
            return  # A file that was here already, with rights of its own.
        photo.rights = rights
        photo.save(update_fields=["rights"])

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "in_picture" in self.changed_data:
            self.instance.photo_people.all().delete()
            StoryPhotoPerson.objects.bulk_create(
                StoryPhotoPerson(story_photo=self.instance, person=person, order=order)
                for order, person in enumerate(self.cleaned_data["in_picture"], 1)
            )
        elif "photo" in self.changed_data:
            suggest_people(self.instance)
