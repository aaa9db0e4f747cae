from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from PIL import Image

from articles import workflow
from articles.models import PenName, Section, Story
from newsroom import roles

from .forms import filled

WHO = {
    "reporter": ("Minh Hà", roles.REPORTER),
    "other": ("Thu Trang", roles.REPORTER),
    "editor": ("Vân An", roles.EDITOR),
    "secretary": ("Quốc Bảo", roles.SECRETARY),
    "chief": ("Thuỳ Linh", roles.EDITOR_IN_CHIEF),
}
ROAD = [("submit", "reporter"), ("forward", "editor"), ("approve", "secretary"), ("publish", "secretary")]


@pytest.fixture
def users(db, django_user_model):
    """One account a role and a second reporter, by the names in `WHO`."""
    roles.sync()
    made = {}
    for username, (full, role) in WHO.items():
        first, last = full.split()
        made[username] = django_user_model.objects.create_user(
            username, password="x", first_name=first, last_name=last, is_staff=True
        )
        made[username].groups.add(Group.objects.get(name=role))
    return made


@pytest.fixture
def at_desk(users):
    """at_desk("editor"): a client logged in with that role."""

    def log_in(who: str) -> Client:
        client = Client()
        client.force_login(users[who])
        return client

    return log_in


@pytest.fixture
def section(db):
    return Section.objects.create(name="Thời sự", slug="thoi-su")


@pytest.fixture
def story(users, section):
    """The reporter's draft, which could go the whole road."""
    story = Story.objects.create(
        headline="Khánh thành cầu cảng",
        lead="Sáng nay.",
        body="<p>Cầu cảng mới dài hai trăm mét.</p>",
        section=section,
        author=users["reporter"],
    )
    workflow.record_edit(story, by=users["reporter"])
    return story


@pytest.fixture
def walk(users):
    """walk(story, "approved") takes the usual steps until the story has that status."""

    def walk(story: Story, status: str) -> Story:
        for step, who in ROAD:
            if story.status == status:
                break
            story = workflow.take(step, story, by=users[who])
        assert story.status == status
        return story

    return walk


@pytest.fixture
def pen_name(users):
    return PenName.objects.create(name="Minh Hà", user=users["reporter"])


@pytest.fixture
def jpeg():
    """jpeg("xanh.jpg", "blue"): an upload of a small photo."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    def make(name: str = "anh.jpg", colour: str = "blue") -> SimpleUploadedFile:
        file = io.BytesIO()
        Image.new("RGB", (800, 600), colour).save(file, "JPEG")
        return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")

    return make


def change(story: Story) -> str:
    """The address of a story's form."""
    return f"/toa-soan/articles/story/{story.pk}/change/"


def step(story: Story, name: str) -> str:
    """The address of a step."""
    return f"/toa-soan/articles/story/{story.pk}/step/{name}/"


def save(client: Client, story: Story, **changes):
    """Open a story's form, change it, send it; the answer."""
    return client.post(change(story), filled(client.get(change(story)), **changes))
