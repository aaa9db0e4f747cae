"""Settings, from environment variables alone; docs/settings.md lists every one.

With `DEBUG=true` nothing need be set; without it `SECRET_KEY` and `SITE_URL` must be.
"""

from pathlib import Path
from urllib.parse import quote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import validate

from .environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str(
    "SECRET_KEY",
    # The prefix is one that `check --deploy` refuses.
    default="django-insecure-only-for-trying-out" if DEBUG else ...,
    validate=validate.Length(min=1),
)
SITE_URL = env.site_url("SITE_URL", default="http://localhost:8000" if DEBUG else ...)
VERIFY_AFTER_DAYS = env.int("VERIFY_AFTER_DAYS", default=180, validate=validate.Range(1, 9_999))
SITE_NAME = env.str("SITE_NAME", default="Báo Hạ Long")
ALLOWED_HOSTS = env.names(
    "ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]" if DEBUG else urlsplit(SITE_URL).hostname
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "newsroom.apps.DeskConfig",
    "articles.apps.ArticlesConfig",
    "people.apps.PeopleConfig",
    "ledger.apps.LedgerConfig",
    "ckeditor",
    "django_filters",
    "import_export",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.permissions_policy",
    "ledger.address.remember_address",
    "csp.middleware.CSPMiddleware",
    "newsroom.static_files.StaticMiddleware",
    "newsroom.middleware.asked_again",
    "django.middleware.http.ConditionalGetMiddleware",
    "newsroom.page_cache.page_cache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.public.context.site",
            ],
        },
    }
]
FORM_RENDERER = "newsroom.rendering.WholeFields"

DATABASES = {
    "default": env.database("DATABASE_URL", default=f"sqlite:///{quote(str(BASE_DIR / 'newsroom.sqlite3'))}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Taking the write lock when a transaction begins is what makes two writers wait for each
        # other instead of one of them failing with "database is locked" half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        # In WAL, NORMAL could lose the last stories saved before a power cut; FULL does not.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmem://?max_entries=1000")}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "newsroom.static_files.AppFinder",
]
# Files are served straight from the apps: there is no collectstatic step to forget.
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# media/originals holds what was uploaded and is never served; media/sizes holds what readers get.
MEDIA_ROOT = BASE_DIR / env.path("MEDIA_ROOT", default="media", validate=validate.NoneOf([Path()]))
# So many days before the right to a photo ends, the desk is told.
PHOTO_RIGHTS_DAYS = env.int("PHOTO_RIGHTS_DAYS", default=30, validate=validate.Range(min=0, max=3650))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.static_files.VersionedStorage"},
    "originals": {
        "BACKEND": "articles.photos.storage.WholeFileStorage",
        "OPTIONS": {"folder": "originals", "file_permissions_mode": 0o600},
    },
    "sizes": {"BACKEND": "articles.photos.storage.WholeFileStorage", "OPTIONS": {"folder": "sizes"}},
}
# "immediate": the sizes of a photo are made while its upload waits. "database": by `manage.py db_worker`.
TASKS = {
    "default": {
        "BACKEND": {
            "immediate": "django_tasks.backends.immediate.ImmediateBackend",
            "database": "django_tasks_db.DatabaseBackend",
        }[env.str("TASKS", default="immediate", validate=validate.OneOf(["immediate", "database"]))]
    }
}
if TASKS["default"]["BACKEND"].startswith("django_tasks_db"):
    INSTALLED_APPS.append("django_tasks_db")
# What the house asks of a headline and a lead, as (characters, "chữ"); how many chữ readers read a minute.
HEADLINE_LIMIT = (100, 22)
LEAD_LIMIT = (350, 75)
READING_SPEED = 220

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A story of 200 photos sends some twelve fields for each, and more for the people in it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# What was refused or broke goes to standard error, where systemd and containers collect it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Scanners knock with invented host names all day; each would be a page of traceback.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
}

globals().update(env.email("EMAIL_URL", default="console://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"toasoan@{urlsplit(SITE_URL).hostname}"
)
# Who is told of what is new (`manage.py tell_hubs`): WebSub hubs, and search engines by IndexNow.
WEBSUB_HUBS = env.addresses("WEBSUB_HUBS", default="")
INDEXNOW_KEY = env.str(
    "INDEXNOW_KEY", default="", validate=validate.Regexp(r"([A-Za-z0-9-]{8,128})?\Z", error="not a key")
)
INDEXNOW_URL = env.str(
    "INDEXNOW_URL", default="https://api.indexnow.org/indexnow", validate=validate.URL(schemes={"https"})
)
# Whoever is named in a step that leaves them something to do is written to.
NOTICES_BY_EMAIL = env.bool("NOTICES_BY_EMAIL", default=False)

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if env.bool("BEHIND_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# In the shape Django 6 reads; until then django-csp reads the same mapping.
SECURE_CSP = {
    "default-src": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "form-action": [SELF],
    "object-src": [NONE],
    "img-src": [SELF, "data:"],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": SECURE_CSP}

# CKEditor 4.22.1: docs/decisions says which of its holes concern us and what closes each.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]
