import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from tests.conftest import unavailable


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


@pytest.fixture
def exiftool(tmp_path: Path):
    """`exiftool(data, *arguments)`: the file's bytes after exiftool wrote into it."""
    if not shutil.which("exiftool"):
        unavailable("no exiftool on the PATH: apt install libimage-exiftool-perl")

    def write(data: bytes, *arguments: str, name: str = "written.jpg") -> bytes:
        path = tmp_path / name
        path.write_bytes(data)
        run = ["exiftool", "-q", "-q", "-overwrite_original", "-charset", "filename=utf8", *arguments]
        subprocess.run([*run, str(path)], check=True, capture_output=True, timeout=30)
        return path.read_bytes()

    return write
