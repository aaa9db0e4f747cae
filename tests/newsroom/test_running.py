"""docs/running.md says what works."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from gunicorn.config import Config

from ledger.address import address_of

TOLD = (Path(settings.BASE_DIR) / "docs/running.md").read_text()
UNIT = re.search(r"`/etc/systemd/system/newsroom\.service`:\n\n```ini\n(.*?)```", TOLD, re.DOTALL)[1]
GUNICORN = re.search(r"^ExecStart=\S+/gunicorn ((?:.*\\\n)*.*)$", UNIT, re.MULTILINE)[1]
VARIABLES = re.search(r"`/etc/newsroom\.env`.*?```sh\n(.*?)```", TOLD, re.DOTALL)[1]


def test_a_new_server_starts_with_the_documented_commands_on_an_empty_database(tmp_path):
    given = dict(line.split("=", 1) for line in VARIABLES.splitlines())
    given = {name: value.strip('"') for name, value in given.items()}
    given |= {"SECRET_KEY": "k" + "0aZ-" * 15, "DATABASE_URL": f"sqlite:///{tmp_path}/newsroom.sqlite3"}
    environment = given | {"MEDIA_ROOT": str(tmp_path), "PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    commands = re.findall(r"^ExecStartPre=\S+/python manage\.py (.+)$", UNIT, re.MULTILINE)
    assert "migrate --no-input" in commands
    for command in commands:
        done = subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)


@pytest.mark.parametrize("sent", [{}, {"X-Forwarded-For": "203.0.113.9"}])
def test_behind_the_documented_proxy_a_visitor_cannot_choose_the_address_that_is_recorded(settings, sent):
    settings.ALLOWED_HOSTS = ["bao.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    known = {"$host": "bao.example", "$scheme": "https", "$remote_addr": "198.51.100.7"}
    for name, value in re.findall(r"proxy_set_header (\S+) (\$\w+);", TOLD):
        sent = sent | {name: known[value]}
    request = RequestFactory(headers=sent, REMOTE_ADDR="127.0.0.1").get("/")
    assert address_of(request) == "198.51.100.7"
    assert request.is_secure() and request.get_host() == "bao.example"


def test_the_documented_server_leaves_long_addresses_to_the_site_and_needs_no_folder_of_its_own():
    given = Config().parser().parse_args(shlex.split(GUNICORN.replace("\\\n", "")))
    assert given.args == ["newsroom.wsgi"]
    assert given.limit_request_line == 8190  # the most that gunicorn takes
    assert given.control_socket_disable


def test_the_documented_proxy_starts_with_the_nginx_of_a_debian_that_knows_no_http2_directive():
    assert "listen 443 ssl http2;" in TOLD
    assert not re.search(r"^\s*http2 on;", TOLD, re.MULTILINE)
