import json
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.intake import AlreadyHere, NotTaken
from articles.intake.partners import bring_in_ninjs, stories_of

from .import_story import author_of, section_of

MOST_BYTES = 20_000_000
SECONDS = 30


class Command(BaseCommand):
    help = "Makes drafts of a partner newsroom's stories, from its ninjs feed or one story's address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="https://partner.example/ninjs.json, or of one story")
        parser.add_argument("--section", metavar="SLUG", help="their section, by address")
        parser.add_argument("--author", metavar="USER", help="whose stories they are")
        parser.add_argument("--again", action="store_true", help="even those that came in before")

    def handle(self, *, address: str, **options: Any) -> None:
        author, section = author_of(options["author"]), section_of(options["section"])
        parts = urlsplit(address)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise CommandError(_("“%s” is no address of a feed. Write it whole, with https://.") % address)
        try:
            stories = stories_of(_fetch(address))
        except NotTaken as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        for story in stories:
            try:
                arrival = bring_in_ninjs(
                    story,
                    by=author,
                    partner=parts.hostname.removeprefix("www."),
                    section=section,
                    again=options["again"],
                )
            except AlreadyHere as known:
                self.stdout.write("\n".join(known.messages))
            except NotTaken as refusal:
                self.stdout.write(self.style.WARNING("\n".join(refusal.messages)))
            else:
                made = {"number": arrival.story.pk, "headline": arrival.story.headline}
                self.stdout.write(_("Draft no. %(number)s: “%(headline)s”") % made)


def _fetch(address: str) -> Any:
    request = Request(address, headers={"Accept": "application/json"})
    try:
        with urlopen(request, timeout=SECONDS) as answer:
            content = answer.read(MOST_BYTES + 1)
    except HTTPError as error:
        raise CommandError(_("The partner answers “%s”. Is the address right?") % error) from error
    except OSError as error:
        raise CommandError(_("The partner does not answer: %s") % error) from error
    if len(content) > MOST_BYTES:
        raise CommandError(_("The feed is too long: more than %s MB.") % (MOST_BYTES // 1_000_000))
    try:
        return json.loads(content)
    except ValueError as error:
        raise CommandError(_("What the partner sent is no JSON.")) from error
