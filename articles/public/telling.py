"""Hubs (WebSub) and search engines (IndexNow) are told which addresses of ours to look at again.

Nothing is sent by the step that publishes: at the minute of a scheduled story nobody takes one, and a hub
that is down would hold up the desk. `manage.py tell_hubs`, run each minute, asks what readers began or ceased
to see since each was last told; so nobody hears of anything that readers cannot see, and what a hub missed
it is told later.
"""

from __future__ import annotations

import datetime as dt
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from typing import NamedTuple

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Hub
from people.models import Person

from . import reads
from .feeds import FORMS, Channel, address_of
from .figures import absolute
from .views import not_found

SECONDS = 10
# A transaction takes its moment before it is committed: so long we wait for the last ones.
SETTLED = dt.timedelta(seconds=30)
# So long nobody else tries the same hub, should we die while we do.
CLAIM = dt.timedelta(minutes=10)
LONGEST_PAUSE = dt.timedelta(hours=1)
# A hub that was away for longer has missed what was before.
REMEMBERED = dt.timedelta(days=2)
AT_ONCE = 10_000  # addresses in one message (IndexNow)


class Message(NamedTuple):
    """What is posted to a hub."""

    content_type: str
    data: bytes


class Told(NamedTuple):
    """What came of telling one hub: how many messages it took, or why it took none or not all."""

    hub: str
    messages: int
    error: str = ""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A hub that moved is to be written into the settings, not followed to wherever it says."""

    def redirect_request(self, *args: object) -> None:
        return None


def tell() -> Iterator[Told]:
    """Tell each hub of the settings what changed; raises nothing when one does not answer."""
    now = timezone.now()
    for address in [*settings.WEBSUB_HUBS, *([settings.INDEXNOW_URL] if settings.INDEXNOW_KEY else [])]:
        # One that is new is told nothing of the past.
        hub, _new = Hub.objects.get_or_create(address=address, defaults={"told_until": now, "next_try": now})
        since, until = max(hub.told_until, now - REMEMBERED), now - SETTLED
        claimed = Hub.objects.filter(
            pk=hub.pk, next_try=hub.next_try, next_try__lte=now, told_until__lt=until
        )
        if not claimed.update(next_try=now + CLAIM):
            continue
        websub = address in settings.WEBSUB_HUBS
        messages = [*(_websub(since, until) if websub else _indexnow(since, until))]
        sent = 0
        try:
            for message in messages:
                _post(address, message)
                sent += 1
        except (OSError, HTTPException) as error:
            pause = min(dt.timedelta(minutes=2**hub.failures), LONGEST_PAUSE)
            Hub.objects.filter(pk=hub.pk).update(next_try=now + pause, failures=F("failures") + 1)
            yield Told(address, sent, str(error))
        else:
            Hub.objects.filter(pk=hub.pk).update(told_until=until, next_try=now, failures=0)
            if sent:
                yield Told(address, sent)


def _websub(since: dt.datetime, until: dt.datetime) -> Iterator[Message]:
    """One message for each feed that changed. What a publisher sends is left to the two of them
    (https://www.w3.org/TR/websub/#publishing); this is what the hubs there are take."""
    copies, notices = reads.changed(since, until)
    names: dict[str, None] = {"": None} if copies or notices else {}
    if notices:
        names["cai-chinh"] = None
    for copy in copies:
        names[copy.section.slug] = None
        for mention in copy.mentions.all():
            person: Person = mention.person.merged_into or mention.person
            names[person.get_absolute_url().strip("/")] = None
    for name in names:
        for form in FORMS:
            topic = absolute(address_of(Channel("", name, ""), form))
            fields = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}
            yield Message("application/x-www-form-urlencoded", urllib.parse.urlencode(fields).encode())


def _indexnow(since: dt.datetime, until: dt.datetime) -> Iterator[Message]:
    """The addresses of pages that changed or went (https://www.indexnow.org/documentation)."""
    copies, notices = reads.changed(since, until)
    addresses = [*(one.get_absolute_url() for one in copies), *(one.get_absolute_url() for one in notices)]
    pages = [absolute(address) for address in dict.fromkeys(addresses)]
    for start in range(0, len(pages), AT_ONCE):
        data = {
            "host": urllib.parse.urlsplit(settings.SITE_URL).netloc,
            "key": settings.INDEXNOW_KEY,
            "keyLocation": absolute(f"/{settings.INDEXNOW_KEY}.txt"),
            "urlList": pages[start : start + AT_ONCE],
        }
        yield Message("application/json; charset=utf-8", json.dumps(data).encode())


def _post(address: str, message: Message) -> None:
    request = urllib.request.Request(
        address, message.data, {"Content-Type": message.content_type, "User-Agent": "newsroom"}, method="POST"
    )
    opener = urllib.request.build_opener(_NoRedirects)
    with opener.open(request, timeout=SECONDS):
        pass  # that it took it is all there is to know


@require_safe
def key(request: HttpRequest, name: str) -> HttpResponse:
    """What proves to IndexNow that this site is ours: the key, at an address that is the key."""
    if not settings.INDEXNOW_KEY or name != settings.INDEXNOW_KEY:
        return not_found(request)
    return HttpResponse(settings.INDEXNOW_KEY, content_type="text/plain; charset=utf-8")
