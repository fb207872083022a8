"""When what a page says of today stops being true."""

from __future__ import annotations

import datetime

from django.utils import timezone


def next_midnight() -> datetime.datetime:
    """Where today ends, in the site's time zone."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    return timezone.make_aware(
        datetime.datetime.combine(tomorrow, datetime.time()),
        timezone.get_current_timezone(),
    )
