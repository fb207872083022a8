"""Who may approve a post: Wagtail's group task, made stricter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class PostApproval(AbstractGroupApprovalTask):
    """A step at which one of a group reads a post and answers for it.

    While a post waits nobody edits it, superusers included. Wagtail's own
    approve and reject buttons are off: they do not say which revision was on
    the screen. The review screen does (``campaigns.approvals``).
    """

    class Meta:
        verbose_name = _("post approval")
        verbose_name_plural = _("post approvals")

    def is_approver(self, user: Any) -> bool:
        """Whether ``user`` is in the task's groups; being superuser is not enough."""
        return self._user_in_groups(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return False

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.is_approver(user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        return []

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        if self.is_approver(user):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    @classmethod
    def get_description(cls) -> StrPromise:
        return _("Members of the chosen groups read the post and approve it")
