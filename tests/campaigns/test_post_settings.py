"""How late a post may go: what it says itself, its campaign, the town."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from campaigns.models import Campaign, Post, PostSettings

pytestmark = pytest.mark.django_db


def hours_of(post: Post) -> float:
    due = timezone.now()
    return (post.last_moment(due) - due) / timedelta(hours=1)


@pytest.fixture
def town_waits(site):
    PostSettings.objects.create(site=site, patience_hours=48)


@pytest.mark.parametrize(
    ("campaign", "hours"),
    [(None, 48), (Campaign(), 48), (Campaign(patience_hours=6), 6)],
)
def test_a_post_waits_as_its_campaign_says_else_as_the_town_does(
    town_waits, campaign, hours
):
    assert hours_of(Post(campaign=campaign)) == hours


def test_what_a_post_says_itself_comes_first(town_waits):
    own = timezone.now() + timedelta(hours=1)
    post = Post(campaign=Campaign(patience_hours=6), useless_after=own)

    assert post.last_moment(timezone.now()) == own


def test_a_campaign_without_patience_lets_nothing_be_late(town_waits):
    assert hours_of(Post(campaign=Campaign(patience_hours=0))) == 0


def test_a_town_that_said_nothing_waits_a_day(site):
    assert hours_of(Post()) == 24
    Site.objects.all().delete()
    assert hours_of(Post()) == 24


def test_an_administrator_sets_it_and_an_editor_does_not(
    site, administrator_client, editor_client
):
    address = reverse("wagtailsettings:edit", args=["campaigns", "postsettings"])

    refused = editor_client.post(f"{address}{site.pk}/", {"patience_hours": 2})
    administrator_client.post(f"{address}{site.pk}/", {"patience_hours": 2})

    assert refused.status_code == 302
    assert hours_of(Post()) == 2


def test_a_patience_longer_than_a_year_is_refused_with_a_sentence(
    site, administrator_client
):
    address = reverse("wagtailsettings:edit", args=["campaigns", "postsettings"])

    shown = administrator_client.post(f"{address}{site.pk}/", {"patience_hours": 10**9})

    assert "8760" in shown.text
    assert hours_of(Post()) == 24


@pytest.mark.parametrize("hours", [0, 24 * 365 + 1, 2**31 - 1])
@pytest.mark.parametrize("model", [Campaign, PostSettings])
def test_patience_is_an_hour_at_least_and_a_year_at_most(model, hours):
    with pytest.raises(ValidationError) as refused:
        model(patience_hours=hours).clean_fields()

    assert "patience_hours" in refused.value.message_dict
