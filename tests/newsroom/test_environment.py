"""Settings read the environment and say in two languages what is wrong with it."""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import VARIABLES
from newsroom.settings import BASE_DIR

PRODUCTION = {
    "SECRET_KEY": "một chuỗi dài, ngẫu nhiên, đủ năm mươi ký tự: 8f3c1e7a5b",
    "SITE_URL": "https://bao.example",
    "EMAIL_URL": "submission://desk:secret@mail.example:587",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def settings_from(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], ModuleType]:
    """Read the settings anew from these variables and no others."""

    def read(environment: dict[str, str]) -> ModuleType:
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.spec_from_file_location("newsroom.read_anew", BASE_DIR / "newsroom/settings.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return read


@pytest.mark.parametrize(
    ("environment", "variable", "shown"),
    [
        ({}, "SECRET_KEY", "chưa được đặt"),
        ({"SECRET_KEY": "", "SITE_URL": "https://bao.example"}, "SECRET_KEY", "không dùng được"),
        ({"SECRET_KEY": "hush"}, "SITE_URL", "chưa được đặt"),
        ({"DEBUG": "maybe"}, "DEBUG", "DEBUG=maybe"),
        ({"DEBUG": "true", "SITE_URL": "bao.example"}, "SITE_URL", "SITE_URL=bao.example"),
        ({"DEBUG": "true", "SITE_URL": "https://bao.example/tin"}, "SITE_URL", "không dùng được"),
        ({"DEBUG": "true", "ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS", "không dùng được"),
        ({"DEBUG": "true", "DATABASE_URL": "hush"}, "DATABASE_URL", "không dùng được"),
        ({"DEBUG": "true", "DATABASE_URL": "mysql://root:hush@db/bao"}, "DATABASE_URL", "không dùng được"),
        (
            {"DEBUG": "true", "DATABASE_URL": "postgres://desk:hush@db:port/bao"},
            "DATABASE_URL",
            "postgres://",
        ),
        ({"DEBUG": "true", "CACHE_URL": "hush"}, "CACHE_URL", "không dùng được"),
        ({"DEBUG": "true", "EMAIL_URL": "hush"}, "EMAIL_URL", "không dùng được"),
        ({"DEBUG": "true", "MEDIA_ROOT": ""}, "MEDIA_ROOT", "không dùng được"),
        ({"DEBUG": "true", "WEBSUB_HUBS": "http://hub.example"}, "WEBSUB_HUBS", "không dùng được"),
        ({"DEBUG": "true", "INDEXNOW_KEY": "a b c d e f g"}, "INDEXNOW_KEY", "không dùng được"),
        ({"DEBUG": "true", "INDEXNOW_URL": "http://index.example"}, "INDEXNOW_URL", "không dùng được"),
    ],
)
def test_a_bad_value_is_named_in_both_languages(settings_from, environment, variable, shown):
    with pytest.raises(ImproperlyConfigured) as error:
        settings_from(environment)
    vietnamese, english = str(error.value).split("\n")
    assert shown in vietnamese
    assert variable in vietnamese
    assert variable in english
    assert "hush" not in vietnamese + english


def test_a_command_says_it_without_a_traceback():
    done = manage("check", DEBUG="maybe")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "DEBUG=maybe: không dùng được. Cần true hoặc false. Xem docs/settings.md.\n"
        "DEBUG=maybe cannot be used. It must be true or false. See docs/settings.md.\n"
    )


def test_in_production_a_key_and_an_address_are_enough(settings_from):
    settings = settings_from({"SECRET_KEY": "hush", "SITE_URL": "https://bao.example/"})
    assert settings.DEBUG is False
    assert settings.SITE_URL == "https://bao.example"
    assert settings.ALLOWED_HOSTS == ["bao.example"]
    assert settings.DEFAULT_FROM_EMAIL == "toasoan@bao.example"
    assert settings.MEDIA_ROOT == BASE_DIR / "media"
    assert settings.DATABASES["default"]["NAME"] == str(BASE_DIR / "newsroom.sqlite3")


def test_a_database_and_a_media_folder_may_be_anywhere(settings_from):
    settings = settings_from(
        {"DEBUG": "true", "DATABASE_URL": "postgres://desk:m%40t@db:5433/bao", "MEDIA_ROOT": "/srv/ảnh"}
    )
    database = settings.DATABASES["default"]
    assert [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "desk",
        "m@t",
        "db",
        5433,
        "bao",
    ]
    assert "OPTIONS" not in database
    assert str(settings.MEDIA_ROOT) == "/srv/ảnh"


def test_https_is_told_by_the_header_of_a_proxy_only_where_there_is_one(settings_from):
    assert not hasattr(settings_from(PRODUCTION), "SECURE_PROXY_SSL_HEADER")
    behind = settings_from(PRODUCTION | {"BEHIND_PROXY": "true"})
    assert behind.SECURE_PROXY_SSL_HEADER == ("HTTP_X_FORWARDED_PROTO", "https")


def test_production_settings_pass_djangos_deployment_check():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("variable", "value", "check"),
    [
        ("SECRET_KEY", "django-insecure-only-for-trying-out", "security.W009"),
        ("DEBUG", "true", "security.W018"),
    ],
)
def test_what_is_weak_in_production_fails_the_deployment_check(variable: str, value: str, check: str):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION | {variable: value})
    assert done.returncode == 1
    assert check in done.stderr


def test_the_documentation_lists_every_variable_and_no_other():
    text = (BASE_DIR / "docs/settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)`", text, re.MULTILINE)) == set(VARIABLES)
    assert set(
        re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", (BASE_DIR / "newsroom/settings.py").read_text())
    ) == set(VARIABLES)
