"""One mail to the administrators at 90, 30 and 7 days before the Graph API's end."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings

from campaigns import notifications
from campaigns.networks.graph_versions import version_ends

# Days before the end; the start-up check and the status screen begin with the first.
THRESHOLDS = (90, 30, 7)


def warn(today: date) -> None:
    """Safe to repeat: each threshold is told once. Of several that are past (a machine
    that was off, a version pinned late) only the nearest to the end is told."""
    version = settings.GRAPH_VERSION
    ends_on = version_ends(version)
    past = [days for days in THRESHOLDS if ends_on and (ends_on - today).days <= days]
    if ends_on and past:
        notifications.graph_version_ends(
            version,
            ends_on,
            over=ends_on < today,
            purpose=f"graph-version:{version}:{min(past)}",
            keep=max(ends_on - today, timedelta(0)) + timedelta(days=365),
        )
