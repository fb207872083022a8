"""What a person may do to a delivery: when it is offered, to whom, and how.

One table for the screen that offers the buttons, the view that carries them out
and the test that says who may do what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns import amendments, services
from campaigns.forms.deliveries import (
    AddressForm,
    NothingToAdd,
    OptionalAddressForm,
    ReasonForm,
)
from campaigns.models import Amendment, Delivery, Hold, State
from campaigns.models.delivery import PENDING
from campaigns.permissions import DECIDE, HANDLE


@dataclass(frozen=True)
class Action:
    """A button on a delivery; ``do`` gets the delivery, the person and the form."""

    name: str
    label: Promise
    explanation: Promise
    done: Promise
    permission: str
    form: type[forms.Form]
    offered: Callable[[Delivery], bool]
    do: Callable[[Delivery, Any, dict[str, Any]], Any]
    is_serious: bool = False


def in_states(*states: State) -> Callable[[Delivery], bool]:
    return lambda delivery: delivery.state in states


def can_be_ticked(delivery: Delivery) -> bool:
    """Also late: what stands on the notice board stands there."""
    return delivery.state == State.HANDED or (
        delivery.state in services.TICKED_LATE and services.was_handed(delivery)
    )


def can_be_corrected(delivery: Delivery) -> bool:
    post = delivery.post
    return (
        is_free_to_change(delivery)
        and delivery.channel.network_class.can_edit
        and post.live_revision_id not in (None, delivery.revision_id)
        and amendments.changes_only_words(delivery)
    )


def can_be_withdrawn(delivery: Delivery) -> bool:
    """Also when a correction is under way: the withdrawal takes its place."""
    amendment = open_amendment(delivery)
    return delivery.state == State.SENT and (
        amendment is None or amendment.kind == Amendment.Kind.CORRECT
    )


def is_free_to_change(delivery: Delivery) -> bool:
    return delivery.state == State.SENT and not open_amendment(delivery)


def waits_for_hands(delivery: Delivery) -> bool:
    amendment = open_amendment(delivery)
    return amendment is not None and amendment.state == Amendment.State.BY_HAND


def open_amendment(delivery: Delivery) -> Amendment | None:
    """The change that is under way, if one is."""
    for amendment in delivery.amendments.all():
        if amendment.state in Amendment.OPEN:
            return amendment
    return None


def end_by_hand(delivery: Delivery, by: Any) -> None:
    amendment = open_amendment(delivery)
    if amendment is None:
        raise services.Conflict(gettext("This has been done already."))
    amendments.done_by_hand(amendment_id=amendment.pk, by=by)


ACTIONS = (
    Action(
        "tick",
        _("Tick off"),
        _("You have put it where it belongs."),
        _("Ticked off: it counts as sent."),
        HANDLE,
        OptionalAddressForm,
        can_be_ticked,
        lambda row, by, values: services.tick(
            delivery_id=row.pk, by=by, url=values["url"]
        ),
    ),
    Action(
        "mark",
        _("It is there"),
        _("You looked at the account and found the post. Paste its address."),
        _("Noted: it is there."),
        DECIDE,
        AddressForm,
        in_states(State.UNCONFIRMED),
        lambda row, by, values: services.mark_sent(
            delivery_id=row.pk, by=by, url=values["url"]
        ),
    ),
    Action(
        "send-again",
        _("Send again"),
        _(
            "Only after you looked at the account and did not find the post: if it "
            "is there after all, it will stand there twice."
        ),
        _("It will be sent again."),
        DECIDE,
        ReasonForm,
        in_states(State.UNCONFIRMED),
        lambda row, by, values: services.send_again(
            delivery_id=row.pk, by=by, reason=values["reason"]
        ),
        is_serious=True,
    ),
    Action(
        "retry",
        _("Try again"),
        _("The cause is mended, on the network or in its settings."),
        _("It will be tried again."),
        HANDLE,
        NothingToAdd,
        in_states(State.REJECTED, State.WAITING),
        lambda row, by, values: services.retry(delivery_id=row.pk, by=by),
    ),
    Action(
        "release",
        _("Let it go out"),
        _(
            "This one alone goes out, whether the stop lasts or is over. The log keeps your reason."
        ),
        _("Released: it goes out."),
        DECIDE,
        ReasonForm,
        lambda row: row.hold in (Hold.STOPPED, Hold.QUIET),
        lambda row, by, values: services.release(
            delivery_id=row.pk, by=by, reason=values["reason"]
        ),
    ),
    Action(
        "correct",
        _("Correct it on the network"),
        _("What stands there gets the text that was approved since."),
        _("The correction is on its way."),
        DECIDE,
        ReasonForm,
        can_be_corrected,
        lambda row, by, values: amendments.correct(
            delivery_id=row.pk, by=by, why=values["reason"]
        ),
    ),
    Action(
        "withdraw",
        _("Withdraw"),
        _(
            "It is deleted on the network; where the network does not allow that, "
            "it becomes a task for you."
        ),
        _("The withdrawal is on its way."),
        DECIDE,
        ReasonForm,
        can_be_withdrawn,
        lambda row, by, values: amendments.withdraw(
            delivery_id=row.pk, by=by, why=values["reason"]
        ),
        is_serious=True,
    ),
    Action(
        "amended",
        _("Done by hand"),
        _("You have changed or deleted it on the network's own site."),
        _("Noted: it is done."),
        DECIDE,
        NothingToAdd,
        waits_for_hands,
        lambda row, by, values: end_by_hand(row, by),
    ),
    Action(
        "cancel",
        _("Cancel"),
        _("It will not be sent. Approving the post again plans it anew."),
        _("Cancelled: it will not be sent."),
        HANDLE,
        ReasonForm,
        in_states(*PENDING, State.REJECTED),
        lambda row, by, values: services.cancel(
            delivery_id=row.pk, by=by, reason=values["reason"]
        ),
        is_serious=True,
    ),
)

BY_NAME = {action.name: action for action in ACTIONS}


def offered_to(user: Any, delivery: Delivery) -> list[Action]:
    """The buttons that ``user`` sees on ``delivery``."""
    return [
        action
        for action in ACTIONS
        if action.offered(delivery) and user.has_perm(action.permission)
    ]
