"""The four roles and what each may do, as Django groups made from this file alone.

`manage.py sync_roles` writes them; `demo` runs it, and in production it belongs after `migrate`. It is not
done by a `post_migrate` signal, so that migrating never changes who may do what behind anyone's back.
Nobody is given the deletion of a story, a photo or an official: a story is withdrawn, a record is ended.
"""

from __future__ import annotations

from typing import NamedTuple

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _

import ledger.models as ledger
from ledger.differences import Change

REPORTER = "Phóng viên"
EDITOR = "Biên tập viên"
SECRETARY = "Thư ký toà soạn"
EDITOR_IN_CHIEF = "Tổng biên tập"

# What an editor may strike out of the registry; people, bodies and posts are ended, never deleted.
ROWS_OF_A_RECORD = [
    "bodychange",
    "bodyname",
    "personname",
    "postname",
    "protocolplace",
    "suspension",
    "tenure",
]
ROWS_OF_A_STORY = ["byline", "storyperson", "storyphoto", "storyphotoperson", "storysource"]


def roles() -> dict[str, set[str]]:
    """What each group may do, as Django names it: {"Phóng viên": {"articles.add_story", ...}, ...}.

    Whose stories a reporter may open is not said here but by `Story.objects.visible_to`.
    """
    officials = [model._meta.model_name or "" for model in apps.get_app_config("people").get_models()]
    reporter = (
        _may("add change view", "articles", ["story", "photo"])
        | _may("add change delete view", "articles", ROWS_OF_A_STORY)
        | _may("view", "articles", ["penname", "portrait", "revision", "section", "source", "storyevent"])
        | _may("view", "people", officials)
        | {"articles.submit_story"}
    )
    editor = (
        reporter
        | _may("view", "articles", ["correction"])
        | _may("add change", "articles", ["penname", "source"])
        | _may("add change delete view", "articles", ["abbreviation"])
        | _may("add change delete", "articles", ["portrait"])
        | _may("add change", "people", officials)
        | _may("delete", "people", ROWS_OF_A_RECORD)
        | {"articles.download_original", "articles.edit_any_story"}
    )
    secretary = (
        editor
        | _may("add change", "articles", ["section"])
        | _may("add change delete view", "articles", ["redirect"])
        | _may("change view", "articles", ["frontpage"])
        | _may("add change delete view", "articles", ["frontplace"])
        | {"articles.approve_story", "articles.publish_story", "articles.override_problem"}
        | {"articles.deny_photo"}
        | {"people.merge_person"}
    )
    chief = (
        secretary
        | {"ledger.view_entry"}
        | _may("add change view", "articles", ["correctionwording", "imprint"])
    )
    chief |= {"articles.approve_sensitive", "articles.override_review", "articles.withdraw_story"}
    chief |= {"articles.inspect_withdrawn", "articles.name_deputies"}
    return {REPORTER: reporter, EDITOR: editor, SECRETARY: secretary, EDITOR_IN_CHIEF: chief}


class Synced(NamedTuple):
    """What `sync` changed in one group: permissions given and taken away, as "app.codename"."""

    group: str
    given: set[str]
    taken: set[str]


@transaction.atomic
def sync() -> list[Synced]:
    """Give each group exactly what `roles()` says, making those that are missing; leave other groups alone.

    Raises `Permission.DoesNotExist` when a permission named here is not in the database: migrate first.
    """
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    names = {pk: name for name, pk in known.items()}
    changes = []
    for name, wanted in roles().items():
        if missing := wanted - known.keys():
            raise Permission.DoesNotExist(", ".join(sorted(missing)))
        group = Group.objects.get_or_create(name=name)[0]
        held = {names[pk] for pk in group.permissions.order_by().values_list("pk", flat=True)}
        change = Synced(name, wanted - held, held - wanted)
        if change.given:
            group.permissions.add(*(known[one] for one in change.given))
        if change.taken:
            group.permissions.remove(*(known[one] for one in change.taken))
        if change.given or change.taken:
            ledger.record(
                ledger.Entry.Kind.CHANGED,
                group,
                _("The rights of a role"),
                changes=[Change("", "", *(", ".join(sorted(part)) for part in (change.taken, change.given)))],
            )
        changes.append(change)
    return changes


def _may(actions: str, app: str, models: list[str]) -> set[str]:
    return {f"{app}.{action}_{model}" for model in models for action in actions.split()}
