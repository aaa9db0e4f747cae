"""exiftool, which reads and writes what photo desks' programs do, as the judge of ours."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def tags(path: Path, *arguments: str) -> dict:
    """What exiftool finds in a file: {"XMP:Credit": ...}, numbers as they are stored."""
    out = subprocess.run(
        ["exiftool", "-j", "-G", "-n", *arguments, str(path)], check=True, capture_output=True, timeout=30
    ).stdout
    return json.loads(out)[0]
