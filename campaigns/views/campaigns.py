"""A campaign's page for the team: why it exists, and what it sent."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator

from campaigns.models import Campaign, Delivery, State

from .base import Screen


class CampaignView(Screen):
    template_name = "campaigns/campaign.html"
    page_title = _("Campaign")
    header_icon = "tasks"
    parents = ((_("Campaigns"), "campaigns_campaigns:index"),)
    per_page = 50

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.campaign = get_object_or_404(
            Campaign.objects.select_related("owner", "strategy"), pk=kwargs["pk"]
        )

    def get_page_subtitle(self) -> str:
        return self.campaign.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Delivery.objects.filter(post__campaign=self.campaign)
        paginator = WagtailPaginator(
            rows.select_related("post", "channel").order_by("-due_at", "-pk"),
            self.per_page,
        )
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            campaign=self.campaign,
            page_obj=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            totals=totals(rows),
            tags=self.campaign.tags.all(),
            **kwargs,
        )


def totals(rows: Any) -> list[dict[str, Any]]:
    """How many rows stand in each state, in the order of the states."""
    counted = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    return [
        {"state": state, "label": state.label, "count": counted[state]}
        for state in State
        if state in counted
    ]
