"""Three people, one for each role."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from users.roles import ADMINISTRATORS, APPROVERS, EDITORS

PEOPLE = {
    "admin": (ADMINISTRATORS, "Ada", "Amministratrice"),
    "editor": (EDITORS, "Edo", "Redattore"),
    "approver": (APPROVERS, "Pia", "Dirigente"),
}


def add_people() -> Iterator[str]:
    """Those who are missing; a password that no setting gives is made up and told."""
    user_model = get_user_model()
    for username, (role, first_name, last_name) in PEOPLE.items():
        if user_model.objects.filter(username=username).exists():
            continue
        password = settings.DEMO_PASSWORDS[username]
        if not password:
            password = secrets.token_urlsafe(9)
            yield f"{username}: {password}"
        user = user_model.objects.create_user(
            username,
            email=f"{username}@example.org",
            password=password,
            first_name=first_name,
            last_name=last_name,
            is_superuser=role == ADMINISTRATORS,
        )
        user.groups.add(Group.objects.get_or_create(name=role)[0])
