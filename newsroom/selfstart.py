"""What lets a fresh clone start with one command: the requirements, in a .venv of the project's own.

Standard library only. It must parse under any Python 3, so that an old one can be told that it is too old.
"""

import os
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
INSTALLED = os.path.join(VENV, "installed.txt")  # the text of the requirement files it was filled from
BUSY = os.path.join(VENV, "installing")  # stands while it is being filled, and after that was cut off


def ensure_requirements(for_developers=False):
    """Return at once when Django can be imported; else install into .venv and start this command again there.

    Our own .venv is kept in step with the requirement files; another environment is its owner's affair.
    """
    if sys.version_info < (3, 11):
        found = ".".join(map(str, sys.version_info[:2]))
        stop(
            "Cần Python 3.11 trở lên; đây là Python " + found,
            "Python 3.11+ is needed; this is Python " + found,
        )
    from importlib.util import find_spec

    inside = os.path.realpath(sys.prefix) == os.path.realpath(VENV)
    importable = find_spec("django") is not None
    if importable and not (inside and os.path.exists(INSTALLED)):
        return
    files = [os.path.join(HERE, "requirements.txt")]
    if for_developers:
        files.append(os.path.join(HERE, "requirements-dev.txt"))
    wanted = "".join(map(read, files))
    broken = inside and not importable  # its Python was upgraded beneath it, say
    if broken or not ready(wanted):
        install(files, wanted, broken)
    elif inside:
        return
    os.execv(PYTHON, [PYTHON, os.path.join(HERE, "manage.py")] + sys.argv[1:])


def install(files, wanted, broken):
    """Make .venv where there is no sound one and install `files` into it, one process at a time."""
    import fcntl
    import importlib.util
    import shutil
    import subprocess

    with open(files[0]) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if ready(wanted) and not broken:
            return  # another start has just done it

        def run(*command):
            # pip holds the lock too: should we be killed, nobody else begins while our pip still writes.
            return subprocess.call(command, stdout=2, pass_fds=[lock.fileno()])

        if broken or os.path.exists(BUSY) or not os.path.exists(PYTHON):
            if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
                stop(
                    "Python này thiếu mô-đun venv. Trên Debian, Ubuntu: apt install python3-venv",
                    "This Python lacks its venv module. On Debian, Ubuntu: apt install python3-venv",
                )
            say("Tạo môi trường riêng trong .venv …", "Making the project's own environment in .venv …")
            shutil.rmtree(VENV, ignore_errors=True)
            os.makedirs(VENV)
            open(BUSY, "w").close()
            # The interpreter beneath any environment we run in: that one may be the .venv just removed.
            if run(getattr(sys, "_base_executable", sys.executable), "-m", "venv", VENV):
                stop("Không tạo được .venv (lý do ở trên).", "Could not make .venv (the reason is above).")
        say(
            "Cài thư viện vào .venv (lần đầu mất khoảng một phút) …",
            "Installing the requirements into .venv (about a minute the first time) …",
        )
        open(BUSY, "w").close()
        arguments = [part for file in files for part in ("-r", file)]
        failed = run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)
        os.remove(BUSY)
        if failed:
            stop(
                "Không cài được thư viện (lý do ở trên). Kiểm tra kết nối mạng rồi chạy lại lệnh này.",
                "Could not install the requirements (the reason is above). Check the network and try again.",
            )
        with open(INSTALLED, "w", encoding="utf-8") as file:
            file.write(wanted)


def ready(wanted):
    return not os.path.exists(BUSY) and os.path.exists(PYTHON) and read(INSTALLED).startswith(wanted)


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def say(vietnamese, english):
    sys.stderr.write(vietnamese + "\n" + english + "\n")
    sys.stderr.flush()


def stop(vietnamese, english):
    say(vietnamese, english)
    sys.exit(1)
