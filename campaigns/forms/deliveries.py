"""What a person adds when they act on a delivery."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NothingToAdd(forms.Form):
    pass


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("It stays in the log.")
    )


class AddressForm(forms.Form):
    url = forms.URLField(
        label=_("Address of the post on the network"),
        max_length=500,
        assume_scheme="https",
    )


class OptionalAddressForm(forms.Form):
    url = forms.URLField(
        label=_("Address, if it has one"),
        max_length=500,
        assume_scheme="https",
        required=False,
    )
