"""The ledger of mails: one row per mail and recipient; ``docs/mail.md`` tells all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A mail that is due for so long has nobody who sends it, and one that was tried so
# often (about an hour of tries) has nobody who takes it.
TOO_LONG = timedelta(minutes=15)
TOO_OFTEN = 7


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, now: datetime) -> MailQuerySet:
        """To be sent now: those certainly not out, and those to be sent once more."""
        return self.filter(state__in=READY, next_try__lte=now)

    def abandoned(self, now: datetime) -> MailQuerySet:
        """Claimed by a worker that has not been heard of for a whole lease."""
        return self.filter(state=Mail.State.SENDING, lease_until__lt=now)

    def waiting_too_long(self, now: datetime) -> MailQuerySet:
        return self.filter(
            Q(next_try__lt=now - TOO_LONG) | Q(attempts__gte=TOO_OFTEN),
            state__in=(*READY, Mail.State.SENDING),
            next_try__isnull=False,
        )

    def erase_before(self, moment: datetime) -> int:
        """Forget what was written before, but for a purpose that must still hold."""
        holds = Q(keep_until__gt=timezone.now())
        return self.filter(written_at__lt=moment).exclude(holds).delete()[0]

    def for_a_person(self) -> MailQuerySet:
        """What nobody tries again by itself."""
        return self.filter(
            Q(state=Mail.State.FAILED)
            | Q(state=Mail.State.IN_DOUBT, next_try__isnull=True)
        )


class Mail(models.Model):
    """One mail to one recipient, written in the transaction of what causes it.

    ``message`` is the whole mail as it goes out, every time the same bytes with the
    same Message-ID; it is emptied once the mail is sent, because it may hold a link
    that opens an account. ``purpose`` names what the mail is about: the same purpose
    is written once to the same recipient, for as long as the row is kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        IN_DOUBT = "in_doubt", _("In doubt")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    recipient = models.CharField(_("recipient"), max_length=320)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=255)
    message = models.BinaryField()
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    # Attempts after which nobody knew whether the mail is out.
    doubts = models.PositiveIntegerField(default=0)
    # Empty and not sent: a person must look.
    next_try = models.DateTimeField(_("next try"), null=True, default=timezone.now)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    # Set right before the last dot of the mail leaves: from then on it may be out.
    at_the_dot = models.BooleanField(default=False)
    error = models.CharField(_("last error"), max_length=500, blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    # A purpose that must hold for longer than mails are kept.
    keep_until = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "next_try"]),
            models.Index(fields=["-written_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_mail_per_purpose_and_recipient",
                fields=["purpose", "recipient"],
                condition=~Q(purpose=""),
            ),
            models.CheckConstraint(
                name="mail_being_sent_has_a_lease",
                condition=~Q(state="sending")
                | Q(lease_token__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="mail_sent_has_its_time",
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"


# The sender picks from these; one in doubt only while it still has a next try.
READY = (Mail.State.WAITING, Mail.State.IN_DOUBT)
