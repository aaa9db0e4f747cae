from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    """The newsroom's own admin site, at /toa-soan/."""

    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("Today's work")
    # Its room is better used; the few places one goes to are in the header.
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """As Django's; whatever is done on the page is written in the ledger, and no address breaks it."""
        # Not before the models are there.
        from ledger.recording import Recorded

        from .addressed import Addressed

        page = admin_class or ModelAdmin
        own = {"recorded": getattr(page, "recorded", True)}
        super().register(model_or_iterable, type(page.__name__, (Addressed, Recorded, page), own), **options)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What waits for whoever is asking, then the registers."""
        # Not before the models are there.
        from articles import workflow
        from articles.admin import ending, home, unsaved

        may_open = request.user.has_perm("articles.view_story")
        context = {
            "desk_lists": home.lists(request.user) if may_open else [],
            "unsaved": unsaved.waiting(request.user) if may_open else [],
            "corrections": workflow.corrections_in_hand(request.user) if may_open else [],
            "photos_ending": ending.count(request.user),
            "to_verify": home.to_verify(request.user),
            "can_write": request.user.has_perm("articles.add_story"),
        }
        return super().index(request, context | (extra_context or {}))
