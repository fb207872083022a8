"""What is done to a post after it is out: withdraw it, or correct its text."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.reasons import Reason, describe


class Amendment(models.Model):
    """One request to change what is out; a queue of its own beside the outbox.

    Both kinds may be repeated safely: deleting twice deletes once, and the same
    correction twice leaves the same text. So a doubt is simply tried again.
    """

    class Kind(models.TextChoices):
        WITHDRAW = "withdraw", pgettext_lazy("an amendment", "Withdraw")
        CORRECT = "correct", pgettext_lazy("an amendment", "Correct")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        BY_HAND = "by_hand", _("For a person to do")
        DONE = "done", _("Done")
        # A correction in whose place a withdrawal came.
        REPLACED = "replaced", _("Replaced by a withdrawal")

    # Still to be done, by us or by a person.
    OPEN = (State.PLANNED, State.BY_HAND)

    delivery = models.ForeignKey(
        "campaigns.Delivery", on_delete=models.PROTECT, related_name="amendments"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    why = models.CharField(_("reason"), max_length=500)
    # For a correction: the message as it shall be, frozen as on the delivery.
    message = models.JSONField(default=dict)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(null=True)
    attempt_count = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=50, blank=True)
    detail = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_amendment_per_delivery",
                fields=["delivery"],
                condition=Q(state__in=["planned", "by_hand"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.delivery}"

    @property
    def explanation(self) -> Reason | None:
        return describe(self.reason) if self.reason else None
