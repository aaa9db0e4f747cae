"""Addresses of records at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse


class Addressed(ModelAdmin):
    """Mixed into every page of the desk (`newsroom.desk.Desk.register`).

    What no record can be known by ("²", a hundred digits) is not found; the database would not take it.
    """

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self._may_be(unquote(object_id)):
            raise Http404
        return super().change_view(request, object_id, form_url, extra_context)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        if from_field is None and not self._may_be(object_id):
            return None
        return super().get_object(request, object_id, from_field)

    def _may_be(self, object_id: str) -> bool:
        try:
            self.opts.pk.clean(object_id, None)
        except ValidationError:
            return False
        return True
