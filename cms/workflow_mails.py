"""Wagtail's mails about workflows, except for what has mails of its own.

An object whose class says ``own_workflow_mails`` is told of by its own app; Wagtail
knows no setting for that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.admin import signal_handlers
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

WAGTAILS = (
    (
        task_submitted,
        TaskState,
        "group_approval_task_submitted_email_notification",
        signal_handlers.task_submission_email_notifier,
    ),
    (
        workflow_submitted,
        WorkflowState,
        "workflow_state_submitted_email_notification",
        signal_handlers.workflow_submission_email_notifier,
    ),
    (
        workflow_rejected,
        WorkflowState,
        "workflow_state_rejected_email_notification",
        signal_handlers.workflow_rejection_email_notifier,
    ),
    (
        workflow_approved,
        WorkflowState,
        "workflow_state_approved_email_notification",
        signal_handlers.workflow_approval_email_notifier,
    ),
)


def leave_out_what_has_its_own() -> None:
    """Call it after Wagtail has connected its receivers."""
    for signal, sender, uid, notifier in WAGTAILS:
        if not signal.disconnect(sender=sender, dispatch_uid=uid):
            raise LookupError(f"Wagtail has no receiver named {uid}")
        signal.connect(unless_own(notifier), sender, weak=False, dispatch_uid=uid)


def unless_own(notifier: Callable[..., bool]) -> Callable[..., None]:
    def tell(instance: TaskState | WorkflowState, **kwargs: Any) -> None:
        state = getattr(instance, "workflow_state", instance)
        if not getattr(state.content_object, "own_workflow_mails", False):
            notifier(instance=instance, **kwargs)

    return tell
