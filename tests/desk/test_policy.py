"""Only a page with the editor may do what the editor needs."""

import pytest

from .conftest import change, step

HEADER = "Content-Security-Policy"


def test_the_editors_page_alone_is_relaxed(at_desk, story, walk):
    client = at_desk("reporter")
    assert "unsafe-inline" in client.get(change(story))[HEADER]
    assert "unsafe-inline" in client.get("/toa-soan/articles/story/add/")[HEADER]
    walk(story, "editing")
    assert "unsafe" not in client.get(change(story))[HEADER]


@pytest.mark.parametrize(
    "path", ["", "articles/story/", "articles/section/", "articles/photo/", "articles/source/add/"]
)
def test_every_other_page_is_strict(at_desk, story, path):
    answer = at_desk("chief").get(f"/toa-soan/{path}")
    assert answer.status_code == 200
    assert "unsafe" not in answer[HEADER]
    page = answer.content.decode()
    assert "<style" not in page and " style=" not in page and " onclick=" not in page


def test_pages_about_a_story_are_strict(at_desk, story, walk):
    walk(story, "approved")
    client = at_desk("secretary")
    for address in (step(story, "publish"), f"/toa-soan/articles/story/{story.pk}/history/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "unsafe" not in answer[HEADER]
        assert " style=" not in answer.content.decode()
