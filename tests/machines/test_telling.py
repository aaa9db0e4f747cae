"""Hubs and search engines are told what readers began or ceased to see, and nothing else."""

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest import mock
from urllib.parse import parse_qs

import feedparser
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Hub, PublishedStory
from articles.public.telling import tell
from people.models import Person
from tests.factories import make_copies
from tests.public.test_corrections import correct

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
SITE = "http://localhost:8000"


class Listener(HTTPServer):
    """Takes what is posted to it, and answers as it was told to."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.heard, self.meanwhile = 204, [], lambda: None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/hub"

    def topics(self):
        """The feeds it was told of since it was last asked."""
        heard, self.heard = [parse_qs(data) for data in self.heard], []
        assert all(one["hub.mode"] == ["publish"] and one["hub.url"] == one["hub.topic"] for one in heard)
        return [one["hub.url"][0].removeprefix(f"{SITE}/rss/") for one in heard]

    def pages(self):
        heard, self.heard = self.heard, []
        return [page.removeprefix(SITE) for data in heard for page in json.loads(data)["urlList"]]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.meanwhile()
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def hub(settings):
    with Listener() as listener:
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.WEBSUB_HUBS = [listener.address]
        yield listener
        listener.shutdown()
        thread.join()


@pytest.fixture
def engine(hub, settings):
    settings.WEBSUB_HUBS, settings.INDEXNOW_KEY, settings.INDEXNOW_URL = [], "a1b2c3d4", hub.address
    return hub


def told_at(moment):
    with mock.patch("django.utils.timezone.now", lambda: moment):
        return list(tell())


def test_each_feed_that_has_something_new_is_told_once_and_the_past_never(hub):
    now = timezone.now()
    yen = Person.objects.create(name="Vũ Thị Hải Yến")
    make_copies(1)
    assert told_at(now) == []
    make_copies(1, live_from=now + MINUTE, mentions=[yen])
    person = yen.get_absolute_url().strip("/")
    feeds = [f"{name}.{form}" for name in ("thoi-su", person) for form in ("rss", "atom", "json")]
    # Not before readers see it, and a little later, for transactions that were then under way.
    assert told_at(now + MINUTE / 2) == told_at(now + MINUTE * 1.4) == []
    assert hub.topics() == []
    assert [one.messages for one in told_at(now + 2 * MINUTE)] == [9]
    assert hub.topics() == ["", "index.atom", "index.json", *feeds]
    assert told_at(now + 3 * MINUTE) == []
    with mock.patch("django.utils.timezone.now", lambda: now + 3 * MINUTE):
        correct(PublishedStory.objects.first())
    assert told_at(now + 4 * MINUTE)
    assert "cai-chinh.rss" in hub.topics()


def test_a_search_engine_is_told_of_what_is_new_withdrawn_or_has_moved_and_of_nothing_never_seen(engine):
    now = timezone.now()
    first, second, _third = make_copies(3)
    told_at(now)
    then = now + MINUTE
    PublishedStory.objects.filter(pk=first.pk).update(withdrawn_at=then, live_until=then)
    PublishedStory.objects.filter(pk=second.pk).update(live_until=then)
    make_copies(1, slug="cho-khac", live_from=then)
    # Withdrawn or taken off before its time, and one that is still to come.
    make_copies(1, slug="bi-mat", live_from=then, withdrawn_at=now)
    make_copies(1, slug="bi-mat", live_from=then, live_until=then)
    make_copies(1, slug="bi-mat", live_from=now + 9 * MINUTE)
    told_at(now + 2 * MINUTE)
    assert json.loads(engine.heard[0])["keyLocation"] == f"{SITE}/a1b2c3d4.txt"
    pages = engine.pages()
    new = PublishedStory.objects.get(slug="cho-khac")
    assert sorted(pages) == sorted(one.get_absolute_url() for one in (first, second, new))
    told_at(now + 3 * MINUTE)
    assert engine.pages() == []


@pytest.mark.parametrize("status", [500, 403, 302])
def test_what_a_hub_did_not_take_it_is_told_later_and_later(hub, status):
    now = timezone.now()
    told_at(now)
    make_copies(1, live_from=now + MINUTE)
    hub.status = status
    tries = [bool(told_at(now + minute * MINUTE)) for minute in range(2, 12)]
    assert tries == [True, True, False, True, False, False, False, True, False, False]
    assert len(hub.topics()) == 4
    later = mock.patch("django.utils.timezone.now", lambda: now + 20 * MINUTE)
    with later, pytest.raises(CommandError, match=f"{hub.address}: .*{status}"):
        call_command("tell_hubs")
    hub.status, hub.heard = 204, []
    assert [one.error for one in told_at(now + 90 * MINUTE)] == [""]
    assert len(hub.topics()) == 6
    assert Hub.objects.get().failures == 0


def test_a_hub_that_is_not_there_holds_up_no_other(hub, settings):
    settings.WEBSUB_HUBS = ["http://127.0.0.1:9/nobody", *settings.WEBSUB_HUBS]
    now = timezone.now()
    told_at(now)
    make_copies(1, live_from=now + MINUTE)
    nobody, somebody = told_at(now + 2 * MINUTE)
    assert nobody.error and not somebody.error
    assert hub.topics()


def test_two_runs_at_once_tell_it_once(hub):
    now = timezone.now()
    told_at(now)
    make_copies(1, live_from=now + MINUTE)
    with mock.patch("articles.public.telling._post") as post:
        post.side_effect = lambda *message: told_at(now + 2 * MINUTE)
        (told,) = told_at(now + 2 * MINUTE)
    assert post.call_count == told.messages == 6


def test_without_the_setting_nobody_is_told(hub, settings, client):
    settings.WEBSUB_HUBS = []
    assert list(tell()) == []
    assert not Hub.objects.exists()
    make_copies(1)
    answer = client.get("/rss/")
    assert "Link" not in answer
    assert b"hub" not in answer.content
    assert client.get("/a1b2c3d4.txt").status_code == 404


def test_feeds_name_the_hub_and_themselves_and_the_key_is_where_it_says(engine, settings, client):
    settings.WEBSUB_HUBS = ["https://hub.example/"]
    make_copies(1)
    for path in ("/rss/", "/rss/index.atom"):
        answer = client.get(path)
        links = {link.rel: link.href for link in feedparser.parse(answer.content).feed.links}
        assert (links["hub"], links["self"]) == ("https://hub.example/", SITE + path)
        assert answer["Link"] == f'<https://hub.example/>; rel="hub", <{SITE}{path}>; rel="self"'
    hubs = json.loads(client.get("/rss/index.json").content)["hubs"]
    assert hubs == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert client.get("/a1b2c3d4.txt").content == b"a1b2c3d4"
    assert client.get("/a1b2c3d5.txt").status_code == 404
    assert client.get("/robots.txt").content.startswith(b"User-agent")
