import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from newsroom import roles

pytestmark = pytest.mark.django_db


def permissions_of(role: str) -> set[str]:
    user = get_user_model().objects.create_user(role)
    user.groups.add(Group.objects.get(name=role))
    return user.get_all_permissions()


def test_each_role_may_do_what_the_one_below_may_and_more():
    roles.sync()
    held = [
        permissions_of(role)
        for role in (roles.REPORTER, roles.EDITOR, roles.SECRETARY, roles.EDITOR_IN_CHIEF)
    ]
    assert held[0] < held[1] < held[2] < held[3]


@pytest.mark.parametrize(
    ("permission", "first_role"),
    [
        ("articles.add_story", 0),
        ("articles.submit_story", 0),
        ("articles.delete_storyphoto", 0),
        ("people.view_person", 0),
        ("articles.edit_any_story", 1),
        ("articles.change_source", 1),
        ("articles.add_penname", 1),
        ("articles.download_original", 1),
        ("people.change_person", 1),
        ("articles.approve_story", 2),
        ("articles.publish_story", 2),
        ("articles.change_section", 2),
        ("people.merge_person", 2),
        ("articles.withdraw_story", 3),
        ("articles.inspect_withdrawn", 3),
        ("articles.name_deputies", 3),
        ("articles.delete_story", 4),
        ("articles.delete_photo", 4),
        ("articles.change_publishedstory", 4),
        ("articles.change_revision", 4),
        ("articles.add_storyevent", 4),
        ("people.delete_person", 4),
        ("auth.change_user", 4),
        ("auth.change_group", 4),
    ],
)
def test_a_permission_begins_at_the_role_that_needs_it(permission: str, first_role: int):
    roles.sync()
    assert [permission in permissions_of(role) for role in roles.roles()] == [
        place >= first_role for place in range(4)
    ]


def test_syncing_again_changes_nothing():
    roles.sync()
    assert [(given, taken) for _, given, taken in roles.sync()] == [(set(), set())] * 4


def test_what_was_added_by_hand_is_taken_away_and_what_is_missing_comes_back():
    roles.sync()
    reporters = Group.objects.get(name=roles.REPORTER)
    reporters.permissions.set([Permission.objects.get(codename="publish_story")])
    other = Group.objects.create(name="Kỹ thuật")
    other.permissions.add(Permission.objects.get(codename="change_user"))

    change = roles.sync()[0]

    assert change.taken == {"articles.publish_story"}
    assert change.given == roles.roles()[roles.REPORTER] == permissions_of(roles.REPORTER)
    assert permissions_of("Kỹ thuật") == {"auth.change_user"}


def test_accounts_keep_their_role_when_it_is_synced():
    roles.sync()
    user = get_user_model().objects.create_user("lan")
    user.groups.add(Group.objects.get(name=roles.EDITOR))
    roles.sync()
    assert user.has_perm("articles.edit_any_story")


def test_the_command_says_what_it_gave(capsys):
    call_command("sync_roles")
    assert "Tổng biên tập" in capsys.readouterr().out


def test_a_permission_that_is_not_there_yet_stops_the_command_and_changes_nothing():
    Group.objects.all().delete()
    Permission.objects.get(codename="withdraw_story").delete()
    with pytest.raises(CommandError, match=r"articles\.withdraw_story"):
        call_command("sync_roles")
    assert not Group.objects.exists()
