"""The users' part in Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from .models import User


@hooks.register("register_user_listing_buttons")
def invite_again(user: User, request_user: User) -> Iterator[Button]:
    waits = user.is_active and not user.last_login
    if waits and request_user.has_perm("users.change_user"):
        yield Button(
            _("Invite again"),
            reverse("wagtailusers_users:invite", args=[user.pk]),
            icon_name="mail",
            priority=30,
        )


@hooks.register("register_log_actions")
def register_invitation(actions: LogActionRegistry) -> None:
    actions.register_action("users.invite", _("Invite"), _("Invited by mail"))
