"""A 24-megapixel JPEG to all sizes: ours against the naive way and against pyvips; bytes; metadata; likeness.

    python benchmarks/photos.py

The naive way opens the original and resizes it with Lanczos once for each file it writes, and writes with
the same encoder settings. pyvips (`pip install "pyvips[binary]"`; left out where missing) decodes small,
and makes each width from the next wider one, as we do. Each way runs in a process of its own; the least of
three runs counts, in CPU time of all threads.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
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


def vips(path: str) -> list[tuple[str, int, int, int]]:
    import pyvips

    from articles.photos.resizing import JPEG, SHARE, WEBP, WIDTHS

    def jpeg(image: pyvips.Image) -> bytes:
        return image.jpegsave_buffer(Q=JPEG["quality"], optimize_coding=True, interlace=True, keep="none")

    image = pyvips.Image.thumbnail(path, WIDTHS[-1], height=10**7).copy_memory()
    share = image.thumbnail_image(SHARE[0], height=SHARE[1], crop="centre")
    made = [("share", share.width, share.height, len(jpeg(share)))]
    for width in reversed(WIDTHS):
        if width != image.width:
            image = image.resize(width / image.width, kernel="lanczos3").copy_memory()
        webp = image.webpsave_buffer(Q=WEBP["quality"], effort=WEBP["method"], keep="none")
        made.append(("webp", image.width, image.height, len(webp)))
        made.append(("jpeg", image.width, image.height, len(jpeg(image))))
    return made


def words(say) -> None:
    """Metadata in all three blocks, of a photo that a desk has captioned."""
    from articles.photos.metadata import packet, read

    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "Đoàn khảo sát tuyến đường ven biển.".encode() * 4, "Minh Hà".encode()
    xmp = packet(
        credit="Báo Vịnh Đông", creator="Minh Hà", copyright="© 2026", licence_url="https://a.example/"
    )
    block = b"".join(
        b"\x1c\x02" + bytes([number]) + len(text).to_bytes(2, "big") + text
        for number in (105, 120, 80, 110, 25, 25, 25)
        for text in ["Khảo sát tuyến đường ven biển".encode("cp1258", "ignore")]
    )
    resource = b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block + b"\0" * (len(block) % 2)
    segment = b"Photoshop 3.0\0" + resource
    buffer = BytesIO()
    Image.new("RGB", (64, 64)).save(buffer, "JPEG", exif=exif, xmp=xmp)
    data = buffer.getvalue()
    data = data[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:]
    count = 300
    spent = {}
    for what in ("opening alone", "with metadata"):
        begun = time.process_time()
        for _ in range(count):
            with Image.open(BytesIO(data)) as image:
                if what == "with metadata":
                    assert read(image).credit
        spent[what] = (time.process_time() - begun) / count * 1000
    least, all_of_it = spent.values()
    say(f"photo metadata: {all_of_it - least:.2f} ms a file, ratio to opening it {all_of_it / least:.1f}\n")


def alike(say, count: int = 100_000) -> None:
    """Finding the nearest of so many photos in a database in memory."""
    from django.core.management import call_command

    from articles.models import Photo
    from articles.photos.likeness import most_like

    call_command("migrate", verbosity=0)
    chance = random.Random(1)
    Photo.objects.bulk_create(
        (
            Photo(sha256=f"{n:064x}", format="JPEG", width=1, height=1, bytes=1, likeness=bits)
            for n in range(count)
            for bits in [chance.getrandbits(64) - 2**63]
        ),
        batch_size=5000,
    )
    bits = Photo.objects.get(pk=count // 2).likeness
    begun = time.perf_counter()
    found = most_like(bits ^ 0b1011)
    spent = time.perf_counter() - begun
    assert found and found.pk == count // 2
    say(f"photo likeness: the nearest of {count:,} in {spent * 1000:.0f} ms\n")


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


WAYS = {"ours": ours, "naive": naive, "vips": vips}


def child(way: str, path: str) -> None:
    import django

    django.setup()
    from articles.photos import decoding, resizing  # noqa: F401

    if way == "vips":
        import pyvips  # noqa: F401

    before = memory("VmRSS")
    begun = time.process_time()
    made = WAYS[way](path)
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
            ways = [way for way in WAYS if way != "vips" or find_spec("pyvips")]
            best = {way: min(run(way, path) for _ in range(3)) for way in ways}
            (a, a_mb, made), (b, b_mb, _) = best["ours"], best["naive"]
            say(
                f"photo sizes, 24 MP {label} JPEG ({os.path.getsize(path) / 1e6:.1f} MB): "
                f"{a * 1000:.0f} ms, {a_mb:.0f} MB; naive {b * 1000:.0f} ms, {b_mb:.0f} MB; "
                f"time ratio {a / b:.2f}, memory ratio {a_mb / b_mb:.2f}\n"
            )
            if "vips" in best:
                c, c_mb, theirs = best["vips"]
                bytes_ratio = sum(int(one[3]) for one in made) / sum(int(one[3]) for one in theirs)
                say(
                    f"photo sizes, pyvips: {c * 1000:.0f} ms, {c_mb:.0f} MB; "
                    f"ours to it: time ratio {a / c:.2f}"
                    f", bytes ratio {bytes_ratio:.2f}\n"
                )
            else:
                say("photo sizes, pyvips: not installed, not compared\n")
        sizes = {(kind, int(width)): int(size) for kind, width, _height, size in made}
        for (kind, width), size in sorted(sizes.items()):
            ratio = f", ratio to JPEG {size / sizes['jpeg', width]:.2f}" if kind == "webp" else ""
            say(f"photo bytes, {kind} {width}: {size / 1000:.0f} kB{ratio}\n")

    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django

    django.setup()
    words(say)
    alike(say)


if __name__ == "__main__":
    child(*sys.argv[1:]) if len(sys.argv) == 3 else main()
