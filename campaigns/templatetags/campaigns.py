"""States as people see them: words, an icon, and a tone that colour repeats."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from campaigns import sharing
from campaigns.models import Channel, Delivery, Post, State, Stop
from campaigns.permissions import VIEW

register = template.Library()

# Icon and tone. The words always stand beside them.
LOOKS: dict[str, tuple[str, str]] = {
    State.PLANNED: ("calendar", "calm"),
    State.SENDING: ("upload", "calm"),
    State.WAITING: ("rotate", "calm"),
    State.HELD: ("lock", "careful"),
    State.HANDED: ("user", "careful"),
    State.UNCONFIRMED: ("help", "careful"),
    State.SENT: ("check", "good"),
    State.REJECTED: ("cross", "bad"),
    State.CANCELLED: ("minus", "over"),
    State.MISSED: ("time", "bad"),
    State.WITHDRAWN: ("bin", "over"),
    Channel.State.CONNECTED: ("check", "good"),
    Channel.State.RECONNECT: ("warning", "bad"),
    Channel.State.PAUSED: ("time", "careful"),
}


@register.inclusion_tag("campaigns/components/state.html")
def state(row: Delivery | Channel) -> dict[str, Any]:
    """The state of a delivery or a channel."""
    icon, tone = LOOKS[row.state]
    hold = row.get_hold_display() if isinstance(row, Delivery) else ""
    return {
        "icon": icon,
        "tone": tone,
        "label": row.get_state_display(),
        "hold": hold,
    }


@register.simple_tag
def posts_hanging_on(page: Page) -> QuerySet[Post]:
    return sharing.hanging_on(page)


@register.inclusion_tag("campaigns/components/stop_banner.html", takes_context=True)
def stop_banner(context: dict[str, Any]) -> dict[str, Any]:
    """What is stopped now, on every page of whoever works with posts."""
    user = context["request"].user
    if not user.has_perm(VIEW):
        return {"stops": []}
    return {"stops": list(Stop.objects.active(timezone.now()))}
