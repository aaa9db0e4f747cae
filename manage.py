#!/usr/bin/env python3
"""Run a management command; see README.md."""

import os
import sys


def main():
    if sys.argv[1:2] in (["demo"], ["test"], ["python"]):
        os.environ.setdefault("DEBUG", "true")
    from newsroom.selfstart import ensure_requirements

    ensure_requirements(for_developers=sys.argv[1:2] in (["test"], ["python"]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
