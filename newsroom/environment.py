"""The environment variables that the settings are made of, and what each must be; see docs/settings.md."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
import django_cache_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvNotSetError, EnvValidationError, ValidationError

# What each must be, in Vietnamese and in English: settings are read before any translation is there.
VARIABLES = {
    "DEBUG": ("true hoặc false", "true or false"),
    "SECRET_KEY": (
        "một chuỗi ngẫu nhiên dài từ 50 ký tự (chỉ dùng thử thì đặt DEBUG=true)",
        "a random string of 50 characters or more (to just try it out, set DEBUG=true)",
    ),
    "ALLOWED_HOSTS": (
        "các tên miền của toà soạn, cách nhau bằng dấu phẩy: bao.vn,www.bao.vn",
        "the host names of the site, separated by commas: bao.vn,www.bao.vn",
    ),
    "SITE_URL": (
        "địa chỉ trang báo với http:// hoặc https://, không có đường dẫn: https://bao.vn",
        "the address of the site with http:// or https:// and no path: https://bao.vn",
    ),
    "SITE_NAME": ("tên tờ báo", "the name of the newspaper"),
    "VERIFY_AFTER_DAYS": (
        "sau bao nhiêu ngày thì chức vụ cần kiểm chứng lại, từ 1 đến 9999",
        "after how many days a post must be verified again, from 1 to 9999",
    ),
    "DATABASE_URL": (
        "postgres://tài-khoản:mật-khẩu@máy:5432/tên hoặc sqlite:////đường/dẫn/tệp.sqlite3",
        "postgres://user:password@host:5432/name or sqlite:////path/to/file.sqlite3",
    ),
    "CACHE_URL": ("locmem:// hoặc redis://máy:6379/0", "locmem:// or redis://host:6379/0"),
    "EMAIL_URL": (
        "smtp://, submission:// hoặc smtps:// rồi tài-khoản:mật-khẩu@máy:cổng, hoặc console://",
        "smtp://, submission:// or smtps:// and then user:password@host:port, or console://",
    ),
    "DEFAULT_FROM_EMAIL": ("địa chỉ thư gửi đi", "the address that mail is sent from"),
    "NOTICES_BY_EMAIL": ("true hoặc false", "true or false"),
    "WEBSUB_HUBS": (
        "địa chỉ https:// của các hub WebSub, cách nhau bằng dấu phẩy",
        "the https:// addresses of WebSub hubs, separated by commas",
    ),
    "INDEXNOW_KEY": (
        "khoá IndexNow: từ 8 đến 128 chữ cái không dấu, chữ số và gạch nối",
        "a key for IndexNow: 8 to 128 letters a-z, digits and hyphens",
    ),
    "INDEXNOW_URL": ("địa chỉ https:// nhận tin theo IndexNow", "the https:// address that takes IndexNow"),
    "MEDIA_ROOT": ("đường dẫn tới thư mục giữ ảnh", "the path of the folder that keeps the photos"),
    "PHOTO_RIGHTS_DAYS": ("một số ngày, từ 0", "a number of days, 0 or more"),
    "TASKS": ("immediate hoặc database", "immediate or database"),
    "BEHIND_PROXY": ("true hoặc false", "true or false"),
    "SECURE_SSL_REDIRECT": ("true hoặc false", "true or false"),
    "SECURE_HSTS_SECONDS": ("một số nguyên, tính bằng giây", "a whole number of seconds"),
}
_MAY_HOLD_A_PASSWORD = {"SECRET_KEY", "DATABASE_URL", "CACHE_URL", "EMAIL_URL"}


class Environment:
    """environs' readers (`env.bool("DEBUG", default=False)`), saying in two languages what is wrong.

    A bad or missing value raises `ImproperlyConfigured` with the name of the variable, what it must be and,
    unless it may hold a password, what it was.
    """

    def __init__(self) -> None:
        self._env = Env()
        for name, parser in (
            ("names", _names),
            ("site_url", _site_url),
            ("database", _database),
            ("email", _email),
            ("cache", _cache),
            ("addresses", _addresses),
        ):
            self._env.add_parser(name, parser)

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        read = getattr(self._env, kind)

        def checked(name: str, *args: Any, **options: Any) -> Any:
            vietnamese, english = VARIABLES[name]
            try:
                return read(name, *args, **options)
            except EnvNotSetError:
                wrong = f"{name}: chưa được đặt", f"{name} is not set"
            except EnvValidationError:
                shown = name if name in _MAY_HOLD_A_PASSWORD else f"{name}={os.environ[name]}"
                wrong = f"{shown}: không dùng được", f"{shown} cannot be used"
            raise ImproperlyConfigured(
                f"{wrong[0]}. Cần {vietnamese}. Xem docs/settings.md.\n"
                f"{wrong[1]}. It must be {english}. See docs/settings.md."
            )

        return checked


def _names(value: str) -> list[str]:
    if names := [name.strip() for name in value.split(",") if name.strip()]:
        return names
    raise ValidationError("empty")


def _addresses(value: str) -> list[str]:
    addresses = [address.strip() for address in value.split(",") if address.strip()]
    for address in addresses:
        url = urlsplit(address)
        here = url.hostname in ("127.0.0.1", "localhost")  # to try it out
        if not url.hostname or url.scheme not in ("https", *(["http"] if here else [])):
            raise ValidationError("not an address")
    return addresses


def _site_url(value: str) -> str:
    url = urlsplit(value.rstrip("/"))
    if url.scheme not in ("http", "https") or not url.hostname or url.path or url.query or url.fragment:
        raise ValidationError("not the address of a site")
    return url.geturl()


def _database(value: str) -> dict[str, Any]:
    try:
        database: dict[str, Any] = dict(
            dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True)
        )
    except ValueError as error:
        raise ValidationError("not a database URL") from error
    kind = database["ENGINE"].rpartition(".")[2]
    if kind not in ("postgresql", "sqlite3") or not database["NAME"]:
        raise ValidationError("neither PostgreSQL nor SQLite")
    return database


def _cache(value: str) -> dict[str, Any]:
    try:
        cache: dict[str, Any] = django_cache_url.parse(value)
    except Exception as error:  # it raises whatever its parts do
        raise ValidationError("not a cache URL") from error
    if cache["BACKEND"].endswith(".RedisCache"):
        cache["BACKEND"] = "newsroom.redis_cache.DispensableRedisCache"
        waits = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}  # seconds
        cache["OPTIONS"] = waits | cache.get("OPTIONS", {})
    return cache


def _email(value: str) -> dict[str, Any]:
    email = dj_email_url.parse(value)
    if "EMAIL_BACKEND" not in email:
        raise ValidationError("not an e-mail URL")
    # Whoever takes a step waits for its mail: a dead server must not hold them for ever.
    email["EMAIL_TIMEOUT"] = email["EMAIL_TIMEOUT"] or 10  # seconds
    return email
