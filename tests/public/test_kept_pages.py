"""Pages are kept as they were made until what readers may see changes, in whatever way it does."""

import datetime as dt
import re
import threading
from itertools import combinations
from unittest import mock

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import parse_http_date

from articles import generation
from articles.denying import deny
from articles.models import FrontPage, FrontPlace, Generation, Photo, PublishedPhoto, PublishedStory, Section
from newsroom import checks
from newsroom.page_cache import page_cache
from people.models import Person
from people.registry import body, hold, post
from tests.factories import make_copies, make_user, photo_data
from tests.public.test_corrections import correct

# Pages are kept only of what is committed.
kept = pytest.mark.django_db(transaction=True)
HOUR = dt.timedelta(hours=1)


def at(moment):
    return mock.patch("django.utils.timezone.now", lambda: moment)


def is_made_anew(client, path, **headers):
    """Whether answering took more than asking for the generation."""
    with CaptureQueriesContext(connection) as queries:
        client.get(path, headers=headers)
    return len(queries) > 1


@kept
def test_a_page_asked_for_again_costs_one_question_and_is_the_same(client):
    (copy,) = make_copies(1)
    for path in (
        "/",
        "/thoi-su/",
        copy.get_absolute_url(),
        "/rss/",
        "/sitemap.xml",
        "/ninjs.json",
        "/cai-chinh/",
    ):
        first = client.get(path)
        assert not is_made_anew(client, path), path
        again = client.get(path)
        assert again.content == first.content
        assert again.headers == first.headers
        assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.head(path).headers == first.headers
        # Where a link was given on does not make another page of it.
        assert not is_made_anew(client, f"{path}?fbclid=IwAR0&utm_source=zalo")


@kept
def test_whatever_is_written_is_on_the_next_page(client):
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    section = Section.objects.create(name="Thời sự", slug="thoi-su")
    copy, other = make_copies(2, section=section, mentions=[person])
    place = FrontPlace.objects.create(page=FrontPage.objects.create(pk=1), story=other.story, position=1)
    changes = {
        "/": [
            lambda: PublishedStory.objects.filter(pk=copy.pk).update(headline="Tít khác"),
            lambda: FrontPlace.objects.filter(pk=place.pk).delete(),
            lambda: make_copies(1, section=section),
        ],
        "/thoi-su/": [lambda: Section.objects.filter(pk=section.pk).update(name="Tin trong ngày")],
        person.get_absolute_url(): [
            lambda: Person.objects.bulk_update([Person(pk=person.pk, name="Vũ Hải Yến")], ["name"]),
            lambda: hold(person, post("Chủ tịch", body("UBND phường Hòn Ngọc")), "2015"),
        ],
        "/cai-chinh/": [lambda: correct(copy)],
    }
    for path, ways in changes.items():
        for change in ways:
            before = client.get(path).content
            assert not is_made_anew(client, path)
            change()
            assert client.get(path).content != before, path


@kept
def test_what_is_not_committed_changes_nothing(client):
    (copy,) = make_copies(1)
    client.get("/")
    with pytest.raises(InterruptedError), transaction.atomic():
        PublishedStory.objects.filter(pk=copy.pk).update(headline="Chưa chắc")
        assert "Chưa chắc" in client.get("/").content.decode()
        raise InterruptedError
    assert not is_made_anew(client, "/")
    assert "Chưa chắc" not in client.get("/").content.decode()


@kept
def test_what_was_changed_while_a_page_was_made_is_on_the_next(rf):
    (copy,) = make_copies(1)

    def slow(request):
        headline = PublishedStory.objects.get().headline
        if headline != "Tít mới":
            PublishedStory.objects.filter(pk=copy.pk).update(headline="Tít mới")
        return HttpResponse(headline)

    answer = page_cache(slow)
    assert [answer(rf.get("/")).content.decode() for _ in range(2)] == [copy.headline, "Tít mới"]


@kept
def test_a_moment_that_passes_shows_at_once_though_nothing_is_written(client):
    now = timezone.now()
    first, second = make_copies(2)
    PublishedStory.objects.filter(pk=first.pk).update(live_from=now + HOUR, first_published_at=now + HOUR)
    PublishedStory.objects.filter(pk=second.pk).update(live_until=now + 2 * HOUR)
    page = FrontPage.objects.create(pk=1)
    FrontPlace.objects.create(
        page=page, story=second.story, position=1, since=now + HOUR / 2, until=now + HOUR * 3 / 2
    )
    seen = []
    # Pages that are kept for days, so that nothing but the clock ends them.
    with mock.patch("newsroom.page_cache.KEPT", float("inf")):
        for hours in (0, 0, 0.6, 1.1, 1.6, 2.1, 2.1):
            with at(now + hours * HOUR):
                seen.append(re.findall("Tin [0-9]+", client.get("/").content.decode())[:2])
    assert [len(set(found)) for found in seen] == [1, 1, 1, 2, 2, 1, 1]
    new, old = first.headline, second.headline
    assert [found[0] for found in seen] == [old, old, old, old, new, new, new]
    with at(now), mock.patch("newsroom.page_cache.KEPT", float("inf")):
        client.get("/")
    with at(now + dt.timedelta(days=1)):
        assert is_made_anew(client, "/")


