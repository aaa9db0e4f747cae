"""A reporter's draft with the editor open on it."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import expect

from articles.models import Story
from articles.photos import attach, ingest
from articles.workflow import record_edit
from newsroom.roles import REPORTER
from tests.factories import make_user
from tests.photos.files import encoded

BODY = '<p>Mở đầu “chào”, năm 2016 – 2020.</p>\n<figure data-photo="1"></figure>\n<p>Kết.</p>'


@pytest.fixture
def story(transactional_db):
    """A draft with a photo and a slot without its file, the first of them in the text."""
    call_command("sync_roles", verbosity=0)
    reporter = make_user("phongvien")
    reporter.groups.add(Group.objects.get(name=REPORTER))
    story = Story.objects.create(headline="Khánh thành", body=BODY, author=reporter)
    attach(story, ingest(encoded(name="anh.jpg"), by=reporter), caption="Quang cảnh.", credit="Minh Hà")
    attach(story, None, caption="Lãnh đạo trao quà.")
    record_edit(story, by=reporter)
    return story


@pytest.fixture
def open_editor(page, log_in, story):
    """Open the story's form and wait for the editor: `open_editor()`, with another body
    `open_editor(body)`."""

    def run(body=None):
        if body is not None:
            Story.objects.filter(pk=story.pk).update(body=body)
        log_in(page, story.author)
        page.goto(f"/toa-soan/articles/story/{story.pk}/change/")
        expect(page.locator(".cke_wysiwyg_div")).to_be_visible()
        return page

    return run
