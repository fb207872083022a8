"""``/healthz``: is the site able to do its work? For a monitor, so for strangers.

It says which component is unwell and nothing more; the reason is in the log. An
app adds a component in its ``AppConfig.ready``:

    health.components["worker"] = seen_lately   # raises when it is not well
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from .checks import reach_broker
from .mail_health import mails_leave

logger = logging.getLogger(__name__)


def reach_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


# A monitor that asks often, or many strangers, do not open a connection each time.
MEMORY = 5.0


class Remembered:
    """A probe whose answer, good or bad, stands for ``MEMORY`` seconds."""

    def __init__(self, probe: Callable[[], None]) -> None:
        self.probe = probe
        self.asked_at = float("-inf")
        self.error: Exception | None = None

    def __call__(self) -> None:
        if monotonic() - self.asked_at >= MEMORY:
            self.error = None
            try:
                self.probe()
            except Exception as error:
                self.error = error
            self.asked_at = monotonic()
        if self.error:
            raise self.error


components: dict[str, Callable[[], None]] = {
    "database": reach_database,
    "broker": Remembered(reach_broker),
    "mail": mails_leave,
}


def is_well(name: str, probe: Callable[[], None]) -> bool:
    try:
        probe()
    except Exception as error:
        # Whatever is wrong with one component, the others are still told.
        logger.warning("%s is not well: %s", name, error)
        return False
    return True


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when every component is well, else 503."""
    found = {name: is_well(name, probe) for name, probe in components.items()}
    return JsonResponse(
        {
            "status": "ok" if all(found.values()) else "unwell",
            "components": {
                name: "ok" if well else "unwell" for name, well in found.items()
            },
        },
        status=200 if all(found.values()) else 503,
    )
