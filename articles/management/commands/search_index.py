from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from articles.indexing import rebuild
from articles.models import SearchIndex
from articles.search import INDEXES


class Command(BaseCommand):
    help = (
        "Builds the search indexes that are missing or were built by an older version; run it after migrate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="build them all, whatever their state")

    def handle(self, *args: Any, **options: Any) -> None:
        current = {index.name for index in SearchIndex.objects.all() if index.current}
        for name in INDEXES:
            if name in current and not options["all"]:
                self.stdout.write(_("%(index)s: up to date.") % {"index": name})
                continue
            self.stdout.write(_("%(index)s: %(count)s entries.") % {"index": name, "count": rebuild(name)})
