"""The staff's lists on a phone: every cell can be read without scrolling aside."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from campaigns.models import Delivery
from tests.campaigns.factories import DeliveryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INSIDE = """cells => cells.every(cell => {
  const box = cell.getBoundingClientRect();
  return box.left >= 0 && box.right <= window.innerWidth + 1;
})"""


def test_the_list_of_posts_shows_the_state_on_each_channel(
    open_as,
    approver,
    approved,
):
    DeliveryFactory(post=approved, channel__network="by_hand", sent=True)

    page = open_as(approver, reverse("campaigns_posts:list"), width=360)

    states = page.locator("#listing-results .campaigns-state")
    expect(states).to_have_count(2)
    assert states.evaluate_all(INSIDE)
    expect(
        page.locator("#listing-results").get_by_text("Programmata")
    ).to_be_in_viewport()


def test_no_list_runs_over_the_edge(open_as, approver, approved, x):
    delivery = Delivery.objects.get()
    DeliveryFactory(channel=x, unconfirmed=True)
    approver.is_superuser = True
    approver.save()
    page = open_as(approver, reverse("campaigns:deliveries"), width=360)

    for address in (
        reverse("campaigns:deliveries"),
        reverse("campaigns_channels:index"),
        reverse("campaigns_campaigns:index"),
        reverse("campaigns:campaign", args=[approved.campaign_id]),
        reverse("campaigns:delivery", args=[delivery.pk]),
        reverse("campaigns:review", args=[approved.pk]),
        reverse("campaigns:status"),
    ):
        page.goto(address)

        assert page.locator("main td:visible").evaluate_all(INSIDE), address
