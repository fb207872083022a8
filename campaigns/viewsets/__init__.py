"""The staff screens that Wagtail's viewsets make: posts, campaigns, channels."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from campaigns.permissions import VIEW

from .campaigns import CampaignViewSet
from .channels import ChannelViewSet
from .posts import PostViewSet


class ScreenMenuItem(MenuItem):
    """A screen of our own among the viewsets."""

    def is_shown(self, request):
        return request.user.has_perm(VIEW)


class CampaignsGroup(SnippetViewSetGroup):
    menu_label = _("Campaigns")
    menu_icon = "comment"
    menu_order = 250
    items = (PostViewSet, CampaignViewSet, ChannelViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        posts, campaigns, channels = super().get_submenu_items()
        screens = [
            (_("Deliveries"), "deliveries", "mail"),
            (_("Stops"), "stops", "no-view"),
            (_("Status"), "status", "info-circle"),
        ]
        deliveries, stops, status = (
            ScreenMenuItem(
                label,
                reverse_lazy(f"campaigns:{name}"),
                name=f"campaigns-{name}",
                icon_name=icon,
            )
            for label, name, icon in screens
        )
        items = [posts, campaigns, deliveries, channels, stops, status]
        for order, item in enumerate(items):
            item.order = order
        return items
