"""A delivery: one approved post to one channel, and every attempt at it."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from campaigns.networks.base import Image, Message
from campaigns.reasons import Reason, describe

from .channel import Channel
from .post import Post
from .stop import Release, Stop


class State(models.TextChoices):
    """What is true of a delivery; ``docs/outbox.md`` draws the ways between."""

    PLANNED = "planned", _("Planned")
    SENDING = "sending", _("Being sent")
    WAITING = "waiting", _("Waiting to try again")
    HELD = "held", _("Held")
    HANDED = "handed", _("For a person to do")
    UNCONFIRMED = "unconfirmed", _("In doubt")
    SENT = "sent", _("Sent")
    REJECTED = "rejected", _("Refused by the network")
    CANCELLED = "cancelled", _("Cancelled")
    MISSED = "missed", _("Missed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Hold(models.TextChoices):
    """Why a delivery is held."""

    EDITED = "edited", _("edited after approval")
    CHANNEL = "channel", _("the channel needs reconnecting")
    STOPPED = "stopped", _("everything is stopped")
    QUIET = "quiet", _("quiet period")


# Certainly not out, and still meant to go.
PENDING = (State.PLANNED, State.WAITING, State.HELD, State.HANDED)
# Certainly not out: an approval may write these rows anew.
NOT_OUT = (*PENDING, State.REJECTED, State.CANCELLED, State.MISSED)
# The round of the dispatcher picks from these.
READY = (State.PLANNED, State.WAITING)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Which rows. Conditions on other tables are EXISTS, never joins: in an
    UPDATE they then stand beside the row's own state, which PostgreSQL checks
    again after it waited for another worker's change of the same row."""

    def due(self, now: datetime) -> DeliveryQuerySet:
        """Planned or waiting, and their time has come."""
        return self.filter(
            Q(not_before__isnull=True) | Q(not_before__lte=now),
            state__in=READY,
            due_at__lte=now,
        )

    def overdue(self, now: datetime) -> DeliveryQuerySet:
        """Still meant to go, but useless by now."""
        return self.filter(state__in=PENDING, useless_after__lt=now)

    def abandoned(self, now: datetime) -> DeliveryQuerySet:
        """Claimed by a worker that has not been heard of for a whole lease."""
        return self.filter(state=State.SENDING, lease_until__lt=now)

    def to_look_up(self, now: datetime) -> DeliveryQuerySet:
        """In doubt, and the network can be asked now."""
        return self.filter(state=State.UNCONFIRMED, not_before__lte=now)

    def for_a_person(self) -> DeliveryQuerySet:
        """What only a person can move on."""
        return self.filter(
            Q(state__in=[State.HANDED, State.REJECTED])
            | Q(state=State.UNCONFIRMED, not_before__isnull=True)
            | Q(state=State.HELD)
        )

    def edited(self) -> DeliveryQuerySet:
        """Whose post has a newer draft that nobody has decided about."""
        return self.filter(~_post_as_decided())

    def on_a_channel_that_cannot_send(self) -> DeliveryQuerySet:
        return self.filter(~_connected_channel())

    def stopped(self, now: datetime, kind: str) -> DeliveryQuerySet:
        """A stop of this kind holds them, and they were not released from it."""
        return self.filter(Exists(_stop_in_the_way(now).filter(kind=kind)))

    def sendable(self, now: datetime) -> DeliveryQuerySet:
        """Due, and nothing is in the way."""
        return self.due(now).unhindered(now)

    def unhindered(self, now: datetime) -> DeliveryQuerySet:
        """Nothing is in the way, whatever their state."""
        return self.filter(
            _connected_channel(),
            _post_as_decided(),
            ~Exists(_stop_in_the_way(now)),
            useless_after__gte=now,
            page_is_gone=False,
        )


def _post_as_decided() -> Exists:
    """The post's newest draft is the approved one, or was passed over."""
    return Exists(
        Post.objects.filter(
            Q(latest_revision_id=OuterRef("revision_id"))
            | Q(latest_revision_id=OuterRef("despite_revision_id")),
            pk=OuterRef("post_id"),
        )
    )


def _connected_channel() -> Exists:
    return Exists(Channel.objects.filter(pk=OuterRef("channel_id")).connected())


def _stop_in_the_way(now: datetime) -> models.QuerySet[Stop]:
    released = Release.objects.filter(
        delivery_id=OuterRef(OuterRef("pk")), stop_id=OuterRef("pk")
    )
    return Stop.objects.against(OuterRef("due_at"), now).filter(~Exists(released))


