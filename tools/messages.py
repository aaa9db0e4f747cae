"""Keeps locale/ in step with the code: `update` takes the source strings in and compiles, `check` only looks.

Run by `make messages` (which needs gettext: apt install gettext) and `make check`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path("locale/vi/LC_MESSAGES")
DOMAINS = {"django": ["--extension", "html,txt,py"], "djangojs": ["--extension", "js"]}
LEFT_OUT = [".venv", "tests", "tools", "benchmarks", "node_modules"]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")


def extract(root: Path) -> None:
    """Write the source strings found under `root` into its .po files; translations there are kept."""
    for domain, options in DOMAINS.items():
        ignored = [part for name in LEFT_OUT for part in ("--ignore", name)]
        subprocess.run(
            [
                sys.executable,
                "manage.py",
                "makemessages",
                *("--locale", "vi", "--domain", domain, "--verbosity", "0"),
                *("--no-obsolete", "--add-location", "file"),
                *options,
                *ignored,
            ],
            cwd=root,
            env=os.environ | {"DEBUG": "true"},
            check=True,
        )


def update() -> None:
    extract(ROOT)
    for path in sorted((ROOT / FOLDER).glob("*.po")):
        catalogue = polib.pofile(str(path))
        for moment in ("POT-Creation-Date", "PO-Revision-Date"):  # they would change every line of history
            catalogue.metadata.pop(moment, None)
        catalogue.save()
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def problems() -> Iterator[str]:
    """What stands between the code and complete Vietnamese pages, a line each."""
    for path in sorted((ROOT / FOLDER).glob("*.po")):
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
            if entry.obsolete:
                yield f"{path.name}: no longer used: {entry.msgid!r}"
            elif entry.fuzzy:
                yield f"{path.name}: fuzzy: {entry.msgid!r}"
            elif not all(texts):
                yield f"{path.name}: untranslated: {entry.msgid!r}"
            elif any(placeholders(text) - placeholders(entry.msgid + entry.msgid_plural) for text in texts):
                yield f"{path.name}: a placeholder that the source does not have: {texts!r}"
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or shown(polib.mofile(str(compiled))) != shown(
            catalogue.translated_entries()
        ):
            yield f"{compiled.name} is not what {path.name} says: run make messages"
    yield from new_strings()


def new_strings() -> Iterator[str]:
    """Strings in the code that no .po file has; nothing where gettext is not installed."""
    if not shutil.which("xgettext"):
        print("gettext is not installed: new strings in the code were not looked for")  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        names = subprocess.run(
            ["git", "ls-files", "-z", "-c", "-o", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        for name in filter(None, names.stdout.split("\0")):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        extract(copy)
        for path in sorted((copy / FOLDER).glob("*.po")):
            ours = ROOT / FOLDER / path.name
            known = keys(polib.pofile(str(ours))) if ours.exists() else set()
            for key in keys(polib.pofile(str(path))) ^ known:
                yield f"{path.name}: {'new in' if key not in known else 'gone from'} the code: {key[1]!r}"


def keys(catalogue: list[polib.POEntry]) -> set[tuple[str | None, str]]:
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}


def shown(catalogue: list[polib.POEntry]) -> dict[tuple[str | None, str], object]:
    """What a page would print for each string that has a translation."""
    return {(e.msgctxt, e.msgid): e.msgstr_plural or e.msgstr for e in catalogue}


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    found = list(problems())
    sys.exit("\n".join(found) or 0)
