"""Adding a channel, and connecting it with what its network asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from campaigns import networks
from campaigns.models import Channel
from campaigns.networks.base import Network


def networks_to_offer() -> list[type[Network]]:
    """All but the console, which is for who develops."""
    return [n for n in networks.all() if n.code != "console" or settings.DEBUG]


class ChannelForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Channel
        fields = ["name", "holder", "holder_email"]


class NewChannelForm(ChannelForm):
    network = forms.ChoiceField(
        label=_("Network"),
        widget=forms.RadioSelect,
        choices=lambda: [(n.code, n.label) for n in networks_to_offer()],
    )

    class Meta(ChannelForm.Meta):
        fields = ["network", "name", "holder", "holder_email"]


class ConnectForm(forms.Form):
    """The fields of one network. What was typed in secret is never shown again."""

    def __init__(self, network: type[Network], data: Any = None) -> None:
        super().__init__(data)
        for field in network.credential_fields:
            widget = forms.PasswordInput if field.secret else forms.TextInput
            self.fields[field.name] = forms.CharField(
                label=field.label,
                help_text=field.help,
                widget=widget(attrs={"autocomplete": "off"}),
            )


class PauseForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500)
