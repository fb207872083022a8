"""Campaigns: a list, a form, and a page that tells what came of each."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from campaigns.columns import LabelledColumn
from campaigns.models import Campaign

from .deleting import KindDeleteView

DAY_FIRST = _("Day/month/year, such as 05/12/2026.")


def campaign_url(campaign: Campaign) -> str:
    return reverse("campaigns:campaign", args=[campaign.pk])


class CampaignIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Campaign]:
        return Campaign.objects.select_related("owner").annotate(
            post_count=Count("posts")
        )

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("name", label=_("Name"), get_url=campaign_url, sort_key="name"),
            LabelledColumn("starts_on", label=_("Starts on"), sort_key="starts_on"),
            LabelledColumn("ends_on", label=_("Ends on"), sort_key="ends_on"),
            LabelledColumn("owner", label=_("Owner")),
            LabelledColumn("post_count", label=_("Posts"), sort_key="post_count"),
        ]


class CampaignEditView(generic.EditView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = campaign_url(self.object)
        return [HeaderButton(_("What it sent"), url=url, icon_name="view")]


class CampaignDeleteView(KindDeleteView):
    def why_it_stays(self) -> str:
        if self.object.posts.exists():
            return gettext(
                "“%(campaign)s” has posts, so it stays. Move them to another campaign "
                "first."
            ) % {"campaign": self.object}
        return ""


class CampaignViewSet(ModelViewSet):
    model = Campaign
    icon = "tasks"
    menu_label = _("Campaigns")
    name = "campaigns_campaigns"
    url_prefix = "campaigns/campaigns"
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = CampaignIndexView
    edit_view_class = CampaignEditView
    delete_view_class = CampaignDeleteView
    search_fields = ["name", "objective"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("objective"),
            FieldPanel("audience"),
            FieldPanel("behaviour"),
            FieldRowPanel(
                [
                    FieldPanel("starts_on", help_text=DAY_FIRST),
                    FieldPanel("ends_on", help_text=DAY_FIRST),
                ]
            ),
            FieldPanel("patience_hours"),
            FieldPanel("owner"),
            MultiFieldPanel(
                [FieldPanel("strategy"), FieldPanel("act_number")],
                heading=_("Strategy"),
            ),
            FieldPanel("tags"),
        ]
    )
