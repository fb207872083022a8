"""A lease outlasts the work that it is for, on every network."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns import ledger, networks, sending
from campaigns.networks.http import CALL, READ
from campaigns.networks.limits import PICTURES

from .factories import ChannelFactory, DeliveryFactory

ALL = [pytest.param(network, id=network.code) for network in networks.all()]
A_CALL = timedelta(seconds=CALL + READ)
# The last picture begins within its time and is then sent and described; X also
# asks who it is.
AFTER_PICTURES = 3
# Publishing, and reading back where it stands.
PUBLISHING = 2


@pytest.fixture(params=ALL)
def lease(request):
    return ledger.lease(ChannelFactory.build(network=request.param.code))


@pytest.fixture(params=[p for p in ALL if p.values[0].credential_fields])
def remote(request):
    return request.param


def test_preparing_ends_while_the_claims_lease_holds(remote):
    preparing = timedelta(seconds=PICTURES) + AFTER_PICTURES * A_CALL

    assert preparing < ledger.longest_lease()


def test_publishing_ends_while_the_lease_that_was_taken_for_it_holds(remote):
    assert remote.longest_attempt > PUBLISHING * A_CALL


def test_no_networks_lease_is_longer_than_the_claims(lease):
    assert lease <= ledger.longest_lease()


@pytest.mark.django_db
def test_the_lease_is_taken_anew_right_before_the_publishing_call():
    delivery = DeliveryFactory(due_at=timezone.now() - timedelta(hours=1))
    attempt = sending.claim(delivery.pk, timezone.now() - timedelta(minutes=2))
    claimed_until = attempt.delivery.lease_until

    sending._keep_lease(attempt.delivery, {})

    delivery.refresh_from_db()
    assert delivery.lease_until >= claimed_until + timedelta(minutes=2)
