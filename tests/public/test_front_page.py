import pytest

from articles.public import reads
from tests.factories import make_copies, make_section

pytestmark = pytest.mark.django_db


def headings(page: str, copies) -> list[str]:
    return sorted((c.headline for c in copies if f">{c.headline}</a>" in page), key=page.index)


def test_the_newest_leads_and_every_story_stands_there_once(client):
    make_section()
    copies = make_copies(12)
    page = client.get("/").content.decode()
    assert headings(page, copies)[0] == copies[0].headline
    assert [page.count(f">{copy.headline}</a>") for copy in copies] == [1] * 12


def test_a_section_without_stories_is_in_the_navigation_only(client):
    make_section("Thể thao", "the-thao")
    make_copies(20)
    page = client.get("/").content.decode()
    assert 'id="thoi-su"' in page
    assert 'id="the-thao"' not in page
    assert 'href="/the-thao/"' in page


def test_each_section_gives_its_newest_without_those_already_shown():
    one, two = make_section(), make_section("Kinh tế", "kinh-te")
    first = make_copies(9, section=one)
    make_copies(2, section=two)
    make_copies(3, section=two, live_until=first[0].live_from, live_from=first[0].live_from)
    found = dict(reads.sections_with_newest(4, without=first[:2]))
    assert found[one] == first[2:6]
    assert len(found[two]) == 2


def test_stories_of_one_moment_are_not_too_many():
    copies = make_copies(9)
    same = dict(reads.sections_with_newest(4, without=[]))[copies[0].section]
    type(copies[0]).objects.update(first_published_at=copies[0].first_published_at)
    assert len(same) == 4
    assert len(dict(reads.sections_with_newest(4, without=[]))[copies[0].section]) == 4
