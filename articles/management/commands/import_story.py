import datetime as dt
import sys
from contextlib import ExitStack
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.intake import AlreadyHere, NotTaken, bring_in, fitting
from articles.models import Rights, Section

# What systems leave in a folder of photos, and the text itself, which often lies beside them.
NOT_PHOTOS = {"thumbs.db", "desktop.ini"}


class Command(BaseCommand):
    help = "Makes a draft of a text, and prints what was found in it and what could not be decided"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the text, a .txt file in any encoding; - for standard input")
        parser.add_argument("--photos", type=Path, metavar="DIR", help="photos for the slots, by file name")
        parser.add_argument(
            "--rights", choices=Rights.values, default="", help="by what right they are printed"
        )
        parser.add_argument("--event-date", metavar="YYYY-MM-DD", help="the day the story tells of")
        parser.add_argument("--section", metavar="SLUG", help="its section, by address")
        parser.add_argument("--author", metavar="USER", help="whose story it is")
        parser.add_argument("--again", action="store_true", help="even if the same text came in before")

    def handle(self, *, file: str, photos: Path | None, event_date: str | None, **options) -> None:
        author, section, day = author_of(options["author"]), section_of(options["section"]), _day(event_date)
        raw = _read(file)
        with ExitStack() as opened:
            try:
                paths = _photo_files(photos) if photos else []
                arrival = bring_in(
                    raw,
                    by=author,
                    filename="" if file == "-" else Path(file).name,
                    event_date=day,
                    section=section,
                    photos=[opened.enter_context(path.open("rb")) for path in paths],
                    rights=options["rights"],
                    again=options["again"],
                )
            except NotTaken as refusal:
                hint = _("To bring it in all the same: --again.") if isinstance(refusal, AlreadyHere) else ""
                raise CommandError("\n".join(filter(None, [*refusal.messages, hint]))) from refusal
            except OSError as error:
                message = _("A file could not be read or kept: %s. Nothing was brought in.")
                raise CommandError(message % error) from error
        for finding in arrival.report:
            line = f"{'✓' if finding.found else '?'} {finding.message}"
            self.stdout.write(self.style.SUCCESS(line) if finding.found else self.style.WARNING(line))
        made = {"number": arrival.story.pk, "headline": arrival.story.headline}
        self.stdout.write(_("Draft no. %(number)s: “%(headline)s”") % made)


def author_of(username: str | None):
    accounts = get_user_model().objects.filter(is_active=True)
    if username is None:
        able = [user for user in accounts[:50] if user.has_perm("articles.add_story")]
        if len(able) == 1:
            return able[0]
        raise CommandError(_("Say whose story it is: --author with the name of an account."))
    user = accounts.filter(**{get_user_model().USERNAME_FIELD: username}).first()
    if user is None:
        raise CommandError(_("There is no account “%s”.") % username)
    return user


def section_of(slug: str | None) -> Section | None:
    section = Section.objects.filter(slug=slug).first() if slug else None
    if slug and section is None:
        there = ", ".join(Section.objects.values_list("slug", flat=True)) or "–"
        message = _("There is no section “%(slug)s”. There are: %(there)s")
        raise CommandError(message % {"slug": slug, "there": there})
    return section


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(_("“%s” is no date. Write it as 2019-08-10.") % text) from None


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        about = {"file": file, "reason": error.strerror}
        raise CommandError(_("The file “%(file)s” cannot be read: %(reason)s") % about) from error


def _photo_files(folder: Path) -> list[Path]:
    """The photos of a folder in order of their names, 2 before 10."""
    if not folder.is_dir():
        raise CommandError(_("There is no folder “%s”.") % folder)
    files = [
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith(".")
        and path.name.lower() not in NOT_PHOTOS
        and path.suffix.lower() != ".txt"
    ]
    return sorted(files, key=lambda path: fitting.by_name(path.name))
