from typing import Any

from django.contrib.auth.models import Permission
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom import roles


class Command(BaseCommand):
    help = "Makes the four groups, with exactly the permissions that newsroom/roles.py gives them"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = roles.sync()
        except Permission.DoesNotExist as error:
            raise CommandError(_("No such permission yet: %s. Run migrate first.") % error) from error
        for name, given, taken in changes:
            if options["verbosity"]:
                self.stdout.write(
                    _("%(group)s: %(given)d given, %(taken)d taken away")
                    % {"group": name, "given": len(given), "taken": len(taken)}
                )
