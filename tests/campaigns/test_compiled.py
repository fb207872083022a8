"""A condition that was compiled once says what the condition itself says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.models import Channel, Delivery, Release, State, Stop
from campaigns.models.compiled import compiled
from campaigns.models.delivery import DeliveryQuerySet

from .factories import ChannelFactory, DeliveryFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MOMENTS = [timedelta(days=days) for days in (-2, 0, 2, 4)]


@pytest.fixture
def rows(x, facebook):
    """One for each thing that may be in the way, and some with nothing in it."""
    now = timezone.now()
    lost = ChannelFactory(name="Perso", account_id="9", state=Channel.State.RECONNECT)
    long = {"useless_after": now + 9 * DAY}
    released = DeliveryFactory(channel=facebook, **long)
    past = Stop.objects.create(
        kind="quiet", reason="Voto", starts_at=now - 3 * DAY, ends_at=now - DAY
    )
    coming = Stop.objects.create(kind="stopped", reason="Lutto", starts_at=now + DAY)
    for stop in (past, coming):
        Release.objects.create(delivery=released, stop=stop, reason="Allerta meteo")
    DeliveryFactory(channel=facebook, due_at=now - 9 * DAY, **long)
    DeliveryFactory(channel=x, due_at=now + 3 * DAY, **long)
    DeliveryFactory(channel=x, due_at=now - 9 * DAY, not_before=now + DAY, **long)
    DeliveryFactory(channel=x, state=State.WAITING, **long)
    DeliveryFactory(channel=x, state=State.CANCELLED, **long)
    DeliveryFactory(channel=lost, **long)
    DeliveryFactory(channel=x, useless_after=now + 3 * DAY)
    DeliveryFactory(channel=x, **long).post.save_revision()
    passed_over = DeliveryFactory(channel=x, **long)
    passed_over.despite_revision = passed_over.post.save_revision()
    passed_over.save()
    return now


@pytest.mark.parametrize(
    "condition", [DeliveryQuerySet.sendable, DeliveryQuerySet.unhindered]
)
def test_it_finds_the_same_rows_at_every_moment(rows, condition):
    answers = []
    for since in MOMENTS:
        moment = rows + since
        found = set(compiled(Delivery.objects.all(), condition, moment))
        assert found == set(condition(Delivery.objects.all(), moment))
        answers.append(frozenset(found))

    assert len(set(answers)) > 1
