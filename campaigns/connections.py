"""Channels: connecting an account, losing it, pausing it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campaigns import credentials, ledger, notifications
from campaigns.models import Channel, Delivery, Hold, State
from campaigns.models.channel import client_for
from campaigns.models.delivery import READY
from campaigns.networks.base import Account, Failure, Rejected
from campaigns.services import Conflict

# What connecting writes of a channel.
CONNECTION = (
    "sealed_credentials", "account_id", "account_name", "account_url", "state",
    "reason", "detail",
)  # fmt: skip
# How long a channel waits after its network was too slow for one request.
BREATHER = timedelta(minutes=1)


def connect(*, channel: Channel, values: dict[str, str], by: Any) -> Account:
    """Check the credentials with the network, keep them, free what was held.

    A channel that was paused stays paused. Nothing is kept when the network refuses
    them. Another account is another channel: what is in doubt here would be looked
    for there, not be found, and go out twice. Raises Reconnect (wrong), TryLater
    (cannot be asked now) or Rejected (another account than before).
    """
    account = client_for(channel.network, values).check()
    if channel.account_id and account.id != channel.account_id:
        raise Rejected("wrong_account", f"{account.name} ({account.id})")
    with transaction.atomic():
        channel.sealed_credentials = credentials.seal(values)
        channel.account_id = account.id
        channel.account_name = account.name
        channel.account_url = account.url
        now = Channel.objects.select_for_update().get(pk=channel.pk)
        # Who paused it has a reason that new credentials do not answer.
        paused = now.state == Channel.State.PAUSED and now.account_id
        channel.state = Channel.State.PAUSED if paused else Channel.State.CONNECTED
        channel.reason = channel.detail = ""
        channel.full_clean()
        # Its name and its holder may have changed while the network was asked.
        channel.save(update_fields=CONNECTION)
        if not paused:
            free(channel)
        log(channel, "campaigns.connect", user=by)
    return account


@transaction.atomic
def needs_reconnecting(channel: Channel, failure: Failure) -> None:
    """The network no longer takes these credentials: stop, hold, and tell once.

    An answer to older ones, come late, says nothing about a channel that was
    connected anew meanwhile.
    """
    changed = Channel.objects.filter(
        pk=channel.pk,
        state=Channel.State.CONNECTED,
        sealed_credentials=channel.sealed_credentials,
    ).update(state=Channel.State.RECONNECT, reason=failure.code, detail=failure.detail)
    if changed:
        hold(channel)
        notifications.channel_lost(channel.pk)


def pause(*, channel: Channel, by: Any, reason: str) -> None:
    """Hold everything for this channel until it is resumed. Raises Conflict."""
    with transaction.atomic():
        connected = Channel.objects.filter(pk=channel.pk, state=Channel.State.CONNECTED)
        if not connected.update(state=Channel.State.PAUSED):
            raise Conflict(_("Only a connected channel can be paused."))
        hold(channel)
        log(channel, "campaigns.pause", user=by, data={"reason": reason})


def resume(*, channel: Channel, by: Any) -> None:
    """End a pause. Raises Conflict for a channel that wants to be connected."""
    never = channel.network_class.credential_fields and not channel.sealed_credentials
    with transaction.atomic():
        paused = Channel.objects.filter(pk=channel.pk, state=Channel.State.PAUSED)
        if never or not paused.update(state=Channel.State.CONNECTED):
            raise Conflict(_("This channel is not paused: connect it instead."))
        free(channel)
        log(channel, "campaigns.resume", user=by)


def hold(channel: Channel) -> None:
    """Hold what is planned or waiting for this channel."""
    Delivery.objects.filter(channel=channel, state__in=READY).update(
        **ledger.as_held(Hold.CHANNEL)
    )


def spare(channel: Channel, now: datetime) -> None:
    """Give a network that did not answer in time a breather.

    What is ready for it would each hold up a worker for a whole timeout. So all of
    it waits, and the first one only half as long: it finds out how the network is.
    """
    soon = Delivery.objects.filter(
        Q(not_before__isnull=True) | Q(not_before__lt=now + BREATHER),
        channel=channel,
        state__in=READY,
        due_at__lt=now + BREATHER,
    )
    first = soon.order_by("due_at", "pk").values_list("pk", flat=True).first()
    if first is None:
        return
    soon.filter(state=State.PLANNED).update(reason="network_slow")
    soon.exclude(pk=first).update(not_before=now + BREATHER)
    soon.filter(pk=first).exclude(not_before__gt=now + BREATHER / 2).update(
        not_before=now + BREATHER / 2
    )


def free(channel: Channel) -> None:
    """Plan again what only the channel held, and ask at once about its doubts."""
    Delivery.objects.filter(
        channel=channel, state=State.UNCONFIRMED, not_before__isnull=False
    ).update(not_before=timezone.now())
    Delivery.objects.filter(
        channel=channel, state=State.HELD, hold=Hold.CHANNEL
    ).update(**ledger.as_planned_again())
