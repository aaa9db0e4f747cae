"""Whatever is done on a page of the admin is written in the ledger, with what it changed."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .differences import Held, changes, held_by
from .models import Entry, record


class Recorded(ModelAdmin):
    """Mixed into every page of the desk (`newsroom.desk.Desk.register`).

    Django tells its own log of each thing done through the three methods below, and so do our pages; what the
    record held before is taken when the page of a change asks for it. With `recorded = False` what is changed
    on a page is recorded elsewhere: a story's revisions and steps.
    """

    recorded: bool

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST" and self.recorded:
            request.held_before = {found.pk: held_by(self, request, found)}  # type: ignore[attr-defined]
        return found

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if self.recorded:
            held = held_by(self, request, obj)
            self._record(request, Entry.Kind.ADDED, obj, _("Added"), {key: {} for key in held}, held)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if self.recorded:
            before = getattr(request, "held_before", {}).get(obj.pk)
            after = held_by(self, request, self.model._default_manager.get(pk=obj.pk)) if before else {}
            if isinstance(message, str):
                self._record(request, Entry.Kind.NOTED, obj, message, before or {}, after)
            elif message:
                # Of a new password nothing else tells.
                said = LogEntry(action_flag=CHANGE, change_message=json.dumps(message))
                done = said.get_change_message() if before == after else _("Changed")
                self._record(request, Entry.Kind.CHANGED, obj, done, before or {}, after)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for one in queryset:
            held = held_by(self, request, one)
            self._record(request, Entry.Kind.DELETED, one, _("Deleted"), held, {key: {} for key in held})
        return super().log_deletions(request, queryset)

    def _record(
        self, request: HttpRequest, kind: str, obj: models.Model, done: str, before: Held, after: Held
    ) -> None:
        record(kind, obj, done, by=request.user, changes=changes(before, after))
