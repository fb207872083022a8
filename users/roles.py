"""The three roles. Groups are found by these names, so they stay as they are.

Each app grants its own permissions when its tables are there:

    @receiver(post_migrate, sender=…)  grant({EDITORS: ["campaigns.add_post", …]})

Who may do more may do all that those before may: a grant to editors is one to
approvers and administrators too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _

EDITORS = "Editors"
APPROVERS = "Approvers"
ADMINISTRATORS = "Administrators"
ROLES = (EDITORS, APPROVERS, ADMINISTRATORS)
# The names that people read.
LABELS = {
    EDITORS: _("Editors"),
    APPROVERS: _("Approvers"),
    ADMINISTRATORS: _("Administrators"),
}


def label_of(group: Group) -> str:
    """A role in the reader's language; any other group by its name."""
    return str(LABELS.get(group.name, group.name))


def at_least(role: str) -> tuple[str, ...]:
    """The role and those above it."""
    return ROLES[ROLES.index(role) :]


def grant(permissions: Mapping[str, Iterable[str]]) -> None:
    """Give each role its permissions (``app.codename``); safe to repeat.

    Nothing is taken away: a town may have given a group more. ``post_migrate``
    comes app by app, so a permission may not exist yet: it is made here. Raises
    Permission.DoesNotExist for a name that no model has.
    """
    for role, names in permissions.items():
        found = [permission(name) for name in names]
        for name in at_least(role):
            group_of(name).permissions.add(*found)


def group_of(role: str) -> Group:
    """The role's group, made when it is not there.

    The approvers are Wagtail's own moderators under our name, so that the workflow
    and the rights that Wagtail's migrations gave them stay theirs.
    """
    if role == APPROVERS and not Group.objects.filter(name=role).exists():
        Group.objects.filter(name="Moderators").update(name=role)
    return Group.objects.get_or_create(name=role)[0]


def permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    rows = Permission.objects.filter(content_type__app_label=app_label)
    if not rows.filter(codename=codename).exists():
        create_permissions(apps.get_app_config(app_label), verbosity=0)
    return rows.get(codename=codename)
