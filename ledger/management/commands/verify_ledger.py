from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from ledger.models import Entry, Head, faults, seal


class Command(BaseCommand):
    help = "Reads the whole ledger: says what in it is not as it was written, and how its chain ends"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="NUMBER:HASH",
            help="an end of the chain put down earlier, outside this database: it must still be there",
        )

    def handle(self, *args: Any, expect: str | None, **options: Any) -> None:
        """Print the end of the chain; raise `CommandError` with every fault."""
        expected = None
        if expect:
            number, _colon, text = expect.partition(":")
            if not (number.isascii() and number.isdigit() and len(text) == 64):
                raise CommandError(_("--expect takes NUMBER:HASH, as this command prints them."))
            expected = int(number), text.lower()
        while seal():
            pass
        found = list(faults(expected))
        if found:
            raise CommandError("\n".join([_("The ledger is not as it was written:"), *found]))
        head = Head.objects.get()
        self.stdout.write(_("All %s entries are as they were written.") % head.number)
        if Entry.objects.exists():
            self.stdout.write(_("Put this down outside this machine; it vouches for all up to here:"))
            self.stdout.write(f"{head.number}:{head.hash}")
