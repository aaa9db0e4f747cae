import os
import sys
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Runs Python where the development requirements are: manage.py python -m ruff check"
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        os.execv(sys.executable, [sys.executable, *argv[2:]])

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_from_argv(["manage.py", "python", *args])
