"""Photos of a phone over a weak link, from the page for the field, in a real Chromium.

    python benchmarks/sending.py [NUMBER OF PHOTOS]

The link is Chromium's own throttle (DevTools protocol): 3 Mbit/s up, 6 Mbit/s down, 150 ms there and back.
The photos are JPEGs of 12 megapixels and about 3 MB. Compared in one run: one ordinary form post of all
files; the page with the originals, one request each; the page with lighter copies. Times are wall-clock from
the choosing of the files until the last photo is shown, the server's work included. Then six photos at most
are sent while the link is cut twice for three seconds, each time when another third of the bytes has come: on
the page, and by the form, whose sender begins again at once; bytes are counted as the server reads them. The
figures that are told are of twelve photos, about eight minutes; the default is fewer, so that all benchmarks
end soon. Left out, with the reason, where no Chromium or Playwright is.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = Path(tempfile.mkdtemp(prefix="sending-"))
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER}/sending.sqlite3"
os.environ["MEDIA_ROOT"] = str(FOLDER / "media")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

UP, DOWN, LATENCY = 3_000_000, 6_000_000, 150  # bit/s, bit/s, ms
SIZE, BYTES = (4032, 3024), 3_000_000
OFFLINE = 3  # s
COUNT = 2
LONGEST = 600_000  # ms


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def photos(count: int) -> list[Path]:
    """Photos of the same view a step further each, with a photographer in their Exif."""
    from PIL import ExifTags, Image, ImageChops

    from benchmarks.photos import scene

    view = scene(SIZE)
    words = Image.Exif()
    words[ExifTags.Base.Artist] = "Minh Ha"

    def encoded(image: Any, quality: int) -> bytes:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, exif=words)
        return file.getvalue()

    quality = min(range(60, 98, 3), key=lambda one: abs(len(encoded(view, one)) - BYTES))
    paths = []
    for number in range(count):
        path = FOLDER / f"IMG_{number:04}.jpg"
        path.write_bytes(encoded(ImageChops.offset(view, 300 * number, 170 * number), quality))
        paths.append(path)
    return paths


class Counted(io.RawIOBase):
    """What a request's body brings, counted as it is read."""

    total = 0

    def __init__(self, body: Any) -> None:
        self.body = body

    def read(self, *size: int) -> bytes:
        found = self.body.read(*size)
        Counted.total += len(found)
        return found


class Server:
    """The site; while it is `away`, connections are cut as they come. What requests bring is counted."""

    def __init__(self) -> None:
        from django.core.servers.basehttp import (
            ThreadedWSGIServer,
            WSGIRequestHandler,
            get_internal_wsgi_application,
        )

        self.away = False
        self.connected: set[socket.socket] = set()
        outer = self

        class Handler(WSGIRequestHandler):
            def log_message(self, *args: Any) -> None:
                """Nothing."""

        class Cut(ThreadedWSGIServer):
            def process_request(self, request: Any, client_address: Any) -> None:
                if outer.away:
                    request.close()
                    return
                outer.connected.add(request)
                super().process_request(request, client_address)

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A cut connection is what is wanted."""

        application = get_internal_wsgi_application()

        def counting(environ: dict[str, Any], start: Any) -> Any:
            environ["wsgi.input"] = Counted(environ["wsgi.input"])
            return application(environ, start)

        self.serving = Cut(("127.0.0.1", 0), Handler)
        self.serving.set_app(counting)
        threading.Thread(target=self.serving.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.serving.server_port}"

    def cut(self) -> None:
        self.away = True
        for one in self.connected:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.connected.clear()


class Link:
    """The page of a story's photos in a browser of its own, over the throttled link."""

    def __init__(self, browser: Any, base: str, *, scripts: bool) -> None:
        from django.conf import settings
        from django.test import Client

        from articles.models import Photo, Section, Story, StoryPhoto
        from tests.factories import make_user

        StoryPhoto.objects.all().delete()
        Photo.objects.all().delete()
        shutil.rmtree(FOLDER / "media", ignore_errors=True)
        who = make_user(f"reporter{time.monotonic_ns()}", is_superuser=True)
        self.story = Story.objects.create(
            headline="Bài đo", author=who, section=Section.objects.first(), body="<p>Chữ.</p>"
        )
        client = Client()
        client.force_login(who)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context = browser.new_context(
            java_script_enabled=scripts, viewport={"width": 390, "height": 844}
        )
        self.context.set_default_timeout(LONGEST)
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
        self.page = self.context.new_page()
        self.page.goto(f"{base}/toa-soan/articles/story/{self.story.pk}/photos/")
        self.protocol = self.context.new_cdp_session(self.page)
        self.protocol.send("Network.enable")
        self.protocol.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY,
                "uploadThroughput": UP / 8,
                "downloadThroughput": DOWN / 8,
            },
        )
        Counted.total = 0

    def until(self, count: int) -> None:
        from playwright.sync_api import expect

        expect(self.page.locator("#photos > li")).to_have_count(count, timeout=LONGEST)

    def wait_for_bytes(self, count: float) -> None:
        while Counted.total < count:
            self.page.wait_for_timeout(50)

    def post(self, files: list[Path]) -> None:
        self.page.set_input_files("#files", files)
        self.page.locator("button[type=submit].default").click(no_wait_after=True)


