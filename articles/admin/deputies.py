"""Who, beside the editor-in-chief, withdraws stories or reads withdrawn ones: named one by one, on record."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import account_name
from people.numbers import whole_number

from .widgets import AccountField

NAME_DEPUTIES = "articles.name_deputies"
# What can be given here, and nothing else.
RIGHTS = {
    "withdraw_story": gettext_lazy("withdraws stories, and reinstates them"),
    "inspect_withdrawn": gettext_lazy("reads withdrawn stories as readers saw them"),
}


class Holder(NamedTuple):
    """An account that has some of the rights, in words, and whether it has them by name or by its role."""

    account: Any
    rights: list[str]
    by_name: bool


class DeputyForm(forms.Form):
    """Whom, and with which rights: those not ticked are taken away."""

    account = AccountField(get_user_model().objects.none(), label=gettext_lazy("Account"), empty_label="–")
    rights = forms.MultipleChoiceField(
        label=gettext_lazy("What they may do"),
        choices=list(RIGHTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: all are taken away."),
    )
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy(
            "Kept with your name: the number of the decision that names the deputy, for one."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_name = Q(user_permissions__in=_permissions())
        by_role = get_user_model().objects.filter(groups__permissions__in=_permissions())
        accounts = get_user_model().objects.filter(Q(is_active=True, is_staff=True) | by_name)
        accounts = accounts.exclude(pk__in=by_role).exclude(is_superuser=True).distinct()
        self.fields["account"].queryset = accounts.order_by("first_name", "last_name", "username")

    def clean(self) -> dict[str, Any]:
        """To those who can make use of it."""
        given = super().clean() or self.cleaned_data
        account, rights = given.get("account"), given.get("rights") or []
        if account and rights and not account.is_active:
            message = _("The account of %(name)s is switched off. Choose someone else.")
            self.add_error("account", message % {"name": account_name(account)})
        elif account and "withdraw_story" in rights and not account.has_perm("articles.edit_any_story"):
            message = _("%(name)s does not edit others' stories, and so cannot withdraw them.")
            self.add_error("rights", message % {"name": account_name(account)})
        return given


@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: HttpRequest) -> HttpResponse:
    """Who has the rights (GET, `?account=` to change one); give or take them (POST). 403 to all others."""
    if not request.user.has_perm(NAME_DEPUTIES):
        raise PermissionDenied
    form = DeputyForm(request.POST) if request.method == "POST" else DeputyForm(initial=_initial(request))
    if form.is_valid():
        account, rights = form.cleaned_data["account"], set(form.cleaned_data["rights"])
        _set(request, account, rights, form.cleaned_data["note"])
        said = {"name": account_name(account), "rights": _words(rights) or _("no right any more")}
        messages.success(request, _("%(name)s: %(rights)s.") % said)
        return redirect("deputies")
    context = {
        **admin.site.each_context(request),
        "title": _("Who withdraws stories"),
        "form": form,
        "holders": _holders(),
    }
    return TemplateResponse(
        request, "admin/articles/story/deputies.html", context, status=422 if form.errors else 200
    )


@transaction.atomic
def _set(request: HttpRequest, account: Any, rights: set[str], note: str) -> None:
    account = get_user_model().objects.select_for_update().get(pk=account.pk)
    before = {one.codename for one in account.user_permissions.filter(pk__in=_permissions())}
    if before == rights:
        return
    account.user_permissions.remove(*_permissions().exclude(codename__in=rights))
    account.user_permissions.add(*_permissions().filter(codename__in=rights))
    said = _("By name: %(before)s → %(after)s. %(note)s")
    said %= {"before": _words(before) or "–", "after": _words(rights) or "–", "note": note}
    admin.site.get_model_admin(get_user_model()).log_change(request, account, said.strip())


def _initial(request: HttpRequest) -> dict[str, Any]:
    asked = whole_number(request.GET.get("account"))
    if asked is None:
        return {}
    held = _permissions().filter(user=asked).values_list("codename", flat=True)
    return {"account": asked, "rights": list(held)}


def _permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="articles", codename__in=RIGHTS)


def _words(rights: Any) -> str:
    return ", ".join(str(label) for name, label in RIGHTS.items() if name in rights)


def _holders() -> list[Holder]:
    """Those by role first, then those named; in three queries."""
    accounts = get_user_model().objects.order_by("first_name", "last_name", "username")
    found = []
    for relation, by_name in (("groups__permissions", False), ("user_permissions", True)):
        held: dict[Any, set[str]] = {}
        rows = accounts.filter(**{f"{relation}__in": _permissions()})
        rows = rows.values_list("pk", f"{relation}__codename")
        for pk, codename in rows:
            held.setdefault(pk, set()).add(codename)
        found.append((held, by_name))
    known = accounts.in_bulk({pk for held, _by_name in found for pk in held})
    return [
        Holder(known[pk], [str(RIGHTS[name]) for name in RIGHTS if name in rights], by_name)
        for held, by_name in found
        for pk, rights in held.items()
    ]
