import os
import sys

import pytest
from django.core.management import execute_from_command_line

from newsroom.management.commands import test as test_command


@pytest.fixture
def became(monkeypatch) -> list[list[str]]:
    """What the process was replaced by."""
    commands: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda path, arguments: commands.append(arguments))
    return commands


def test_the_whole_suite_runs_on_two_workers(became, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    execute_from_command_line(["manage.py", "test"])
    assert became == [[sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal"]]


def test_pytest_gets_every_argument_as_it_was_given(became):
    execute_from_command_line(["manage.py", "test", "tests/people", "-k", "a or b", "--lf", "-h"])
    assert became == [[sys.executable, "-m", "pytest", "tests/people", "-k", "a or b", "--lf", "-h"]]


def test_without_pytest_it_says_what_to_install(became, monkeypatch):
    monkeypatch.setattr(test_command, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"requirements-dev\.txt"):
        execute_from_command_line(["manage.py", "test"])
    assert became == []


def test_python_runs_where_the_requirements_are(became):
    execute_from_command_line(["manage.py", "python", "-m", "ruff", "check"])
    assert became == [[sys.executable, "-m", "ruff", "check"]]
