"""Asking for a post about a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from campaigns.models import Campaign, Channel, PageShare

from .posts import ChannelsField, channels_to_offer
from .times import TownDateTimeField

MOMENTS = {
    "publication": _("When it is published"),
    "announcement": _("When it is announced"),
    "reminder": _("As a reminder, before it begins"),
    "change": _("When something about it changes"),
}


def moment_label(name: str) -> str | Promise:
    return MOMENTS.get(name, name)


class ShareForm(forms.Form):
    """A wish for one moment of a page; moments shared already are not offered."""

    moment = forms.ChoiceField(label=_("Moment"), widget=forms.RadioSelect)
    channels = ChannelsField(queryset=Channel.objects.none(), label=_("Channels"))
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(), label=_("Campaign"), required=False
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=PageShare._meta.get_field("text").help_text,
    )
    send_at = TownDateTimeField(
        label=_("Send at"),
        required=False,
        help_text=PageShare._meta.get_field("send_at").help_text,
    )

    def __init__(self, page: Page, shared: set[str], data: Any = None) -> None:
        moments = [name for name in page.share_moments if name not in shared]
        super().__init__(data, initial={"moment": moments[0] if moments else None})
        fields: dict[str, Any] = self.fields
        fields["moment"].choices = [(name, moment_label(name)) for name in moments]
        fields["channels"].queryset = channels_to_offer()
