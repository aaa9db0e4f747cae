import csv
import io
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Redirect
from articles.models.redirect import COLUMNS, column, normal_path


class Command(BaseCommand):
    help = "Has a former site's addresses lead here: a CSV file with the columns “địa chỉ cũ” and “dẫn tới”"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the CSV file, in UTF-8; - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    def handle(self, *, file: str, dry_run: bool, **options) -> None:
        rows = _rows(file)
        made = changed = refused = 0
        with transaction.atomic():
            for number, row in enumerate(rows, 2):
                old, new = ((row.get(name) or "").strip() for name in COLUMNS.values())
                redirect = Redirect.objects.filter(old=normal_path(old)).first() or Redirect()
                before, redirect.old, redirect.new = redirect.new, old, new
                try:
                    redirect.put()
                except ValidationError as error:
                    refused += 1
                    message = _("Line %(line)s (%(old)s): %(why)s")
                    self.stderr.write(message % {"line": number, "old": old, "why": " ".join(error.messages)})
                else:
                    made += not before
                    changed += bool(before) and before != redirect.new
            if dry_run:
                transaction.set_rollback(True)
        counts = {"made": made, "changed": changed, "refused": refused}
        self.stdout.write(_("%(made)s added, %(changed)s changed, %(refused)s refused.") % counts)
        if dry_run:
            self.stdout.write(_("Nothing was written: this was a dry run."))


def _rows(file: str) -> list[dict[str, str]]:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(str(error)) from error
    except UnicodeDecodeError as error:
        raise CommandError(_("The file is not UTF-8.")) from error
    heading = text.partition("\n")[0]
    rows = csv.DictReader(
        io.StringIO(text), delimiter=";" if heading.count(";") > heading.count(",") else ","
    )
    rows.fieldnames = [column(heading) for heading in rows.fieldnames or ()]
    if not {*COLUMNS.values()} <= {*rows.fieldnames}:
        raise CommandError(_("The first row must name the columns “địa chỉ cũ” and “dẫn tới”."))
    return list(rows)