class Delivery(models.Model):
    """One row of the outbox.

    What goes out is frozen here at approval: ``message``, ``revision``,
    ``approved_by``. Sending reads nothing else. ``key`` makes a retry
    recognisable; ``prepared`` is what a network made before the publishing
    call; both are committed before it.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, related_name="deliveries"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PLANNED
    )
    hold = models.CharField(
        _("held because"), max_length=20, choices=Hold.choices, blank=True
    )

    message = models.JSONField(default=dict)
    # What the newest approval gives this channel: a row that was being sent then
    # takes it when it has to be tried again. Empty: the channel was taken away.
    newest = models.JSONField(default=dict)
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.PROTECT, related_name="+"
    )
    # The newer draft despite which a person chose to send the approved text.
    despite_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"))
    due_at = models.DateTimeField(_("due at"))
    useless_after = models.DateTimeField(_("useless after"))

    # Its page was deleted while it was being sent: the post knows it no more, and a
    # second try would carry a link that leads nowhere.
    page_is_gone = models.BooleanField(default=False)

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    prepared = models.JSONField(default=dict)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    # The next try, or the next look-up; in doubt and empty: a person must look.
    not_before = models.DateTimeField(null=True)
    attempt_count = models.PositiveIntegerField(default=0)

    # A code of campaigns.reasons and what the network said.
    reason = models.CharField(max_length=50, blank=True)
    detail = models.TextField(blank=True)

    remote_id = models.CharField(max_length=200, blank=True)
    remote_url = models.URLField(_("address"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-due_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["channel", "remote_id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_delivery_per_post_and_channel", fields=["post", "channel"]
            ),
            models.UniqueConstraint(
                name="one_delivery_per_remote_post",
                fields=["channel", "remote_id"],
                condition=~Q(remote_id=""),
            ),
            models.CheckConstraint(
                name="sent_means_the_network_named_it",
                condition=~Q(state__in=["sent", "withdrawn"])
                | (~Q(remote_id="") & Q(sent_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="held_says_why",
                condition=Q(state="held") & ~Q(hold="") | ~Q(state="held") & Q(hold=""),
            ),
            models.CheckConstraint(
                name="sending_has_a_lease",
                condition=~Q(state="sending")
                | Q(lease_token__isnull=False, lease_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} → {self.channel}"

    @property
    def frozen_message(self) -> Message:
        """What goes out, as the networks know it."""
        return thaw(self.message)

    @property
    def explanation(self) -> Reason | None:
        """Why it stands where it stands, and what to do."""
        return describe(self.reason) if self.reason else None

    @property
    def address(self) -> str:
        """Where it stands; nothing once it was taken away from there."""
        return "" if self.state == State.WITHDRAWN else self.remote_url

    @property
    def can_be_edited(self) -> bool:
        """Whether its network lets what is out be corrected."""
        return self.channel.network_class.can_edit

    @property
    def can_be_asked_about(self) -> bool:
        """Whether its network shows what stands there."""
        return self.channel.network_class.can_find

    @property
    def look_ups(self) -> list[Attempt]:
        """Those that came to an end since it was last tried, oldest first."""
        ended: list[Attempt] = []
        for attempt in self.attempts.all():
            if not attempt.is_look_up:
                ended = []
            elif attempt.ended_at:
                ended.append(attempt)
        return ended


class Attempt(models.Model):
    """One try at a delivery, or one look-up of it."""

    class Outcome(models.TextChoices):
        STARTED = "started", _("Started")
        SENT = "sent", _("Sent")
        HANDED = "handed", _("Given to a person")
        REJECTED = "rejected", _("Refused")
        TRY_LATER = "try_later", _("To be tried again")
        RECONNECT = "reconnect", _("The channel needs reconnecting")
        UNCONFIRMED = "unconfirmed", _("In doubt")
        FOUND = "found", _("Looked up: it is there")
        NOT_FOUND = "not_found", _("Looked up: it is not there")

    delivery = models.ForeignKey(
        Delivery, on_delete=models.CASCADE, related_name="attempts"
    )
    is_look_up = models.BooleanField(default=False)
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.STARTED
    )
    reason = models.CharField(max_length=50, blank=True)
    detail = models.TextField(blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["started_at", "pk"]

    def __str__(self) -> str:
        return f"{self.delivery_id} · {self.get_outcome_display()}"

    @property
    def explanation(self) -> Reason | None:
        return describe(self.reason) if self.reason else None


FROZEN_IMAGES = "posts"


def frozen_storage() -> Storage:
    """Where frozen images lie: the networks get their bytes, no address leads there."""
    return storages["private"]


def frozen_path(digest: str) -> str:
    """Where the bytes of a frozen image lie in that storage."""
    return f"{FROZEN_IMAGES}/{digest}.jpg"


def _read_frozen(digest: str) -> bytes:
    """The bytes, or FileNotFoundError when they are not those that were frozen."""
    with frozen_storage().open(frozen_path(digest)) as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != digest:
        raise FileNotFoundError(frozen_path(digest))
    return data


def thaw(message: dict[str, Any]) -> Message:
    """The network's Message out of what a Delivery keeps."""

    return Message(
        text=message["text"],
        link=message["link"],
        language=message["language"],
        images=tuple(
            Image(**image, read=partial(_read_frozen, image["digest"]))
            for image in message["images"]
        ),
    )
