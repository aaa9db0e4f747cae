"""Decode every file of a folder, and damaged copies of each, as an upload is decoded; tell what goes wrong.

    python3 manage.py python tools/photo_torture.py FOLDER [--copies 10] [--seed 1]

The pictures of Pillow's own tests are a good folder: `pip download --no-binary :all: --no-deps pillow`,
unpack, `Tests/images`. Each decoding runs in a process of its own that may use 2 s of CPU and 512 MB. A
refusal is as good as a picture; a crash, an exception other than BadPhoto or a limit exceeded is printed,
the file that did it is kept in the folder `torture` under the temporary folder, and the exit status is 1.
Linux only.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("DEBUG", "true")

SECONDS = 2
BYTES = 512 * 2**20
TAKEN, REFUSED, RAISED, TOO_MUCH_MEMORY = 0, 10, 11, 12
SAYING = {RAISED: "raised", TOO_MUCH_MEMORY: f"over {BYTES // 2**20} MB"}


def damaged(data: bytes, copies: int, seed: int) -> Iterator[bytes]:
    """Copies with bytes changed anywhere or in the head, cut off, doubled or left out."""
    chance = random.Random(seed)
    for number in range(copies):
        copy = bytearray(data)
        at, length = chance.randrange(len(data)), chance.randrange(1, 2000)
        kind = number % 5
        if kind in (0, 1):
            reach = len(copy) if kind == 0 else min(len(copy), 600)
            for _ in range(chance.choice((1, 8, 60))):
                copy[chance.randrange(reach)] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        elif kind == 2:
            del copy[at:]
        elif kind == 3:
            copy[at:at] = copy[at : at + length]
        else:
            del copy[at : at + length]
        if copy:
            yield bytes(copy)


def child(data: bytes) -> int:
    """Decode, as `ingest` does up to the sizes; what became of it as an exit status."""
    from articles.photos.decoding import BadPhoto, decode
    from articles.photos.likeness import likeness

    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + BYTES, mapped + BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        likeness(decode(BytesIO(data), "anh").image)
    except BadPhoto as error:
        return TOO_MUCH_MEMORY if isinstance(error.__cause__, MemoryError) else REFUSED
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return RAISED
    return TAKEN


def run(data: bytes) -> tuple[str, float, float]:
    """("taken", "refused" or what went wrong; seconds of CPU; MB at the most)."""
    pid = os.fork()
    if pid == 0:
        try:
            status = child(data)
        except BaseException:
            status = RAISED
        os._exit(status)
    _pid, status, used = os.wait4(pid, 0)
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    if os.WIFSIGNALED(status):
        died = os.WTERMSIG(status)
        said = f"over {SECONDS} s" if died == signal.SIGXCPU else f"crashed: {signal.Signals(died).name}"
        return said, seconds, megabytes
    code = os.WEXITSTATUS(status)
    said = {TAKEN: "taken", REFUSED: "refused"}.get(code) or SAYING.get(code, f"exit {code}")
    return said, seconds, megabytes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=10, help="damaged copies of each file")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    import django

    django.setup()
    warnings.simplefilter("ignore")
    from PIL import Image

    from articles.photos import decoding, likeness  # noqa: F401

    Image.init()
    kept = Path(tempfile.gettempdir()) / "torture"
    became: Counter[str] = Counter()
    slowest = largest = (0.0, "")
    begun = time.monotonic()
    paths = sorted(path for path in options.folder.rglob("*") if path.is_file())
    for number, path in enumerate(paths):
        data = path.read_bytes()
        copies = damaged(data, options.copies, options.seed * 1_000_003 + number) if data else ()
        for at, one in enumerate([data, *copies]):
            said, seconds, megabytes = run(one)
            became[said] += 1
            slowest = max(slowest, (seconds, f"{path.name} copy {at}"))
            largest = max(largest, (megabytes, f"{path.name} copy {at}"))
            if said not in ("taken", "refused"):
                kept.mkdir(exist_ok=True)
                (kept / f"{at}-{path.name}").write_bytes(one)
                sys.stdout.write(f"{said}: {path} copy {at} ({seconds:.1f} s, {megabytes:.0f} MB)\n")
    told = ", ".join(f"{count} {said}" for said, count in became.most_common())
    sys.stdout.write(
        f"{len(paths)} files, {became.total()} decodings in {time.monotonic() - begun:.0f} s: {told}\n"
        f"slowest {slowest[0]:.2f} s ({slowest[1]}); largest {largest[0]:.0f} MB ({largest[1]})\n"
    )
    return 0 if set(became) <= {"taken", "refused"} else 1


if __name__ == "__main__":
    sys.exit(main())
