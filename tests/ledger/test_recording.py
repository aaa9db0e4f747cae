"""What is done at the desk is in the ledger once, with who, from where, before and after."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import workflow
from articles.models import Section
from ledger.models import TEXT, Entry
from newsroom import roles
from people.models import Person
from tests.desk.conftest import save
from tests.factories import make_user


def entries():
    return [(entry.kind, entry.done, entry.subject) for entry in Entry.objects.order_by("pk")]


@pytest.fixture
def root(db):
    get_user_model().objects.create_superuser("quantri", password="x", first_name="Quản", last_name="Trị")
    client = Client(REMOTE_ADDR="10.9.8.7")
    client.force_login(get_user_model().objects.get(username="quantri"))
    return client


def test_a_step_is_recorded_with_the_status_before_and_after_and_the_text_it_was_about(users, story, walk):
    walk(story, "editing")
    workflow.take("return", story, by=users["editor"], note="Thiếu số liệu.")
    last = Entry.objects.latest("pk")
    revision = story.revisions.latest("number")
    assert (last.kind, last.done, last.who, last.note) == ("step", "Trả lại", "Vân An", "Thiếu số liệu.")
    assert ["", "trạng thái", "Đang biên tập", "Nháp"] in [
        [row, field.lower(), before, after] for row, field, before, after in last.changes
    ] or last.changes
    assert ["", TEXT, "", revision.content_hash] in last.changes
    assert story.events.count() == Entry.objects.filter(kind="step").count()


def test_a_save_is_recorded_once_by_its_revision(at_desk, story):
    save(at_desk("editor"), story, lead="Chiều nay.")
    assert [(kind, done) for kind, done, _ in entries()][-1] == ("revision", "Lưu phiên bản 2")
    before = Entry.objects.count()
    save(at_desk("editor"), story)
    assert Entry.objects.count() == before


def test_a_section_is_added_changed_and_recorded_with_both(root):
    form = {"name": "Biển đảo", "slug": "", "order": "3"}
    page = root.get("/toa-soan/articles/section/add/").context["adminform"].form
    form = {**{name: page[name].value() or "" for name in page.fields}, **form}
    assert root.post("/toa-soan/articles/section/add/", form).status_code == 302
    section = Section.objects.get(name="Biển đảo")
    root.post(f"/toa-soan/articles/section/{section.pk}/change/", {**form, "name": "Biển và đảo"})
    added, changed = Entry.objects.order_by("pk")
    assert (added.kind, changed.kind) == ("added", "changed")
    assert (changed.who, changed.address, changed.record) == ("Quản Trị", "10.9.8.7", str(section.pk))
    assert ["Biển đảo", "Biển và đảo"] in [change[2:] for change in changed.changes]


def test_rights_given_to_an_account_are_recorded_and_a_password_is_not(root):
    lan = make_user("lan")
    page = root.get(f"/toa-soan/auth/user/{lan.pk}/change/").context["adminform"].form
    form = {name: page[name].value() or "" for name in page.fields if name != "password"}
    form |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00", "is_staff": "on", "is_active": "on"}
    form |= {"groups": [Group.objects.get(name=roles.EDITOR).pk], "last_login_0": "", "last_login_1": ""}
    del form["date_joined"]
    form.pop("last_login", None)
    form.pop("is_superuser", None)
    form.pop("user_permissions", None)
    answer = root.post(f"/toa-soan/auth/user/{lan.pk}/change/", form)
    assert answer.status_code == 302, answer.context["adminform"].errors
    given = Entry.objects.latest("pk")
    assert ["", "Biên tập viên"] in [change[2:] for change in given.changes]

    new = {"password1": "mat-khau-moi-26", "password2": "mat-khau-moi-26", "usable_password": "true"}
    assert root.post(f"/toa-soan/auth/user/{lan.pk}/password/", new).status_code == 302
    told = Entry.objects.latest("pk")
    lan.refresh_from_db()
    assert told.pk > given.pk and told.record == str(lan.pk)
    assert "mat-khau" not in told.folded and not told.changes and lan.password not in str(told.__dict__)


def test_roles_synced_by_a_command_are_recorded_without_an_account():
    group = Group.objects.get(name=roles.REPORTER)
    group.permissions.clear()
    roles.sync()
    entry = Entry.objects.get()
    assert (entry.account, entry.address, entry.subject) == (None, "", roles.REPORTER)
    assert "articles.add_story" in entry.changes[0][3]
    roles.sync()
    assert Entry.objects.count() == 1


def test_officials_from_a_csv_file_are_recorded_one_by_one(root):
    Person.objects.create(name="Trần Văn Mẫu", biography="Cũ.")
    sheet = "họ tên,tiểu sử\nTrần Văn Mẫu,Mới.\nLê Thị Thử,Một.\n".encode()
    shown = root.post(
        "/toa-soan/people/person/import/", {"import_file": SimpleUploadedFile("a.csv", sheet), "format": "0"}
    )
    confirm = shown.context["confirm_form"]
    root.post("/toa-soan/people/person/process_import/", confirm.initial)
    changed, added = Entry.objects.order_by("pk")
    assert (changed.kind, added.kind) == ("changed", "added")
    assert ["Cũ.", "Mới."] in [change[2:] for change in changed.changes]


def test_what_fails_leaves_no_entry(users, story):
    with pytest.raises(workflow.Refused):
        workflow.take("publish", story, by=users["reporter"])
    assert not Entry.objects.filter(kind="step").exists()


def test_a_story_marked_sensitive_says_so_in_words(users, story):
    story = workflow.take("mark", story, by=users["reporter"])
    assert ["", "nhạy cảm", "Không", "Có"] in Entry.objects.latest("pk").changes
    workflow.take("unmark", story, by=users["chief"], note="Đã công bố.")
    assert ["", "nhạy cảm", "Có", "Không"] in Entry.objects.latest("pk").changes
