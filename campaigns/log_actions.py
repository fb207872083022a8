"""What people do to posts, deliveries and channels, in Wagtail's audit log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

ACTIONS = {
    "campaigns.send_approved": _("Send the approved text despite a newer draft"),
    "campaigns.cancel": _("Cancel a delivery"),
    "campaigns.retry": _("Try a delivery again"),
    "campaigns.send_again": _("Send again: it is not there"),
    "campaigns.mark_sent": _("Mark as sent: it is there"),
    "campaigns.tick": _("Done by hand"),
    "campaigns.release": _("Release from a stop"),
    "campaigns.withdraw": pgettext_lazy("an amendment", "Withdraw"),
    "campaigns.correct": pgettext_lazy("an amendment", "Correct"),
    "campaigns.amended_by_hand": _("Changed by hand on the network"),
    "campaigns.start_stop": _("Stop everything, or begin a quiet period"),
    "campaigns.end_stop": _("End a stop"),
    "campaigns.connect": _("Connect a channel"),
    "campaigns.pause": _("Pause a channel"),
    "campaigns.resume": _("Resume a channel"),
}


class WithReason(LogFormatter):
    """Shows the action, and the reason that the person wrote."""

    def format_message(self, log_entry: Any) -> str:
        label = str(ACTIONS[log_entry.action])
        reason = log_entry.data.get("reason")
        return f"{label}: {reason}" if reason else label


@hooks.register("register_log_actions")
def register_log_actions(registry: Any) -> None:
    for action, label in ACTIONS.items():
        formatter = type("Formatter", (WithReason,), {"label": label})
        registry.register_action(action)(formatter)
