import logging

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.public import reads
from articles.public.figures import absolute
from articles.public.links import broken


class Command(BaseCommand):
    help = "Lists the links in live stories that lead nowhere; exits with 1 when there are any"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--external", action="store_true", help="ask other sites too, over the network")

    def handle(self, *, external: bool, **options) -> None:
        # Each page that is not there would be logged besides being listed.
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        count = 0
        for one in broken(reads.whole_live().iterator(200), external=external):
            count += 1
            self.stdout.write(f"{absolute(one.copy.get_absolute_url())}  {one.copy.headline}")
            self.stdout.write(f"    {one.address}  “{' '.join(one.text.split())[:80]}”: {one.why}")
        if not count:
            self.stdout.write(_("Every link leads somewhere."))
            return
        self.stdout.write(
            ngettext("%(count)s broken link", "%(count)s broken links", count) % {"count": count}
        )
        raise SystemExit(1)
