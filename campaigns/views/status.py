"""The status screen: is everything alive, and what waits for whom."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns import pulse
from cms import mail_health

from .base import Screen


class StatusView(Screen):
    template_name = "campaigns/status.html"
    page_title = _("Status")
    header_icon = "info-circle"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        return super().get_context_data(
            now=now,
            parts=pulse.parts(now),
            counts=pulse.counts(now),
            channels=pulse.channels_to_reconnect(),
            mails=mail_health.counts(now),
            graph=pulse.graph_version(timezone.localdate()),
            **kwargs,
        )
