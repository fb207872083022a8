"""Channels: a list with their state, and the names the team gives them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from campaigns.columns import ChannelStateColumn, LabelledColumn
from campaigns.forms.channels import ChannelForm, NewChannelForm
from campaigns.models import Channel

from .deleting import KindDeleteView


def channel_url(channel: Channel) -> str:
    return reverse("campaigns:channel", args=[channel.pk])


class ChannelIndexView(generic.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title(
                "__str__",
                label=gettext_lazy("Channel"),
                accessor=str,
                get_url=channel_url,
            ),
            LabelledColumn("account_name", label=gettext_lazy("Account")),
            ChannelStateColumn("state", label=gettext_lazy("State"), sort_key="state"),
            LabelledColumn("holder", label=gettext_lazy("Held by")),
        ]


class ChannelCreateView(generic.CreateView):
    def get_success_url(self) -> str:
        """The next step: connecting it."""
        return channel_url(self.object)


class ChannelEditView(generic.EditView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = channel_url(self.object)
        return [
            HeaderButton(
                gettext_lazy("State and connection"), url=url, icon_name="link"
            )
        ]

    def get_success_url(self) -> str:
        return channel_url(self.object)


class ChannelDeleteView(KindDeleteView):
    def why_it_stays(self) -> str:
        if self.object.deliveries.exists() or self.object.posts.exists():
            return _(
                "Posts went or go to “%(channel)s”, so it stays as a record. Pause it "
                "instead."
            ) % {"channel": self.object}
        return ""


class ChannelViewSet(ModelViewSet):
    model = Channel
    icon = "globe"
    menu_label = _("Channels")
    name = "campaigns_channels"
    url_prefix = "campaigns/channels"
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = ChannelIndexView
    add_view_class = ChannelCreateView
    edit_view_class = ChannelEditView
    delete_view_class = ChannelDeleteView
    list_filter = ["network", "state"]

    def get_form_class(self, for_update: bool = False) -> type:
        return ChannelForm if for_update else NewChannelForm
