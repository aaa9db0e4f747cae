from pathlib import Path

import pytest
from django.contrib.auth import get_user_model


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """A folder of its own for the photo files of each test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def reporter(db):
    return get_user_model().objects.create_user("lan", is_staff=True)


def files_under(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
