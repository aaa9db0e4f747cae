"""The forms that rename and that close a body."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from people.changes import close, rename
from people.fields import ImpreciseDateFormField
from people.models import Body, BodyChange
from people.validators import validate_source_address


class DecisionForm(forms.Form):
    """When, and by what decision."""

    date = ImpreciseDateFormField(label=_("from"), help_text=_("Year, month/year or day/month/year"))
    decision = forms.CharField(label=_("decision number"), max_length=120, required=False)
    source_url = forms.CharField(
        label=_("source address"), max_length=500, required=False, validators=[validate_source_address]
    )


class RenameForm(DecisionForm):
    name = forms.CharField(label=_("new name, in full"), max_length=200)
    short_name = forms.CharField(
        label=_("as printed after a title"),
        max_length=120,
        required=False,
        help_text=_("The name when empty"),
    )
    field_order = ("name", "short_name")

    def carry_out(self, body: Body, by: Any) -> str:
        """Rename the body; returns what was done. Raises ValidationError."""
        before = str(body)
        rename(body, **self.cleaned_data, by=by)
        return gettext("%(before)s is now called %(name)s.") % {"before": before, "name": body}


class CloseForm(DecisionForm):
    kind = forms.ChoiceField(
        label=_("what happened"),
        choices=[
            (kind.value, kind.label)
            for kind in (BodyChange.Kind.MERGED, BodyChange.Kind.SPLIT, BodyChange.Kind.ABOLISHED)
        ],
    )
    field_order = ("kind", "successors")

    def __init__(self, *args: Any, admin_site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successors"] = forms.ModelMultipleChoiceField(
            Body.objects.all(),
            label=_("what came after"),
            required=False,
            widget=AutocompleteSelectMultiple(BodyChange._meta.get_field("successors"), admin_site),
        )
        self.order_fields(self.field_order)

    def carry_out(self, body: Body, by: Any) -> str:
        """Close the body; returns what was done. Raises ValidationError."""
        _change, ended = close(body, **self.cleaned_data, by=by)
        return ngettext(
            "%(body)s is closed, and %(number)s tenure in it ended.",
            "%(body)s is closed, and %(number)s tenures in it ended.",
            len(ended),
        ) % {"body": body, "number": len(ended)}
