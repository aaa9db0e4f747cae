"""The project's settings, with what tests must not do slowly or for real.

Of the environment only `DATABASE_URL` and `REDIS_URL` reach the tests.
"""

import atexit
import os
import shutil
import tempfile
import zlib
from pathlib import Path

from newsroom.environment import VARIABLES

for _name in VARIABLES.keys() - {"DATABASE_URL"}:
    os.environ.pop(_name, None)
os.environ["DEBUG"] = "true"

from newsroom.settings import *  # noqa: F403
from newsroom.settings import BASE_DIR, DATABASES, INSTALLED_APPS

# In memory where there is room: SQLite waits for the disk after every commit, as it does in real life.
_memory = Path("/dev/shm")
_roomy = _memory.is_dir() and os.access(_memory, os.W_OK) and shutil.disk_usage(_memory).free > 2**30
_scratch = tempfile.mkdtemp(prefix="newsroom-tests-", dir=_memory if _roomy else None)
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)

DEBUG = False
# The queue that `TASKS=database` uses; tests choose it where they need it.
INSTALLED_APPS = [*INSTALLED_APPS, "django_tasks_db"]
MIGRATION_MODULES = {"django_tasks_database": None}  # its table without its twenty migrations
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(_scratch) / "media"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Static files are looked up when asked for, not all of them at each test client's start.
WHITENOISE_AUTOREFRESH = True

_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 0
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in real life: write-ahead logging and writers that wait exist only there, and a live
    # server's threads have connections of their own.
    _database["TEST"] = {"NAME": str(Path(_scratch) / "tests.sqlite3")}
else:
    _database.setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
    # One name a checkout, so that two checkouts may test at the same time.
    _database["TEST"] = {"NAME": f"test_newsroom_{zlib.crc32(str(BASE_DIR).encode()):08x}"}
