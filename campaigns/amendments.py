"""After it is out: withdraw it, or correct its text, where the network can."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campaigns import connections, notifications
from campaigns.models import Amendment, Channel, Delivery, State, Stop
from campaigns.models.delivery import thaw
from campaigns.networks.base import Failure, Reconnect, Rejected, TryLater
from campaigns.services import Conflict

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=5)
# After so many tries a person does it on the network's own site.
TRIES = 12


def withdraw(*, delivery_id: int, by: Any, why: str) -> Amendment:
    """Ask for a sent post to be deleted; where the network cannot, a task.

    It takes the place of a correction that is under way: who takes something back
    must not wait for the end of a stop, for which corrections wait.
    """
    return _request(delivery_id, Amendment.Kind.WITHDRAW, by, why)


def correct(*, delivery_id: int, by: Any, why: str) -> Amendment:
    """Ask for a sent post to get the text approved since. Raises Conflict."""
    delivery = Delivery.objects.select_related("post", "channel").get(pk=delivery_id)
    revision = delivery.post.live_revision
    if revision is None or revision.pk == delivery.revision_id:
        raise Conflict(_("There is no newer approved text."))
    if not delivery.channel.network_class.can_edit:
        raise Conflict(_("This network does not let a post be corrected."))
    if Stop.objects.active(timezone.now()).exists():
        raise Conflict(_("Nothing goes out now, corrections included."))
    if not delivery.newest:
        raise Conflict(_("The newer text is not meant for this channel."))
    if not changes_only_words(delivery):
        raise Conflict(
            _(
                "Only the text can be corrected, and the newer post has other pictures "
                "or another link: withdraw this one, and send the newer as a new post."
            )
        )
    return _request(
        delivery_id,
        Amendment.Kind.CORRECT,
        by,
        why,
        # As its approval froze it: what a picture or a page became since was read
        # by nobody.
        message=delivery.newest,
        revision=revision,
    )


def changes_only_words(delivery: Delivery) -> bool:
    """Whether a correction would leave what the newest approval says, and no old
    picture or link beside it."""
    return bool(delivery.newest) and delivery.channel.network_class.is_correction(
        thaw(delivery.message), thaw(delivery.newest)
    )


def _request(
    delivery_id: int, kind: str, by: Any, why: str, **values: Any
) -> Amendment:
    if not why.strip():
        raise Conflict(_("Write the reason."))
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
        if delivery.state != State.SENT:
            raise Conflict(_("Only what is out can be changed there."))
        able = delivery.channel.network_class.can_withdraw
        by_hand = kind == Amendment.Kind.WITHDRAW and not able
        if kind == Amendment.Kind.WITHDRAW:
            delivery.amendments.filter(
                kind=Amendment.Kind.CORRECT, state__in=Amendment.OPEN
            ).update(state=Amendment.State.REPLACED)
        try:
            with transaction.atomic():
                amendment = Amendment.objects.create(
                    delivery=delivery,
                    kind=kind,
                    state=Amendment.State.BY_HAND
                    if by_hand
                    else Amendment.State.PLANNED,
                    why=why,
                    requested_by=by,
                    **values,
                )
        except IntegrityError as error:
            raise Conflict(_("A change of this post is under way already.")) from error
        log(delivery, f"campaigns.{kind}", user=by, data={"reason": why})
    return amendment


def due(now: datetime) -> models.QuerySet[Amendment]:
    """Those a worker should carry out now. During a stop, or on a channel that is
    paused or lost, a correction waits, which says something; a withdrawal does not,
    which takes something back."""
    connected = Delivery.objects.filter(channel__in=Channel.objects.connected())
    may_speak = ~Exists(Stop.objects.active(now)) & Q(delivery__in=connected)
    return Amendment.objects.filter(
        Q(not_before__isnull=True) | Q(not_before__lte=now),
        Q(kind=Amendment.Kind.WITHDRAW) | may_speak,
        state=Amendment.State.PLANNED,
    ).order_by("requested_at")


def amend(amendment_id: int) -> None:
    """Carry one out; called twice at once, it still is done once."""
    now = timezone.now()
    taken = (
        due(now)
        .filter(pk=amendment_id)
        .update(not_before=now + PAUSE, attempt_count=F("attempt_count") + 1)
    )
    if not taken:
        return
    amendment = Amendment.objects.select_related("delivery__channel").get(
        pk=amendment_id
    )
    delivery = amendment.delivery
    try:
        network = delivery.channel.client()
        if amendment.kind == Amendment.Kind.WITHDRAW:
            network.withdraw(delivery.remote_id)
        else:
            network.edit(delivery.remote_id, thaw(amendment.message))
    except Failure as failure:
        _failed(amendment, failure, now)
    except Exception as error:
        logger.exception("Amendment %s broke", amendment_id)
        _failed(amendment, TryLater("crashed", type(error).__name__), now)
    else:
        _done(amendment)


def done_by_hand(*, amendment_id: int, by: Any) -> None:
    """A person has done it on the network's own site."""
    with transaction.atomic():
        amendment = Amendment.objects.select_for_update().get(pk=amendment_id)
        if amendment.state != Amendment.State.BY_HAND:
            raise Conflict(_("This has been done already."))
        _done(amendment)
        log(amendment.delivery, "campaigns.amended_by_hand", user=by)


def _done(amendment: Amendment) -> None:
    with transaction.atomic():
        # A correction that a withdrawal has replaced meanwhile stays replaced, but
        # its words stand there until that withdrawal.
        Amendment.objects.filter(pk=amendment.pk, state__in=Amendment.OPEN).update(
            state=Amendment.State.DONE, done_at=timezone.now(), reason="", detail=""
        )
        row = Delivery.objects.filter(pk=amendment.delivery_id, state=State.SENT)
        if amendment.kind == Amendment.Kind.WITHDRAW:
            row.update(state=State.WITHDRAWN)
        else:
            row.update(message=amendment.message, revision=amendment.revision)


@transaction.atomic
def _failed(amendment: Amendment, failure: Failure, now: datetime) -> None:
    values: dict[str, Any] = {"reason": failure.code, "detail": failure.detail}
    by_hand = isinstance(failure, Rejected) or amendment.attempt_count >= TRIES
    if by_hand:
        values["state"] = Amendment.State.BY_HAND
    else:
        values["not_before"] = now + PAUSE * amendment.attempt_count
    if isinstance(failure, Reconnect):
        connections.needs_reconnecting(amendment.delivery.channel, failure)
    planned = Amendment.objects.filter(pk=amendment.pk, state=Amendment.State.PLANNED)
    if planned.update(**values) and by_hand:
        notifications.amendment_for_a_person(amendment.pk)
