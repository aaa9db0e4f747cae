#!/usr/bin/env python3
"""Run a management command; see README.md."""

import os
import sys


def main():
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in ("demo", "test", "python", "shots"):
        os.environ.setdefault("DEBUG", "true")
    from newsroom.selfstart import ensure_requirements

    ensure_requirements(for_developers=command in ("test", "python", "shots"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.DEBUG  # noqa: B018  # reads the environment
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
