"""What the admin's home shows of posts: what waits for you, and how it goes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.context_processors import PermWrapper
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import TaskState

from campaigns import pulse
from campaigns.models import Post, PostApproval
from campaigns.models.post import Authorship
from campaigns.permissions import VIEW
from cms import mail_health


class OtherThingsToModeratePanel(WorkflowObjectsToModeratePanel):
    """Wagtail's own panel without posts: its links lead past their review."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        states = context["states"]
        context["states"] = [s for s in states if not isinstance(s["obj"], Post)]
        return context


class WaitingPostsPanel(Component):
    """Posts that this person may approve, each leading to its review."""

    name = "campaigns_waiting"
    template_name = "campaigns/panels/waiting.html"
    order = 150

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"states": waiting_for(parent_context["request"].user)}


def waiting_for(user: Any) -> list[TaskState]:
    """The newest twenty that ``user`` may decide about, their own not among them."""
    tasks = [
        task
        for task in PostApproval.objects.filter(active=True)
        if task.is_approver(user)
    ]
    if not tasks:
        return []
    own = Authorship.objects.filter(user=user).values_list(
        Cast("post_id", CharField()), flat=True
    )
    return list(
        TaskState.objects.filter(task__in=tasks, status=TaskState.STATUS_IN_PROGRESS)
        .exclude(revision__object_id__in=own)
        .select_related("revision__user")
        .order_by("-started_at")[:20]
    )


class PulsePanel(Component):
    """Whether posts go out, in one line each."""

    name = "campaigns_pulse"
    template_name = "campaigns/panels/pulse.html"
    order = 160

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        now = timezone.now()
        return {
            "silent": [part for part in pulse.parts(now) if part.is_silent],
            "counts": pulse.counts(now),
            "channels": pulse.channels_to_reconnect(),
            "mails": mail_health.counts(now),
            "perms": PermWrapper(parent_context["request"].user),
            "graph": pulse.graph_version(timezone.localdate()),
        }


def add_to_home(request: Any, panels: list[Component]) -> None:
    """Ours in front; Wagtail's own list of waiting things leaves posts to ours."""
    panels[:] = [
        OtherThingsToModeratePanel()
        if type(panel) is WorkflowObjectsToModeratePanel
        else panel
        for panel in panels
    ]
    if request.user.has_perm(VIEW):
        panels += [WaitingPostsPanel(), PulsePanel()]
