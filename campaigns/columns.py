"""Columns of the staff's lists: states in words with an icon, times in the town."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.models import WorkflowState

from campaigns.models import Channel, Delivery, Post
from campaigns.reasons import describe


class LabelledColumn(Column):
    """Plain words that carry their heading along: on a phone a row is a card."""

    cell_template_name = "campaigns/columns/cell.html"


class MomentColumn(Column):
    """A date and time, written out in the town's zone."""

    cell_template_name = "campaigns/columns/moment.html"


class StateColumn(Column):
    """The state of a delivery."""

    cell_template_name = "campaigns/columns/state.html"


class ChannelStateColumn(Column):
    """The state of a channel and, where it has one, its problem."""

    cell_template_name = "campaigns/columns/channel_state.html"

    def get_cell_context_data(
        self, instance: Channel, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        problem = describe(instance.reason) if instance.reason else None
        return {**context, "problem": problem}


class ChannelsColumn(Column):
    """One state per channel of a post, each a link to its delivery."""

    cell_template_name = "campaigns/columns/channels.html"

    def get_value(self, instance: Post) -> list[Delivery]:
        return list(instance.deliveries.all())


class ApprovalColumn(Column):
    """Where a post stands between draft and approved."""

    cell_template_name = "campaigns/columns/approval.html"

    def get_value(self, instance: Post) -> Any:
        return approval_of(instance, instance.approval)


def approval_of(post: Post, workflow: str | None) -> Any:
    """In words; ``workflow`` is the status of the post's newest workflow, if any."""
    if workflow == WorkflowState.STATUS_IN_PROGRESS:
        return _("Waiting for approval")
    if workflow == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("Sent back")
    if not post.live:
        return _("Draft")
    if post.has_unpublished_changes:
        return _("Approved, with a newer draft")
    return _("Approved")
