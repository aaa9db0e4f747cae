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
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Correction, PublishedCorrection, PublishedStory, Status, Story
from newsroom import chromium
from newsroom.ports import free_port
from people.models import Body, Person

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

        pages = [page for page in addresses() if not names or any(name in page[0] for name in names)]
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


def addresses() -> Iterator[tuple[str, str, str | None]]:
    """Every kind of page there is: (name, address, the account that opens it or None for a reader)."""
    live = PublishedStory.objects.live().select_related("section").order_by("-first_published_at")
    newest = live.first()
    yield "front", "/", None
    yield "section", newest.section.get_absolute_url(), None
    yield "story", newest.get_absolute_url(), None
    if plain := live.filter(photos=[]).first():
        yield "story-without-photo", plain.get_absolute_url(), None
    if gone := PublishedStory.objects.filter(withdrawn_at__isnull=False).select_related("section").first():
        yield "withdrawn", gone.get_absolute_url(), None
    yield "corrections", reverse("corrections"), None
    if notice := PublishedCorrection.objects.live().first():
        yield "correction", notice.get_absolute_url(), None
        yield "story-corrected", notice.address, None
    yield "not-found", "/khong-co-trang-nay/", None
    yield "people", reverse("people"), None
    if person := Person.objects.listed().filter(published_mentions__isnull=False).first():
        yield "person", person.get_absolute_url(), None
    if body := Body.objects.filter(posts__isnull=False).first():
        yield "body", body.get_absolute_url(), None
    yield "desk-login", reverse("admin:login"), None
    for who in ("phongvien", "thuky"):
        yield f"desk-home-{who}", reverse("admin:index"), who
        yield f"desk-stories-{who}", reverse("admin:articles_story_changelist"), who
    yield "desk-new-story", reverse("admin:articles_story_add"), "phongvien"
    for status in Status.values:
        if story := Story.objects.filter(status=status).order_by("pk").first():
            yield f"desk-story-{status}", reverse("admin:articles_story_change", args=[story.pk]), "thuky"
            yield f"desk-history-{status}", reverse("admin:articles_story_history", args=[story.pk]), "thuky"
    if waiting := Correction.objects.filter(status="review").first():
        yield "desk-correction", reverse("admin:articles_correction_change", args=[waiting.pk]), "thuky"
    yield "desk-people", reverse("admin:people_person_changelist"), "bientap"
    if person:
        yield "desk-person", reverse("admin:people_person_change", args=[person.pk]), "bientap"


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
