"""What the site's signals mean for posts."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_migrate, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
)

from campaigns import notifications, pictures, roles, sharing
from campaigns.models import Post, PostApproval
from cms.rights import Carrier
from cms.signals import moment_reached, picture_changed, picture_withdrawn


@receiver(moment_reached)
def make_post_of_share(page: Page, moment: str, **kwargs: Any) -> None:
    sharing.moment_came(page, moment)


@receiver(page_published)
def renew_post_of_share(instance: Page, **kwargs: Any) -> None:
    _after_commit(sharing.page_changed, instance)


@receiver([page_slug_changed, post_page_move])
def renew_posts_of_branch(instance: Page, **kwargs: Any) -> None:
    _after_commit(sharing.branch_moved, instance)


@receiver(page_unpublished)
def cancel_posts_of_page(instance: Page, **kwargs: Any) -> None:
    sharing.page_unpublished(instance)


@receiver(pre_delete, sender=Page)
def remember_that_its_page_is_gone(instance: Page, **kwargs: Any) -> None:
    sharing.page_deleted(instance)


@receiver(picture_withdrawn)
def take_out_of_posts(
    picture: Any, by: Any, reason: str, **kwargs: Any
) -> list[Carrier]:
    return pictures.take_out(picture, by=by, reason=reason)


@receiver(picture_changed)
def count_as_author(picture: Any, by: Any, **kwargs: Any) -> None:
    """What it shows now, and says, was last decided by ``by``."""
    pictures.take_for_author(by, picture)


@receiver(task_submitted)
def ask_approvers(instance: TaskState, **kwargs: Any) -> None:
    if isinstance(instance.task.specific, PostApproval):
        notifications.requested(instance)


@receiver(workflow_approved)
def tell_that_it_is_approved(
    instance: WorkflowState, user: Any = None, **kwargs: Any
) -> None:
    if isinstance(instance.content_object, Post):
        notifications.approved(instance, by=user)


@receiver(workflow_rejected)
def tell_that_it_is_sent_back(
    instance: WorkflowState, user: Any = None, **kwargs: Any
) -> None:
    if isinstance(instance.content_object, Post):
        notifications.sent_back(instance, by=user)


@receiver(post_migrate)
def make_roles(sender: Any, **kwargs: Any) -> None:
    """Permissions exist only once every app has migrated: campaigns comes late."""
    if sender.name == "campaigns":
        roles.make_roles()


def _after_commit(function: Any, *args: Any) -> None:
    transaction.on_commit(lambda: function(*args), robust=True)
