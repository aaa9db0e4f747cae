"""Firefox's reader view shows a story whole: headline, author, day, text and source, and nothing beside."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles.models import Imprint, PublishedStory
from tests.factories import make_copies
from tests.public.test_imprint import WRITTEN

pytestmark = [pytest.mark.once, pytest.mark.django_db]

SOURCE = (Path(__file__).parent.parent / "data/readability/Readability.js").read_text()
PARSE = f"() => {{ {SOURCE}; return new Readability(document.cloneNode(true)).parse(); }}"
SENTENCE = "Sáng nay, đại biểu hai bên đã bàn về hạ tầng, du lịch và đào tạo nghề cho lao động trẻ. "


@pytest.fixture
def read(browser, client):
    """A function from a story to what the reader view makes of its page."""
    page = browser.new_page()

    def run(copy):
        Imprint.objects.get_or_create(pk=1, defaults=WRITTEN)
        cache.clear()
        make_copies(6, section=copy.section)
        address = f"http://localhost{copy.get_absolute_url()}"
        html = client.get(copy.get_absolute_url()).content
        page.route(
            "**", lambda route: route.fulfill(body=html) if route.request.url == address else route.abort()
        )
        page.goto(address)
        found = page.evaluate(PARSE)
        return {**found, "lines": re.split(r"\s*\n\s*", found["textContent"].strip())}

    yield run
    page.close()


def test_a_reprint_comes_whole_with_its_photos_and_source(copy, read):
    paragraphs = [f"Đoạn {number}. {SENTENCE * 2}".strip() for number in range(6)]
    html = "".join(f"<p>{one}</p>" for one in paragraphs)
    PublishedStory.objects.update(html=html.replace("<p>Đoạn 3", '<figure data-photo="1"></figure><p>Đoạn 3'))
    found = read(copy)
    assert (found["title"], found["byline"], found["lang"]) == (copy.headline, "Minh Hà", "vi")
    assert found["publishedTime"].startswith(f"{timezone.localtime(copy.first_published_at):%Y-%m-%d}")
    assert found["excerpt"] == copy.lead
    lines = found["lines"]
    assert [copy.lead, *paragraphs] == [line for line in lines if line == copy.lead or line in paragraphs]
    assert len(lines) == len(paragraphs) + 5, lines  # lead, caption, two authors, source
    assert lines[4].startswith("Chú thích 1") and "/anh/" in found["content"]
    assert lines[-3:] == ["Minh Hà", "Ảnh: Đức Long", "Nguồn tin: baoquangninh.com.vn"]


@pytest.mark.parametrize("sentences", [1, 3])
def test_of_a_short_story_the_text_is_taken_not_the_imprint(read, sentences):
    html = "".join(f"<p>{SENTENCE.strip()}</p>" for _ in range(sentences))
    (copy,) = make_copies(1, lead="Sáng nay, chợ phiên mở lại.", html=html)
    assert read(copy)["lines"] == [copy.lead, *[SENTENCE.strip()] * sentences]


def test_who_is_named_by_nobody_is_the_paper_it_is_from(copy, read):
    PublishedStory.objects.update(bylines=[])
    assert read(copy)["byline"] == "baoquangninh.com.vn"
