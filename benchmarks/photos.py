"""A 24-megapixel JPEG to all sizes: ours against the naive way, and how many bytes the sizes are.

    python benchmarks/photos.py

The naive way opens the original and resizes it with Lanczos once for each file it writes, and writes with
the same encoder settings. Each way runs in a process of its own; the least of three runs counts.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("DEBUG", "true")

from PIL import Image, ImageOps

SIZE = (6000, 4000)


def scene(size: tuple[int, int] = SIZE) -> Image.Image:
    """Noise of many scales, which has about the detail of a photograph of land and sky."""
    chance = random.Random(10)
    bands = []
    for _ in range(3):
        band = Image.new("L", (6, 4), 128)
        for octave in range(9):
            cells = (6 << octave, 4 << octave)
            noise = Image.frombytes("L", cells, chance.randbytes(cells[0] * cells[1]))
            band = Image.blend(band.resize(cells, Image.Resampling.BICUBIC), noise, 0.5 / (octave + 1) ** 1.2)
        grain = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
        bands.append(Image.blend(band.resize(size, Image.Resampling.BICUBIC), grain, 0.06))
    return Image.merge("RGB", bands)


def ours(path: str) -> list[tuple[str, int, int, int]]:
    from articles.models import Photo
    from articles.photos.decoding import decode
    from articles.photos.resizing import render

    with open(path, "rb") as file:
        image = decode(file, "anh").image
    return [(one.kind, one.width, one.height, len(one.data)) for one in render(image, Photo(sha256="0" * 64))]


def naive(path: str) -> list[tuple[str, int, int, int]]:
    from articles.photos.resizing import JPEG, SHARE, WEBP, WIDTHS

    made = []
    for kind, options in (("webp", WEBP), ("jpeg", JPEG), ("share", JPEG)):
        for width in WIDTHS if kind != "share" else [None]:
            with Image.open(path) as image:
                if width:
                    height = round(image.height * width / image.width)
                    small = image.resize((width, height), Image.Resampling.LANCZOS)
                else:
                    small = ImageOps.fit(image, SHARE, Image.Resampling.LANCZOS)
            buffer = BytesIO()
            small.save(buffer, "WEBP" if kind == "webp" else "JPEG", **options)
            made.append((kind, *small.size, len(buffer.getvalue())))
    return made


def run(way: str, path: str) -> tuple[float, float, list]:
    """CPU seconds, peak MB above what the imports need, and what was made."""
    out = subprocess.run(
        [sys.executable, __file__, way, path], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    seconds, megabytes = map(float, out[0].split())
    return seconds, megabytes, [line.split() for line in out[1:]]


def memory(which: str) -> float:
    """MB of this process: "VmRSS" now, "VmHWM" at the most (Linux, proc(5))."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024


def child(way: str, path: str) -> None:
    import django

    django.setup()
    from articles.photos import decoding, resizing  # noqa: F401

    before = memory("VmRSS")
    begun = time.process_time()
    made = {"ours": ours, "naive": naive}[way](path)
    spent = time.process_time() - begun
    peak = memory("VmHWM") - before
    sys.stdout.write(f"{spent} {peak}\n")
    for entry in made:
        sys.stdout.write(" ".join(map(str, entry)) + "\n")


def main() -> None:
    say = sys.stdout.write
    with tempfile.TemporaryDirectory() as folder:
        image = scene()
        for label, options in (("baseline", {}), ("progressive", {"progressive": True})):
            path = os.path.join(folder, f"{label}.jpg")
            image.save(path, quality=92, **options)
            best = {way: min(run(way, path) for _ in range(3)) for way in ("ours", "naive")}
            (a, a_mb, made), (b, b_mb, _) = best["ours"], best["naive"]
            say(
                f"photo sizes, 24 MP {label} JPEG ({os.path.getsize(path) / 1e6:.1f} MB): "
                f"{a * 1000:.0f} ms, {a_mb:.0f} MB; naive {b * 1000:.0f} ms, {b_mb:.0f} MB; "
                f"time ratio {a / b:.2f}, memory ratio {a_mb / b_mb:.2f}\n"
            )
        sizes = {(kind, int(width)): int(size) for kind, width, _height, size in made}
        for (kind, width), size in sorted(sizes.items()):
            ratio = f", ratio to JPEG {size / sizes['jpeg', width]:.2f}" if kind == "webp" else ""
            say(f"photo bytes, {kind} {width}: {size / 1000:.0f} kB{ratio}\n")


if __name__ == "__main__":
    child(*sys.argv[1:]) if len(sys.argv) == 3 else main()
