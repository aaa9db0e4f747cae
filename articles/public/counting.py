"""What is read most, counted without a query a page and without keeping anything of a reader.

A story's page tells `POST /dem/<id>` that it was opened; so pages that a cache keeps are counted too. Counts
gather in the process and are written once a minute, in one transaction; a process that dies loses a minute.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import secrets
import threading
import time
from collections import Counter
from hashlib import blake2b

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.models import ReadCount
from ledger.address import address_of

from . import reads

logger = logging.getLogger(__name__)

SHOWN = 5
# More than are shown, for some of them may be live no more.
RANKED = 20
KEPT = 300  # seconds
EACH = 60  # seconds between two writings
AN_HOUR = 1_000  # counts taken from one address; many phones share one
REMEMBERED = 200_000  # readers of an hour, at most
BOTS = re.compile(r"bot|crawl|spider|slurp|preview|headless|lighthouse|curl|wget|python|java/|go-http", re.I)


class Tally:
    """What one process has counted and not yet written.

    Who was counted is known for an hour by a hash with a salt that is then thrown away, so that reloading
    counts once; it is never written anywhere.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[int, dt.datetime]] = Counter()
        self._written = time.monotonic()
        self._begin(None)

    def _begin(self, hour: dt.datetime | None) -> None:
        self._hour, self._salt = hour, secrets.token_bytes(16)
        self._seen: set[bytes] = set()
        self._from: Counter[bytes] = Counter()

    def add(self, story: int, address: str, agent: str) -> None:
        """Count one reading, unless this reader was counted for the story within the hour."""
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        with self._lock:
            if hour != self._hour:
                self._begin(hour)
            place, who = self._hash(address), self._hash(f"{story} {address} {agent}")
            if who in self._seen or self._from[place] >= AN_HOUR or len(self._seen) >= REMEMBERED:
                return
            self._seen.add(who)
            self._from[place] += 1
            self._counts[story, hour] += 1

    def take(self, *, now: bool = False) -> dict[tuple[int, dt.datetime], int]:
        """What is to be written, once a minute or `now`; empty when it is not yet time."""
        with self._lock:
            if not now and time.monotonic() - self._written < EACH:
                return {}
            self._written = time.monotonic()
            taken, self._counts = dict(self._counts), Counter()
            return taken

    def _hash(self, text: str) -> bytes:
        return blake2b(text.encode(errors="replace"), key=self._salt, digest_size=8).digest()


tally = Tally()


@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a reader of the story `pk`; answers 204 whatever comes of it."""
    agent = request.headers.get("User-Agent", "")
    ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if ours and agent and not BOTS.search(agent):
        tally.add(pk, address_of(request), agent)
    write(tally.take())
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


def write(counts: dict[tuple[int, dt.datetime], int]) -> None:
    """Keep the counts of stories that readers may see."""
    if not counts:
        return
    try:
        there = reads.are_live({story for story, _hour in counts})
        ReadCount.objects.record({key: number for key, number in counts.items() if key[0] in there})
    except DatabaseError:
        # Not worth a reader's waiting: the next minute is counted again.
        logger.warning("The counts of a minute could not be written", exc_info=True)


def ranking() -> list[int]:
    """The stories read most in a day, or in a week when too few were; found anew every five minutes."""
    return cache.get_or_set("most-read", _ranked, KEPT) or []


def _ranked() -> list[int]:
    now = timezone.now()
    day = ReadCount.objects.most(now - dt.timedelta(days=1), RANKED)
    return day if len(day) >= SHOWN else ReadCount.objects.most(now - dt.timedelta(days=7), RANKED)
