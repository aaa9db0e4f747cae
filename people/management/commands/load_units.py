from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from people.units import load


class Command(BaseCommand):
    help = "Put the administrative units of Việt Nam on record; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Administrative units: %(number)s new.") % {"number": load()})
