import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import product
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.models import PublishedStory
from newsroom import chromium
from newsroom.every_page import every_page
from newsroom.ports import free_port

# Of the demo newsroom, one for each role.
ACCOUNTS = ("phongvien", "bientap", "thuky", "tongbientap")
WIDTHS = {390: 844, 1280: 900}
# Those far down the page are not fetched until a reader comes near.
WITH_EVERY_IMAGE = """async () => {
    for (const image of document.images) image.loading = "eager"
    await Promise.all([...document.images].map((image) => image.decode().catch(() => 0)))
}"""


class Command(BaseCommand):
    help = "Take screenshots of every page, public and desk, at 390 and 1280 px, light and dark, into shots/."

    def add_arguments(self, parser) -> None:
        parser.add_argument("names", nargs="*", help="only the pages whose name holds one of these words")
        parser.add_argument("--into", type=Path, default=settings.BASE_DIR / "shots")

    def handle(self, *, names: list[str], into: Path, **options) -> None:
        path = chromium.find()
        if not path:
            raise CommandError(_("No Chromium is installed. On Debian: apt install chromium"))
        if not PublishedStory.objects.live().exists():
            raise CommandError(
                _("There are no stories to show. Run first: python3 manage.py demo --no-serve")
            )
        from playwright.sync_api import sync_playwright

        pages = [
            page for page in every_page(*ACCOUNTS) if not names or any(name in page.name for name in names)
        ]
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        sessions = {name: sign_in(name) for name in {who for _name, _path, who in pages if who}}
        try:
            with serving() as base, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
                for scheme, width in product(("light", "dark"), WIDTHS):
                    for name, address, who in pages:
                        context = browser.new_context(
                            base_url=base,
                            color_scheme=scheme,
                            viewport={"width": width, "height": WIDTHS[width]},
                        )
                        if who:
                            key = sessions[who].session_key
                            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": base}
                            context.add_cookies([cookie])
                        page = context.new_page()
                        page.goto(address, wait_until="load")
                        page.evaluate(WITH_EVERY_IMAGE)
                        page.screenshot(path=into / f"{name}-{width}-{scheme}.png", full_page=True)
                        context.close()
                browser.close()
        finally:
            for session in sessions.values():
                session.delete()
        told = {"count": len(pages) * 2 * len(WIDTHS), "folder": into.name}
        self.stdout.write(_("%(count)s screenshots in %(folder)s/") % told)


@contextmanager
def serving() -> Iterator[str]:
    """This site on a free port of this machine, in a process of its own, until the block ends."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"],
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def sign_in(username: str):
    """A session of that account, made past the login form; delete it afterwards."""
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("The account %(name)s of the demo newsroom is missing.") % {"name": username})
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session