@kept
def test_a_page_tells_since_when_it_has_been_as_it_is(client):
    (copy,) = make_copies(1)
    with mock.patch("newsroom.page_cache.time.time", lambda: clock):
        clock = 1_000_000_000.5
        assert "Last-Modified" not in client.head("/").headers, "in this second it may change again"
        clock += 1
        first = client.head("/")["Last-Modified"]
        assert first == "Sun, 09 Sep 2001 01:46:40 GMT"
        since = {"If-Modified-Since": first}
        # It has got old, is made anew and is the same.
        clock += 100
        assert is_made_anew(client, "/")
        assert client.get("/")["Last-Modified"] == first
        assert client.get("/", headers=since).status_code == 304
        clock = 1_000_000_300.2
        PublishedStory.objects.filter(pk=copy.pk).update(headline="Tít khác")
        assert client.get("/", headers=since).status_code == 200
        clock += 1
        assert client.get("/")["Last-Modified"] == "Sun, 09 Sep 2001 01:51:40 GMT"


@kept
def test_of_processes_with_memories_of_their_own_none_passes_a_page_for_one_that_is_older(client):
    (copy,) = make_copies(1)
    asked = RequestFactory().get("/")
    first, second = (page_cache(lambda request: HttpResponse(words)) for _process in range(2))
    memories = {first: LocMemCache("first", {}), second: LocMemCache("second", {})}

    told = []
    # When, what it is changed to, and who is asked: changes that one of them never sees, and changes back.
    with mock.patch("newsroom.page_cache.time.time") as clock:
        for moment, change, processes in (
            (0.2, "Một", [first, second]),
            (5.1, "Hai", [first]),
            (5.3, "Một", [first, second]),
            (5.5, "Hai", [second]),
            (6.6, None, [first, second]),
            (9.0, "Một", [second]),
            (10.1, None, [second]),
            (20.0, "Hai", [first]),
            (21.1, None, [first]),
            (31.0, "Một", [second]),
            (32.1, None, [first, second]),
            (33.2, None, [first, second]),
        ):
            clock.return_value = 1_000_000_000 + moment
            if change:
                words = change
                PublishedStory.objects.filter(pk=copy.pk).update(headline=words)
            for process in processes:
                with mock.patch("newsroom.page_cache.cache", memories[process]):
                    answer = process(asked)
                assert answer.content.decode() == words
                if "Last-Modified" in answer:
                    told.append((parse_http_date(answer["Last-Modified"]), words))
    assert len({words for _since, words in told}) == 2
    for (before, earlier), (since, later) in combinations(told, 2):
        assert earlier == later or before < since, told


@kept
@pytest.mark.parametrize("path", ["/rss/", "/rss/thoi-su.atom", "/rss/index.json"])
def test_who_asks_only_since_when_is_told_what_is_gone(client, path):
    copy, other = make_copies(2)
    photo = Photo.objects.create(sha256="0" * 64, format="JPEG", width=9, height=9, bytes=9)
    PublishedPhoto.objects.create(published=copy, photo=photo)
    copy.photos, copy.html = [photo_data(photo=photo.pk, alt="Cầu")], '<figure data-photo="1"></figure>'
    copy.save()
    with mock.patch("newsroom.page_cache.time.time", lambda: clock):
        clock = 1_000_000_000.0
        first = client.get(path)
        clock += 2
        since = {"If-Modified-Since": client.get(path)["Last-Modified"]}
        assert client.get(path, headers=since).status_code == 304
        assert "Cầu" in first.content.decode()
        deny(photo, by=None, reason="Không phép")
        answer = client.get(path, headers=since)
        assert answer.status_code == 200 and "Cầu" not in answer.content.decode()
        clock += 2
        since = {"If-Modified-Since": client.get(path)["Last-Modified"]}
        later = timezone.now() + dt.timedelta(seconds=2)
        PublishedStory.objects.filter(pk=other.pk).update(live_until=later)
        client.get(path)
        clock += 2
        with at(later):
            answer = client.get(path, headers=since)
        assert answer.status_code == 200 and other.headline not in answer.content.decode()


