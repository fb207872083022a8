"""What the team may do with what readers sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.permissions import ModelPermissionPolicy


class ReadersOnly(ModelPermissionPolicy):
    """Django's permissions, but some things are for readers alone to do.

    By default adding; superusers are no exception.
    """

    def __init__(self, model: type[Model], *actions: str) -> None:
        super().__init__(model)
        self.theirs = set(actions or ["add"])

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.theirs and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return super().user_has_any_permission(user, set(actions) - self.theirs)