def form(browser: Any, base: str, files: list[Path]) -> float:
    """Seconds for all files in one form post, without a script."""
    link = Link(browser, base, scripts=False)
    begun = time.monotonic()
    link.post(files)
    link.until(len(files))
    spent = time.monotonic() - begun
    link.context.close()
    return spent


def page(browser: Any, base: str, files: list[Path], *, light: bool) -> tuple[float, float, float, int]:
    """Seconds until all files are kept by the phone, the first photo is in the story, and all are; bytes."""
    link = Link(browser, base, scripts=True)
    if light:
        link.page.locator("#light").check()
    begun = time.monotonic()
    link.page.set_input_files("#files", files)
    kept = first = 0.0
    still = f"window.sendQueue.waiting('{link.story.pk}').then((all) => all.length)"
    while not (kept and first):
        here = link.page.locator("#photos > li").count()
        if not first and here:
            first = time.monotonic() - begun
        if not kept and here + link.page.evaluate(still) >= len(files):
            kept = time.monotonic() - begun
        link.page.wait_for_timeout(50)
    link.until(len(files))
    spent = time.monotonic() - begun
    link.context.close()
    return kept, first, spent, Counted.total


def dropped(browser: Any, server: Server, files: list[Path], *, scripts: bool) -> tuple[float, int]:
    """Seconds until all are there though the link is cut twice; bytes the server read."""
    link = Link(browser, server.base, scripts=scripts)
    begun = time.monotonic()
    if scripts:
        link.page.set_input_files("#files", files)
    else:
        link.post(files)
    third = sum(path.stat().st_size for path in files) / 3
    for _twice in range(2):
        link.wait_for_bytes(Counted.total + third)
        server.cut()
        link.page.wait_for_timeout(OFFLINE * 1000)
        server.away = False
        if not scripts:
            link.page.goto(f"{server.base}/toa-soan/articles/story/{link.story.pk}/photos/")
            link.post(files)
    link.until(len(files))
    spent = time.monotonic() - begun
    link.context.close()
    return spent, Counted.total


def main() -> None:
    from newsroom import chromium

    path = chromium.find()
    if not path or not find_spec("playwright"):
        say("sending: left out: " + ("Playwright is not installed" if path else "no Chromium on the PATH"))
        return
    import django

    django.setup()
    from django.core.management import call_command
    from playwright.sync_api import sync_playwright

    from articles.models import Section

    call_command("migrate", verbosity=0)
    Section.objects.get_or_create(slug="do", defaults={"name": "Đo"})
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    files = photos(count)
    total = sum(one.stat().st_size for one in files)
    say(
        f"sending {count} JPEGs of 12 MP, {total / 1e6:.1f} MB in all, over {UP / 1e6:g} Mbit/s up, "
        f"{DOWN / 1e6:g} down, {LATENCY} ms; the bytes alone take {total * 8 / UP:.0f} s"
    )
    server = Server()
    logging.disable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        one = form(browser, server.base, files)
        say(f"one form post of all: {one:.0f} s")
        for light, label in ((False, "the originals"), (True, "lighter copies")):
            kept, first, spent, read = page(browser, server.base, files, light=light)
            say(
                f"one by one, {label}: all kept on the phone after {kept:.1f} s, the first in the story "
                f"after {first:.0f} s, all after {spent:.0f} s, {read / 1e6:.1f} MB; "
                f"ratio to the form {spent / one:.2f}"
            )
        few = files[:6]
        size = sum(one.stat().st_size for one in few)
        again = {}
        for scripts, label in ((False, "form post, done again"), (True, "one by one, by itself")):
            spent, read = dropped(browser, server, few, scripts=scripts)
            again[scripts] = max(read - size, 0)
            say(
                f"link cut twice for {OFFLINE} s, {len(few)} photos, {label}: {spent:.0f} s, "
                f"{again[scripts] / 1e6:.1f} MB of {size / 1e6:.1f} sent twice"
            )
        if again[False]:
            say(f"sent twice, ratio to the form: {again[True] / again[False]:.2f}")
        browser.close()


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
