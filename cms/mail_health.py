"""Do mails leave? For ``/healthz`` and for the screens of the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from .models import Mail

LATELY = timedelta(days=1)
# One address that is written wrong is no illness of the site.
FAILURES = 3


@dataclass(frozen=True)
class Counts:
    """How many mails want to be looked at."""

    waiting_too_long: int
    failed: int
    in_doubt: int

    @property
    def all_well(self) -> bool:
        return not (self.waiting_too_long or self.failed or self.in_doubt)


def counts(now: datetime) -> Counts:
    """One query each for what waits and for what waits for a person."""
    by_state = (
        Mail.objects.for_a_person()
        .order_by()
        .aggregate(
            failed=Count("pk", Q(state=Mail.State.FAILED)),
            in_doubt=Count("pk", Q(state=Mail.State.IN_DOUBT)),
        )
    )
    return Counts(Mail.objects.waiting_too_long(now).count(), **by_state)


class NoMailLeaves(Exception):
    """Mails wait too long, or the server refuses all of them."""


def mails_leave() -> None:
    """The probe of ``/healthz``. Raises NoMailLeaves."""
    now = timezone.now()
    if waiting := Mail.objects.waiting_too_long(now).count():
        raise NoMailLeaves(f"{waiting} wait too long")
    lately = Mail.objects.filter(written_at__gt=now - LATELY)
    failed = lately.filter(state=Mail.State.FAILED).count()
    if failed >= FAILURES and not lately.filter(state=Mail.State.SENT).exists():
        raise NoMailLeaves(f"all {failed} of the last day were refused")