@kept
def test_only_pages_that_are_the_same_for_everyone_are_kept(client, rf):
    (copy,) = make_copies(1)
    (gone,) = make_copies(1, live_until=timezone.now(), withdrawn_at=timezone.now())
    client.force_login(make_user(is_superuser=True))
    answers = {
        "/toa-soan/": 200,
        "/toa-soan/articles/story/": 200,
        gone.get_absolute_url(): 410,
        "/khong-co/": 404,
        f"/khac/x-{copy.story_id}.html": 301,
        "/tim-kiem/?q=tin": 200,
        "/luu-tru/?loai=news": 200,
        "/thoi-su/?utm_source=zalo&truoc=": 200,
    }
    for path, status in answers.items():
        assert client.get(path).status_code == status
        assert is_made_anew(client, path), path
    client.logout()
    assert client.get("/toa-soan/").status_code == 302
    with_cookie = HttpResponse("1")
    with_cookie.set_cookie("a", "b")
    for number, page in enumerate(
        (
            HttpResponse("1", headers={"Cache-Control": "no-store"}),
            HttpResponse("1", headers={"Vary": "Cookie"}),
            HttpResponse("1", status=500),
            with_cookie,
        )
    ):
        pages = iter([page, HttpResponse("2")])
        answer = page_cache(lambda _request, pages=pages: next(pages))
        assert [answer(rf.get(f"/rieng/{number}")).content for _ in range(2)] == [b"1", b"2"]


@pytest.mark.django_db
def test_every_table_that_a_page_reads_is_watched(client):
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    ward = body("UBND phường Hòn Ngọc")
    hold(person, post("Chủ tịch", ward), "2015")
    (copy, _other) = make_copies(2, mentions=[person], event_date=dt.date(2020, 1, 1))
    notice = correct(copy)
    now = timezone.localtime()
    paths = [
        *("/", "/thoi-su/", copy.get_absolute_url(), copy.get_absolute_url().replace(".html", ".ninjs.json")),
        *("/nhan-vat/", person.get_absolute_url(), f"{person.get_absolute_url()[:-1]}.popolo.json"),
        *(ward.get_absolute_url(), f"{ward.get_absolute_url()[:-1]}.popolo.json"),
        *("/cai-chinh/", notice.get_absolute_url(), "/gioi-thieu/", "/luu-tru/", f"/luu-tru/{now:%Y/%m/%d}/"),
        *("/rss/", "/rss/thoi-su.atom", "/rss/cai-chinh.json", "/ninjs.json", "/robots.txt", "/sitemap.xml"),
        *(
            f"/sitemap/{now:%Y-%m}.xml",
            "/sitemap/chuyen-muc.xml",
            "/sitemap/nhan-vat.xml",
            "/news-sitemap.xml",
        ),
        "/sitemap/cai-chinh.xml",
    ]
    read = set()
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        for query in queries:
            read.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"]))
    assert {"articles_publishedstory", "articles_section", "people_tenure"} <= read
    assert read - set(generation.watched()) == {"articles_readcount"}


@pytest.mark.django_db
def test_a_table_that_lost_its_triggers_is_told_and_gets_them_back_with_the_next_migrate():
    assert generation.unwatched() == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER articles_section__update")
        else:
            cursor.execute("DROP TRIGGER articles_section__generation ON articles_section")
    (error,) = checks.kept_pages_end(None, databases=["default"])
    assert error.id == "newsroom.E015"
    assert "articles_section" in error.msg
    before = Generation.objects.get().mark
    call_command("migrate", verbosity=0)
    assert list(checks.kept_pages_end(None, databases=["default"])) == []
    assert Generation.objects.get().mark != before


@pytest.mark.postgres
@kept
def test_writers_do_not_wait_for_each_other_because_of_a_mark(together):
    section = Section.objects.create(name="Thời sự", slug="thoi-su")
    first, second = (Person.objects.create(name=name) for name in ("Vũ Thị Hải Yến", "Lê Minh"))
    begun = threading.Barrier(2, timeout=10)

    def one():
        with transaction.atomic():
            Section.objects.select_for_update().get(pk=section.pk)
            begun.wait()
            Person.objects.filter(pk=first.pk).update(biography="Mới")

    def other():
        with transaction.atomic():
            Person.objects.filter(pk=second.pk).update(biography="Mới")
            begun.wait()
            Section.objects.filter(pk=section.pk).update(name="Tin trong ngày")

    assert together(one, other) == [None, None]
