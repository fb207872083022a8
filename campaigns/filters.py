"""What the lists of posts and deliveries can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import WorkflowState

from campaigns.models import Campaign, Channel, Delivery, Hold, Post, State
from campaigns.models.channel import network_choices
from campaigns.models.delivery import DeliveryQuerySet


class Tick(django_filters.Filter):
    """One box; empty, it narrows nothing and does not count as a filter."""

    field_class = forms.BooleanField


class Period(django_filters.DateFromToRangeFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Period"), widget=DateRangePickerWidget, **kwargs)


def of_campaigns(**kwargs: Any) -> django_filters.ModelMultipleChoiceFilter:
    return django_filters.ModelMultipleChoiceFilter(
        label=_("Campaign"),
        queryset=lambda request: Campaign.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )


def of_channels(**kwargs: Any) -> django_filters.ModelMultipleChoiceFilter:
    return django_filters.ModelMultipleChoiceFilter(
        label=_("Channel"),
        queryset=lambda request: Channel.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )


def choices(label: Any, options: Any, **kwargs: Any) -> Any:
    return django_filters.MultipleChoiceFilter(
        label=label, choices=options, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class PostFilterSet(WagtailFilterSet):
    waiting = Tick(label=_("Waiting for approval"), method="filter_waiting")
    campaign = of_campaigns()
    network = choices(_("Network"), network_choices, field_name="channels__network")
    channel = of_channels(field_name="channels")
    state = choices(
        _("State of a delivery"), State.choices, field_name="deliveries__state"
    )
    send_at = Period()

    class Meta:
        model = Post
        fields: list[str] = []

    def filter_waiting(
        self, posts: QuerySet[Post], name: str, value: bool
    ) -> QuerySet[Post]:
        if not value:
            return posts
        return posts.filter(approval=WorkflowState.STATUS_IN_PROGRESS)


class DeliveryFilterSet(WagtailFilterSet):
    for_a_person = Tick(label=_("For a person"), method="filter_for_a_person")
    state = choices(_("State"), State.choices)
    hold = choices(_("Held because"), Hold.choices)
    channel = of_channels()
    campaign = of_campaigns(field_name="post__campaign")
    due_at = Period()

    class Meta:
        model = Delivery
        fields: list[str] = []

    def filter_for_a_person(
        self, deliveries: DeliveryQuerySet, name: str, value: bool
    ) -> DeliveryQuerySet:
        return deliveries.for_a_person() if value else deliveries
