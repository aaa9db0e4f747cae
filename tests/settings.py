"""The project's settings, with what tests must not do slowly or for real."""

import os
import tempfile

os.environ.setdefault("DEBUG", "true")

from newsroom.settings import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = tempfile.mkdtemp(prefix="newsroom-tests-")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
