"""A campaign's page for the team: why it exists, and what it sent."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from campaigns.models import Campaign, Delivery, State

from .base import Screen

TOTALS = {
    State.PLANNED: ngettext_lazy("%(count)d planned", "%(count)d planned", "count"),
    State.SENDING: ngettext_lazy(
        "%(count)d being sent", "%(count)d being sent", "count"
    ),
    State.WAITING: ngettext_lazy(
        "%(count)d waiting to try again", "%(count)d waiting to try again", "count"
    ),
    State.HELD: ngettext_lazy("%(count)d held", "%(count)d held", "count"),
    State.HANDED: ngettext_lazy(
        "%(count)d for a person to do", "%(count)d for a person to do", "count"
    ),
    State.UNCONFIRMED: ngettext_lazy(
        "%(count)d in doubt", "%(count)d in doubt", "count"
    ),
    State.SENT: ngettext_lazy("%(count)d sent", "%(count)d sent", "count"),
    State.REJECTED: ngettext_lazy(
        "%(count)d refused by the network", "%(count)d refused by the network", "count"
    ),
    State.CANCELLED: ngettext_lazy(
        "%(count)d cancelled", "%(count)d cancelled", "count"
    ),
    State.MISSED: ngettext_lazy("%(count)d missed", "%(count)d missed", "count"),
    State.WITHDRAWN: ngettext_lazy(
        "%(count)d withdrawn", "%(count)d withdrawn", "count"
    ),
}


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
        {
            "state": state,
            "count": counted[state],
            "words": TOTALS[state] % {"count": counted[state]},
        }
        for state in State
        if state in counted
    ]
