import os
import sys
from importlib.util import find_spec
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Runs the whole suite, or what pytest's own arguments choose: manage.py test tests/people -k title"
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Become pytest with every argument, so that its exit code is ours."""
        if not find_spec("pytest"):
            sys.exit("pytest: pip install -r requirements-dev.txt")
        # A second worker pays for the whole suite; for a few tests its start costs more than it saves.
        # Browser tests come last and are slow: the worker that is done first takes some of the other's.
        arguments = argv[2:] or ["-n", str(min(2, os.cpu_count() or 1)), "--dist", "worksteal"]
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_from_argv(["manage.py", "test", *args])
