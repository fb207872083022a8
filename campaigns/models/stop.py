"""Times in which nothing goes out: quiet periods, and "stop everything"."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StopQuerySet(models.QuerySet["Stop"]):
    def active(self, now: datetime) -> StopQuerySet:
        """Those in force at ``now``."""
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now
        )

    def at_the_time_of(self, send_at: datetime | None, now: datetime) -> StopQuerySet:
        """Those that, as things stand, are in force when something is due that is
        approved now."""
        return self.active(max(send_at or now, now))

    def not_over(self, now: datetime) -> StopQuerySet:
        """Those in force at ``now`` or later."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))

    def against(self, due_at: Any, now: datetime) -> StopQuerySet:
        """Those that hold at ``now`` what was due at ``due_at``, until its release.

        A stop holds all that was due and not out while it lasted. That does not
        change with its end, whatever else held a row meanwhile, nor with a worker
        that was away. One that was ended before it began never lasted.
        """
        lasted = Q(ends_at__gt=due_at) & Q(ends_at__gt=F("starts_at"))
        return self.filter(Q(ends_at__isnull=True) | lasted, starts_at__lte=now)


class Stop(models.Model):
    """Holds every outgoing path while it lasts.

    A quiet period is the law's: from the calling of a vote until its close an
    administration only says what is impersonal and indispensable (L. 28/2000,
    art. 9). "Everything stopped" is the team's own emergency brake. What it
    held stays held after its end, until a person releases it, one by one.
    """

    class Kind(models.TextChoices):
        QUIET = "quiet", _("Quiet period")
        STOPPED = "stopped", _("Everything stopped")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=500)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("Empty: until somebody ends it."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                name="stop_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                violation_error_message=_("It cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"


class Release(models.Model):
    """One delivery let through one stop, by a person with a written reason."""

    delivery = models.ForeignKey(
        "campaigns.Delivery", on_delete=models.CASCADE, related_name="releases"
    )
    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="releases")
    reason = models.CharField(_("reason"), max_length=500)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    released_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("from a stop", "release")
        verbose_name_plural = pgettext_lazy("from a stop", "releases")
        constraints = [
            models.UniqueConstraint(
                name="one_release_per_stop", fields=["delivery", "stop"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.delivery} · {self.reason}"
