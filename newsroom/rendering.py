"""How the fields of forms are drawn."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest


class WholeFields(DjangoTemplates):
    """As Django's, without `maxlength`: browsers cut by it what is pasted, and tell nobody; the form does."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if "widget" in context:
            context["widget"]["attrs"].pop("maxlength", None)
        return super().render(template_name, context, request)
