"""What an editor fills in to write a post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from campaigns.models import Campaign, Channel, Post

from .channels import networks_to_offer
from .times import TownDateTimeField


class ChannelsField(forms.ModelMultipleChoiceField):
    """Boxes to tick; a channel that cannot send now says so."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Channel) -> str:
        if obj.state == Channel.State.CONNECTED:
            return str(obj)
        return f"{obj} ({obj.get_state_display().lower()})"


def channels_to_offer(chosen: Any = ()) -> Any:
    """Those that were connected once, and those that are chosen already."""
    return Channel.objects.filter(~Q(account_id="") | Q(pk__in=chosen))


class NetworkSelect(forms.Select):
    """A choice of networks without those that are not offered."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        offered = {"", *value, *(network.code for network in networks_to_offer())}
        groups = super().optgroups(name, value, attrs)
        return [group for group in groups if group[1][0]["value"] in offered]


class PostForm(WagtailAdminModelForm):
    text = forms.CharField(
        label=_("Text"),
        widget=AdminAutoHeightTextInput(
            # The script of this form looks for it; without it nothing is counted.
            attrs={"data-count-url": reverse_lazy("campaigns:count")}
        ),
    )
    channels = ChannelsField(queryset=Channel.objects.none(), label=_("Channels"))
    campaign = forms.ModelChoiceField(
        queryset=Campaign.objects.all(), label=_("Campaign"), required=False
    )
    send_at = TownDateTimeField(
        label=_("Send at"),
        required=False,
        help_text=Post._meta.get_field("send_at").help_text,
    )
    useless_after = TownDateTimeField(
        label=_("Useless after"),
        required=False,
        help_text=Post._meta.get_field("useless_after").help_text,
    )

    class Media:
        js = ["campaigns/count.js"]
        css = {"all": ["campaigns/admin.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [channel.pk for channel in self.instance.channels.all()]
        self.fields["channels"].queryset = channels_to_offer(chosen)
