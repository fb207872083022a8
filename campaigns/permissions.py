"""Who may do what with posts and deliveries, beside approving them.

Approving is the task's own business (``campaigns.approvals``). The rest are
Django's permissions, so that a town sees and changes them among its groups:

* ``HANDLE``: what is certainly not out: cancel, try again, tick off by hand
* ``DECIDE``: what people outside will notice: release, send again, mark as
  sent, withdraw, correct. "Add a delivery" is Django's own word for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail.permissions import ModelPermissionPolicy

VIEW = "campaigns.view_delivery"
HANDLE = "campaigns.change_delivery"
DECIDE = "campaigns.add_delivery"


class PostPolicy(ModelPermissionPolicy):
    """Django's permissions, but nobody publishes a post, superusers included."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "publish" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return super().user_has_any_permission(user, set(actions) - {"publish"})


def offered_to_groups() -> QuerySet[Permission]:
    """What the screen of groups shows of models that have no viewset."""
    return Permission.objects.filter(
        content_type__app_label="campaigns",
        codename__in=[
            "view_delivery",
            "change_delivery",
            "add_delivery",
            "view_stop",
            "add_stop",
            "change_stop",
        ],
    )
