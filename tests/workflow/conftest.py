import pytest

from articles.models import Section, Story
from articles.workflow import record_edit, take
from newsroom.roles import sync


@pytest.fixture
def desk(db, django_user_model):
    """One account a role, and a second secretary: {"reporter": user, ...}."""
    from django.contrib.auth.models import Group

    sync()
    users = {}
    for name, role in {
        "reporter": "Phóng viên",
        "other": "Phóng viên",
        "editor": "Biên tập viên",
        "secretary": "Thư ký toà soạn",
        "chief": "Tổng biên tập",
    }.items():
        users[name] = django_user_model.objects.create_user(name, password="x", is_staff=True)
        users[name].groups.add(Group.objects.get(name=role))
    return users


@pytest.fixture
def story(desk):
    """A reporter's draft that could go the whole road."""
    section = Section.objects.create(name="Thời sự", slug="thoi-su")
    story = Story.objects.create(
        headline="Khánh thành cầu cảng",
        lead="Sáng nay.",
        body="<p>Nội dung.</p>",
        section=section,
        author=desk["reporter"],
    )
    record_edit(story, by=desk["reporter"])
    return story


NEXT = {
    "draft": ("submit", "reporter"),
    "editing": ("forward", "editor"),
    "review": ("approve", "secretary"),
    "approved": ("publish", "secretary"),
}


@pytest.fixture
def walk(desk):
    """walk(story, "approved") takes the usual steps until the story has that status."""

    def walk(story, status):
        while story.status != status:
            step, who = NEXT[story.status]
            story = take(step, story, by=desk[who])
        return story

    return walk
