"""Whatever is asked of any public address, it answers, at once, and never with an error of its own."""

import re
import time
from urllib.parse import quote

import pytest
from django.urls import URLPattern
from django.urls.resolvers import RegexPattern, RoutePattern
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.indexing import rebuild
from articles.public import searching
from articles.public.archive import ArchiveFilter
from articles.public.urls import urlpatterns
from people.models import Person
from people.registry import body
from tests.factories import make_copies
from tests.public.test_corrections import correct

pytestmark = pytest.mark.django_db

# Every parameter that any public page reads, and one that none does.
PARAMETERS = [
    *("q", "sap-xep", "sau", "truoc", "page", "chuyen-muc", "nhan-vat", "nguon", "nam", "ngay"),
    *("chuyen_muc", "loai", "tu", "den", "nhan_vat", "co_quan", "tac_gia", "ten", "cap", "chuc", "x"),
]
JUNK = [
    *("", " ", "-1", "0", "1", "2", "99999999999999999999", "9" * 400, "1e9", "1.5", "NaN", "٣", "²", "abc"),
    *("%00", "a%00b", "%ff%fe", "%", "%u0110", "%ED%A0%80", "\ufeff", "%F0%9F%93%B0", "%0d%0aSet-Cookie:x"),
    *(
        "1%27--",
        "%27%20OR%201=1--",
        "%22%29;DROP%20TABLE",
        "NEAR%28a%20b%29",
        "a*",
        "%22a",
        "AND",
        "-a",
        "a:b",
    ),
    *(
        "{facets}:section1",
        "%3Cscript%3E",
        "../../etc/passwd",
        "[]",
        "a&a=b",
        "=",
        "2026-13-45",
        "0001-01-01",
    ),
    *("9999-12-31", "2019-08-10", "31/12/9999", "0-1", "253402300800000000-1", "12345678901234567-1"),
    *("9223372036854775807", "9223372036854775808", "0-9223372036854775808", "thoi-su", "news", "kết quả"),
    *("a" * 50_000, "a+" * 25_000, "%22" * 16_000, "a%20-" * 10_000, "(" * 50_000),
]


@pytest.fixture
def paper(db):
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    copies = make_copies(3, mentions=[person], bylines=[{"role": "text", "name": "Minh Hà"}])
    notice = correct(copies[0])
    rebuild("readers")
    here = body("UBND phường Hòn Ngọc")
    return {
        "pk": [str(pk) for pk in (copies[0].story_id, person.pk, here.pk, notice.pk)],
        "slug": ["thoi-su", copies[0].slug, person.slug, here.slug],
        "section": ["thoi-su"],
        "form": ["rss", "atom", "json"],
    }


def addresses(known: dict[str, list[str]]) -> st.SearchStrategy[str]:
    """Paths that the public patterns match, with records that are there or not, and junk."""
    found = []
    for entry in urlpatterns:
        assert isinstance(entry, URLPattern)
        pattern = entry.pattern
        if isinstance(pattern, RegexPattern):
            found.append(st.from_regex(pattern.regex, fullmatch=False).map(str.strip))
            continue
        assert isinstance(pattern, RoutePattern)
        pieces: list[st.SearchStrategy[str]] = []
        for literal, name in re.findall(r"([^<>]+)|<(?:\w+:)?(\w+)>", str(pattern)):
            if literal:
                pieces.append(st.just(literal))
                continue
            converter = pattern.converters[name]
            fitting = st.from_regex(re.compile(converter.regex, re.ASCII), fullmatch=True)
            pieces.append(st.one_of(st.sampled_from(known.get(name, ["1"])), fitting, st.text(max_size=20)))
        found.append(st.tuples(*pieces).map("".join))
    junk = st.one_of(st.text(max_size=30), st.sampled_from(JUNK[:40]))
    return st.one_of(*found, junk).map(
        lambda path: "/" + quote(path.lstrip("/"), safe="/%", errors="replace")
    )


def queries() -> st.SearchStrategy[str]:
    values = st.one_of(
        st.sampled_from(JUNK), st.text(max_size=20).map(lambda text: quote(text, errors="replace"))
    )
    pairs = st.tuples(st.sampled_from(PARAMETERS), values).map("=".join)
    return st.lists(pairs, max_size=5).map("&".join)


def test_every_public_address_answers_whatever_is_asked(client, paper):
    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(address=addresses(paper), query=queries())
    def ask(address: str, query: str) -> None:
        answers(client, f"{address}?{query}")

    ask()


PLACES = ["sau", "truoc"]
PAGES = {
    "/": ["x"],
    "/thoi-su/": PLACES,
    "/thoi-su/x-{pk[0]}.html": ["x"],
    "/nhan-vat/": ["ten", "co_quan", "cap", "chuc", "page"],
    "/nhan-vat/vu-thi-hai-yen-{pk[1]}/": PLACES,
    "/co-quan/x-{pk[2]}/": ["ngay"],
    "/luu-tru/": [*ArchiveFilter.base_filters, *PLACES],
    "/tim-kiem/": ["q", *searching.FACETS, "sap-xep", "sau"],
    "/tim-kiem/goi-y.json": ["q"],
    "/cai-chinh/": ["page"],
    "/cai-chinh/{pk[3]}/": ["x"],
    "/rss/": ["x"],
    "/ninjs.json": ["x"],
    "/khong-co/": ["x"],
}


@pytest.mark.parametrize("page", PAGES)
def test_every_parameter_of_every_page_takes_all_junk(client, paper, page):
    address = page.format(pk=paper["pk"])
    for junk in JUNK:
        answers(client, f"{address}?{'&'.join(f'{name}={junk}' for name in PAGES[page])}&{PAGES[page][0]}=2")


def answers(client, address: str) -> None:
    started = time.process_time()
    response = client.get(address)
    took = time.process_time() - started
    assert response.status_code in (200, 301, 302, 404, 405), f"{response.status_code}: {address[:300]}"
    assert took < 2, f"{took:.1f} s: {address[:300]}"
