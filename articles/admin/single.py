"""A register that holds one record and no list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models, router, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from people.admin.guarded import Guarded


class SingleAdmin(Guarded, admin.ModelAdmin):
    """The list leads to the one record; two who change it at once are told of each other."""

    actions = None

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Go to the record, or to the form that makes it."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if self.model.objects.exists():
            return redirect(f"{name}_change", 1)
        return redirect(f"{name}_add")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not self.model.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        """Save as the one row there is."""
        obj.pk = 1
        with transaction.atomic(using=router.db_for_write(self.model)):
            super().save_model(request, obj, form, change)

    def _stay(self, response: HttpResponse) -> HttpResponse:
        home = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        if isinstance(response, HttpResponseRedirect) and response.url == home:
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", 1)
        return response

    def response_post_save_add(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        return self._stay(super().response_post_save_add(request, obj))

    def response_post_save_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        return self._stay(super().response_post_save_change(request, obj))
