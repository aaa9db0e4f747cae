"""What a story costs a reader on a phone: bytes by kind, when it is seen (LCP) and whether it jumps (CLS).

    python benchmarks/page_weight.py [RUNS]

The longest story of a demo newsroom made for it in a temporary folder (SQLite), served as in production:
DEBUG off, gunicorn with four threads, and in front the gzip that docs/running.md has nginx do (level 1, the
same types); but HTTP/1.1 without TLS, so neither their handshakes nor HTTP/2's one connection are in the
figures. Chromium is a phone of 390×844 px at three dots a pixel, its cache empty at each of the runs (11), on
Lighthouse's "Slow 4G": 150 ms for each request, 1.6 Mbit/s down, 750 kbit/s up, a processor four times slower
than this machine's, and again with the processor as it is, which tells the network's part. The first run
warms the server and is not counted. Bytes are those on the wire, headers included, of the page as it opens;
what is fetched on the way to its end is told beside. LCP on the slowed processor suffers from whatever else
the machine does: it means something only where the load average, told too, is well below the number of
processors.
"""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# KB of 1,000 bytes; seconds.
AIMS = {"all": 350, "Script": 15, "Font": 60, "LCP": 1.2, "CLS": 0}
ZIPPED = ("text/", "application/json", "application/xml", "application/rss+xml", "image/svg+xml")
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER_CPU = 4
WATCH = """
window.seen = { lcp: 0, what: "", cls: 0 };
new PerformanceObserver((list) => {
    for (const one of list.getEntries())
        Object.assign(seen, { lcp: one.startTime, what: one.element?.localName ?? "" });
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.cls += one.value; })
    .observe({ type: "layout-shift", buffered: true });
"""
TO_THE_END = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
        scrollTo(0, y);
        await new Promise((done) => setTimeout(done, 100));
    }
}"""


def write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The site with nginx's gzip in front, for gunicorn."""
    from newsroom.wsgi import application as site

    answer: list[Any] = []
    body = b"".join(site(environ, lambda *told: answer.extend(told)))
    headers = [(name, value) for name, value in answer[1] if name.lower() != "content-length"]
    kind = {name.lower(): value for name, value in headers}.get("content-type", "")
    if kind.startswith(ZIPPED) and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") and len(body) >= 20:
        body = gzip.compress(body, compresslevel=1)
        headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    start(answer[0], [*headers, ("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def serving() -> Iterator[str]:
    """The address of the longest story of a demo newsroom, while it is served."""
    from newsroom.ports import free_port

    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        own = {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "MEDIA_ROOT": f"{folder}/media"}
        env = {**os.environ, **own, "DEBUG": "true"}
        subprocess.run(
            [sys.executable, "manage.py", "demo", "--no-serve"],
            cwd=ROOT,
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        env |= {"DEBUG": "false", "SECRET_KEY": "bench" * 12, "SITE_URL": base, "ALLOWED_HOSTS": "127.0.0.1"}
        env |= {
            "EMAIL_URL": "console://",
            "SECURE_SSL_REDIRECT": "false",
            "GUNICORN_CMD_ARGS": "--log-level warning",
        }
        command = f"gunicorn benchmarks.page_weight:application --threads 4 --bind 127.0.0.1:{port}"
        server = subprocess.Popen([sys.executable, "-m", *command.split()], cwd=ROOT, env=env)
        try:
            wait_for(f"{base}/healthz")
            yield base + longest(env)
        finally:
            server.terminate()
            server.wait()


def longest(env: dict[str, str]) -> str:
    """The path of the story with the longest text, photo essays apart."""
    asked = (
        "from articles.models import PublishedStory; "
        "live = PublishedStory.objects.live().exclude(kind='photo-essay'); "
        "print(max(live, key=lambda one: len(one.html)).get_absolute_url())"
    )
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", asked]
    told = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return told.stdout.split()[-1]


def wait_for(address: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urlopen(address).close()
            return
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def look(browser: Any, address: str, slower: int) -> dict[str, Any]:
    """One opening of the page by somebody who was never here, on a processor that many times slower than this
    machine's: LCP (s), CLS and bytes by kind."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()
    wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    wire.on(
        "Network.loadingFinished",
        lambda told: sizes.update({kinds.get(told["requestId"], "Other"): told["encodedDataLength"]}),
    )
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address, wait_until="networkidle")
    seen = page.evaluate("seen")
    opened = Counter(sizes)
    page.evaluate(TO_THE_END)
    page.wait_for_load_state("networkidle")
    cls = page.evaluate("seen.cls")
    context.close()
    return {"LCP": seen["lcp"] / 1000, "what": seen["what"], "CLS": cls, "opened": opened, "read": sizes}


def line(name: str, value: float, unit: str, aim: float | None, more: str = "") -> None:
    told = "" if aim is None else f"aim ≤ {aim:g}   {'met' if value <= aim else 'MISSED'}"
    write(f"{name:<24}{value:8.3f} {unit:<3} {told}{more}")


def main() -> None:
    from playwright.sync_api import sync_playwright

    from newsroom import chromium

    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        write(urlsplit(address).path)
        look(browser, address, 1)
        own = [look(browser, address, 1)["LCP"] for _ in range(runs)]
        found = [look(browser, address, SLOWER_CPU) for _ in range(runs)]
        browser.close()
    opened, read = found[0]["opened"], found[0]["read"]
    for kind in sorted(read, key=lambda one: -opened[one]):
        line(
            kind, opened[kind] / 1000, "KB", AIMS.get(kind), f"   {read[kind] / 1000:.1f} KB read to the end"
        )
    line("all", opened.total() / 1000, "KB", AIMS["all"], f"   {read.total() / 1000:.1f} KB read to the end")
    lcp = [one["LCP"] for one in found]
    line(f"LCP ({found[0]['what']}), median", statistics.median(lcp), "s", AIMS["LCP"])
    line(f"LCP, worst of {runs}", max(lcp), "s", AIMS["LCP"])
    line("LCP, processor as it is", statistics.median(own), "s", None, f"worst {max(own):.3f} s")
    line("CLS, worst", max(one["CLS"] for one in found), "", AIMS["CLS"])
    line("load average", os.getloadavg()[0], "", None, f"of {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
