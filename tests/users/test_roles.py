"""Who may do what; made by migrating, and made again after a flush."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale, Page, Workflow
from wagtail.permissions import page_permission_policy

from users.models import User
from users.roles import ADMINISTRATORS, APPROVERS, EDITORS, grant


def member(role):
    user = User.objects.create_user(role)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "writes", "publishes", "looks_after_people"),
    [
        (EDITORS, True, False, False),
        (APPROVERS, True, True, False),
        (ADMINISTRATORS, True, True, True),
    ],
)
def test_each_role_may_do_what_those_before_may(
    role, writes, publishes, looks_after_people
):
    user = member(role)

    assert user.has_perm("wagtailadmin.access_admin")
    assert page_permission_policy.user_has_permission(user, "add") == writes
    assert page_permission_policy.user_has_permission(user, "publish") == publishes
    assert user.has_perm("users.add_user") == looks_after_people


@pytest.mark.django_db
def test_a_grant_reaches_the_roles_above():
    grant({APPROVERS: ["wagtailcore.view_site"]})

    who = {
        role: member(role).has_perm("wagtailcore.view_site")
        for role in (EDITORS, APPROVERS, ADMINISTRATORS)
    }

    assert who == {EDITORS: False, APPROVERS: True, ADMINISTRATORS: True}


@pytest.mark.django_db
def test_what_a_town_has_added_stays():
    group = Group.objects.get(name=EDITORS)
    grant({ADMINISTRATORS: ["wagtailcore.view_site"]})
    group.permissions.add(Group.objects.get(name=ADMINISTRATORS).permissions.first())
    before = group.permissions.count()

    call_command("migrate", verbosity=0)

    assert group.permissions.count() == before


@pytest.mark.django_db
def test_pages_go_to_the_approvers():
    root = Page.get_first_root_node()

    (task,) = root.get_workflow().tasks

    assert [group.name for group in task.specific.groups.all()] == [APPROVERS]


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_the_roles_the_root_and_the_language_in_place():
    call_command("flush", interactive=False, verbosity=0)

    assert Page.get_first_root_node().get_workflow() in Workflow.objects.all()
    assert Locale.get_default().language_code == "it"
    assert member(APPROVERS).has_perm("wagtailadmin.access_admin")


@pytest.mark.django_db
def test_italian_screens_name_the_roles_in_italian(administrator_client, administrator):
    group = Group.objects.get(name=APPROVERS)
    screens = [
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_users:edit", args=[administrator.pk]),
        reverse("wagtailusers_users:index") + f"?group={group.pk}",
        reverse("wagtailusers_groups:index"),
    ]

    for screen in screens:
        page = administrator_client.get(screen).text
        assert "Approvazione" in page
        assert "Approvers" not in page


@pytest.mark.django_db
def test_a_person_is_given_a_role_by_its_italian_name(administrator_client, stranger):
    group = Group.objects.get(name=EDITORS)
    address = reverse("wagtailusers_users:edit", args=[stranger.pk])

    administrator_client.post(
        address,
        {
            "username": "stranger",
            "email": "s@example.org",
            "first_name": "Stra",
            "last_name": "Niera",
            "is_active": "on",
            "groups": [group.pk],
        },
    )

    assert list(stranger.groups.all()) == [group]


@pytest.mark.django_db
def test_a_group_that_the_town_made_keeps_its_name(administrator_client):
    Group.objects.create(name="Scuola Torelli")

    page = administrator_client.get(reverse("wagtailusers_groups:index")).text

    assert "Scuola Torelli" in page
