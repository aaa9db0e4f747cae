"""E-mail to the one account that a step leaves something to do, where `NOTICES_BY_EMAIL` is set."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Correction, Story, StoryEvent, account_name
from vietnamese import long_time, one_line

from .steps import step_label


def tell(account: Any, event: StoryEvent, about: Story | Correction, due: dt.datetime | None = None) -> None:
    """Write to `account`, once `event` is committed, that it is to act on `about`, by `due` if given.

    Nothing is sent to nobody (None), to whoever took the step, to an account that is switched off or has no
    address. A mail that fails is logged; the step stands. Call it inside the transaction of the event.
    """
    if not settings.NOTICES_BY_EMAIL or account is None or account == event.by:
        return
    if not (account.is_active and account.email):
        return
    step, title = str(step_label(event.step)), one_line(str(about))
    lines = [
        title,
        _("Step: %(step)s (%(who)s)") % {"step": step, "who": account_name(event.by)},
        _("Note: %s") % event.note if event.note else "",
        _("Deadline: %s.") % long_time(due) if due else "",
        settings.SITE_URL + reverse(f"admin:articles_{about._meta.model_name}_change", args=[about.pk]),
    ]
    subject, text = f"{step}: {title}", "\n\n".join(filter(None, lines))

    def send() -> None:
        send_mail(subject, text, None, [account.email])

    transaction.on_commit(send, robust=True)
