"""A fresh clone starts with one command. Small wheels stand in for the real requirements: no network."""

import ast
import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from newsroom import selfstart

ROOT = Path(selfstart.HERE)
# Without site-packages, so that no Django of this machine is seen.
BARE_PYTHON = [sys._base_executable, "-S"]
DJANGO = {
    "django/conf.py": "class settings: DEBUG = False\n",
    "django/core/exceptions.py": "class ImproperlyConfigured(Exception): pass\n",
    "django/core/management.py": (
        "import sys\ndef execute_from_command_line(argv): print(sys.prefix, VERSION, *argv[1:])\n"
    ),
}


def make_wheel(folder: Path, name: str, version: str, modules: dict[str, str]) -> None:
    info = f"{name}-{version}.dist-info"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, code in modules.items():
            wheel.writestr(path, f"VERSION = {version!r}\n{code}")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def require(clone: Path, django: str, linter: str = "1") -> None:
    source = "--no-index\n--find-links wheels\n"
    (clone / "requirements.txt").write_text(f"{source}django=={django}\n")
    (clone / "requirements-dev.txt").write_text(f"{source}linter=={linter}\n")


def start(clone: Path, *arguments: str, python: list[str] = BARE_PYTHON) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*python, "manage.py", *arguments], cwd=clone, env={}, capture_output=True, text=True, timeout=120
    )


def answer(clone: Path, version: str, *arguments: str) -> str:
    """What the stand-in for Django prints when it runs in the clone's own .venv."""
    return " ".join([str(clone / ".venv"), version, *arguments]) + "\n"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    clone = tmp_path_factory.mktemp("started") / "a clone"
    (clone / "newsroom").mkdir(parents=True)
    shutil.copy(ROOT / "manage.py", clone)
    shutil.copy(ROOT / "newsroom/__init__.py", clone / "newsroom")
    shutil.copy(ROOT / "newsroom/selfstart.py", clone / "newsroom")
    for version in ("1", "2"):
        make_wheel(clone / "wheels", "django", version, DJANGO)
        make_wheel(clone / "wheels", "linter", version, {"linter.py": ""})
    require(clone, "1")
    return clone, start(clone, "demo", "--port", "1 2")


@pytest.fixture
def clone(started: tuple[Path, object], tmp_path: Path) -> Path:
    """A clone, in a folder with a space in its name, that has been started once."""
    return Path(shutil.copytree(started[0], tmp_path / "a clone", symlinks=True))


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch) -> str:
    """Let `install` work in a folder of the test's own; returns its requirements file."""
    for name in ("VENV", "PYTHON", "INSTALLED", "BUSY"):
        monkeypatch.setattr(selfstart, name, str(tmp_path / name))
    (tmp_path / "requirements.txt").touch()
    return str(tmp_path / "requirements.txt")


def test_the_first_start_installs_and_runs_the_command_inside(started):
    clone, done = started
    assert done.returncode == 0, done.stderr
    assert done.stdout == answer(clone, "1", "demo", "--port", "1 2")
    assert "Cài thư viện" in done.stderr
    assert "Installing" in done.stderr


def test_the_next_start_installs_nothing(clone: Path):
    done = start(clone, "demo")
    assert (done.stdout, done.stderr) == (answer(clone, "1", "demo"), "")


def test_changed_requirements_are_installed_from_outside_and_from_inside(clone: Path):
    require(clone, "2")
    assert start(clone, "demo").stdout == answer(clone, "2", "demo")
    require(clone, "1")
    inside = [str(clone / ".venv/bin/python")]
    assert start(clone, "demo", python=inside).stdout == answer(clone, "1", "demo")


@pytest.mark.parametrize("command", ["test", "python"])
def test_what_developers_run_has_their_requirements(clone: Path, command: str):
    assert not list(clone.glob(".venv/lib/*/site-packages/linter.py"))
    assert start(clone, command).stdout == answer(clone, "1", command)
    assert list(clone.glob(".venv/lib/*/site-packages/linter.py"))
    assert start(clone, "demo").stderr == ""


def test_an_installation_that_was_cut_off_is_made_anew(clone: Path):
    (clone / ".venv/installing").touch()
    next(clone.glob(".venv/lib/*/site-packages/django/core/management.py")).unlink()
    assert start(clone, "demo").stdout == answer(clone, "1", "demo")
    assert not (clone / ".venv/installing").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(tmp_path: Path, elsewhere, monkeypatch):
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(subprocess, "call", lambda command, **options: commands.append(command))
    (tmp_path / "VENV").mkdir()
    (tmp_path / "INSTALLED").write_text("django==1")
    (tmp_path / "PYTHON").symlink_to("/nowhere/python3")
    selfstart.install([elsewhere], "django==1", broken=False)
    assert commands[0] == (sys._base_executable, "-m", "venv", str(tmp_path / "VENV"))
    assert commands[1][:4] == (str(tmp_path / "PYTHON"), "-m", "pip", "install")


def test_two_starts_at_once_install_once(clone: Path):
    require(clone, "2")
    both = [
        subprocess.Popen(
            [*BARE_PYTHON, "manage.py", "demo"], cwd=clone, env={}, text=True, stdout=-1, stderr=-1
        )
        for _ in range(2)
    ]
    told = [process.communicate(timeout=60) for process in both]
    assert [out for out, _ in told] == [answer(clone, "2", "demo")] * 2
    assert sum("Installing" in error for _, error in told) == 1


def test_without_a_network_it_says_so_and_keeps_what_was_installed(clone: Path):
    require(clone, "3")
    done = start(clone, "demo")
    assert done.returncode == 1
    assert "Kiểm tra kết nối mạng" in done.stderr
    assert "Check the network" in done.stderr
    require(clone, "1")
    assert start(clone, "demo").stdout == answer(clone, "1", "demo")


def test_nothing_is_made_where_django_can_be_imported(clone: Path):
    shutil.rmtree(clone / ".venv")
    (clone / "newsroom/settings.py").write_text("SECRET_KEY = 'for the real Django'\n")
    done = start(clone, "version", python=[sys.executable])
    assert (done.returncode, done.stderr) == (0, "")
    assert not (clone / ".venv").exists()


def test_a_python_without_venv_is_told_where_to_get_it(elsewhere, monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    with pytest.raises(SystemExit):
        selfstart.install([elsewhere], "django==1", broken=False)
    told = capsys.readouterr().err
    assert "thiếu mô-đun venv" in told
    assert "apt install python3-venv" in told


def test_an_old_python_is_told_so_in_both_languages(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit):
        selfstart.ensure_requirements()
    assert capsys.readouterr().err == (
        "Cần Python 3.11 trở lên; đây là Python 3.9\nPython 3.11+ is needed; this is Python 3.9\n"
    )


@pytest.mark.parametrize("path", ["manage.py", "newsroom/selfstart.py"])
def test_an_old_python_can_read_what_tells_it_so(path: str):
    tree = ast.parse((ROOT / path).read_text(), feature_version=(3, 4))
    too_new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, too_new)]
